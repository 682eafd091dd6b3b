"""Who came by an invitation, or signed in: they are known, and the interview is theirs alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL, Role
from athena.domain.consent import VERSION
from athena.domain.interview import Category, Difficulty, InterviewPlan, SessionStatus
from athena.domain.invitations import InvitationStatus
from athena.domain.templates import Contact, Engine, Template, Way
from athena.services.interviewing import Session
from athena.services.inviting import NewLink
from athena.services.records import utc_now
from athena.services.templates import Templates
from athena.ui import identity
from athena.ui.voice.line import VoiceLine
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp, MakeApp
from tests.pages.walking import choose_typing, labels, microphone_says, press
from tests.pages.walking import words as markdown

KIM = Contact("Kim Park", "kim@example.org")
KEY = "A" * 43 + "="
WANTED = Template(
    "Spring intake", KIM, Difficulty.ADVANCED, (Category.CTE,), question_count=4, time_limit_minutes=20
)


def words(visit: AppTest) -> str:
    """Return everything that can be read on the page, as it is read."""
    return markdown(visit).replace("\\", "")


@dataclass
class Guest:
    """Jo, invited: the app, the link, and new visits with the cookie it gave."""

    app: FakeApp
    link: NewLink

    def visit(self, **address: str) -> AppTest:
        """Open the page in another tab."""
        opened = AppTest.from_file(SHELL, default_timeout=30)
        for name, value in address.items():
            opened.query_params[name] = value
        return opened.run()

    def begun(self) -> AppTest:
        """Begin the interview by keyboard."""
        return press(choose_typing(self.visit()), "Begin the interview")

    @property
    def status(self) -> InvitationStatus:
        return self.app.desk.invitations.find(self.link.invitation.invitation_id).status

    @property
    def session(self) -> Session:
        session_id = self.app.desk.invitations.find(self.link.invitation.invitation_id).session_id
        assert session_id is not None
        return self.app.interviewing.session(session_id)


@pytest.fixture
def invite(make_app: MakeApp) -> Callable[..., Guest]:
    """Invite Jo by a template and let them in."""

    def make(wanted: Template = WANTED, mode: str = "accounts", **options: object) -> Guest:
        app = make_app(ATHENA_MODE=mode)
        app.interviewing.admit("E1", "Jo Lee")
        template = Templates(app.database, app.desk.audit).create(LOCAL, wanted)  # made when there was a key
        link = app.desk.inviting.create(LOCAL, template.template_id, ["E1"], **options).links[0]  # type: ignore[arg-type]
        invitation_id, until = link.invitation.invitation_id, utc_now() + timedelta(hours=1)
        app.cookie = app.desk.sign_ins.open_invited(invitation_id, "E1", "Jo Lee", until)
        return Guest(app, link)

    return make


@pytest.fixture
def guest(invite: Callable[..., Guest]) -> Guest:
    return invite()


def test_an_invited_person_is_known_and_chooses_nothing_but_how_to_answer(guest: Guest) -> None:
    visit = guest.visit()
    assert visit.title[0].value == "Welcome, Jo Lee"
    assert [group.label for group in visit.button_group] == ["How would you like to answer?"]
    assert len(visit.text_input) == len(visit.toggle) == 0


def test_it_is_told_what_will_happen_before_anything_begins(guest: Guest) -> None:
    told = words(guest.visit())
    for fact in (
        "Spring intake",
        "with 4 questions",
        "at most 20 minutes",
        "An AI interviews you",
        "How it is scored",
        "managers and administrators",
        "follow the interview live",
        "kept for 365 days",
        "speak with a person",
        "Kim Park (kim@example.org)",
    ):
        assert fact in told, fact


def test_the_interview_is_what_the_template_says(guest: Guest) -> None:
    guest.begun()
    plan = guest.session.plan
    assert (plan.level, plan.categories, plan.question_count, plan.time_limit_minutes) == (
        Difficulty.ADVANCED,
        (Category.CTE,),
        4,
        20,
    )
    assert guest.status is InvitationStatus.IN_PROGRESS


def test_extra_time_is_told_and_given(invite: Callable[..., Guest]) -> None:
    guest = invite(extra_time={"E1": 1.5})
    assert "at most 30 minutes" in words(guest.visit())
    guest.begun()
    assert guest.session.plan.time_limit_minutes == 30


def test_consent_is_kept_with_the_session(guest: Guest) -> None:
    guest.begun()
    given = guest.app.desk.consents.given(guest.session.session_id, VERSION)
    assert given is not None
    assert "Kim Park (kim@example.org)" in given.text


def test_a_recording_is_announced_and_agreed_to(
    invite: Callable[..., Guest],
) -> None:
    guest = invite(replace(WANTED, keep_audio=True))
    assert "not stored" in words(guest.visit())  # without a key nothing is recorded
    key = {"ATHENA_ENCRYPTION_KEY": KEY, "ATHENA_MODE": "accounts"}
    guest.app.settings = guest.app.settings.model_validate(key)
    assert "stored, encrypted, for 30 days" in words(guest.visit())
    assert "The sound is recorded" in guest.visit().checkbox(key="consent").label


def test_where_answers_are_typed_no_microphone_is_asked_for(invite: Callable[..., Guest]) -> None:
    visit = invite(replace(WANTED, way=Way.TEXT)).visit()
    assert len(visit.button_group) == 0
    visit.checkbox(key="consent").check().run()
    press(visit, "Begin the interview")
    assert "Speak instead" not in labels(visit)


def test_where_answers_are_meant_to_be_spoken_typing_is_open_all_the_same(
    invite: Callable[..., Guest],
) -> None:
    guest = invite(replace(WANTED, way=Way.VOICE))
    guest.begun()
    assert guest.app.only.text_only


def test_a_template_may_keep_the_interview_on_this_machine(invite: Callable[..., Guest]) -> None:
    guest = invite(replace(WANTED, engine=Engine.EMBEDDED))
    key = {"OPENAI_API_KEY": "sk-x", "ATHENA_MODE": "accounts", "OPENAI_EVALUATION_MODEL": "off"}
    guest.app.settings = guest.app.settings.model_validate(key)
    assert "nothing you say goes anywhere else" in words(guest.visit())
    guest.begun()
    assert guest.app.opened_here == [True]


def test_another_tab_comes_back_to_the_running_interview(guest: Guest) -> None:
    guest.begun()
    assert "Settle in" in words(guest.visit())


def test_after_the_line_broke_the_same_session_goes_on_without_asking_for_consent_again(
    guest: Guest,
) -> None:
    guest.begun()
    session = guest.session
    guest.app.live.stop(session.session_id)
    visit = guest.visit()
    assert "You have an unfinished interview" in words(visit)
    assert "You agreed to this on" in words(visit)
    assert "Start a new one instead" not in labels(visit)
    visit.session_state["way"] = False
    press(visit.run(), "Continue the interview")
    assert guest.app.only.session_id == session.session_id


def test_when_it_has_ended_the_page_says_who_reads_it_and_offers_no_report(guest: Guest) -> None:
    visit = guest.begun()
    press(press(visit, "Leave"), "End the interview")
    assert "Kim Park" in words(visit)
    assert set(labels(visit)) <= {"Sign out"}
    assert guest.status is InvitationStatus.FAILED


def test_an_ended_interview_is_not_taken_again(guest: Guest) -> None:
    guest.begun()
    guest.app.interviewing.close(guest.session.session_id, SessionStatus.COMPLETED)
    visit = guest.visit()
    assert visit.title[0].value == "Thank you, that was it"
    assert guest.status is InvitationStatus.FINISHED


def test_a_page_that_was_open_when_the_interview_ended_elsewhere_begins_no_second_one(guest: Guest) -> None:
    late = choose_typing(guest.visit())
    guest.begun()
    guest.app.interviewing.close(guest.session.session_id, SessionStatus.COMPLETED)
    late.run()
    assert "the interview has been taken" in late.info[0].value


def test_a_recorded_interview_stays_one_when_it_is_gone_on_with_by_an_account(
    account: Callable[[Role], FakeApp],
) -> None:
    app = account(Role.CANDIDATE)
    app.settings = app.settings.model_validate({"ATHENA_ENCRYPTION_KEY": KEY, "ATHENA_MODE": "accounts"})
    template = Templates(app.database, app.desk.audit).create(LOCAL, replace(WANTED, keep_audio=True))
    link = app.desk.inviting.create(LOCAL, template.template_id, ["ada"]).links[0]
    begun = app.interviewing.open_session("ada", InterviewPlan(), "embedded", "m")
    app.desk.invitations.begun(link.invitation.invitation_id, begun.session_id)
    assert "The sound is recorded" in opened().checkbox(key="consent").label


def test_of_two_tabs_that_begin_one_interview_begins(guest: Guest) -> None:
    first, second = choose_typing(guest.visit()), choose_typing(guest.visit())
    press(first, "Begin the interview")
    press(second, "Begin the interview")
    sessions = guest.app.interviewing.recent()
    assert [session.status for session in sessions].count(SessionStatus.IN_PROGRESS) == 1
    assert guest.session.in_progress


def test_the_session_of_somebody_else_is_not_opened_by_its_address(guest: Guest) -> None:
    guest.app.interviewing.admit("E2", "Li Wei")
    other = guest.app.interviewing.open_session("E2", InterviewPlan(), "embedded", "m")
    visit = guest.visit(session=other.session_id)
    assert visit.title[0].value == "Welcome, Jo Lee"
    assert "unfinished" not in words(visit)


def test_an_earlier_interview_of_the_same_person_is_not_part_of_the_invitation(guest: Guest) -> None:
    guest.app.interviewing.open_session("E1", InterviewPlan(), "embedded", "m")
    assert "unfinished" not in words(guest.visit())


def test_an_invitation_that_was_taken_back_lets_nobody_go_on(guest: Guest) -> None:
    visit = guest.begun()
    guest.app.desk.inviting.revoke(LOCAL, guest.link.invitation.invitation_id)
    visit.run()
    assert "Leave" not in labels(visit)
    assert len(visit.chat_input) == 0


def test_whoever_went_on_in_another_browser_is_told_so(guest: Guest) -> None:
    guest.app.desk.sign_ins.close_invited(guest.link.invitation.invitation_id)
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.session_state[identity.GUEST] = True  # AppTest draws the frame in a first run alone
    visit.run()
    assert visit.title[0].value == "This interview is not open here any more"
    assert "open the link of your invitation again" in words(visit)


def test_on_a_machine_without_accounts_an_invited_person_is_invited_all_the_same(
    invite: Callable[..., Guest],
) -> None:
    guest = invite(mode="local")
    assert "Spring intake" in words(guest.visit())
    guest.begun()
    guest.app.interviewing.close(guest.session.session_id, SessionStatus.COMPLETED)
    assert "Talk about SQL" in words(guest.visit())


def test_a_machine_without_accounts_is_given_back_when_the_invitation_is_left(
    invite: Callable[..., Guest],
) -> None:
    guest = invite(mode="local")
    visit = press(guest.visit(), "Leave this invitation")
    assert "Talk about SQL" in words(visit)
    assert guest.status is InvitationStatus.INVITED


@pytest.fixture
def account(make_app: MakeApp) -> Callable[[Role], FakeApp]:
    """Sign Ada in as somebody of a role."""

    def make(role: Role) -> FakeApp:
        app = make_app(ATHENA_MODE="accounts", ATHENA_CONTACT="Pat in HR")
        app.desk.accounts.add(LOCAL, "ada", role, name="Ada Lovelace")
        app.cookie = app.desk.sign_ins.open("ada", how="password")
        return app

    return make


def opened() -> AppTest:
    return AppTest.from_file(SHELL, default_timeout=30).run()


def test_whoever_signed_in_types_no_id(account: Callable[[Role], FakeApp]) -> None:
    account(Role.CANDIDATE)
    visit = opened()
    assert visit.title[0].value == "Welcome, Ada Lovelace"
    assert len(visit.text_input) == 0
    assert "Turn to Pat in HR" in words(visit)


def test_whoever_signed_in_is_offered_their_own_unfinished_interview(
    account: Callable[[Role], FakeApp],
) -> None:
    app = account(Role.CANDIDATE)
    begun = app.interviewing.open_session("ada", InterviewPlan(), "embedded", "m")
    press(choose_typing(opened()), "Continue the interview")
    assert app.only.session_id == begun.session_id


def test_not_even_an_administrator_takes_the_interview_of_somebody_else(
    account: Callable[[Role], FakeApp],
) -> None:
    app = account(Role.ADMIN)
    app.interviewing.admit("E2", "Li Wei")
    other = app.interviewing.open_session("E2", InterviewPlan(), "embedded", "m")
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.query_params["session"] = other.session_id
    visit.run()
    assert visit.title[0].value == "Welcome, Ada Lovelace"


def test_an_invited_interview_cannot_be_given_up_for_another_one(
    account: Callable[[Role], FakeApp],
) -> None:
    app = account(Role.CANDIDATE)
    template = app.desk.templates.create(LOCAL, WANTED)
    link = app.desk.inviting.create(LOCAL, template.template_id, ["ada"]).links[0]
    begun = app.interviewing.open_session("ada", InterviewPlan(), "embedded", "m")
    app.desk.invitations.begun(link.invitation.invitation_id, begun.session_id)
    assert "Start a new one instead" not in labels(opened())


def test_a_candidate_is_led_to_their_own_report_alone(account: Callable[[Role], FakeApp]) -> None:
    account(Role.CANDIDATE)
    visit = press(choose_typing(opened()), "Begin the interview")
    press(press(visit, "Leave"), "End the interview")
    press(visit, "Read the report")
    assert "Candidate" not in visit.title[0].value
    assert not visit.error


def test_a_browser_that_was_signed_out_elsewhere_shows_the_interview_no_more(
    account: Callable[[Role], FakeApp],
) -> None:
    app = account(Role.CANDIDATE)
    visit = press(choose_typing(opened()), "Begin the interview")
    app.desk.sign_ins.close_all("ada")
    visit.run()
    assert "Leave" not in labels(visit)


def carrying(visit: AppTest) -> VoiceLine:
    """Give the visitor a microphone that sends sound."""
    line = VoiceLine()
    line.microphone.frames = 1
    visit.session_state["voice_line"] = line
    return line


def test_people_may_hear_themselves_before_they_begin(guest: Guest) -> None:
    visit = guest.visit()
    line = carrying(visit)
    press(microphone_says(visit, "ready"), "Record four seconds and listen")
    assert line.sample is not None
    line._heard(b"\1\0" * 24_000 * 4)
    visit.run()
    assert "This is how you sound" in words(visit)
    assert len(visit.get("audio")) == 1
    assert "Record again" in labels(visit)
