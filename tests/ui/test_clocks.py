"""Times in the time zone of who reads them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL
from athena.ui import access


def script() -> None:
    from datetime import datetime

    import streamlit as st

    from athena.ui import clocks

    st.text(clocks.moment(datetime(2026, 7, 1, 12)))


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Berlin", "01 July 2026, 14:00 CEST"),
        ("America/Sao_Paulo", "01 July 2026, 09:00 -03"),
        ("Mars/Olympus", "01 July 2026, 12:00 UTC"),
        ("../../etc/passwd", "01 July 2026, 12:00 UTC"),
        (None, "01 July 2026, 12:00 UTC"),
    ],
)
def test_without_an_account_the_browsers_zone_counts_when_it_is_known(
    monkeypatch: pytest.MonkeyPatch, zone: str | None, told: str
) -> None:
    monkeypatch.setattr(access, "viewer", lambda: LOCAL)
    visit = AppTest.from_function(script)
    visit.context["timezone"] = zone
    assert visit.run().text[0].value == told
