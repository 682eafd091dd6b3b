"""Every page for everybody: one of every role, somebody invited, and nobody; on the app with accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest
import streamlit_webrtc.component
import streamlit_webrtc.shutdown
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.access import LOCAL, PAGES, Role, Viewer
from athena.domain.audit import Action, Outcome
from athena.domain.interview import Channel, InterviewPlan, SessionStatus, Speaker
from athena.errors import AccessError
from athena.services.interviewing import TurnHeard
from athena.ui import access
from athena.ui.frame import INTERVIEW, OPERATIONS, OVERVIEW, PROBLEMS, PROGRESS, QUESTIONS, SESSIONS, SQL
from athena.ui.navigation import ENTRIES, is_listed
from athena.web.paths import Kind, kind_of
from athena.web.routes import routes
from tests.pages.conftest import SHELL
from tests.pages.walking import labels, press, words
from tests.services.inviting import WANTED
from tests.viewers import EVERYBODY, invited, person

OTHER: Final = "other-person"
WHO: Final = (*Role, "invited", "nobody")
EXISTING: Final = tuple(entry for entry in ENTRIES if entry.path.is_file())
SIGN_IN: Final = 'href="/account/sign-in?next='


@dataclass(frozen=True)
class House:
    """The app, what stands in the cookie of each visitor, and an interview of a candidate and another one."""

    app: App
    tokens: dict[str, str]
    own: str
    others: str

    def viewer(self, who: str) -> Viewer | None:
        return self.app.desk.sign_ins.viewer_of(self.tokens[who])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    environment = {
        "DATABASE_URL": f"duckdb:///{tmp_path_factory.mktemp('house')}/athena.duckdb",
        "ATHENA_MODE": "accounts",
        "OPENAI_API_KEY": "sk-x",
        "OPENAI_EVALUATION_MODEL": "off",
    }
    app = App(read_settings(environment, Path("/nonexistent/.env")))
    desk = app.desk
    for role in Role:
        desk.accounts.add(LOCAL, role.value, role, name=f"{role.value.title()} Lovelace", department="R+D")
    tokens = {role.value: desk.sign_ins.open(role.value, how="password") for role in Role}
    app.interviewing.admit("guest", "Guest", "R+D")
    template = desk.templates.create(LOCAL, WANTED)
    (link,) = desk.inviting.create(LOCAL, template.template_id, ["guest"]).links
    invitation_id, forever = link.invitation.invitation_id, datetime(2100, 1, 1)
    tokens["invited"] = desk.sign_ins.open_invited(invitation_id, "guest", "Guest", forever)
    app.interviewing.admit(OTHER, "Grace Hopper", "R+D")
    yield House(app, tokens | {"nobody": ""}, held(app, Role.CANDIDATE.value), held(app, OTHER))
    app.close()


def held(app: App, employee_id: str) -> str:
    """Hold an interview of one question and return its session id."""
    question = next(iter(app.bank.questions.values()))
    plan = InterviewPlan(question_count=1)
    session_id = app.interviewing.open_session(employee_id, plan, "embedded", "m").session_id
    app.interviewing.log_question_asked(
        session_id, "q", question.prompt, question.category, question.difficulty
    )
    words = question.reference_answer
    heard = TurnHeard("c", Speaker.CANDIDATE, words, Channel.TEXT, 1, 2, interrupted=False)
    app.interviewing.record_turn(session_id, heard)
    app.interviewing.log_response_evaluation(session_id, "e", words, 0.5, "noted")
    app.interviewing.close(session_id, SessionStatus.COMPLETED)
    return session_id


Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app's script with no folder of pages beside it: AppTest would run those without the frame."""
    script = tmp_path_factory.mktemp("shell") / "app.py"
    script.write_text(Path(SHELL).read_text("utf-8"), "utf-8")
    return str(script)


