"""Files of answers: what they map, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from athena.domain.interview import Category, Difficulty
from athena.errors import InputError
from athena.simulation.candidates import candidate_named
from tests.interviewer.policy.fakes import bank_of

BANK = bank_of(
    (Category.JOINS, Difficulty.BEGINNER),
    (Category.JOINS, Difficulty.ADVANCED),
    (Category.CTE, Difficulty.BEGINNER),
)
FIRST, SECOND, THIRD = BANK.questions.values()


def written(folder: Path, text: str) -> str:
    path = folder / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_question_goes_before_its_category_and_that_before_the_default(tmp_path: Path) -> None:
    name = written(tmp_path, f"default: other\njoins: by category\n{FIRST.id}: by question\n")
    candidate = candidate_named(name, BANK)
    said = [candidate.answer(question.prompt, None, 1) for question in (FIRST, SECOND, THIRD)]
    assert said == ["by question", "by category", "other"]


def test_the_second_of_a_list_answers_the_follow_up(tmp_path: Path) -> None:
    candidate = candidate_named(written(tmp_path, "default: other\njoins: [first, further]\n"), BANK)
    assert candidate.answer(FIRST.prompt, "And then?", 2) == "further"


def test_without_a_second_the_default_answers_the_follow_up(tmp_path: Path) -> None:
    candidate = candidate_named(written(tmp_path, "default: other\njoins: first\n"), BANK)
    assert candidate.answer(FIRST.prompt, "And then?", 2) == "other"


def test_null_is_silence(tmp_path: Path) -> None:
    candidate = candidate_named(written(tmp_path, "default: null\n"), BANK)
    assert candidate.answer(FIRST.prompt, None, 1) is None


@pytest.mark.parametrize("word", ["yes", "no", "on", "42", "2024-01-01"])
def test_words_yaml_would_turn_into_something_else_stay_words(tmp_path: Path, word: str) -> None:
    candidate = candidate_named(written(tmp_path, f"default: {word}\n"), BANK)
    assert candidate.answer(FIRST.prompt, None, 1) == word


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("joins: x\n", "line 1, default: is missing"),
        ("- x\n", "line 1, the file: expected answers"),
        ("", "line 1, the file: expected answers"),
        ("default: x\njoin: y\n", "line 2, join: is neither .* did you mean joins"),
        ("default: x\njoins: y\njoins: z\n", "line 3, joins: stands here for the second time"),
        ("default: x\njoins: {a: b}\n", "line 2, joins: expected a text"),
        ("default: x\njoins: []\n", "line 2, joins: expected at least one"),
        ("default: x\njoins:\n  - fine\n  - [no]\n", r"line 4, joins\[1\]: expected a text"),
        ("default: ''\n", "line 1, default: expected 1 to 20,000 characters, found 0"),
        ("default: x\n? [a]\n: y\n", "line 2, a key: expected a question id"),
        ("default: x\n  joins: [\n", "answers.yaml, line"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_field(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        candidate_named(written(tmp_path, text), BANK)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        candidate_named(str(tmp_path / "none.yaml"), BANK)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01\x80")
    with pytest.raises(InputError, match="cannot be read"):
        candidate_named(str(path), BANK)
