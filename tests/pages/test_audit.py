"""The audit log's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL, Role
from athena.domain.audit import Action, AuditEvent, Outcome
from athena.store import audit, queries
from athena.store.queries import QueryRun
from athena.ui.audit import page
from athena.ui.audit.words import ACTIONS
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import press, words

AUDIT = "pages/audit.py"
RUN = "11111111-1111-1111-1111-111111111111"


def open_page(**query: str) -> AppTest:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in query.items():
        visit.query_params[name] = value
    return visit.switch_page(AUDIT).run()


def add(app: FakeApp, number: int, action: Action, at: datetime, **fields: object) -> None:
    """Add an entry of Ada's."""
    known = {"actor": "ada", "role": "admin", "subject": "jo", **fields}
    event_id = f"00000000-0000-0000-0000-{number:012d}"
    with app.database.transaction() as tx:
        audit.add(tx, AuditEvent(event_id=event_id, happened_at=at, action=action, **known))  # type: ignore[arg-type]


@pytest.fixture
def log(app: FakeApp) -> FakeApp:
    """Four entries of three days."""
    add(app, 1, Action.SIGN_IN, datetime(2026, 3, 1, 9), address="192.0.2.1")
    add(app, 2, Action.ROLE_CHANGE, datetime(2026, 3, 2, 9), detail={"from": "analyst", "to": "manager"})
    add(app, 3, Action.SIGN_IN, datetime(2026, 3, 3, 9), actor="", outcome=Outcome.FAILED)
    add(app, 4, Action.QUERY, datetime(2026, 3, 3, 10), subject=RUN)
    return app


def shown(visit: AppTest) -> pd.DataFrame:
    (table,) = visit.dataframe
    return table.value


def test_without_entries_the_page_says_so(app: FakeApp) -> None:
    assert "No entry is like that." in words(open_page())


def test_entries_are_shown_newest_first_in_plain_words(log: FakeApp) -> None:
    rows = shown(open_page())
    assert list(rows["What"]) == ["SQL query", "Sign-in", "Role changed", "Sign-in"]
    assert list(rows["Who"]) == ["ada", "Nobody known", "ada", "ada"]
    assert rows["Detail"].iloc[2] == "from: analyst · to: manager"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"who": "ADA"}, 3),
        ({"action": "Sign-in"}, 2),
        ({"outcome": "Failed"}, 1),
        ({"since": "2026-03-03"}, 2),
        ({"since": "2026-03-02", "until": "2026-03-02"}, 1),
        ({"who": "ada", "action": "Sign-in", "until": "2026-03-01"}, 1),
    ],
)
def test_the_address_narrows_what_is_shown(log: FakeApp, query: dict[str, str], count: int) -> None:
    assert len(shown(open_page(**query))) == count


def test_the_filters_can_be_cleared(log: FakeApp) -> None:
    visit = press(open_page(outcome="Refused", who="ada"), "Clear the filters")
    assert len(shown(visit)) == 4


def test_days_begin_where_the_viewer_is(log: FakeApp) -> None:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.context["timezone"] = "Pacific/Kiritimati"  # fourteen hours ahead
    visit.query_params["since"] = "2026-03-04"
    rows = shown(visit.switch_page(AUDIT).run())
    assert list(rows["When"].dt.strftime("%d %H:%M")) == ["04 00:00"]


def test_a_row_that_is_picked_is_told_in_full_with_its_query(log: FakeApp) -> None:
    run = QueryRun(RUN, "ada", "SELECT '<b>'", {"n": "1"}, "ok", "", 1, False, 2.0, datetime(2026, 3, 3, 10))
    with log.database.transaction() as tx:
        queries.add_run(tx, run)
    visit = open_page()
    visit.session_state["entries"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    visit.run()
    assert visit.code[0].value == "SELECT '<b>'"
    assert "n: 1" in words(visit)


def test_when_there_are_too_many_the_newest_are_shown_and_that_is_said(
    log: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "SHOWN", 2)
    visit = open_page()
    assert len(shown(visit)) == 2
    assert "The newest 2 entries" in words(visit)


def test_a_manager_does_not_see_it(make_app: Callable[..., FakeApp]) -> None:
    app = make_app(ATHENA_MODE="accounts")
    app.desk.accounts.add(LOCAL, "mia", Role.MANAGER, name="Mia")
    app.cookie = app.desk.sign_ins.open("mia", how="password")
    visit = open_page()
    assert (bool(visit.exception), list(visit.dataframe), list(visit.title)) == (True, [], [])


def test_the_entries_can_be_taken_away_as_files(log: FakeApp) -> None:
    offered = [button.proto.label for button in open_page().get("download_button")]
    assert offered == ["CSV", "XLSX", "JSON"]


def test_every_action_has_words_of_its_own() -> None:
    assert set(ACTIONS) == set(Action)
