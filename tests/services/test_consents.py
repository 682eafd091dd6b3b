from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.access import INVITED, LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.domain.consent import Conditions, explain
from athena.errors import AccessError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.consents import Consents
from athena.services.interviewing import Session
from athena.store.database import Database
from tests.services.small import AT, ticking

WORDS = explain(Conditions(questions=5, minutes=45))
JO = Viewer("e1", "Jo Lee", INVITED, invitation_id="i")
ADMIN = Viewer("boss", "Kim", PERMISSIONS[Role.ADMIN], Role.ADMIN)


@pytest.fixture
def audit(database: Database) -> Auditing:
    return Auditing(database)


@pytest.fixture
def consents(database: Database, audit: Auditing) -> Consents:
    return Consents(database, audit, now=ticking())


@pytest.mark.parametrize("viewer", [JO, LOCAL])
def test_a_consent_is_kept_with_its_version_its_words_and_its_time(
    consents: Consents, session: Session, viewer: Viewer
) -> None:
    consents.give(viewer, session.session_id, WORDS)
    given = consents.given(session.session_id, WORDS.version)
    assert given is not None
    assert (given.version, given.text, given.given_at) == (WORDS.version, WORDS.text, AT)


def test_nobody_agrees_for_somebody_else(consents: Consents, session: Session) -> None:
    with pytest.raises(AccessError, match="Only the person who is interviewed"):
        consents.give(ADMIN, session.session_id, WORDS)
    assert consents.given(session.session_id, WORDS.version) is None


def test_the_first_consent_to_the_same_words_stands(consents: Consents, session: Session) -> None:
    consents.give(JO, session.session_id, WORDS)
    consents.give(JO, session.session_id, WORDS)
    given = consents.given(session.session_id, WORDS.version)
    assert given is not None
    assert given.given_at == AT


def test_consent_to_one_version_is_none_to_another(consents: Consents, session: Session) -> None:
    consents.give(JO, session.session_id, WORDS)
    assert consents.given(session.session_id, "2") is None
    consents.give(JO, session.session_id, replace(WORDS, version="2"))
    assert consents.given(session.session_id, "2") is not None


def test_a_consent_is_in_the_audit_log_without_its_words(
    consents: Consents, audit: Auditing, session: Session
) -> None:
    consents.give(JO, session.session_id, WORDS)
    (entry,) = audit.entries(LOCAL, actions=(Action.CONSENT,))
    assert (entry.actor, entry.subject, entry.detail) == ("e1", session.session_id, {"version": "1"})


def test_there_is_no_consent_to_an_interview_that_does_not_exist(consents: Consents) -> None:
    with pytest.raises(NotFoundError):
        consents.give(LOCAL, "no-id", WORDS)
