"""Whole typed interviews with simulated candidates, several at a time, with either interviewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.interview import InterviewPlan
from athena.simulation.candidates import candidate_named
from athena.simulation.interview import Keyboard, take_interview
from tests.realtime.fakes_cloud import cloud

NOWHERE = Path("/nonexistent/.env")
NAMES = ("strong", "average", "weak", "injector")
ENGINES = ("embedded", "openai")
LIMIT_S = 120.0


@contextmanager
def arena(engine: str, folder: Path) -> Iterator[App]:
    """Open the app on an empty store; the ``openai`` engine interviews through the stand-in."""
    with cloud() as service:
        environment = {
            "DATABASE_URL": f"duckdb:///{folder}/{engine}.duckdb",
            "ATHENA_ENGINE": engine,
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_BASE_URL": service.url,
            "OPENAI_EVALUATION_MODEL": "off",
        }
        app = App(read_settings(environment, NOWHERE), speech=False)
        try:
            assert engine != "embedded" or app.embedded.wait(LIMIT_S), app.embedded.diagnosis
            app.interviewing.admit("sim", "Simulated")
            yield app
        finally:
            app.close()


def score(app: App, name: str, plan: InterviewPlan) -> float:
    """Let a candidate take an interview to its end; return the overall score, 0 where nothing counts."""
    endpoint = app.endpoint()
    session = app.interviewing.open_session("sim", plan, endpoint.engine, endpoint.model)
    live = app.begin(session, text_only=True)
    candidate = candidate_named(name, app.bank, plan.seed)
    assert take_interview(live, candidate, Keyboard(live), LIMIT_S), f"{name} did not come to the end"
    return app.interviewing.report(session.session_id).overall_score or 0.0


def scores(app: App, plan: InterviewPlan, names: Sequence[str] = NAMES) -> list[float]:
    """Let candidates take the same interview side by side; return their scores in order."""
    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(lambda name: score(app, name, plan), names))
