"""What the sandbox costs: a query's round trip, a snapshot, and commits beside hostile queries."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import psutil

from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits, Query
from athena.store import snapshot
from athena.store.database import Database

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS, COMMITS = 50, 200
QUERIES = {
    "one row": "SELECT 1",
    "an aggregate": "SELECT assessed, count(*), avg(score) FROM interview_responses GROUP BY ALL",
    "1,000 rows": "SELECT id, answer_text, score FROM interview_responses LIMIT 1000",
    "10,000 rows": "SELECT id, answer_text, score FROM interview_responses LIMIT 10000",
}
HOSTILE = (
    "SELECT count(*) FROM range(1000000000000)",
    "SELECT list(i) FROM range(2000000000) t(i)",
    "SELECT sum(sleep_ms(1000)) FROM range(100)",
    "SELECT repeat('x', 1000000) FROM range(100000)",
)
RESPONSES = """
INSERT INTO interview_responses (response_id, session_id, question_id, text, started_ms, ended_ms, score,
    assessed, feedback, evaluator, answered_at)
SELECT md5('r' || i)::UUID, md5('s' || i // 5)::UUID, md5('q' || i)::UUID,
    repeat('A left join keeps every row of the left table. ', 4) || i, 0, 30000 + i % 60000, (i % 101) / 100,
    TRUE, 'Name what happens to rows without a match.', 'offline', TIMESTAMP '2026-01-01' + to_seconds(i)
FROM range(?) t(i)
"""


def milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def filled(folder: Path, size: int) -> Database:
    database = Database.open(folder / f"store-{size}.duckdb", folders=[folder])
    with database.transaction() as tx:
        tx.run(RESPONSES, [size])
    return database


def snapshots(folder: Path) -> None:
    print("| responses | built anew | one score changed, brought up to date | file |\n|---|---|---|---|")
    for size in SIZES:
        with closing(filled(folder, size)) as database:
            path = folder / f"snapshot-{size}.duckdb"
            built = milliseconds(lambda: snapshot.build(database, path))  # noqa: B023 - called at once
            with database.transaction() as tx:
                tx.run("UPDATE interview_responses SET score = 0.5 WHERE text LIKE '% 77'")
            updated = milliseconds(lambda: snapshot.update(database, path))  # noqa: B023 - called at once
            megabytes = path.stat().st_size / 1e6
            print(f"| {size:,} | {built:.0f} ms | {updated:.0f} ms | {megabytes:.0f} MB |", flush=True)


def round_trips(folder: Path) -> None:
    path = folder / f"snapshot-{SIZES[1]}.duckdb"
    heading = ("query", "bare p50", "sandbox p50", "p95", "overhead p50", "its processor time")
    print("\n|", " | ".join(heading), "|\n" + "|---" * len(heading) + "|")
    with closing(Sandbox()) as sandbox, duckdb.connect(str(path), read_only=True) as connection:
        for name, sql in QUERIES.items():
            sandbox.run(path, Query(sql))
            bare = [milliseconds(lambda: connection.execute(sql).fetchall()) for _ in range(ROUNDS)]  # noqa: B023
            used = processor(sandbox)
            boxed = [milliseconds(lambda: sandbox.run(path, Query(sql))) for _ in range(ROUNDS)]  # noqa: B023
            low, middle = statistics.median(bare), statistics.median(boxed)
            high = percentile(boxed, 0.95)
            used = 1000 * (processor(sandbox) - used) / ROUNDS
            cells = (low, middle, high, middle - low, used)
            print(f"| {name} |", " | ".join(f"{cell:.1f} ms" for cell in cells), "|", flush=True)


def processor(sandbox: Sandbox) -> float:
    """Return the seconds of processor time the zygote and its ended children used."""
    return sum(psutil.Process(sandbox.pid).cpu_times()[:4])


def commits(database: Database) -> list[float]:
    def write(number: int) -> None:
        with database.transaction() as tx:
            tx.insert(
                "client_metrics",
                {
                    "session_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
                    "name": "x",
                    "value": number,
                    "recorded_at": "2026-01-01",
                },
            )

    taken = []
    for number in range(COMMITS):
        taken.append(milliseconds(lambda: write(number)))  # noqa: B023 - called at once
        time.sleep(0.005)
    return taken


def beside_hostile_queries(folder: Path) -> None:
    print("\n| commits | p50 | p99 | most |\n|---|---|---|---|")
    path, ending = folder / f"snapshot-{SIZES[0]}.duckdb", threading.Event()

    def attack(sandbox: Sandbox, number: int) -> None:
        while not ending.is_set():
            sandbox.run_each(path, [Query(HOSTILE[number % len(HOSTILE)])])

    with closing(Database.open(folder / f"store-{SIZES[0]}.duckdb", folders=[folder])) as database:
        show("alone", commits(database))
        with closing(Sandbox(Limits(seconds=2))) as sandbox:
            attackers = [threading.Thread(target=attack, args=(sandbox, number)) for number in range(20)]
            for attacker in attackers:
                attacker.start()
            show("with 20 hostile queries at once", commits(database))
            ending.set()
            for attacker in attackers:
                attacker.join()


def show(name: str, taken: list[float]) -> None:
    middle, high = statistics.median(taken), percentile(taken, 0.99)
    print(f"| {name} | {middle:.1f} ms | {high:.1f} ms | {max(taken):.1f} ms |", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print("## Sandbox\n")
        snapshots(Path(name))
        round_trips(Path(name))
        beside_hostile_queries(Path(name))
