"""Who asks which copy: with names, or with pseudonyms in their place; by figures and by SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from athena.domain.access import LOCAL, Role
from athena.domain.insights import Filters
from athena.sandbox.sandbox import Sandbox
from athena.services.copies import Copies
from athena.services.figures import Figures
from athena.services.insights import Insights
from athena.services.queries import Workbench
from athena.services.snapshots import folder_of
from athena.store.database import Database
from tests.services.test_insights import put
from tests.viewers import person

ANALYST, TRUSTED = person(Role.ANALYST, "ann"), person(Role.ANALYST, "ann", sees_names=True)
NAMES = {"Ann", "Bob", "Cy"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies") / "a.duckdb"


@pytest.fixture(scope="module")
def database(file: Path) -> Iterator[Database]:
    database = Database.open(file, folders=[folder_of(file)])
    with database.transaction() as tx:
        put(tx)
    yield database
    database.close()


@pytest.fixture(scope="module")
def copies(database: Database, file: Path) -> Copies:
    return Copies.of(database, folder_of(file))


@pytest.fixture(scope="module")
def figures(copies: Copies) -> Iterator[Figures]:
    with closing(Figures(copies)) as figures:
        yield figures


@pytest.fixture(scope="module")
def workbench(database: Database, copies: Copies) -> Iterator[Workbench]:
    with closing(Sandbox()) as sandbox:
        yield Workbench(database, sandbox, copies)


def test_only_who_may_see_names_asks_the_copy_that_has_them(copies: Copies) -> None:
    for viewer in (LOCAL, TRUSTED, *(person(role) for role in (Role.ADMIN, Role.MANAGER))):
        assert copies.seen_by(viewer) is copies.named
    for viewer in (ANALYST, person(Role.CANDIDATE)):
        assert copies.seen_by(viewer) is copies.masked


def test_an_analysts_query_finds_pseudonyms(workbench: Workbench) -> None:
    found = workbench.run(ANALYST, "SELECT DISTINCT name FROM employees").table.rows
    assert len(found) == len(NAMES)
    assert all(str(name).startswith("Person ") for (name,) in found)


def test_the_same_query_finds_names_for_who_may_see_them(workbench: Workbench) -> None:
    found = workbench.run(TRUSTED, "SELECT name FROM employees").table.rows
    assert {name for (name,) in found} == NAMES


def test_a_managers_saved_query_is_answered_as_its_reader_may_see_it(workbench: Workbench) -> None:
    saved = workbench.save(person(Role.MANAGER), "Who", "SELECT name FROM employees WHERE id = 'bob'")
    sql = workbench.open_saved(ANALYST, saved.saved_id).sql
    assert workbench.run(ANALYST, sql).table.rows == ()


def test_an_analysts_figures_name_nobody(figures: Figures) -> None:
    insights = Insights(figures, ANALYST)
    named = {name for _, name in insights.options().people} | set(insights.recent(Filters()).column("name"))
    assert not named & NAMES
    assert all(name.startswith("Person ") for name in named)


def test_both_copies_give_the_same_figures(figures: Figures) -> None:
    for figure in ("totals", "heatmap", "questions", "rhythm"):
        seen = [getattr(Insights(figures, viewer), figure)(Filters()) for viewer in (ANALYST, LOCAL)]
        assert seen[0] == seen[1], figure


def test_figures_of_one_copy_are_never_kept_for_the_other(figures: Figures) -> None:
    first = Insights(figures, LOCAL).recent(Filters())
    assert Insights(figures, ANALYST).recent(Filters()) != first
    assert Insights(figures, LOCAL).recent(Filters()) == first


def test_an_analyst_finds_themselves_and_nobody_else_by_an_id(figures: Figures) -> None:
    insights = Insights(figures, ANALYST)
    assert insights.totals(Filters(employee_id="ann")).interviews == 2
    assert insights.totals(Filters(employee_id="bob")).interviews == 0
