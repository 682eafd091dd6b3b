"""Hostile queries and the store of a running interview on one machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import FaultKind, Limits, Query, QueryFault
from athena.store import snapshot
from athena.store.database import Database

HOSTILE = (
    "SELECT count(*) FROM range(1000000000000)",
    "SELECT list(i) FROM range(2000000000) t(i)",
    "SELECT sleep_ms(600000)",
    "SELECT repeat('x', 1000000) FROM range(100000)",
)
PERSON = {"identity": "x", "name": "X", "created_at": "2026-01-01"}


def test_every_commit_succeeds_while_twenty_hostile_queries_run(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.duckdb"
    with (
        closing(Database.open(tmp_path / "live.duckdb", folders=[tmp_path])) as database,
        closing(Sandbox(Limits(seconds=0.3, memory_mb=128))) as sandbox,
        ThreadPoolExecutor(20) as pool,
    ):
        snapshot.build(database, path)
        ended = [pool.submit(sandbox.run_each, path, [Query(HOSTILE[number % 4])]) for number in range(20)]
        written = 0
        while written < 20 or not all(run.done() for run in ended):
            with database.transaction() as tx:
                tx.insert("employees", PERSON | {"employee_id": str(written), "identity": str(written)})
            written += 1
        kinds = {outcome.kind for run in ended for outcome in run.result() if isinstance(outcome, QueryFault)}
        assert database.read("SELECT count(*) AS n FROM employees") == [{"n": written}]
    assert kinds >= {FaultKind.TIMEOUT, FaultKind.MEMORY}
