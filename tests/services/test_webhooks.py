from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from athena.config import Settings
from athena.domain.access import LOCAL, Viewer
from athena.domain.interview import SessionStatus
from athena.domain.webhooks import DeliveryState
from athena.errors import AccessError, NotFoundError
from athena.front_desk import FrontDesk
from athena.services.courier import Courier
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from athena.store.webhooks import Delivery
from tests.services.inviting import SECRET, WANTED, Desk
from tests.services.receiving import SOON_S, Receiver, receiving
from tests.services.small import GOOD, JOINS, PLAN, ask, interviewing_on, said

TOLD = replace(WANTED, webhook=True)
AT_ONCE = (timedelta(0), timedelta(0))
LATER = (timedelta(hours=1),)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@contextmanager
def courier_of(desk: Desk, time_limit_s: float = SOON_S) -> Iterator[Courier]:
    """A courier at work; ``noted`` of the desk's webhooks is set after each try was kept."""
    courier = Courier(desk.webhooks, time_limit_s)
    try:
        yield courier
    finally:
        courier.close(SOON_S)


def tried(desk: Desk, times: int) -> threading.Semaphore:
    """What counts the tries that were kept: acquire it ``times`` times to wait for so many."""
    kept = threading.Semaphore(0)
    note = desk.webhooks.tried

    def noted(delivery: Delivery, http_status: int | None, trouble: str = "") -> None:
        note(delivery, http_status, trouble)
        kept.release()

    desk.webhooks.tried = noted  # type: ignore[method-assign]
    return kept


def end_one(desk: Desk, interviewing: Interviewing, status: SessionStatus = SessionStatus.COMPLETED) -> str:
    """Let Jo be invited, answer a question and end; returns the session."""
    link = desk.link(TOLD)
    session = interviewing.open_session("E1", desk.invitations.plan_of(link.invitation, seed=1), "e", "m")
    desk.invitations.begun(link.invitation.invitation_id, session.session_id)
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("a", GOOD["joins-left"]))
    interviewing.close(session.session_id, status)
    desk.invitations.finished(session.session_id)
    return session.session_id


def only(desk: Desk) -> Delivery:
    (delivery,) = desk.webhooks.log(LOCAL)
    return delivery


def test_the_message_is_signed_so_that_the_library_verifies_it(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url)
    session_id = end_one(desk, interviewing)
    with courier_of(desk):
        received = receiver.next()
    message = Webhook(SECRET).verify(received.body, received.headers)
    assert (message["type"], message["data"]["session_id"]) == ("interview.finished", session_id)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 40).verify(received.body, received.headers)


def test_the_message_tells_the_result_and_nothing_that_was_said(
    database: Database, interviewing: Interviewing
) -> None:
    desk = Desk(database, url="http://127.0.0.1:9/")
    session_id = end_one(desk, interviewing)
    data = json.loads(only(desk).payload)["data"]
    assert data.pop("template")["version"] == 1
    assert data.pop("invitation_id")
    assert 0 <= data.pop("overall_score") <= 1
    assert data == {
        "session_id": session_id,
        "employee_id": "E1",
        "status": "finished",
        "practice": False,
        "band": None,
        "questions": 1,
        "answered": 1,
        "invited_at": "2026-03-01T09:30:00Z",
        "begun_at": "2026-03-01T09:30:00Z",
        "ended_at": "2026-03-01T09:30:00Z",
    }
    assert "unmatched" not in only(desk).payload


def test_a_failure_is_followed_by_another_try_with_the_same_id(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url, waits=AT_ONCE)
    receiver.statuses = [500, 204]
    kept = tried(desk, 2)
    end_one(desk, interviewing)
    with courier_of(desk):
        first, second = receiver.next(), receiver.next()
        assert kept.acquire(timeout=SOON_S)
        assert kept.acquire(timeout=SOON_S)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert (only(desk).state, only(desk).tries) == (DeliveryState.DELIVERED, 2)


def test_what_waits_is_delivered_after_a_restart(tmp_path: Path, receiver: Receiver) -> None:
    before = Database.open(tmp_path / "kept.duckdb")
    desk = Desk(before, url=receiver.url, waits=LATER)
    receiver.statuses = [503, 200]
    kept = tried(desk, 1)
    end_one(desk, interviewing_on(before))
    with courier_of(desk):
        first = receiver.next()
        assert kept.acquire(timeout=SOON_S)
    desk.webhooks.send_again(LOCAL, only(desk).delivery_id)
    before.close()
    after = Database.open(tmp_path / "kept.duckdb")
    with courier_of(Desk(after, url=receiver.url)):
        second = receiver.next()
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    after.close()


def test_a_redirect_is_not_followed(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url, waits=LATER)
    receiver.statuses, receiver.location = [307], receiver.url.replace("hook", "elsewhere")
    kept = tried(desk, 1)
    end_one(desk, interviewing)
    with courier_of(desk):
        assert receiver.next().path == "/hook"
        assert kept.acquire(timeout=SOON_S)
    assert receiver.received.empty()
    assert (only(desk).state, only(desk).http_status) == (DeliveryState.WAITING, 307)


