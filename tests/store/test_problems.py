from dataclasses import replace
from datetime import timedelta

from athena.domain.exercise import Exercise
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language, Problem
from athena.domain.result_comparison import Comparison
from athena.store import problems
from athena.store.database import Database
from tests.store.conftest import AT

SECRET = "SELECT 'the solution'"
BOXES = Problem(
    "boxes",
    "Boxes",
    "Count them.",
    Difficulty.BEGINNER,
    Category.JOINS,
    ("count",),
    Language.SQL,
    ("a", "b", "c"),
    "It counts.",
    Exercise("CREATE TABLE b (i INT)", "INSERT INTO b VALUES (1)", (SECRET, SECRET), Comparison()),
)
CRATES = replace(BOXES, id="crates")


def sync(database: Database, version: str, *given: Problem, days: int = 0) -> None:
    with database.transaction() as tx:
        problems.sync(tx, version, given, AT + timedelta(days=days))


def test_the_database_knows_a_problem_without_its_solution(database: Database) -> None:
    sync(database, "1", BOXES)
    (row,) = database.read("SELECT * FROM problems")
    assert (row["problem_id"], row["skills"], row["retired"]) == ("boxes", ["count"], False)
    assert SECRET not in str(row)


def test_a_problem_that_is_gone_is_retired_and_comes_back(database: Database) -> None:
    sync(database, "1", BOXES, CRATES)
    sync(database, "2", CRATES)
    retired = "SELECT problem_id FROM problems WHERE retired"
    assert database.read(retired) == [{"problem_id": "boxes"}]
    sync(database, "3", BOXES, CRATES)
    assert database.read(retired) == []


def test_a_problem_that_changes_keeps_the_day_it_was_added(database: Database) -> None:
    sync(database, "1", BOXES)
    sync(database, "2", replace(BOXES, title="New"), days=9)
    assert database.read("SELECT title, added_at FROM problems") == [{"title": "New", "added_at": AT}]


def test_only_the_very_version_is_up_to_date(database: Database) -> None:
    sync(database, "1", BOXES, CRATES)
    assert problems.up_to_date(database, "1", 2)
    assert not problems.up_to_date(database, "2", 2)
    assert not problems.up_to_date(database, "1", 1)


def test_a_hint_that_is_shown_twice_counts_once(database: Database) -> None:
    with database.transaction() as tx:
        for number in (1, 2, 1):
            problems.add_help(tx, "E1", "boxes", "hint", number, AT)
        problems.add_help(tx, "E1", "crates", "solution", 0, AT)
        problems.add_help(tx, "E2", "boxes", "hint", 3, AT)
    assert problems.help_taken(database, "E1") == {"boxes": (2, False), "crates": (0, True)}
