from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import psutil
import pytest

from athena.config import ROOT
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, Column, FaultKind, Limits, Query, QueryFault, Table
from tests.threads import in_threads

OTHER = 'other "one"'
FOR_EVER = Query("SELECT sleep_ms(600000)")


def fault(sandbox: Sandbox, database: Path | None, sql: str, limits: Limits | None = None) -> QueryFault:
    with pytest.raises(QueryFault) as caught:
        sandbox.run(database, Query(sql), limits=limits)
    return caught.value


def value(sandbox: Sandbox, sql: str) -> object:
    return sandbox.run(None, Query(sql)).rows[0][0]


def test_a_result_has_its_columns_with_types_and_its_rows(sandbox: Sandbox, database: Path) -> None:
    table = sandbox.run(database, Query("SELECT n, n * 0.5 AS half FROM numbers WHERE n < 2 ORDER BY n"))
    assert table.columns == (Column("n", "BIGINT"), Column("half", "DECIMAL(21,1)"))
    assert table.rows == ((0, Decimal("0.0")), (1, Decimal("0.5")))


@pytest.mark.parametrize("function", ["x -> x + 1", "lambda x: x + 1"])
def test_a_function_is_written_in_the_old_way_or_the_new(sandbox: Sandbox, function: str) -> None:
    assert value(sandbox, f"SELECT list_transform([1, 2], {function})") == [2, 3]


def test_time_and_memory_are_measured(sandbox: Sandbox, database: Path) -> None:
    table = sandbox.run(database, Query("SELECT sum(range) FROM range(100000)"))
    assert table.elapsed_ms > 0
    assert table.memory_kb is not None
    assert table.memory_kb > 10_000


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("NULL", None),
        ("TRUE", True),
        ("170141183460469231731687303715884105727::HUGEINT", 2**127 - 1),
        ("1.20::DECIMAL(5,2)", Decimal("1.20")),
        ("'ä''\U0001f600'", "ä'\U0001f600"),
        ("'\\x00\\xFF'::BLOB", b"\x00\xff"),
        ("DATE '2026-03-01'", date(2026, 3, 1)),
        ("TIME '09:30:00.5'", time(9, 30, 0, 500_000)),
        ("TIMESTAMP '2026-03-01 09:30:00'", datetime(2026, 3, 1, 9, 30)),
        ("TIMESTAMPTZ '2026-03-01 09:30:00+02'", datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ("INTERVAL '1 day 2 seconds'", timedelta(1, 2)),
        ("[1, NULL]", [1, None]),
        ("[1, 2]::INTEGER[2]", [1, 2]),
        ("{'decimal': [{'x': 1.5}]}", {"decimal": [{"x": Decimal("1.5")}]}),
        ("MAP {1: 'a'}", {1: "a"}),
        ("union_value(k := 'x')", "x"),
        ("'b'::ENUM('a', 'b')", "b"),
        ("'{\"a\": 1}'::JSON", '{"a": 1}'),
        ("'0f8fad5b-d9cb-469f-a165-70867728950e'::UUID", "0f8fad5b-d9cb-469f-a165-70867728950e"),
        ("'101'::BIT", "101"),
        ("'infinity'::DOUBLE", math.inf),
    ],
)
def test_a_value_arrives_as_what_it_is(sandbox: Sandbox, sql: str, expected: object) -> None:
    assert value(sandbox, f"SELECT {sql}") == expected


def test_not_a_number_arrives_as_such(sandbox: Sandbox) -> None:
    assert math.isnan(float(str(value(sandbox, "SELECT 'nan'::DOUBLE"))))


def test_columns_of_the_same_name_are_all_there(sandbox: Sandbox) -> None:
    assert sandbox.run(None, Query("SELECT 1 AS a, 2 AS a")).rows == ((1, 2),)


def test_a_parameter_is_bound_and_never_pasted(sandbox: Sandbox, database: Path) -> None:
    query = Query("SELECT $name AS name", parameters={"name": "x' OR 1=1; --"})
    assert sandbox.run(database, query).rows == (("x' OR 1=1; --",),)


