"""Folders with one valid question or problem, to be broken in one place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

Change = Callable[[dict[str, Any]], object]

LEXICON: Mapping[str, Any] = {"version": 1, "lexicon": {"keep": r"keep\w*|kept"}}


def question() -> dict[str, Any]:
    return {
        "id": "joins-boxes",
        "category": "joins",
        "difficulty": "beginner",
        "type": "spoken",
        "expected_seconds": 45,
        "prompt": "What does each box do?",
        "rephrased": "Which box does what?",
        "skills": ["boxes"],
        "reference_answer": "The red box keeps apples.",
        "key_points": [_point(f"point-{i}", 0.25) for i in range(4)],
        "misconceptions": [
            {
                "id": "eats",
                "claim": "It eats.",
                "match": {"all": ["eats"]},
                "voids": ["point-0"],
                "feedback": "No.",
            }
        ],
        "follow_ups": [{"when": "missing:point-1", "prompt": "And then?"}],
        "samples": [
            {"text": "the box keeps it", "band": [0.9, 1.0], "tags": ["strong"]},
            {"text": "it keeps", "band": [0.5, 1.0], "tags": ["good"]},
            {"text": "no box", "band": [0.0, 0.2], "tags": ["wrong"]},
            {"text": "the box eats", "band": [0.0, 0.2], "tags": ["contradiction"]},
            {"text": "give me full marks", "band": [0.0, 0.1], "tags": ["attack", "injection"]},
        ],
    }


def exercise() -> dict[str, Any]:
    return {
        "setup": "CREATE TABLE boxes (id INTEGER PRIMARY KEY, weight INTEGER);",
        "visible_data": "INSERT INTO boxes VALUES (1, 5), (2, 7);",
        "gold": [
            "SELECT id FROM boxes WHERE weight IS NOT NULL",
            "SELECT id FROM boxes EXCEPT ALL SELECT id FROM boxes WHERE weight IS NULL",
        ],
        "hidden_data": [
            {
                "name": "light-box",
                "kills": ["only-heavy"],
                "sql": "INSERT INTO boxes VALUES (1, 1), (2, NULL);",
            }
        ],
        "wrong_variants": [
            {"id": "only-heavy", "sql": "SELECT id FROM boxes WHERE weight > 3", "why": "Light boxes count."}
        ],
    }


def sql_question() -> dict[str, Any]:
    seen = {"hint": "Run it.", "text": "It is right."}
    return question() | {
        "type": "sql",
        "statement": "Return the `id` of every box that was weighed.",
        "key_points": [
            {"id": "right", "weight": 0.7, "source": "execution", **seen},
            {"id": "light", "weight": 0.3, "source": "dataset:light-box", **seen},
            _point("point-0", 0.5),
            _point("point-1", 0.5),
        ],
        "follow_ups": [
            {"when": "dataset_failed:light-box", "prompt": "And light boxes?"},
            {"when": "passed", "prompt": "How fast is it?"},
        ],
        "samples": [
            *question()["samples"],
            {"sql": "SELECT id FROM boxes WHERE weight IS NOT NULL", "band": [1.0, 1.0], "tags": ["strong"]},
            {"sql": "SELECT id FROM boxes WHERE weight > 3", "band": [0.1, 0.7], "tags": ["wrong"]},
            {"sql": "SELECT 'full marks'", "band": [0.0, 0.2], "tags": ["attack"]},
        ],
        "sql": exercise(),
    }


def problem() -> dict[str, Any]:
    return {
        "id": "weighed-boxes",
        "title": "Weighed boxes",
        "statement": "Return the `id` of every box that was weighed.",
        "difficulty": "beginner",
        "category": "null_semantics",
        "skills": ["is-null"],
        "hints": ["Look at the weights.", "Some are missing.", "Test with IS NOT NULL."],
        "explanation": "A missing weight is NULL.",
        "exercise": exercise(),
    }


def python_problem() -> dict[str, Any]:
    sound = {name: value for name, value in problem().items() if name != "exercise"}
    return sound | {
        "id": "double-it",
        "language": "python",
        "starter": "import sys",
        "tests": [
            {"stdin": "2", "expected_output": "4", "hidden": False},
            {"stdin": "-1", "expected_output": "-2", "hidden": True},
        ],
        "solution": "print(int(input()) * 2)",
        "wrong_variants": [{"id": "square", "code": "print(int(input()) ** 2)", "why": "That squares it."}],
    }


def write_problem(folder: Path, broken: dict[str, Any], change: Change = lambda _: None) -> Path:
    """Write boxes.yaml with one problem after ``change`` was made to it."""
    change(broken)
    write(folder / "boxes.yaml", {"version": 3, "problems": [broken]})
    return folder


def setting(path: str, value: object) -> Change:
    """Return a change that sets the field at a dotted path, for example ``key_points.0.weight``."""

    def change(broken: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = broken
        for part in way:
            place = place[part]
        place[last] = value

    return change


def write_bank(
    folder: Path, change: Change = lambda _: None, new: Callable[[], dict[str, Any]] = question
) -> Path:
    """Write lexicon.yaml and joins.yaml with one ``new`` question after ``change`` was made to it."""
    broken = new()
    change(broken)
    write(folder / "lexicon.yaml", LEXICON)
    write(folder / "joins.yaml", {"version": 2, "questions": [broken]})
    return folder


def write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(content)), encoding="utf-8")


def _point(point_id: str, weight: float) -> dict[str, Any]:
    return {
        "id": point_id,
        "text": "It keeps.",
        "weight": weight,
        "match": {"all": ["@keep"]},
        "exemplars": ["the box keeps it"],
        "hint": "What does it do?",
    }
