import dataclasses
from pathlib import Path
from typing import Any

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import Category, Difficulty
from athena.errors import BankError
from tests.bank.fakes import LEXICON, question, setting, write, write_bank


def refused(folder: Path) -> str:
    with pytest.raises(BankError) as caught:
        load_bank(folder)
    return caught.value.message


def test_a_question_arrives_with_all_its_fields(tmp_path: Path) -> None:
    found = load_bank(write_bank(tmp_path)).questions["joins-boxes"]
    assert (found.category, found.difficulty) == (Category.JOINS, Difficulty.BEGINNER)
    assert found.key_points[0].match.all_of == ("@keep",)
    assert found.misconceptions[0].voids == ("point-0",)
    assert found.samples[0].band == (0.9, 1.0)
    assert found.skills == ("boxes",)


def test_without_item_parameters_the_level_gives_the_usual_ones(tmp_path: Path) -> None:
    assert load_bank(write_bank(tmp_path)).questions["joins-boxes"].irt == (1.0, -1.3)


def test_item_parameters_of_the_file_are_taken(tmp_path: Path) -> None:
    folder = write_bank(
        tmp_path, lambda q: q.update(irt={"a": 1.2, "b": 0.4, "source": "calibrated", "n": 40})
    )
    assert load_bank(folder).questions["joins-boxes"].irt == (1.2, 0.4)


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    first = load_bank(write_bank(tmp_path)).version
    second = load_bank(write_bank(tmp_path, lambda q: q.update(expected_seconds=46))).version
    assert first.startswith("2+")
    assert first != second


def test_a_loaded_bank_cannot_be_changed(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path))
    with pytest.raises(TypeError):
        bank.questions["other"] = bank.questions["joins-boxes"]  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        bank.questions["joins-boxes"].prompt = "other"  # type: ignore[misc]


def test_the_bank_of_the_project_loads() -> None:
    assert len(load_bank(DEFAULT_FOLDER).questions) >= 10


FAULTS = {
    "key_points": (setting("key_points.0.weight", 0.3), "sum to 1"),
    "key_points[0].weight": (setting("key_points.0.weight", 2), "less than or equal to 1"),
    "key_points[1].match.all[0]": (setting("key_points.1.match.all", ["(open"]), "regular expression"),
    "key_points[2].match.all[0]": (setting("key_points.2.match.all", ["@unheard"]), "@unheard"),
    "key_points[3].match.all[0]": (setting("key_points.3.match.all", ["a*"]), "needs at least one word"),
    "key_points[0].match.not[0]": (setting("key_points.0.match.not", ["b-tree|x-y"]), "never occurs"),
    "key_points[0].match.all": (setting("key_points.0.match.all", []), "at least 1"),
    "misconceptions[0].voids": (setting("misconceptions.0.voids", ["point-9"]), "point-9 is none"),
    "misconceptions[0].penalty": (setting("misconceptions.0.penalty", 0.5), "0.2"),
    "follow_ups[0].when": (setting("follow_ups.0.when", "missing:point-9"), "point-9 is none"),
    "follow_ups[0].links_to": (setting("follow_ups.0.links_to", "nowhere"), "nowhere is none"),
    "samples[0]": (setting("samples.0.band", [0.9, 0.1]), "lower below upper"),
    "samples[1]": (setting("samples.1.tags", ["nice"]), "at least one of"),
    "samples[4]": (setting("samples.4.band", [0.0, 0.6]), "attack"),
    "samples": (setting("samples.3.tags", ["wrong"]), "with text tagged contradiction"),
    "prompt": (setting("prompt", "What is COUNT(*)?"), "pattern"),
    "rephrased": (setting("rephrased", ""), "pattern"),
    "category": (setting("category", "cte"), "expected joins"),
    "difficulty": (setting("difficulty", "hard"), "beginner"),
    "type": (setting("type", "essay"), "spoken"),
    "expected_seconds": (setting("expected_seconds", 5), "15"),
    "id": (setting("id", "Not A Slug"), "pattern"),
    "contrasts[0]": (setting("contrasts", ["(open"]), "regular expression"),
    "surprise": (setting("surprise", 1), "not permitted"),
    "reference_answer": (setting("reference_answer", None), "valid string"),
}


@pytest.mark.parametrize("field", FAULTS)
def test_a_fault_is_reported_with_file_question_field_and_expectation(tmp_path: Path, field: str) -> None:
    change, expected = FAULTS[field]
    message = refused(write_bank(tmp_path, change))
    assert f"joins.yaml: question {'Not A Slug' if field == 'id' else 'joins-boxes'}: {field}:" in message
    assert expected in message


def test_three_key_points_are_too_few(tmp_path: Path) -> None:
    assert "at least 4" in refused(write_bank(tmp_path, lambda q: q["key_points"].pop()))


def test_four_samples_are_too_few(tmp_path: Path) -> None:
    assert "at least 5" in refused(write_bank(tmp_path, lambda q: q["samples"].pop(1)))


def test_doubled_ids_of_key_points_are_refused(tmp_path: Path) -> None:
    assert "point-1 stands twice" in refused(write_bank(tmp_path, setting("key_points.0.id", "point-1")))


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    write_bank(tmp_path)
    write(tmp_path / "cte.yaml", {"version": 1, "questions": [question() | {"category": "cte"}]})
    assert "joins.yaml: question joins-boxes: id: expected a new id, cte.yaml has it" in refused(tmp_path)


def test_all_faults_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    def change(broken: dict[str, Any]) -> None:
        broken.update(prompt="a = b", expected_seconds=1)

    message = refused(write_bank(tmp_path, change))
    assert "prompt:" in message
    assert "expected_seconds:" in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version: 1\nquestions: [", "line"),
        ("version: 1\nversion: 2\nquestions: []", "stands twice"),
        ("version: 1\non: 2\nquestions: []", 'write "on"'),
        ("version: 1\nnull: 2\nquestions: []", 'write "null"'),
        ("- 1", "the file"),
        ("", "the file"),
        ("version: one\nquestions: []", "version"),
        ("version: 1\nquestions: [7]", "question number 1"),
    ],
)
def test_traps_of_yaml_are_named_with_the_file(tmp_path: Path, text: str, expected: str) -> None:
    write_bank(tmp_path)
    (tmp_path / "joins.yaml").write_text(text, encoding="utf-8")
    message = refused(tmp_path)
    assert message.startswith("joins.yaml")
    assert expected in message


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "joins.yaml").write_bytes(b"\xff\xfe\x00")
    assert "joins.yaml cannot be read" in refused(tmp_path)


def test_a_value_that_yaml_takes_for_something_else_is_refused(tmp_path: Path) -> None:
    assert "valid string" in refused(write_bank(tmp_path, setting("skills", [True])))


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "lexicon.yaml").unlink()
    assert "lexicon.yaml" in refused(tmp_path)


@pytest.mark.parametrize(
    ("macros", "expected"),
    [
        ({"a": "(open"}, "regular expression"),
        ({"a": "@b", "b": "c"}, "without another"),
        ({"A1": "x"}, "pattern"),
    ],
)
def test_a_fault_of_the_lexicon_is_named(tmp_path: Path, macros: dict[str, str], expected: str) -> None:
    write_bank(tmp_path)
    write(tmp_path / "lexicon.yaml", {**LEXICON, "lexicon": macros})
    message = refused(tmp_path)
    assert message.startswith("lexicon.yaml: lexicon")
    assert expected in message


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(tmp_path)
