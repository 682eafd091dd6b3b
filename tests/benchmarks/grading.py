# ruff: noqa: E501 (queries stay on one line)
"""How many submitted queries are graded a second, beside DuckDB running the same queries on the same data.

Run with ``python -m tests.benchmarks.grading`` from the project's folder.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Comparison
from athena.grading import Grader
from athena.grading.suite import Suite
from athena.sandbox.sandbox import Sandbox

SETUP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, country VARCHAR);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), amount INTEGER);
"""
VISIBLE = """
INSERT INTO customers VALUES (1, 'Ada', 'UK'), (2, 'Bob', 'UK'), (3, 'Cy', 'DE');
INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30);
"""
GOLD = "SELECT name, COUNT(o.id) AS n FROM customers c LEFT JOIN orders o ON customer_id = c.id GROUP BY c.id, name"
SHAPES = {
    "right": "SELECT name, (SELECT COUNT(*) FROM orders WHERE customer_id = c.id) AS n{0} FROM customers c",
    "wrong": "SELECT name, COUNT(*) AS n{0} FROM customers c JOIN orders ON customer_id = c.id GROUP BY c.id, name",
    "broken": "SELECT name, COUNT(*) AS n{0} FROM customers c JOIN ordrs ON customer_id = c.id GROUP BY c.id, name",
}
COUNT = 200


def main() -> None:
    """Print a line per kind of submission."""
    exercise = Exercise(SETUP, VISIBLE, (GOLD,), Comparison())
    workers = os.cpu_count() or 1
    with (
        contextlib.closing(Sandbox(at_once=workers)) as sandbox,
        contextlib.closing(Grader(sandbox)) as grader,
    ):
        begun = time.perf_counter()
        suite = grader.suite(exercise)
        print(f"suite of {len(suite.datasets)} data sets built in {time.perf_counter() - begun:.2f} s")
        print(f"{'submissions':<12} {'graded/s':>9} {'bare/s':>9} {'graded per CPU second':>22}")
        for kind, shape in SHAPES.items():
            queries = [shape.format(number) for number in range(COUNT)]
            before = processor_seconds(sandbox)
            graded = COUNT / timed(lambda q=queries: grader.grade_each(exercise, q, at_once=workers))
            time.sleep(0.5)  # the zygote counts a child's time once it has reaped it
            used = processor_seconds(sandbox) - before
            bare = COUNT / timed(lambda q=queries: run_bare(suite, q))
            print(f"{kind:<12} {graded:9.1f} {bare:9.1f} {COUNT / used:22.1f}")


def processor_seconds(sandbox: Sandbox) -> float:
    """Return what this process, the zygote and its ended children used so far (Linux)."""
    own = time.process_time()
    fields = Path(f"/proc/{sandbox.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return own + sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def timed(work: object) -> float:
    """Return how many seconds the call takes."""
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def run_bare(suite: Suite, queries: Sequence[str]) -> None:
    """Run the queries on every data set of the suite in this process, without sandbox or comparison."""
    with duckdb.connect(str(Path(suite.path)), read_only=True) as connection:
        for query in queries:
            for dataset in suite.datasets:
                connection.execute(f"USE {dataset.schema}")
                with contextlib.suppress(duckdb.Error):
                    connection.execute(query).fetchall()


if __name__ == "__main__":
    main()
