"""The operations page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.interview import InterviewPlan
from athena.ui.frame import OPERATIONS
from athena.ui.operations import checkup
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import press, words


def operations() -> AppTest:
    return AppTest.from_file(SHELL, default_timeout=30).switch_page(OPERATIONS).run()


def session(app: FakeApp) -> str:
    """Begin an interview of Ada and return its id."""
    app.interviewing.admit("E1", "Ada _Lovelace_")
    begun = app.interviewing.open_session("E1", InterviewPlan(), "openai", "m")
    app.begin(begun)
    return begun.session_id


def test_before_anything_ran_the_page_says_so(app: FakeApp) -> None:
    seen = words(operations())
    assert "Nobody is being interviewed at the moment." in seen
    assert "No interview has used a model yet." in seen


def test_the_interviews_of_this_process_are_listed(app: FakeApp) -> None:
    session(app)
    row = operations().table[0].value.iloc[0]
    assert (row["Person"], row["State"], row["Time used"]) == (r"Ada \_Lovelace\_ (E1)", "Listening", "1:05")


def test_costs_are_told_by_day_and_model_and_today_against_the_budget(app: FakeApp) -> None:
    session_id = session(app)
    for number, usd in enumerate((20.0, 5.0)):
        app.interviewing.record_usage(session_id, f"r{number}", "m", {"input_tokens": 1000}, usd)
    visit = operations()
    (progress,) = visit.get("progress")
    assert progress.proto.text == r"\$25\.00 of \$100\.00 used \(25\%\)"
    costs = visit.table[1].value
    assert list(costs["Day"]) == [f"{datetime.now(UTC):%d %b %Y}"]
    assert list(costs["Tokens in"]) == ["2,000"]
    assert list(costs["Cost"]) == [r"\$25\.00"]
    assert len(visit.get("vega_lite_chart")) == 1


def test_what_has_no_price_is_shown_without_a_chart(app: FakeApp) -> None:
    app.interviewing.record_usage(session(app), "r", "m", {"input_tokens": 7}, None)
    visit = operations()
    assert list(visit.table[1].value["Cost"]) == ["not known"]
    assert not visit.get("vega_lite_chart")


def test_a_budget_that_is_used_up_is_told(app: FakeApp) -> None:
    app.interviewing.record_usage(session(app), "r", "m", {}, 100.0)
    assert "OPENAI_DAILY_BUDGET" in operations().warning[0].value


def test_the_prices_are_shown_with_their_date(app: FakeApp) -> None:
    visit = operations()
    assert f"as of {app.prices.as_of:%d %B %Y}" in words(visit)
    assert r"gpt\-realtime\-2\.1" in list(visit.table[-1].value["Model"])


def test_the_check_runs_beside_the_page_and_is_told_in_words(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Future[list[checkup.Finding]] = Future()
    monkeypatch.setattr(checkup, "begin", lambda _: asked)
    visit = press(operations(), "Check everything")
    assert visit.button[0].disabled
    asked.set_result([checkup.Finding(True, "All *well*."), checkup.Finding(False, "No key.", "Set one.")])
    visit.run()
    assert r"**Well** · All \*well\*\." in words(visit)
    assert r"**Wrong** · No key\." in words(visit)
    assert "Set one." in {text.value for text in visit.text}


def test_the_running_interviewer_is_looked_at_instead_of_another_one(
    make_app: Callable[..., FakeApp], tmp_path: Path
) -> None:
    app = make_app(DATABASE_URL=f"duckdb:///{tmp_path}/athena.duckdb", ATHENA_ENGINE="embedded")
    assert checkup.look(app)[-1].well  # type: ignore[arg-type]
    app.embedded.up = False
    found = checkup.look(app)[-1]  # type: ignore[arg-type]
    assert (found.well, found.advice) == (False, "It has no voice.")
