"""Questions that are answered by a query: what arrives of them, and what is refused."""

from pathlib import Path

import pytest

from athena.bank.loader import load_bank
from athena.domain.questions import QuestionType, SqlTask
from athena.errors import BankError
from tests.bank.fakes import Change, question, setting, sql_question, write_bank


def task(folder: Path, change: Change = lambda _: None) -> SqlTask:
    found = load_bank(write_bank(folder, change, sql_question)).questions["joins-boxes"].sql
    assert found
    return found


def test_the_query_and_its_explanation_have_points_of_their_own(tmp_path: Path) -> None:
    found = load_bank(write_bank(tmp_path, new=sql_question)).questions["joins-boxes"]
    assert found.type is QuestionType.SQL
    assert [point.id for point in found.key_points] == ["point-0", "point-1"]
    assert found.sql
    assert [(p.id, p.source, p.weight) for p in found.sql.points] == [
        ("right", "execution", 0.7),
        ("light", "dataset:light-box", 0.3),
    ]


def test_typed_and_spoken_samples_are_kept_apart(tmp_path: Path) -> None:
    found = load_bank(write_bank(tmp_path, new=sql_question)).questions["joins-boxes"]
    assert found.sql
    assert [sample.tags[0] for sample in found.sql.samples] == ["strong", "wrong", "attack"]
    assert len(found.samples) == 5


def test_the_exercise_arrives_with_its_data_and_queries(tmp_path: Path) -> None:
    exercise = task(tmp_path).exercise
    assert exercise.hidden_data[0].kills == ("only-heavy",)
    assert exercise.wrong_variants[0].why == "Light boxes count."
    assert len(exercise.gold) == 2
    assert exercise.compare.order == "auto"


def test_without_a_statement_the_prompt_is_read_beside_the_editor(tmp_path: Path) -> None:
    assert task(tmp_path, lambda q: q.pop("statement")).statement == question()["prompt"]


def test_rules_of_comparison_are_taken(tmp_path: Path) -> None:
    compare = {"order": "required", "columns": "any", "duplicates": "set", "tolerance": 0.01}
    found = task(tmp_path, setting("sql.compare", compare)).exercise.compare
    assert (found.order, found.columns, found.duplicates, found.tolerance) == ("required", "any", "set", 0.01)


FAULTS = {
    "sql": (setting("sql", None), "expected the tables"),
    "sql.gold": (setting("sql.gold", ["SELECT 1"]), "at least 2"),
    "sql.gold[1]": (setting("sql.gold.1", "DELETE FROM boxes"), "SELECT"),
    "sql.setup": (setting("sql.setup", "INSERT INTO boxes VALUES (1, 2)"), "CREATE"),
    "sql.visible_data": (setting("sql.visible_data", "CREATE TABLE b (i INT)"), "INSERT"),
    "sql.hidden_data[0].kills": (setting("sql.hidden_data.0.kills", ["nobody"]), "nobody is none"),
    "sql.wrong_variants": (
        setting("sql.wrong_variants.0.sql", "SELECT id FROM  boxes\nWHERE weight IS NOT NULL;"),
        "stands twice",
    ),
    "sql.compare.order": (setting("sql.compare", {"order": "random"}), "auto"),
    "key_points": (setting("key_points.0.weight", 0.2), "of the points with a source"),
    "key_points[1].source": (setting("key_points.1.source", "dataset:unheard"), "unheard is none"),
    "key_points[0].source": (setting("key_points.0.source", "guess"), "pattern"),
    "key_points[2]": (setting("key_points.2.source", "execution"), "either match or source"),
    "key_points[3]": (setting("key_points.3.exemplars", []), "exemplars with a match"),
    "follow_ups[0].when": (setting("follow_ups.0.when", "dataset_failed:nowhere"), "nowhere is none"),
    "misconceptions[0].voids": (setting("misconceptions.0.voids", ["light"]), "light is none"),
    "samples": (setting("samples.7.tags", ["wrong"]), "sql tagged attack"),
    "samples[5]": (setting("samples.5.text", "both"), "either text or sql"),
}


@pytest.mark.parametrize("field", FAULTS)
def test_a_fault_is_reported_with_its_field(tmp_path: Path, field: str) -> None:
    change, expected = FAULTS[field]
    with pytest.raises(BankError) as caught:
        load_bank(write_bank(tmp_path, change, sql_question))
    assert f"joins.yaml: question joins-boxes: {field}:" in caught.value.message
    assert expected in caught.value.message


SURPLUS = {
    "sql": setting("sql", sql_question()["sql"]),
    "statement": setting("statement", "Return it."),
    "key_points[0].source": setting("key_points.0", sql_question()["key_points"][0]),
    "samples[0].sql": setting("samples.0", sql_question()["samples"][5]),
    "follow_ups[0].when": setting("follow_ups.0.when", "passed"),
}


@pytest.mark.parametrize("field", SURPLUS)
def test_a_spoken_question_holds_nothing_that_is_typed(tmp_path: Path, field: str) -> None:
    with pytest.raises(BankError) as caught:
        load_bank(write_bank(tmp_path, SURPLUS[field]))
    assert f"{field}: expected only in a question of type sql" in caught.value.message
