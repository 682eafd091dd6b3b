from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from athena.domain.access import LOCAL, Viewer
from athena.domain.audit import Action, Outcome
from athena.domain.interview import SessionStatus
from athena.domain.invitations import InvitationStatus
from athena.domain.templates import Retake
from athena.errors import AccessError, InputError, NotFoundError, TooManyTriesError
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.services.inviting import WANTED, Desk
from tests.services.small import PLAN

NOBODY = Viewer("E9", "Nobody", frozenset())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def begin(desk: Desk, interviewing: Interviewing, invitation_id: str, employee_id: str = "E1") -> str:
    session = interviewing.open_session(employee_id, PLAN, "embedded", "joe")
    desk.invitations.begun(invitation_id, session.session_id)
    return session.session_id


def test_a_link_leads_to_its_invitation(desk: Desk) -> None:
    link = desk.link()
    assert desk.invitations.look(link.token) == link.invitation


def test_looking_changes_nothing(desk: Desk) -> None:
    link = desk.link()
    desk.invitations.look(link.token)
    assert desk.invitations.find(link.invitation.invitation_id).status is InvitationStatus.INVITED


def test_no_token_is_kept(desk: Desk, database: Database) -> None:
    link = desk.link()
    tables = [row["table_name"] for row in database.read("SELECT table_name FROM duckdb_tables()")]
    kept = [str(database.read(f"SELECT * FROM {table}")) for table in tables]  # noqa: S608 - names from the catalogue
    assert not [rows for rows in kept if link.token in rows]


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "../../etc/passwd", "\ud800", "a" * 10_000])
def test_a_guess_leads_nowhere_and_is_audited(desk: Desk, token: str) -> None:
    desk.link()
    with pytest.raises(NotFoundError, match="not known"):
        desk.invitations.look(token, "192.0.2.7")
    (refused,) = desk.audit.entries(LOCAL, actions=(Action.INVITATION,), outcome=Outcome.REFUSED)
    assert refused.address == "192.0.2.7"


def test_guessing_is_limited_by_address_and_a_restart_forgives_nothing(desk: Desk) -> None:
    link = desk.link()
    for number in range(5):
        with pytest.raises(NotFoundError):
            desk.invitations.look(f"guess {number}", "192.0.2.7")
    with pytest.raises(TooManyTriesError, match="again in 15 min") as refusal:
        Desk(desk.database).invitations.look(link.token, "192.0.2.7")
    assert refusal.value.wait_s == 900
    assert desk.invitations.look(link.token, "192.0.2.8") == link.invitation
    desk.clock.pass_days(1 / 96)
    assert desk.invitations.look(link.token, "192.0.2.7") == link.invitation


def test_a_link_that_works_is_never_counted_as_a_guess(desk: Desk) -> None:
    link = desk.link()
    for _ in range(12):
        assert desk.invitations.look(link.token, "192.0.2.7") == link.invitation


def test_failures_to_sign_in_shut_no_invitation_out(desk: Desk) -> None:
    link = desk.link()
    for number in range(5):
        desk.attempts.begin(f"E{number}", "192.0.2.7")
    assert desk.invitations.look(link.token, "192.0.2.7") == link.invitation


def test_the_digest_that_is_kept_is_no_link(desk: Desk, database: Database) -> None:
    desk.link()
    kept = database.read("SELECT token_hash FROM invitation_links")[0]["token_hash"]
    with pytest.raises(NotFoundError):
        desk.invitations.look(kept)


def test_a_link_can_be_followed_again_until_the_interview_begins(desk: Desk) -> None:
    link = desk.link()
    first = desk.invitations.opened(link.invitation.invitation_id)
    desk.clock.pass_days(1)
    assert desk.invitations.opened(desk.invitations.look(link.token).invitation_id) == first


