"""Judge0's messages, as its documentation words them and as nobody should."""

from __future__ import annotations

import base64
import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.problems import Language
from athena.runner import judge0_wire as wire
from athena.runner.values import RunLimits, RunStatus

LIMITS = RunLimits(memory_kb=64_000)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
NAMES = st.sampled_from(["id", "name", "token", "submissions", *wire.FIELDS.split(",")])
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=12)
ROWS = st.fixed_dictionaries({"status": st.fixed_dictionaries({"id": st.integers(0, 20)})}).flatmap(
    lambda row: st.dictionaries(NAMES, SCALARS).map(lambda more: more | row)
)


def row(status: int, **fields: Any) -> dict[str, Any]:
    packed = {
        name: base64.encodebytes(value.encode()).decode() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    return {"status": {"id": status, "description": "…"}, **packed}


def status_of(entry: object) -> RunStatus | None:
    (result,) = wire.results({"submissions": [entry]}, 1, LIMITS)
    return result.status if result else None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (1, None),
        (2, None),
        (3, RunStatus.ACCEPTED),
        (4, RunStatus.WRONG),
        (5, RunStatus.TIMEOUT),
        (6, RunStatus.COMPILE_ERROR),
        *((number, RunStatus.ERROR) for number in (7, 8, 9, 10, 11, 12, 14)),
        (13, RunStatus.UNAVAILABLE),
        (99, RunStatus.UNAVAILABLE),
    ],
)
def test_every_status_has_its_meaning(status: int, expected: RunStatus | None) -> None:
    assert status_of(row(status)) is expected


@pytest.mark.parametrize(
    "fields",
    [
        {"stderr": "Traceback …\nMemoryError\n"},
        {"message": "Exited with error status 137"},
        {"message": "Caught fatal signal 9"},
        {"memory": 64_000},
    ],
    ids=["python", "shell", "signal", "full"],
)
def test_an_error_for_want_of_memory_is_told_by_its_traces(fields: dict[str, Any]) -> None:
    assert status_of(row(11, **fields)) is RunStatus.MEMORY


def test_a_memory_error_that_is_only_spoken_of_is_an_error() -> None:
    assert status_of(row(11, stderr="ValueError: no MemoryError here")) is RunStatus.ERROR


def test_what_the_compiler_says_stands_before_the_programs_words() -> None:
    (result,) = wire.results({"submissions": [row(6, compile_output="bad", stderr="worse")]}, 1, LIMITS)
    assert result is not None
    assert result.stderr == "bad\nworse"


def test_versions_are_compared_as_numbers() -> None:
    languages = [{"id": 9, "name": "Python (3.9.1)"}, {"id": 4, "name": "Python (3.14)"}]
    assert wire.language_id(languages, Language.PYTHON) == 4


def test_sql_is_not_for_judge0() -> None:
    assert wire.language_id([{"id": 82, "name": "SQL (SQLite 3.27.2)"}], Language.SQL) is None


def test_complaints_are_words_of_every_shape_judge0_has() -> None:
    assert wire.complaints({"error": "queue is full"}) == "error: queue is full"
    assert wire.complaints([{"stdin": ["is long", "is odd"]}, {"token": "t"}]) == (
        "stdin: is long, is odd; token: t"
    )
    assert wire.complaints("?") == ""


@given(ANYTHING)
def test_an_answer_of_any_shape_is_read_or_refused(body: object) -> None:
    for read in (
        lambda: wire.results(body, 1, LIMITS),
        lambda: wire.results({"submissions": [body]}, 1, LIMITS),
        lambda: wire.tokens(body, 1),
        lambda: wire.language_id(body, Language.PYTHON),
    ):
        with contextlib.suppress(wire.WireError):
            read()
    assert isinstance(wire.complaints(body), str)


@given(ROWS)
def test_a_run_of_any_content_is_read_or_refused(entry: dict[str, Any]) -> None:
    with contextlib.suppress(wire.WireError):
        assert status_of(entry) in {None, *RunStatus}


@given(st.text())
def test_any_output_is_read_as_it_was_written(output: str) -> None:
    (result,) = wire.results({"submissions": [row(4, stdout=output)]}, 1, LIMITS)
    assert result is not None
    assert result.stdout == output
