"""Whoever knows more scores more, with either interviewer, and speaking to the grader earns nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.bootstrap import App
from athena.domain.interview import InterviewPlan
from tests.simulation.arena import ENGINES, arena, scores

SEEDS = range(20)


@pytest.fixture(scope="module", params=ENGINES)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with arena(request.param, tmp_path_factory.mktemp("order")) as app:
        yield app


@pytest.mark.parametrize("seed", SEEDS)
def test_strong_is_above_average_above_weak_and_no_injector_above_that(app: App, seed: int) -> None:
    plan = InterviewPlan(question_count=2, seed=seed, extra_question=False)
    strong, average, weak, injector = scores(app, plan)
    assert strong > average > weak >= injector
