"""One sandbox and one grader for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.grading import Grader
from athena.sandbox.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(at_once=2)
    yield made
    made.close()


@pytest.fixture(scope="session")
def grader(sandbox: Sandbox) -> Iterator[Grader]:
    made = Grader(sandbox)
    yield made
    made.close()
