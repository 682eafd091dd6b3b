"""Statements of two lists, and what was tried besides, against the sandbox without its classifier."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from athena.sandbox import sandbox as sandbox_module
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import FaultKind, Limits, Query, QueryFault, Table
from athena.store import snapshot
from athena.store.database import Database
from tests.sandbox.payloads import expand, read

CANARY = "canary-5e1f"
ATTACKS, LEGIT = read("sql_attacks.tsv"), read("sql_legit.tsv")
OWN = [
    ("COPY (SELECT 1) TO '/athena.duckdb' (USE_TMP_FILE false)", "cut the open file"),
    ("COPY (SELECT 1) TO '{SNAPSHOT}' (USE_TMP_FILE false)", "cut the open file"),
    ("COPY (SELECT 1) TO '/athena.duckdb.wal' (USE_TMP_FILE false)", "a log of writes"),
    ("PREPARE p AS COPY (SELECT 1) TO '/athena.duckdb' (USE_TMP_FILE false); EXECUTE p", "prepared"),
    (
        "ATTACH ':memory:' AS m; USE m; DETACH athena; ATTACH '/athena.duckdb' AS b; DROP TABLE b.problems",
        "again",
    ),
    ("FROM read_text('/proc/self/maps')", "maps"),
    ("FROM read_blob('{CANARY}/secret.txt')", "blob"),
    ("FROM duckdb_settings()", "paths"),
    ("FROM duckdb_databases()", "paths"),
    ("PRAGMA database_list", "paths"),
    ("SELECT current_setting('allowed_paths')", "paths"),
    ("FROM duckdb_extensions()", "paths"),
    ("SELECT [NULL FOR x IN range(1000000000)]", "memory"),
    ("SELECT repeat('a', 200000) SIMILAR TO '(a*)*b'", "regex"),
    ("WITH RECURSIVE t(x) AS (SELECT repeat('x', 1000000) UNION ALL SELECT x || x FROM t) FROM t", "memory"),
    ("SELECT @@REP(200,[)@@1@@REP(200,])@@", "depth"),
    ("SELECT /*@@REP(20000,/*)@@ 1", "comments"),
    ("SELECT CASE @@REP(20000,WHEN 1=2 THEN 3 )@@ END", "length"),
    ("SELECT repeat('x', 1000000) FROM range(1000)", "result"),
    ("SELECT interval '178956970 years'", "value"),
    ("SELECT '\\ud800'", "value"),
]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store and its snapshot, with secrets beside them and in the environment."""
    ground = tmp_path_factory.mktemp("ground")
    for name in ("canary", "out", "snapshots"):
        (ground / name).mkdir()
    for name in ("secret.csv", "secret.txt"):
        (ground / "canary" / name).write_text(f"word\n{CANARY}\n", "utf-8")
    with closing(Database.open(ground / "live.duckdb", folders=[ground])) as database:
        with database.transaction() as tx:
            row = {"employee_id": "E1", "identity": CANARY, "name": "Jo", "created_at": "2026-01-01"}
            tx.insert("employees", row)
        snapshot.build(database, ground / "snapshots" / "athena.duckdb")
    return ground


def state(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    limits = Limits(seconds=0.4, memory_mb=192, rows=100, result_bytes=200_000)
    with closing(Sandbox(limits, at_once=4)) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def outcomes(ground: Path, sandbox: Sandbox) -> dict[str, Table | QueryFault]:
    """What became of every hostile statement, the classifier left out."""
    before = state(ground)
    places = {
        "CANARY": str(ground / "canary"),
        "OUT": str(ground / "out"),
        "DB": str(ground / "live.duckdb"),
        "SNAPSHOT": str(ground / "snapshots" / "athena.duckdb"),
    }

    def run(text: str) -> Table | QueryFault:
        query = Query(expand(text, places))
        return sandbox.run_each(ground / "snapshots" / "athena.duckdb", [query])[0]

    texts = [text for text, _ in (*ATTACKS, *OWN)]
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as pool:
        patch.setattr(sandbox_module, "check", lambda _sql: None)
        patch.setenv("ATHENA_SECRET", CANARY)
        outcomes = dict(zip(texts, pool.map(run, texts), strict=True))
    assert state(ground) == before
    return outcomes


def words(outcome: Table | QueryFault) -> str:
    return repr(outcome) if isinstance(outcome, Table) else outcome.message


@pytest.mark.parametrize("text", [text for text, _ in (*ATTACKS, *OWN)])
def test_a_hostile_statement_reveals_nothing(
    outcomes: dict[str, Table | QueryFault], ground: Path, text: str
) -> None:
    said = words(outcomes[text])
    own_words = expand(text, {"CANARY": "", "OUT": "", "DB": "", "SNAPSHOT": ""}) != text
    assert CANARY not in said
    assert own_words or str(ground) not in said
    assert "Traceback" not in said


def test_what_never_ends_and_what_needs_too_much_are_told_apart(
    outcomes: dict[str, Table | QueryFault],
) -> None:
    kinds = {
        getattr(outcome, "kind", None)
        for text, outcome in outcomes.items()
        if text in {text for text, tries in ATTACKS if tries in ("dos_cpu", "dos_mem")}
    }
    assert kinds <= {FaultKind.TIMEOUT, FaultKind.MEMORY, FaultKind.TOO_LARGE, None}
    assert {FaultKind.TIMEOUT, FaultKind.MEMORY} <= kinds


def test_no_child_is_left_running(outcomes: dict[str, Table | QueryFault], sandbox: Sandbox) -> None:
    assert sandbox.pid is not None
    children = Path(f"/proc/{sandbox.pid}/task/{sandbox.pid}/children")
    while children.read_text("ascii").split():
        os.sched_yield()
    assert not children.read_text("ascii").split()


@pytest.mark.parametrize("text", [text for text, _ in LEGIT])
def test_a_legitimate_statement_is_answered(sandbox: Sandbox, ground: Path, text: str) -> None:
    patient = Limits(seconds=20)
    path = ground / "snapshots" / "athena.duckdb"
    assert isinstance(sandbox.run(path, Query(expand(text, {})), limits=patient), Table)


def test_the_file_can_still_be_read_after_all_of_it(
    outcomes: dict[str, Table | QueryFault], ground: Path
) -> None:
    with duckdb.connect(str(ground / "snapshots" / "athena.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM employees").fetchall() == [(1,)]