def test_a_receiver_that_never_answers_is_given_so_much_time_and_no_more(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url, waits=LATER)
    receiver.hangs = threading.Event()
    kept = tried(desk, 1)
    end_one(desk, interviewing)
    with courier_of(desk, time_limit_s=0.05):
        assert kept.acquire(timeout=SOON_S)
    assert (only(desk).http_status, only(desk).state) == (None, DeliveryState.WAITING)
    assert only(desk).trouble.startswith("No answer")


def test_a_receiver_that_answers_without_an_end_is_given_no_more_time(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url, waits=LATER)
    receiver.hangs, receiver.drips = threading.Event(), True
    kept = tried(desk, 1)
    end_one(desk, interviewing)
    with courier_of(desk, time_limit_s=0.3):
        assert kept.acquire(timeout=SOON_S)
    assert (only(desk).http_status, only(desk).state) == (None, DeliveryState.WAITING)


def test_nobody_who_listens_is_no_harm(database: Database, interviewing: Interviewing) -> None:
    with receiving() as gone:
        url = gone.url
    desk = Desk(database, url=url, waits=LATER)
    kept = tried(desk, 1)
    end_one(desk, interviewing)
    with courier_of(desk):
        assert kept.acquire(timeout=SOON_S)
    assert only(desk).trouble == "No answer (ConnectError)"


def test_it_is_given_up_after_the_last_wait_and_can_be_sent_again(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url, waits=())
    receiver.statuses = [500, 204]
    kept = tried(desk, 2)
    end_one(desk, interviewing)
    with courier_of(desk):
        assert kept.acquire(timeout=SOON_S)
        assert only(desk).state is DeliveryState.GIVEN_UP
        desk.webhooks.send_again(LOCAL, only(desk).delivery_id)
        assert kept.acquire(timeout=SOON_S)
    assert only(desk).state is DeliveryState.DELIVERED


def test_gone_means_gone(database: Database, interviewing: Interviewing, receiver: Receiver) -> None:
    desk = Desk(database, url=receiver.url, waits=AT_ONCE)
    receiver.statuses = [410]
    kept = tried(desk, 1)
    end_one(desk, interviewing)
    with courier_of(desk):
        assert kept.acquire(timeout=SOON_S)
    assert (only(desk).state, only(desk).tries) == (DeliveryState.GIVEN_UP, 1)


def test_a_message_that_is_queued_while_it_waits_wakes_the_courier(
    database: Database, interviewing: Interviewing, receiver: Receiver
) -> None:
    desk = Desk(database, url=receiver.url)
    with courier_of(desk) as courier:
        end_one(desk, interviewing)
        courier.wake()
        assert receiver.next().path == "/hook"


def test_an_interview_that_failed_is_told_as_well(database: Database, interviewing: Interviewing) -> None:
    desk = Desk(database, url="http://127.0.0.1:9/")
    end_one(desk, interviewing, SessionStatus.ABANDONED)
    assert json.loads(only(desk).payload)["data"]["status"] == "failed"


def test_an_end_is_told_once(database: Database, interviewing: Interviewing) -> None:
    desk = Desk(database, url="http://127.0.0.1:9/")
    session_id = end_one(desk, interviewing)
    desk.invitations.finished(session_id)
    assert len(desk.webhooks.log(LOCAL)) == 1


def test_a_template_that_tells_nobody_queues_nothing(database: Database, interviewing: Interviewing) -> None:
    desk = Desk(database, url="http://127.0.0.1:9/")
    desk.take(interviewing, desk.link(), SessionStatus.COMPLETED)
    assert desk.webhooks.log(LOCAL) == []


def test_without_a_receiver_nothing_is_queued(database: Database, interviewing: Interviewing) -> None:
    desk = Desk(database)
    end_one(desk, interviewing)
    assert desk.webhooks.log(LOCAL) == []


def test_only_who_may_launch_sees_the_log_and_sends_again(
    database: Database, interviewing: Interviewing
) -> None:
    desk = Desk(database, url="http://127.0.0.1:9/")
    end_one(desk, interviewing)
    nobody = Viewer("E9", "", frozenset())
    with pytest.raises(AccessError):
        desk.webhooks.log(nobody)
    with pytest.raises(AccessError):
        desk.webhooks.send_again(nobody, only(desk).delivery_id)


def test_a_message_that_is_not_there_cannot_be_sent_again(database: Database) -> None:
    with pytest.raises(NotFoundError):
        Desk(database).webhooks.send_again(LOCAL, "0f8fad5b-d9cb-469f-a165-70867728950e")


def test_the_app_tells_of_an_end_by_itself(
    database: Database, interviewing: Interviewing, receiver: Receiver, tmp_path: Path
) -> None:
    given = {"webhook_url": receiver.url, "webhook_secret": SECRET}
    settings = Settings.model_validate(given | {"database_url": f"duckdb:///{tmp_path}/kept.duckdb"})
    interviewing.admit("E1", "Jo Lee")
    with closing(FrontDesk(settings, database)) as app:
        template = app.templates.create(LOCAL, TOLD)
        (link,) = app.inviting.create(LOCAL, template.template_id, ["E1"]).links
        session = interviewing.open_session("E1", PLAN, "embedded", "joe")
        app.invitations.begun(link.invitation.invitation_id, session.session_id)
        interviewing.close(session.session_id, SessionStatus.COMPLETED)
        app.ended(session.session_id)
        assert json.loads(receiver.next().body)["data"]["session_id"] == session.session_id
