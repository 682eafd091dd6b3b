"""Files of a session and of the list, the print view, and the marks of a demonstration."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL
from athena.domain.questions import Bank
from athena.store.pad_runs import PadRun
from athena.ui.frame import OPERATIONS
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.test_sessions import good_answer, interview, sessions
from tests.pages.walking import labels, press, words


def badges(visit: AppTest) -> str:
    """Return the texts of all badges, which AppTest counts among the Markdown."""
    return "\n".join(str(element.value) for element in visit.markdown)


def files(visit: AppTest) -> list[str]:
    """Return the labels of the buttons that hand out files."""
    return [element.proto.label for element in visit.get("download_button")]


def test_a_session_can_be_taken_away_and_printed(app: FakeApp, bank: Bank) -> None:
    session_id = interview(app, bank, good_answer(bank))
    visit = sessions(session_id)
    assert files(visit)[:3] == ["PDF report", "PDF with transcript", "JSON, everything"]
    printed = sessions(session_id, print="1")
    seen = words(printed)
    assert "Ada Lovelace" in seen
    assert "Question by question" in seen
    assert good_answer(bank) in seen
    assert files(printed) == labels(printed) == []


def test_the_print_view_has_the_final_query_of_the_pad(
    app: FakeApp, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = app.reading.view(LOCAL, interview(app, bank, good_answer(bank)))
    at, own = view.session.started_at, view.session.session_id
    runs = (
        PadRun("r1", own, "q", "submit", "SELECT 1", "passed", 1.0, "It is right on all data.", 2.0, at),
        PadRun("r2", own, "q", "run", "SELECT 2", "wrong", None, "It is not.", 2.0, at),
    )
    written = replace(view, answers=(replace(view.answers[0], runs=runs),))
    monkeypatch.setattr(app.reading, "view", lambda *_: written)
    printed = sessions(own, print="1")
    assert [code.value for code in printed.code] == ["SELECT 1"]
    assert "It is right on all data." in words(printed)


def test_the_list_can_be_taken_away(app: FakeApp, bank: Bank) -> None:
    interview(app, bank, good_answer(bank))
    assert files(sessions()) == ["CSV", "XLSX", "PARQUET"]


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demonstration_is_marked_in_list_and_heading(app: FakeApp, bank: Bank, *, demo: bool) -> None:
    if demo:
        app.demo.load(LOCAL, people=1, sessions=1)
        [line] = app.reading.recent(LOCAL)
        session_id = line.session.session_id
    else:
        session_id = interview(app, bank, good_answer(bank))
    for visit in (sessions(), sessions(session_id)):
        assert ("Demonstration" in badges(visit)) is demo


def test_the_operations_page_loads_and_removes_the_demonstration(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = app.demo.load
    monkeypatch.setattr(app.demo, "load", lambda viewer: load(viewer, people=2, sessions=3))
    visit = AppTest.from_file(SHELL, default_timeout=30).switch_page(OPERATIONS).run()
    press(visit, "Load the demonstration data")
    assert "There are 2 made-up people with 3 sessions" in words(visit)
    press(visit, "Remove the demonstration data")
    assert "Load the demonstration data" in labels(visit)
    assert app.demo.size().sessions == 0


def test_tables_of_a_session_offer_three_kinds_of_file_named_after_what_they_hold(
    app: FakeApp, bank: Bank
) -> None:
    visit = sessions(interview(app, bank, good_answer(bank)))
    named = [element.proto.help for element in visit.get("download_button")[3:]]
    assert {name.rsplit(".", 1)[1] for name in named} == {"csv", "xlsx", "parquet"}
    kinds = {name.rsplit(".", 1)[0].rsplit("-", 1)[1] for name in named}
    assert kinds == {"timeline", "history", "engines"}
