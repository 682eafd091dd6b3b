"""Wording by a model: what it is sent, what becomes of its sentences, and what stands without its help."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from athena.domain.cost import read_prices
from athena.domain.interview import SessionStatus
from athena.domain.report import Report
from athena.services.billing import Billing
from athena.services.interviewing import Interviewing
from athena.services.report_writing import ReportWriting
from athena.services.spending import Spendings
from athena.store import wordings
from athena.store.database import Database
from tests.services.fakes_openai import Answer, ScriptedOpenAI, completed, fault, refusal, serving, words
from tests.services.small import AT, JOINS, PLAN, ask, said

PRICES = read_prices("as_of = 2026-11-01\n[models.judge]\ntext = {input = 1, cached = 0.1, output = 5}")
GOOD = "The answer names the unmatched rows."
PRAISE = "Explained: It names unmatched."


@pytest.fixture
def session_id(interviewing: Interviewing) -> str:
    """An ended interview with one answer that makes one of two points."""
    interviewing.admit("E1", "Jo Lee")
    session_id = interviewing.open_session("E1", PLAN, "openai", "m").session_id
    ask(interviewing, session_id, JOINS)
    interviewing.record_turn(session_id, said("c", "It returns the unmatched rows."))
    interviewing.close(session_id, SessionStatus.COMPLETED)
    return session_id


def sentences(*told: tuple[str, Sequence[int], str]) -> Answer:
    return words(json.dumps({"sentences": [{"finding": f, "items": list(i), "text": t} for f, i, t in told]}))


Written = tuple[Report, ScriptedOpenAI]


@pytest.fixture
def write(database: Database, interviewing: Interviewing, session_id: str) -> Callable[..., Written]:
    """Has the report written with a script for the server; gives it back as it reads then."""

    def write_(*script: Answer, times: int = 1, budget: float = 1.0, timeout: float = 10) -> Written:
        with serving(*script, timeout=timeout) as (server, client):
            billing = Billing(database, PRICES, budget, 5.0, now=lambda: AT)
            quick = client.with_options(max_retries=0)
            writing = ReportWriting(database, quick, "judge", billing, now=lambda: AT)
            for _ in range(times):
                writing.write(session_id)
            return interviewing.report(session_id), server

    return write_


def texts(report: Report) -> list[str]:
    return [finding.text for finding in report.strengths]


def test_a_sentence_that_is_borne_out_is_in_the_report_with_a_stamp(write: Callable[..., Written]):
    report, _ = write(sentences(("s1", [1], GOOD)))
    assert texts(report) == [GOOD]
    assert report.strengths[0].items == (1,)
    assert report.writer == "openai judge-2026-11-01 prompt 1"


def test_a_sentence_that_is_not_is_replaced_by_its_template(
    write: Callable[..., Written], database: Database, session_id: str
):
    report, _ = write(sentences(("s1", [1], "Jo Lee is a confident expert of window functions.")))
    assert texts(report) == [PRAISE]
    assert wordings.find(database, session_id).refused == 1


def test_nobody_is_named_to_the_model_and_no_answer_is_quoted(write: Callable[..., Written], session_id: str):
    _, server = write(sentences(("s1", [1], GOOD)))
    sent = json.dumps(server.requests)
    assert not any(word in sent for word in ("Jo Lee", "Lee", "E1", session_id, "It returns"))
    assert server.requests[0]["store"] is False


def test_a_report_is_worded_once(write: Callable[..., Written]):
    _, server = write(sentences(("s1", [1], GOOD)), times=3)
    assert len(server.requests) == 1


def test_what_it_costs_is_on_the_bill(write: Callable[..., Written], database: Database, session_id: str):
    write(sentences(("s1", [1], GOOD)))
    [line] = Spendings(database).of_session(session_id)
    assert (line.model, line.cost_usd) == ("judge-2026-11-01", pytest.approx(0.002))


def test_without_a_budget_no_model_is_asked(write: Callable[..., Written]):
    report, server = write(sentences(("s1", [1], GOOD)), budget=0.0)
    assert (texts(report), report.writer, server.requests) == ([PRAISE], "", [])


@pytest.mark.parametrize(
    "trouble",
    [
        fault(401),
        fault(429, "insufficient_quota"),
        fault(500),
        refusal(),
        words("Not JSON."),
        words('{"sentences": [{"finding": 3}]}'),
        Answer(body=b"<html>"),
        Answer(body={"id": "r"}),
        completed({"type": "output_text", "text": "", "annotations": []}),
        Answer(never=True),
    ],
    ids=["key", "quota", "server", "refusal", "prose", "shape", "html", "empty", "nothing", "silence"],
)
def test_whatever_goes_wrong_the_templates_stand(write: Callable[..., Written], trouble: Answer):
    report, _ = write(trouble, timeout=0.3)
    assert (texts(report), report.writer) == ([PRAISE], "")


def test_wording_ends_with_the_facts_it_was_written_from(
    write: Callable[..., Written], interviewing: Interviewing, session_id: str
):
    write(sentences(("s1", [1], GOOD)))
    late = replace(
        said("c", "It returns the unmatched rows, with padding."), text="Padding and unmatched rows."
    )
    interviewing.record_turn(session_id, late)
    report = interviewing.report(session_id)
    assert report.writer == ""
    assert GOOD not in texts(report)
