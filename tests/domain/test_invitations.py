from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain import invitations as rules
from athena.domain.interview import SessionStatus
from athena.domain.invitations import ALIVE, Invitation, InvitationStatus
from athena.domain.templates import Contact, Retake, Template
from athena.errors import InputError

AT = datetime(2026, 3, 1, 9, 30)
KIM = Contact("Kim Park", "kim@example.org")
NEW = Invitation("i", "E1", "t", 1, InvitationStatus.INVITED, AT, "boss", AT + timedelta(days=7))
RUNNING = rules.begun(NEW, "s", AT)
LATE = NEW.expires_at


def test_a_new_invitation_is_opened_begun_and_finished() -> None:
    opened = rules.opened(NEW, AT)
    begun = rules.begun(opened, "s", AT)
    ended = rules.ended(begun, SessionStatus.COMPLETED, AT)
    assert [one.status.value for one in (opened, begun, ended)] == ["opened", "in_progress", "finished"]


def test_it_can_be_opened_again_and_keeps_when_it_was_opened_first() -> None:
    again = rules.opened(rules.opened(NEW, AT), AT + timedelta(days=1))
    assert again.opened_at == AT


def test_an_invitation_has_expired_from_its_very_moment_on() -> None:
    assert NEW.at(LATE - timedelta(microseconds=1)).status is InvitationStatus.INVITED
    assert NEW.at(LATE).status is InvitationStatus.EXPIRED


def test_an_interview_under_way_does_not_expire() -> None:
    assert RUNNING.at(LATE) == RUNNING


def test_the_same_interview_may_begin_twice_and_another_one_never() -> None:
    assert rules.begun(RUNNING, "s", AT) == RUNNING
    with pytest.raises(InputError, match="has begun already"):
        rules.begun(RUNNING, "other", AT)


@pytest.mark.parametrize("status", [SessionStatus.COMPLETED, SessionStatus.ABANDONED])
def test_an_end_counts_once(status: SessionStatus) -> None:
    ended = rules.ended(RUNNING, status, AT)
    assert rules.ended(ended, SessionStatus.COMPLETED, LATE) == ended


def test_an_interview_that_runs_has_not_ended() -> None:
    assert rules.ended(RUNNING, SessionStatus.IN_PROGRESS, AT) == RUNNING


def test_a_revoked_invitation_can_be_renewed_to_where_it_stood() -> None:
    later = LATE + timedelta(days=7)
    for before in (NEW, rules.opened(NEW, AT), RUNNING):
        after = rules.renewed(rules.revoked(before, AT), later, AT)
        assert (after.status, after.expires_at) == (before.status, later)


def test_an_expired_invitation_can_be_renewed_but_not_begun() -> None:
    with pytest.raises(InputError, match="has expired"):
        rules.begun(NEW, "s", LATE)
    renewed = rules.renewed(NEW, LATE + timedelta(days=7), LATE)
    assert rules.begun(renewed, "s", LATE).status is InvitationStatus.IN_PROGRESS


STEPS: dict[str, Callable[[Invitation, datetime, str], Invitation]] = {
    "open": lambda one, now, _: rules.opened(one, now),
    "begin": lambda one, now, session_id: rules.begun(one, session_id, now),
    "complete": lambda one, now, _: rules.ended(one, SessionStatus.COMPLETED, now),
    "abandon": lambda one, now, _: rules.ended(one, SessionStatus.ABANDONED, now),
    "revoke": lambda one, now, _: rules.revoked(one, now),
    "renew": lambda one, now, _: rules.renewed(one, rules.expiry(now, 7), now),
    "wait": lambda one, now, _: one,
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_whatever_happens_an_interview_begins_once_and_an_end_is_final(steps: list[str]) -> None:
    now, invitation, sessions = AT, NEW, set()
    for number, step in enumerate(steps):
        now += timedelta(days=8 * (step == "wait"))
        before = invitation
        with suppress(InputError):
            invitation = STEPS[step](before, now, str(number))
        sessions |= {invitation.session_id} - {None}
        if before.ended_at:
            assert invitation == before
        assert (invitation.at(now).status in ALIVE) == (rules.why_not(invitation, KIM, now) is None)
    assert len(sessions) <= 1


@pytest.mark.parametrize("status", sorted(set(InvitationStatus) - ALIVE))
def test_every_link_that_leads_nowhere_says_why_and_whom_to_ask(status: InvitationStatus) -> None:
    why = rules.why_not(replace(NEW, status=status), KIM, AT)
    assert why is not None
    assert why.endswith("If you have a question, Kim Park (kim@example.org) can help.")


@pytest.mark.parametrize("days", [0, 91, -5])
def test_a_link_is_valid_for_1_to_90_days(days: int) -> None:
    with pytest.raises(InputError, match="1 to 90 days"):
        rules.expiry(AT, days)


@pytest.mark.parametrize(
    ("retake", "after", "allowed"),
    [
        (Retake.NEVER, timedelta(days=999), False),
        (Retake.ANY_TIME, timedelta(0), True),
        (Retake.AFTER, timedelta(days=30) - timedelta(seconds=1), False),
        (Retake.AFTER, timedelta(days=30), True),
    ],
)
def test_the_rule_says_when_an_interview_may_be_taken_again(
    retake: Retake, after: timedelta, allowed: bool
) -> None:
    template = Template("T", KIM, retake=retake, retake_days=30)
    if allowed:
        rules.check_retake("Jo", template, AT, AT + after)
    else:
        with pytest.raises(InputError, match="Jo took this interview on 01 March 2026"):
            rules.check_retake("Jo", template, AT, AT + after)


def test_who_never_took_an_interview_may_take_it() -> None:
    rules.check_retake("Jo", Template("T", KIM), None, AT)