def test_names_are_looked_up_in_the_schema(sandbox: Sandbox, database: Path) -> None:
    assert sandbox.run(database, Query("SELECT n FROM numbers", OTHER)).rows == ((7,),)


def test_a_schema_that_is_not_there_is_told(sandbox: Sandbox, database: Path) -> None:
    with pytest.raises(QueryFault, match="no schema 'x;y'") as caught:
        sandbox.run(database, Query("SELECT 1", "x;y"))
    assert caught.value.kind is FaultKind.CATALOG


def test_more_rows_than_allowed_are_cut_and_told(sandbox: Sandbox) -> None:
    table = sandbox.run(None, Query("FROM range(101)"))
    assert (len(table.rows), table.truncated) == (100, True)


def test_as_many_rows_as_allowed_are_not_called_cut(sandbox: Sandbox) -> None:
    table = sandbox.run(None, Query("FROM range(100)"))
    assert (len(table.rows), table.truncated) == (100, False)


def test_more_bytes_than_allowed_are_cut_at_a_row(sandbox: Sandbox) -> None:
    table = sandbox.run(None, Query("SELECT repeat('x', 30000) FROM range(10)"))
    assert (len(table.rows), table.truncated) == (3, True)


@pytest.mark.parametrize(
    ("sql", "kind", "line", "column"),
    [
        ("", FaultKind.EMPTY, 1, 1),
        ("SELEC 1", FaultKind.SYNTAX, 1, 1),
        ("SELECT 1,\n  nope(2)", FaultKind.CATALOG, 2, 3),
        ("SELECT *\n FROM nowhere", FaultKind.CATALOG, 2, 7),
        ("SELECT nope FROM numbers", FaultKind.BINDER, 1, 8),
        ("SELECT " + "1, " * 60 + "nope FROM numbers", FaultKind.BINDER, 1, 188),
        ("SELECT 'a'::INTEGER", FaultKind.RUNTIME, 1, 11),
        ("SELECT 1; SELECT 2", FaultKind.SEVERAL, 1, 11),
        ("\n DELETE FROM numbers", FaultKind.WRITE, 2, 2),
        ("WITH x AS (DELETE FROM numbers RETURNING n) FROM x", FaultKind.WRITE, None, None),
        ("SELECT repeat('x', 200000)", FaultKind.TOO_LARGE, None, None),
        ("SELECT length(repeat('x', 4000000000))", FaultKind.MEMORY, None, None),
        ("SELECT INTERVAL '178956970 years'", FaultKind.RUNTIME, None, None),
        ("SELECT '" + "x" * 1_000_000 + "'", FaultKind.TOO_LARGE, None, None),
    ],
)
def test_a_fault_says_its_kind_and_its_place(
    sandbox: Sandbox, database: Path, sql: str, kind: FaultKind, line: int | None, column: int | None
) -> None:
    told = fault(sandbox, database, sql)
    assert (told.kind, told.line, told.column) == (kind, line, column)


@pytest.mark.parametrize("sql", ["FROM range(1000000000000) SELECT count(*)", "SELECT sleep_ms(600000)"])
def test_what_does_not_end_is_ended(sandbox: Sandbox, sql: str) -> None:
    assert fault(sandbox, None, sql, Limits(seconds=0.2)).kind is FaultKind.TIMEOUT


def test_a_file_that_is_no_database_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").write_text("not a database" * 1000)
    assert str(tmp_path) not in fault(sandbox, tmp_path / "a.duckdb", "SELECT 1").message


def test_a_database_that_is_not_there_is_told_without_its_path(sandbox: Sandbox, tmp_path: Path) -> None:
    told = fault(sandbox, tmp_path / "a.duckdb", "SELECT 1")
    assert (told.kind, str(tmp_path) in told.message) == (FaultKind.BROKEN, False)


def test_one_query_after_another_each_gets_its_answer(sandbox: Sandbox, database: Path) -> None:
    queries = [Query("SELECT 1"), Query("SELEC"), FOR_EVER, Query("FROM numbers", OTHER), Query("SELECT 2")]
    answers = sandbox.run_each(database, queries, limits=Limits(seconds=0.3))
    told = [answer.rows if isinstance(answer, Table) else answer.kind for answer in answers]
    assert told == [((1,),), FaultKind.SYNTAX, FaultKind.TIMEOUT, ((7,),), ((2,),)]


