"""Coding problems as they are known to the database (no solutions), and the help people took with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from athena.domain.problems import Problem
from athena.store.database import Reader, Transaction


def sync(tx: Transaction, version: str, problems: Iterable[Problem], at: datetime) -> None:
    """Keep the problems as they are now; the ones that are gone are marked as retired."""
    known = {row["problem_id"]: row["added_at"] for row in tx.read("SELECT * FROM problems")}
    tx.run("UPDATE problems SET retired = TRUE WHERE NOT retired")
    for problem in problems:
        tx.upsert("problems", ["problem_id"], _row(problem, version, known.get(problem.id, at)))


def up_to_date(reader: Reader, version: str, count: int) -> bool:
    """Whether the database knows exactly ``count`` problems, all of this version."""
    rows = reader.read(
        "SELECT count(*) AS n, count(*) FILTER (version = ?) AS current FROM problems WHERE NOT retired",
        [version],
    )
    return bool(rows[0]["n"] == rows[0]["current"] == count)


def add_help(
    tx: Transaction, employee_id: str, problem_id: str, kind: str, number: int, at: datetime
) -> None:
    """Keep that a person was shown a hint (kind ``hint``) or gave up (``solution``); once for each number."""
    tx.run(
        "INSERT INTO problem_help (employee_id, problem_id, kind, number, given_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        [employee_id, problem_id, kind, number, at],
    )


def help_taken(reader: Reader, employee_id: str) -> dict[str, tuple[int, bool]]:
    """Return by problem how many hints a person was shown, and whether they gave up."""
    rows = reader.read(
        "SELECT problem_id, count(*) FILTER (kind = 'hint') AS hints, bool_or(kind = 'solution') AS gave_up "
        "FROM problem_help WHERE employee_id = ? GROUP BY problem_id",
        [employee_id],
    )
    return {row["problem_id"]: (row["hints"], row["gave_up"]) for row in rows}


def _row(problem: Problem, version: str, added_at: datetime) -> dict[str, object]:
    return {
        "problem_id": problem.id,
        "version": version,
        "title": problem.title,
        "category": problem.category,
        "difficulty": problem.difficulty,
        "skills": list(problem.skills),
        "language": problem.language,
        "statement": problem.statement,
        "retired": False,
        "added_at": added_at,
    }