@pytest.fixture
def visit(house: House, shell: str, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a page as somebody, at an address."""
    monkeypatch.setattr(bootstrap, "current", lambda: house.app)
    for module in (streamlit_webrtc.component, streamlit_webrtc.shutdown):
        monkeypatch.setattr(module, "get_this_session_info", lambda: None)

    def opened(who: str, page: str = INTERVIEW, **address: str) -> AppTest:
        monkeypatch.setattr(access, "token", lambda: "")
        test = AppTest.from_file(shell, default_timeout=60).run()  # the frame names the pages
        monkeypatch.setattr(access, "token", lambda: house.tokens[who])
        for name, value in address.items():
            test.query_params[name] = value
        return test.switch_page(page).run()

    return opened


def written(seen: AppTest) -> str:
    """Return the page's own HTML."""
    return "".join(str(element.proto.body) for element in seen.get("html"))


def signs_in(seen: AppTest) -> bool:
    """Whether the page shows the way to the sign-in."""
    return SIGN_IN in written(seen)


def refusals(seen: AppTest) -> list[str]:
    return [error.proto.title for error in seen.error]


def outcome(seen: AppTest) -> str:
    """Return what somebody got: the page, a refusal and nothing else, or the way to the sign-in alone."""
    if seen.exception:
        return "broken"
    if signs_in(seen):
        return "sign in" if not labels(seen) else "more than the way to the sign-in"
    if not refusals(seen):
        return "shown"
    alone = labels(seen) == ["Sign out"] and not seen.title
    return "refused" if refusals(seen) == ["Not allowed"] and alone else "more than a refusal"


@pytest.mark.parametrize("who", WHO)
def test_a_page_is_shown_to_whom_the_table_allows_it_and_nothing_of_it_to_anybody_else(
    visit: Visit, house: House, who: str
) -> None:
    viewer, got = house.viewer(who), {}
    for _, entries in groupby(EXISTING, lambda entry: entry.group):
        seen = visit(who)  # a visit for each group: AppTest mixes up widgets of one name on two pages
        got |= {entry.address: outcome(seen.switch_page(str(entry.path)).run()) for entry in entries}
    if viewer is None:
        assert got == dict.fromkeys(got, "sign in")
    else:
        assert got == {page: "shown" if viewer.may(PAGES[page]) else "refused" for page in got}


def test_every_page_has_a_rule_and_every_rule_a_page() -> None:
    assert [entry.address for entry in ENTRIES] == list(dict.fromkeys(entry.address for entry in ENTRIES))
    assert {entry.address for entry in ENTRIES} == set(PAGES)
    files = {path.name for path in Path(SHELL).with_name("pages").glob("*.py")}
    assert files <= {entry.path.name for entry in ENTRIES}


def test_every_route_is_known_to_the_gate() -> None:
    assert {kind_of(route.path) for route in routes(lambda: 0)} == {Kind.OPEN}


@pytest.mark.parametrize(
    ("viewer", "offered"),
    [
        (person(Role.CANDIDATE), "Interview, Practice, My progress, Profile, Data and privacy"),
        (
            person(Role.ANALYST),
            "Interview, Practice, My progress, SQL, Overview, Questions, Fairness, Profile, Data and privacy",
        ),
        (
            person(Role.ANALYST, sees_names=True),
            "Interview, Practice, My progress, Sessions, SQL, Overview, People, Questions, Fairness, "
            "Profile, Data and privacy",
        ),
        (
            person(Role.MANAGER),
            "Interview, Practice, My progress, Sessions, Invitations, SQL, Overview, People, Questions, "
            "Fairness, Profile, Data and privacy",
        ),
        (
            person(Role.ADMIN),
            "Interview, Practice, My progress, Sessions, Invitations, SQL, Overview, People, Questions, "
            "Fairness, Operations, Accounts, Audit log, Profile, Data and privacy",
        ),
        (invited(), "Interview, Data and privacy"),
        (
            LOCAL,
            "Interview, Practice, My progress, Sessions, Invitations, SQL, Overview, People, Questions, "
            "Fairness, Operations, Audit log, Data and privacy",
        ),
        (None, ""),
    ],
    ids=["candidate", "analyst", "analyst with names", "manager", "admin", "invited", "local", "nobody"],
)
def test_the_navigation_offers_what_may_be_opened_and_nothing_else(
    viewer: Viewer | None, offered: str
) -> None:
    assert ", ".join(entry.title for entry in ENTRIES if is_listed(entry, viewer)) == offered


def test_nothing_is_listed_that_may_not_be_opened() -> None:
    for viewer in EVERYBODY:
        for entry in ENTRIES:
            assert not is_listed(entry, viewer) or viewer.may(PAGES[entry.address])


def test_who_is_refused_is_in_the_audit_log_once_for_a_tab(visit: Visit, house: House) -> None:
    visit("candidate", SQL).run().run()
    found = house.app.desk.audit.entries(LOCAL, actions=(Action.ACCESS,), person="candidate")
    entries = [entry for entry in found if entry.subject == "/sql"]
    before = len(entries)
    assert {entry.outcome for entry in entries} == {Outcome.REFUSED}
    visit("candidate", SQL).run()
    found = house.app.desk.audit.entries(LOCAL, actions=(Action.ACCESS,), person="candidate")
    assert len([entry for entry in found if entry.subject == "/sql"]) == before + 1


class TestWhoSignsOut:
    def test_is_told_so_and_signed_out_everywhere_with_that_cookie(self, visit: Visit, house: House) -> None:
        house.tokens["leaving"] = house.app.desk.sign_ins.open("candidate", how="password")
        seen = visit("leaving", PROGRESS)
        assert "**Candidate Lovelace** · Candidate" in words(seen)
        press(seen, "Sign out")
        assert seen.title[0].value == "You are signed out"
        assert house.viewer("leaving") is None
        assert visit("leaving", PROGRESS).title[0].value == "Please sign in"

    def test_comes_back_to_the_same_place(self, visit: Visit) -> None:
        seen = visit("nobody", PROGRESS, session="a b")
        assert 'href="/account/sign-in?next=%2Fprogress%3Fsession%3Da%2Bb"' in written(seen)


class TestACandidate:
    def test_sees_the_own_figures(self, visit: Visit) -> None:
        seen = visit("candidate", PROGRESS)
        assert not seen.exception
        assert seen.metric[0].value == "1"
        assert "Lovelace" in words(seen)
        assert "Hopper" not in words(seen)

    def test_reads_the_own_report_and_may_take_it_away(self, visit: Visit, house: House) -> None:
        seen = visit("candidate", PROGRESS, session=house.own)
        assert seen.title[0].value == "My interview"
        assert [one.proto.label for one in seen.get("download_button")] == [
            "PDF report",
            "PDF with transcript",
        ]

    def test_is_refused_the_report_of_somebody_else(self, visit: Visit, house: House) -> None:
        seen = visit("candidate", PROGRESS, session=house.others)
        assert refusals(seen) == ["Not allowed"]
        assert not seen.title

    def test_is_not_asked_who_practises(self, visit: Visit) -> None:
        seen = visit("candidate", PROBLEMS)
        assert seen.title[0].value == "Practice"
        assert "Not you?" not in labels(seen)


class TestAnAnalyst:
    def test_sees_pseudonyms_and_no_leaderboard_on_the_overview(self, visit: Visit) -> None:
        seen = visit("analyst", OVERVIEW, period="All time")
        assert "Person " in words(seen)
        assert "Hopper" not in words(seen)
        assert "Highest means" not in words(seen)
        links = {link.proto.label for link in seen.get("page_link")}
        assert links == {"Begin an interview", "Open a coding problem", "Write a query"}

    def test_sees_the_figures_of_questions(self, visit: Visit) -> None:
        seen = visit("analyst", QUESTIONS)
        assert seen.dataframe


def test_a_manager_reviews_under_the_own_id(visit: Visit, house: House) -> None:
    seen = press(visit("manager", SESSIONS, session=house.others), "Review this answer")
    assert not seen.exception
    assert "Your ID" not in [field.label for field in seen.text_input]
    seen.text_area[0].input("Well said.")
    seen.number_input[0].set_value(0.85)
    press(seen, "Save the decision")
    (_, value) = house.app.reviews.history(LOCAL, house.others, 1)
    assert value.review is not None
    assert value.review.reviewer == "manager"


def test_a_file_is_handed_out_while_its_reader_is_signed_in_and_not_afterwards(
    visit: Visit, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.tokens["reader"] = house.app.desk.sign_ins.open("manager", how="password")
    monkeypatch.setattr(bootstrap, "current", lambda: house.app)
    monkeypatch.setattr(access, "token", lambda: house.tokens["reader"])
    asking = access.asks_later("sessions")
    assert asking().employee_id == "manager"
    house.app.desk.sign_ins.close(house.tokens["reader"])
    with pytest.raises(AccessError):
        asking()


@pytest.mark.parametrize(
    ("page", "label"), [(SQL, "Refresh the data"), (OPERATIONS, "Load the demonstration data")]
)
def test_a_button_pressed_after_the_sign_in_ended_leads_to_the_sign_in(
    visit: Visit, house: House, page: str, label: str
) -> None:
    house.tokens["gone"] = house.app.desk.sign_ins.open("admin", how="password")
    seen = visit("gone", page)
    house.app.desk.sign_ins.close(house.tokens["gone"])
    assert outcome(press(seen, label)) == "sign in"
    assert house.app.demo.size().people == 0


def test_a_tab_that_somebody_else_comes_to_forgets_what_it_held(
    visit: Visit, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = visit("admin", SQL)
    seen.session_state["bench"] = "rows of the administrator"
    monkeypatch.setattr(access, "token", lambda: house.tokens["manager"])
    assert seen.run().session_state["bench"] != "rows of the administrator"