def test_a_query_leaves_nothing_for_the_next(sandbox: Sandbox, database: Path) -> None:
    queries = [Query("PREPARE p AS SELECT 1"), Query("EXECUTE p")]
    assert isinstance(sandbox.run_each(database, queries)[1], QueryFault)


def test_cancelling_ends_a_running_query(sandbox: Sandbox) -> None:
    cancel = Cancel()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(QueryFault) as caught:
        sandbox.run(None, FOR_EVER, limits=Limits(seconds=300), cancel=cancel)
    assert caught.value.kind is FaultKind.CANCELLED


def test_a_query_cancelled_before_it_begins_never_runs(sandbox: Sandbox) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(QueryFault) as caught:
        sandbox.run(None, FOR_EVER, cancel=cancel)
    assert caught.value.kind is FaultKind.CANCELLED


def test_cancelling_ends_one_of_many_and_those_that_are_left(sandbox: Sandbox) -> None:
    cancel = Cancel()
    threading.Timer(0.1, cancel.cancel).start()
    queries = [Query("SELECT 1"), FOR_EVER, Query("SELECT 2")]
    answers = sandbox.run_each(None, queries, limits=Limits(seconds=300), cancel=cancel)
    kinds = [one.kind if isinstance(one, QueryFault) else None for one in answers]
    assert kinds[1:] == [FaultKind.CANCELLED, FaultKind.CANCELLED]


def test_a_query_that_waits_for_its_turn_can_be_cancelled() -> None:
    first, second = Cancel(), Cancel()
    kinds: list[FaultKind] = []

    def run(sandbox: Sandbox, cancel: Cancel, then: Cancel | None) -> None:
        with pytest.raises(QueryFault) as caught:
            sandbox.run(None, FOR_EVER, limits=Limits(seconds=300), cancel=cancel)
        kinds.append(caught.value.kind)
        if then:
            then.cancel()

    with closing(Sandbox(at_once=1)) as sandbox:
        threading.Timer(0.2, second.cancel).start()
        in_threads([lambda: run(sandbox, first, None), lambda: run(sandbox, second, first)])
    assert kinds == [FaultKind.CANCELLED, FaultKind.CANCELLED]


def test_more_queries_than_places_all_get_their_answer(sandbox: Sandbox, database: Path) -> None:
    answers: list[object] = []

    def run(number: int) -> None:
        answers.append(sandbox.run(database, Query("SELECT $n", parameters={"n": number})).rows[0][0])

    in_threads([lambda number=number: run(number) for number in range(8)])
    assert sorted(answers, key=str) == list(range(8))


def test_a_killed_zygote_is_replaced(database: Path) -> None:
    with closing(Sandbox()) as sandbox:
        sandbox.run(database, Query("SELECT 1"))
        assert sandbox.pid is not None
        os.kill(sandbox.pid, signal.SIGKILL)
        assert sandbox.run(database, Query("SELECT 1")).rows == ((1,),)


def test_closing_ends_the_zygote_and_what_runs(database: Path) -> None:
    sandbox = Sandbox()
    sandbox.run(database, Query("SELECT 1"))
    zygote = psutil.Process(sandbox.pid)
    sandbox.close()
    assert not zygote.is_running()


def test_after_closing_queries_are_refused() -> None:
    sandbox = Sandbox()
    sandbox.close()
    assert "shutting down" in fault(sandbox, None, "SELECT 1").message


def test_the_zygote_dies_with_the_program_that_started_it() -> None:
    program = (
        "import os\nfrom athena.sandbox.sandbox import Sandbox\nfrom athena.sandbox.values import Query\n"
        "s = Sandbox()\ns.run(None, Query('SELECT 1'))\nprint(s.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    for process in psutil.process_iter():
        if process.pid == int(ended.stdout):
            process.wait(10)
    assert not psutil.pid_exists(int(ended.stdout))


def test_the_classifier_is_no_part_of_the_limits(sandbox: Sandbox) -> None:
    narrow = replace(sandbox.limits, rows=1)
    assert sandbox.run(None, Query("FROM range(2)"), limits=narrow).truncated