def test_a_link_is_used_up_when_the_interview_begins(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    begin(desk, interviewing, link.invitation.invitation_id)
    with pytest.raises(InputError, match="has been used: the interview has begun"):
        desk.invitations.look(link.token)


def test_a_new_link_goes_on_with_an_interview_once(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    session_id = begin(desk, interviewing, link.invitation.invitation_id)
    again = desk.inviting.renew(LOCAL, link.invitation.invitation_id)
    assert desk.invitations.look(again.token).session_id == session_id
    desk.invitations.opened(again.invitation.invitation_id)
    with pytest.raises(InputError, match="has been used"):
        desk.invitations.look(again.token)


def test_a_link_of_a_finished_interview_says_so(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.take(interviewing, link, SessionStatus.COMPLETED)
    with pytest.raises(InputError, match=r"has been taken.*Kim Park \(kim@example.org\) can help"):
        desk.invitations.look(link.token)


def test_an_expired_link_is_refused_and_can_be_renewed(desk: Desk) -> None:
    link = desk.link(valid_days=2)
    desk.clock.pass_days(2)
    with pytest.raises(InputError, match="has expired"):
        desk.invitations.look(link.token)
    renewed = desk.inviting.renew(LOCAL, link.invitation.invitation_id)
    assert desk.invitations.look(renewed.token).status is InvitationStatus.INVITED


def test_an_interview_that_began_in_time_is_not_cut_off(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link(valid_days=1)
    session_id = begin(desk, interviewing, link.invitation.invitation_id)
    desk.clock.pass_days(3)
    assert desk.invitations.holds(link.invitation.invitation_id)
    interviewing.close(session_id, SessionStatus.COMPLETED)
    desk.invitations.finished(session_id)
    assert desk.invitations.find(link.invitation.invitation_id).status is InvitationStatus.FINISHED


def test_an_expired_invitation_cannot_be_opened_or_begun(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link(valid_days=1)
    desk.clock.pass_days(1)
    with pytest.raises(InputError, match="expired"):
        desk.invitations.opened(link.invitation.invitation_id)
    with pytest.raises(InputError, match="expired"):
        begin(desk, interviewing, link.invitation.invitation_id)
    assert not desk.invitations.holds(link.invitation.invitation_id)


def test_a_revoked_link_is_refused_and_whoever_holds_sign_ins_is_told(database: Database) -> None:
    told: list[str] = []
    desk = Desk(database, on_revoked=told.append)
    link = desk.link()
    desk.inviting.revoke(LOCAL, link.invitation.invitation_id)
    with pytest.raises(InputError, match="withdrawn"):
        desk.invitations.look(link.token)
    assert told == [link.invitation.invitation_id]


def test_a_new_link_takes_the_place_of_the_old_one(desk: Desk) -> None:
    link = desk.link()
    newer = desk.inviting.renew(LOCAL, link.invitation.invitation_id)
    with pytest.raises(InputError, match="newer link"):
        desk.invitations.look(link.token)
    assert desk.invitations.look(newer.token).invitation_id == link.invitation.invitation_id


def test_a_finished_interview_is_neither_revoked_nor_renewed(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.take(interviewing, link, SessionStatus.COMPLETED)
    with pytest.raises(InputError, match="has been taken"):
        desk.inviting.revoke(LOCAL, link.invitation.invitation_id)
    with pytest.raises(InputError, match="has ended"):
        desk.inviting.renew(LOCAL, link.invitation.invitation_id)


def test_an_interview_that_ended_after_it_was_revoked_cannot_be_renewed(
    desk: Desk, interviewing: Interviewing
) -> None:
    link = desk.link()
    session_id = begin(desk, interviewing, link.invitation.invitation_id)
    desk.inviting.revoke(LOCAL, link.invitation.invitation_id)
    interviewing.close(session_id, SessionStatus.ABANDONED)
    desk.invitations.finished(session_id)
    with pytest.raises(InputError, match="has ended"):
        desk.inviting.renew(LOCAL, link.invitation.invitation_id)


def test_of_two_tabs_that_begin_at_once_one_wins(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    sessions = [interviewing.open_session("E1", PLAN, "embedded", "joe").session_id for _ in range(2)]
    refused: list[str] = []

    def begin_one(session_id: str) -> None:
        try:
            desk.invitations.begun(link.invitation.invitation_id, session_id)
        except InputError:
            refused.append(session_id)

    threads = [threading.Thread(target=begin_one, args=(session_id,)) for session_id in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (loser,) = refused
    assert {desk.invitations.find(link.invitation.invitation_id).session_id} == set(sessions) - {loser}


def test_another_persons_interview_cannot_be_bound(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    with pytest.raises(InputError, match="not the invited person's"):
        begin(desk, interviewing, link.invitation.invitation_id, "E2")


def test_an_abandoned_interview_has_failed(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.take(interviewing, link, SessionStatus.ABANDONED)
    assert desk.invitations.find(link.invitation.invitation_id).status is InvitationStatus.FAILED


def test_the_end_of_an_interview_that_nobody_was_invited_to_is_nothing(
    desk: Desk, interviewing: Interviewing
) -> None:
    session = interviewing.open_session("E1", PLAN, "embedded", "joe")
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    desk.invitations.finished(session.session_id)
    assert desk.inviting.everybody(LOCAL) == []


def test_an_end_that_a_stop_kept_from_being_noted_is_noted_at_the_next_start(
    desk: Desk, interviewing: Interviewing
) -> None:
    link = desk.link()
    session_id = begin(desk, interviewing, link.invitation.invitation_id)
    interviewing.close(session_id, SessionStatus.COMPLETED)
    desk.invitations.resume()
    assert desk.invitations.find(link.invitation.invitation_id).status is InvitationStatus.FINISHED


def test_an_invitation_stays_with_the_version_of_its_template(desk: Desk) -> None:
    link = desk.link()
    desk.templates.change(LOCAL, link.template.template_id, replace(WANTED, question_count=6))
    plan = desk.invitations.plan_of(link.invitation, seed=7)
    newer = desk.inviting.create(LOCAL, link.template.template_id, ["E2"]).links[0]
    assert (plan.question_count, desk.invitations.plan_of(newer.invitation, seed=7).question_count) == (3, 6)


def test_a_persons_own_extra_time_counts_before_the_templates(desk: Desk) -> None:
    link = desk.link(replace(WANTED, extra_time=1.25), extra_time={"E1": 2.0})
    plan = desk.invitations.plan_of(link.invitation, seed=7)
    assert (plan.patience, plan.time_limit_minutes) == (2.0, 90)


def test_whoever_cannot_be_invited_is_told_and_the_others_are_invited(desk: Desk) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    invited = desk.inviting.create(LOCAL, template.template_id, ["E1", "E1", "nobody", "E2"])
    assert [link.employee.employee_id for link in invited.links] == ["E1", "E2"]
    assert "not known here" in invited.refused["nobody"]


def test_nobody_has_two_open_invitations_to_one_interview(desk: Desk) -> None:
    link = desk.link()
    invited = desk.inviting.create(LOCAL, link.template.template_id, ["E1"])
    assert "open invitation" in invited.refused["E1"]


def test_an_interview_that_may_be_taken_once_is_taken_once(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.take(interviewing, link, SessionStatus.COMPLETED)
    invited = desk.inviting.create(LOCAL, link.template.template_id, ["E1"])
    assert "may be taken once" in invited.refused["E1"]


def test_an_interview_that_failed_does_not_count_as_taken(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.take(interviewing, link, SessionStatus.ABANDONED)
    assert desk.inviting.create(LOCAL, link.template.template_id, ["E1"]).links


def test_an_interview_may_be_taken_again_after_its_days(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link(replace(WANTED, retake=Retake.AFTER, retake_days=30))
    desk.take(interviewing, link, SessionStatus.COMPLETED)
    desk.clock.pass_days(29)
    invited = desk.inviting.create(LOCAL, link.template.template_id, ["E1"])
    assert "again from 31 March 2026" in invited.refused["E1"]
    desk.clock.pass_days(1)
    assert desk.inviting.create(LOCAL, link.template.template_id, ["E1"]).links


def test_a_retired_template_invites_nobody(desk: Desk) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    desk.templates.retire(LOCAL, template.template_id)
    with pytest.raises(InputError, match="retired"):
        desk.inviting.create(LOCAL, template.template_id, ["E1"])


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_link_is_valid_for_1_to_90_days(desk: Desk, days: int) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    with pytest.raises(InputError, match="1 to 90 days"):
        desk.inviting.create(LOCAL, template.template_id, ["E1"], valid_days=days)


def test_only_who_may_launch_invites_renews_revokes_and_sees_the_board(desk: Desk) -> None:
    link = desk.link()
    with pytest.raises(AccessError):
        desk.inviting.create(NOBODY, link.template.template_id, ["E2"])
    with pytest.raises(AccessError):
        desk.inviting.renew(NOBODY, link.invitation.invitation_id)
    with pytest.raises(AccessError):
        desk.inviting.revoke(NOBODY, link.invitation.invitation_id)
    with pytest.raises(AccessError):
        desk.inviting.everybody(NOBODY)


def test_the_board_tells_where_everybody_stands(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link(valid_days=1)
    desk.inviting.create(LOCAL, link.template.template_id, ["E2"])
    desk.clock.pass_days(1)
    lines = {line.employee.name: line.invitation.status for line in desk.inviting.everybody(LOCAL)}
    assert lines == {"Jo Lee": InvitationStatus.EXPIRED, "Li Wei": InvitationStatus.INVITED}


def test_every_step_is_in_the_audit_log(desk: Desk, interviewing: Interviewing) -> None:
    link = desk.link()
    desk.invitations.opened(link.invitation.invitation_id, address="192.0.2.7")
    begin(desk, interviewing, link.invitation.invitation_id)
    desk.inviting.renew(LOCAL, link.invitation.invitation_id)
    desk.inviting.revoke(LOCAL, link.invitation.invitation_id)
    entries = desk.audit.entries(LOCAL, actions=(Action.INVITATION,))
    steps = {(entry.actor, entry.detail["what"]) for entry in entries}
    assert steps == {
        ("local", "invited"),
        ("", "opened"),
        ("", "begun"),
        ("local", "new link"),
        ("local", "revoked"),
    }


@pytest.mark.parametrize("wrong", ["", "x", "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_an_invitation_that_is_not_there_is_not_found(desk: Desk, wrong: str) -> None:
    with pytest.raises(NotFoundError):
        desk.invitations.find(wrong)
