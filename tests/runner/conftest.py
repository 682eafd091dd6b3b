from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.runner.judge0 import Judge0Runner
from tests.runner.fakes_judge0 import FakeJudge0, judging, runner_of


@pytest.fixture
def server() -> Iterator[FakeJudge0]:
    with judging() as server:
        yield server


@pytest.fixture
def runner(server: FakeJudge0) -> Iterator[Judge0Runner]:
    with runner_of(server) as runner:
        yield runner
