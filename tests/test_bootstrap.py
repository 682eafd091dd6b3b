"""The app put together: what it starts, where it leads, and that it stops all of it."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from athena.bank.paths import PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.bootstrap import App
from athena.config import Settings, read_settings
from athena.domain.access import LOCAL
from athena.domain.interview import InterviewPlan, SessionStatus
from athena.errors import BankError, CapacityError, EngineError
from athena.parts import cloud_endpoint, cloud_template, interviewer_command, price_list
from athena.realtime.template import CloudTemplate
from tests.services.fakes_openai import serving, verdicts
from tests.services.small import PLAN, ask, said

NOWHERE = Path("/nonexistent/.env")


def settings(folder: Path, **environment: str) -> Settings:
    return read_settings({"DATABASE_URL": f"duckdb:///{folder}/athena.duckdb", **environment}, NOWHERE)


def test_a_key_leads_to_openai_and_starts_no_interviewer_here(tmp_path: Path) -> None:
    app = App(settings(tmp_path, OPENAI_API_KEY="sk-x", OPENAI_BASE_URL="wss://example.org/v1"))
    endpoint = app.endpoint()
    app.close()
    assert (endpoint.engine, endpoint.url, endpoint.api_key) == ("openai", "wss://example.org/v1", "sk-x")
    assert app.embedded.pid is None


def test_without_a_key_the_interviewer_of_this_machine_answers_and_ends_with_the_app(tmp_path: Path) -> None:
    app = App(settings(tmp_path), speech=False)
    assert app.embedded.wait(60)
    endpoint, pid = app.endpoint(), app.embedded.pid
    app.close()
    assert endpoint.url.startswith("ws://127.0.0.1:")
    assert pid is not None
    assert not psutil.pid_exists(pid)


def test_a_folder_without_questions_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no question files"):
        App(settings(tmp_path, ATHENA_QUESTION_FOLDER=str(tmp_path)))


def test_the_settings_reach_the_interviewers_command_line(tmp_path: Path) -> None:
    command = interviewer_command(settings(tmp_path, ATHENA_SPEECH_THREADS="3"), speech=False)
    assert command[-3:] == ["--threads", "3", "--text-only"]


def test_more_interviews_than_the_setting_allows_within_its_window_are_asked_to_wait(tmp_path: Path) -> None:
    app = App(settings(tmp_path, RATE_LIMIT_REQUESTS="1", RATE_LIMIT_WINDOW="60"), speech=False)
    assert app.embedded.wait(60)
    app.interviewing.admit("e1", "Eve")
    assert app.open("e1", InterviewPlan()).prompt_version
    with pytest.raises(CapacityError, match="try again in .* seconds"):
        app.open("e1", InterviewPlan())
    app.close()


def test_the_settings_reach_the_interviewer_in_the_cloud(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path,
        OPENAI_VOICE="cedar",
        OPENAI_EAGERNESS="high",
        OPENAI_ORG_ID="org-1",
        OPENAI_PROJECT_ID="p-1",
    )
    template, endpoint = cloud_template(chosen), cloud_endpoint(chosen)
    assert (template.voice, template.eagerness) == ("cedar", "high")
    assert (endpoint.organisation, endpoint.project) == ("org-1", "p-1")


def test_the_choices_of_an_operator_who_chose_nothing_are_the_templates_own(tmp_path: Path) -> None:
    assert cloud_template(settings(tmp_path)) == CloudTemplate()


def test_the_prices_that_come_with_the_app_cover_the_model_that_is_set(tmp_path: Path) -> None:
    assert price_list().of(settings(tmp_path).openai_model) is not None


def test_no_interview_begins_in_the_cloud_when_todays_budget_is_used_up(tmp_path: Path) -> None:
    app = App(settings(tmp_path, OPENAI_API_KEY="sk-x", OPENAI_DAILY_BUDGET="2"))
    app.interviewing.admit("E1", "Ada Novak")
    session = app.interviewing.open_session("E1", InterviewPlan(), "openai", "m")
    app.interviewing.record_usage(session.session_id, "r1", "m", {}, 2.0)
    with pytest.raises(EngineError, match="budget for interviews is used up"):
        app.begin(session)
    app.close()


def test_an_interview_that_ended_is_read_by_the_model_before_the_app_is_closed(tmp_path: Path) -> None:
    with serving(verdicts({})) as (server, _):
        app = App(settings(tmp_path, OPENAI_API_KEY="sk-x", OPENAI_BASE_URL=server.url))
        question = app.bank.questions["joins-left-vs-inner"]
        points = {point.id: ("absent", "") for point in question.key_points}
        server.script = [verdicts(points | {"left-keeps-all": ("met", "customers who never bought a thing")})]
        app.interviewing.admit("E1", "Jo")
        session_id = app.interviewing.open_session("E1", PLAN, "openai", "m").session_id
        ask(app.interviewing, session_id, question)
        answer = said("c", "A left join returns also the customers who never bought a thing.")
        app.interviewing.record_turn(session_id, answer)
        app.interviewing.close(session_id, SessionStatus.COMPLETED)
        assert server.begun.wait(10)
        app.close()
    again = App(settings(tmp_path), speech=False)
    evaluation = again.interviewing.report(session_id).items[0].evaluation
    used = again.reading.spendings.of_session(session_id)
    graded = again.reviews.history(LOCAL, session_id, 1)
    again.close()
    assert evaluation is not None
    assert (evaluation.evaluator, evaluation.score) == ("openai", 0.35)
    assert [(line.model, line.input_tokens) for line in used] == [("judge-2026-11-01", 1000)]
    assert [value.evaluation.evaluator for value in graded] == ["offline", "openai"]


@pytest.mark.parametrize("address", ["https://example.org/v1", "wss://example.org/v1"])
def test_an_address_for_the_web_is_dialled_as_a_websocket(address: str) -> None:
    settings = read_settings({"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": address}, NOWHERE)
    assert cloud_endpoint(settings).url == "wss://example.org/v1"


def test_the_app_comes_with_its_coding_problems(tmp_path: Path) -> None:
    app = App(settings(tmp_path, OPENAI_API_KEY="sk-x"))
    listed = [line.problem_id for line in app.practice.problems(LOCAL, "e1")]
    app.close()
    assert listed == list(load_problems(PROBLEM_FOLDER).problems)
