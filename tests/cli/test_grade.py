# ruff: noqa: E501 (a submission is one line)
"""The command that grades queries in bulk."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from athena.cli import grade
from athena.errors import InputError

SETUP = """
CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL, year INTEGER);
CREATE TABLE marks (student_id INTEGER, course TEXT, mark REAL);
INSERT INTO students VALUES (1, 'Ann', 1), (2, 'Ben', 2), (3, 'Cal', 2);
INSERT INTO marks VALUES (1, 'SQL', 5), (1, 'C', 3), (2, 'SQL', 2);
"""
REFERENCE = (
    'SELECT name, COUNT(mark) FROM students LEFT JOIN marks ON id = student_id WHERE year = "2" GROUP BY id;'
)
LINES = [
    '{"id": 1, "sql": "SELECT name, (SELECT COUNT(mark) FROM marks WHERE student_id = id) FROM students WHERE year = 2"}',
    '{"id": "b", "sql": "SELECT name, COUNT(mark) FROM students JOIN marks ON id = student_id WHERE year = 2 GROUP BY id"}',
    "no json",
    '{"id": 4}',
    '{"id": 5, "sql": "SELEC name"}',
    '{"id": 6, "sql": "SELECT name, (SELECT COUNT(mark) FROM marks WHERE student_id = id) FROM students WHERE year = 2"}',
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "setup.sql").write_text(SETUP, encoding="utf-8")
    (tmp_path / "ref.sql").write_text(REFERENCE, encoding="utf-8")
    (tmp_path / "subs.jsonl").write_text("\n".join(LINES), encoding="utf-8")
    with duckdb.connect(str(tmp_path / "data.duckdb")) as connection:
        connection.execute("CREATE TABLE students AS SELECT 9 AS id, 'Zoe' AS name, 2 AS year")
        connection.execute("CREATE TABLE marks (student_id INTEGER, course VARCHAR, mark DOUBLE)")
    names = ("--reference", "ref.sql"), ("--setup", "setup.sql"), ("--data", "data.duckdb")
    given = [part for option, name in names for part in (option, str(tmp_path / name))]
    return [*given, "--dialect", "sqlite", str(tmp_path / "subs.jsonl")]


def test_every_line_gets_a_line_in_its_order(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert grade.main(files) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], line["verdict"]) for line in lines] == [
        (1, "passed"),
        ("b", "wrong"),
        (None, "not_run"),
        (4, "not_run"),
        (5, "error"),
        (6, "passed"),
    ]
    assert all(bool(line["reasons"]) == (line["verdict"] != "passed") for line in lines)
    assert (
        "On the given data: The result is empty; expected 1 row, the first ('Zoe', 0)." in lines[1]["reasons"]
    )


def test_files_that_are_not_there_are_named(files: list[str]) -> None:
    files[1] = "/nowhere/ref.sql"
    with pytest.raises(InputError, match="/nowhere/ref.sql cannot be read"):
        grade.main(files)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Line 7 is not JSON."),
        ("[]", "Line 7 is not an object"),
        ('{"id": 1, "sql": 2}', "no text under “sql”"),
    ],
)
def test_a_line_that_holds_no_submission_says_why(line: str, words: str) -> None:
    assert words in grade.read_line(line, 7).fault
