"""What the insights cost at a million answers: every query beside SQLite, the page's rerun, the first paint.

The answers are made up by the demonstration's generator. DuckDB reads the snapshot, as the page does; SQLite
has the same tables with indexes. Times are the best of five (SQLite: of two): a busy machine shows less so.
``--answers N`` makes it smaller.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.bootstrap import price_list
from athena.cli.chromium import find
from athena.config import Settings
from athena.domain.access import LOCAL
from athena.domain.insights import CUT, FEW, Filters
from athena.services.copies import Copies
from athena.services.demo import Demo
from athena.services.figures import Figures
from athena.services.insights import Insights
from athena.services.snapshots import folder_of
from athena.store import insight_queries as q
from athena.store.database import Database
from athena.ui.frame import OVERVIEW
from tests.benchmarks._sqlite_insights import INDEXES, QUERIES
from tests.browser.serving import ROOT, serving

ALL = Filters()
PAGE = ("options", "totals", "trend", "heatmap", "distribution", "rhythm", "leaders", "recent")
TABLES = ("employees", "interview_sessions", "answers")


def duckdb_queries() -> dict[str, tuple[str, tuple[object, ...]]]:
    """Return every query as the pages send it, over everything."""
    return {
        "options": (q.OPTIONS, ()),
        "totals": q.filled(q.TOTALS, ALL),
        "trend": q.filled(q.TREND.replace("{bucket}", ALL.bucket()), ALL),
        "heatmap": q.filled(q.HEATMAP, ALL),
        "distribution": q.filled(q.DISTRIBUTION, ALL),
        "rhythm": q.filled(q.RHYTHM, ALL),
        "leaders": q.filled(q.LEADERS, ALL, (FEW, 10)),
        "recent": q.filled(q.RECENT, ALL, (8,)),
        "questions": q.filled(q.QUESTIONS, ALL),
        "skills": q.filled(q.SKILLS, ALL),
        "categories": q.filled(q.CATEGORIES, ALL),
        "groups": q.filled(q.GROUPS.replace("{by}", "department"), ALL, (CUT,)),
        "middle half": q.filled(q.MIDDLE_HALF, Filters(departments=("Finance",)), (FEW,)),
    }


def best_ms(run: Callable[[], object], times: int) -> float:
    """Return the shortest of some runs in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1000)
    return min(found)


def to_sqlite(snapshot: Path, file: Path) -> None:
    """Copy what the queries read."""
    with duckdb.connect(str(snapshot), read_only=True) as source, closing(sqlite3.connect(file)) as target:
        for table in TABLES:
            cursor = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - own names
            names = [column[0] for column in cursor.description or ()]
            target.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            marks = ", ".join("?" * len(names))
            while rows := cursor.fetchmany(50_000):
                plain = (tuple(map(stored, row)) for row in rows)
                target.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)  # noqa: S608 - own names
        for index in INDEXES:
            target.execute(index)
        target.execute("ANALYZE")
        target.commit()


def stored(value: Any) -> Any:
    """Return a value as SQLite keeps it."""
    if isinstance(value, list):
        return json.dumps(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)


def compare(snapshot: Path, sqlite_file: Path) -> None:
    """Print each query on both, and the sums over the overview."""
    sums = {"DuckDB": 0.0, "SQLite": 0.0}
    print("| query | DuckDB ms | SQLite ms | times faster |\n|---|---|---|---|")
    with duckdb.connect(str(snapshot), read_only=True) as duck, closing(sqlite3.connect(sqlite_file)) as lite:
        for name, (sql, values) in duckdb_queries().items():
            ours = best_ms(lambda sql=sql, values=values: duck.execute(sql, list(values)).fetchall(), 5)
            theirs = best_ms(lambda name=name: lite.execute(QUERIES[name]).fetchall(), 2)
            on_page = " (overview)" if name in PAGE else ""
            print(f"| {name}{on_page} | {ours:.1f} | {theirs:,.0f} | {theirs / ours:.0f} |", flush=True)
            if name in PAGE:
                sums["DuckDB"] += ours
                sums["SQLite"] += theirs
    ratio = sums["SQLite"] / sums["DuckDB"]
    print(f"| **the overview** | **{sums['DuckDB']:.0f}** | **{sums['SQLite']:,.0f}** | **{ratio:.0f}** |\n")


class InsightsAlone:
    """The app as far as the overview knows it."""

    settings = Settings()

    def __init__(self, figures: Figures) -> None:
        self.figures = figures


@contextmanager
def as_the_app(figures: Figures) -> Iterator[None]:
    """Let the page find these insights."""
    known = bootstrap.current
    bootstrap.current = lambda: InsightsAlone(figures)  # type: ignore[assignment,return-value]
    try:
        yield
    finally:
        bootstrap.current = known


def reruns(figures: Figures) -> None:
    """Print the processor time of the overview's script, with figures kept and with all of them read anew."""
    with as_the_app(figures):
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).switch_page(OVERVIEW)
        test.query_params["period"] = "All time"
        test.run()
        kept = [cpu_ms(test.run) for _ in range(7)]
        read = []
        for department in Insights(figures, LOCAL).options().departments[:5]:
            test.multiselect(key="department").set_value([department])
            read.append(cpu_ms(test.run))
    print("| rerun of the overview | processor ms, median | most |\n|---|---|---|")
    for words, found in (("the same filters", kept), ("a filter not asked for before", read)):
        print(f"| {words} | {statistics.median(found):.0f} | {max(found):.0f} |")
    print(flush=True)


def cpu_ms(run: Callable[[], object]) -> float:
    """Return the processor time of all threads of this process while ``run`` runs."""
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000


def paints(database: Path, folder: Path) -> None:
    """Print when Chromium shows the first paint, the key figures and the last chart."""
    environment = {"DATABASE_URL": f"duckdb:///{database}"}
    with serving("app.py", folder / "server.log", environment) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=["--no-sandbox"])
        print("| visit in Chromium | first paint s | key figures s | all charts s |\n|---|---|---|---|")
        for words in ("the first after a start (makes the snapshot)", "the next, filters kept", "one more"):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            began = time.perf_counter()
            page.goto(f"{base}/overview?period=All+time")
            page.get_by_test_id("stMetricValue").first.wait_for(timeout=120_000)
            figures = time.perf_counter() - began
            page.locator(".st-key-card_leaders canvas, .st-key-card_leaders svg.marks").first.wait_for()
            charts = time.perf_counter() - began
            first = (
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
            )
            print(f"| {words} | {first:.2f} | {figures:.2f} | {charts:.2f} |", flush=True)
            page.context.close()
        browser.close()
    print()


def main() -> None:
    """Make the answers and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "athena.duckdb"
        with closing(Database.open(file, folders=[folder_of(file)])) as database:
            size = Demo(database, load_bank(DEFAULT_FOLDER), price_list()).load_many(LOCAL, options.answers)
            print(f"{size.responses:,} answers of {size.sessions:,} sessions and {size.people:,} people\n")
            copies = Copies.of(database, folder_of(file))
            snapshot = copies.named.latest().path
            to_sqlite(snapshot, folder / "athena.sqlite")
            compare(snapshot, folder / "athena.sqlite")
            with closing(Figures(copies)) as figures:
                reruns(figures)
        paints(file, folder)


if __name__ == "__main__":
    main()
