"""Files of coding problems: what arrives of them, and what is refused."""

from pathlib import Path

import pytest

from athena.bank.paths import PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language
from athena.errors import BankError
from tests.bank.fakes import Change, exercise, problem, python_problem, setting, write, write_problem


def refused(folder: Path) -> str:
    with pytest.raises(BankError) as caught:
        load_problems(folder)
    return caught.value.message


def test_an_sql_problem_arrives_with_all_its_fields(tmp_path: Path) -> None:
    found = load_problems(write_problem(tmp_path, problem())).problems["weighed-boxes"]
    assert (found.language, found.category, found.difficulty) == (
        Language.SQL,
        Category.NULL_SEMANTICS,
        Difficulty.BEGINNER,
    )
    assert found.exercise
    assert found.solutions == tuple(exercise()["gold"])
    assert found.hints[2] == "Test with IS NOT NULL."
    assert found.program is None


def test_a_python_problem_arrives_with_its_tests(tmp_path: Path) -> None:
    found = load_problems(write_problem(tmp_path, python_problem())).problems["double-it"]
    assert found.program
    assert [test.hidden for test in found.program.tests] == [False, True]
    assert found.solutions == ("print(int(input()) * 2)",)
    assert found.exercise is None


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    first = load_problems(write_problem(tmp_path, problem())).version
    second = load_problems(write_problem(tmp_path, problem() | {"title": "Boxes"})).version
    assert first.startswith("3+")
    assert first != second


def test_a_folder_that_is_missing_holds_no_problems(tmp_path: Path) -> None:
    assert load_problems(tmp_path / "nothing").problems == {}


def test_the_problems_of_the_project_load() -> None:
    assert isinstance(load_problems(PROBLEM_FOLDER).version, str)


FAULTS = {
    "id": setting("id", "Not A Slug"),
    "title": setting("title", ""),
    "statement": setting("statement", None),
    "difficulty": setting("difficulty", "hard"),
    "category": setting("category", "cooking"),
    "skills": setting("skills", []),
    "language": setting("language", "cobol"),
    "hints": setting("hints", ["one", "two"]),
    "explanation": setting("explanation", " "),
    "exercise": setting("exercise", None),
    "exercise.gold": setting("exercise.gold", ["SELECT 1"]),
    "exercise.hidden_data[0].kills": setting("exercise.hidden_data.0.kills", ["nobody"]),
    "starter": setting("starter", "import sys"),
    "surprise": setting("surprise", 1),
}


@pytest.mark.parametrize("field", FAULTS)
def test_a_fault_is_reported_with_file_problem_and_field(tmp_path: Path, field: str) -> None:
    message = refused(write_problem(tmp_path, problem(), FAULTS[field]))
    name = "Not A Slug" if field == "id" else "weighed-boxes"
    assert f"boxes.yaml: problem {name}: {field}:" in message


PYTHON_FAULTS: dict[str, tuple[Change, str]] = {
    "exercise": (setting("exercise", exercise()), "only in an SQL problem"),
    "solution": (lambda p: p.pop("solution"), "expected in a Python problem"),
    "starter": (lambda p: p.pop("starter"), "expected in a Python problem"),
    "tests": (setting("tests.1.hidden", False), "at least one hidden"),
    "tests[0].stdin": (setting("tests.0.stdin", 2), "valid string"),
    "wrong_variants": (lambda p: p["wrong_variants"].append(p["wrong_variants"][0]), "stands twice"),
}


@pytest.mark.parametrize("field", PYTHON_FAULTS)
def test_a_fault_of_a_python_problem_is_reported(tmp_path: Path, field: str) -> None:
    change, expected = PYTHON_FAULTS[field]
    message = refused(write_problem(tmp_path, python_problem(), change))
    assert f"problem double-it: {field}:" in message
    assert expected in message


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    write_problem(tmp_path, problem())
    write(tmp_path / "crates.yaml", {"version": 1, "problems": [problem()]})
    expected = "crates.yaml: problem weighed-boxes: id: expected a new id, boxes.yaml has it"
    assert expected in refused(tmp_path)
