from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.bank.rubric_file import Rubric, load_rubric
from athena.domain.scoring import score_answer
from athena.errors import BankError

LEXICON = {"keep": r"keep\w*"}
PROMPT = "What does the red box do?"
POINT = {"text": "It keeps apples.", "match": {"all": ["@keep", "apples?"]}}
OTHER = {"text": "It drops pears.", "match": {"all": [r"drop\w*", "pears?"]}}


def loaded(folder: Path, content: Any, question_id: str | None = None) -> Rubric:
    path = folder / "rubric.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    return load_rubric(path, LEXICON, question_id)


def score(rubric: Rubric, text: str) -> float | None:
    return score_answer(rubric.question, text, rubric.lexicon, rubric.version).score


def test_a_file_of_the_bank_scores_like_the_bank() -> None:
    bank = load_bank(DEFAULT_FOLDER)
    question = bank.questions["joins-left-vs-inner"]
    rubric = load_rubric(DEFAULT_FOLDER / "joins.yaml", bank.lexicon, question.id)
    assert rubric.derived == 0
    for sample in question.samples:
        assert score(rubric, sample.text) == score_answer(question, sample.text, bank.lexicon, "r").score


def test_a_reference_answer_alone_is_enough(tmp_path: Path) -> None:
    rubric = loaded(tmp_path, {"prompt": PROMPT, "reference_answer": "It keeps apples. It drops pears."})
    assert (rubric.derived, len(rubric.question.key_points)) == (2, 2)
    assert score(rubric, "It keeps the apples.") == 0.5


def test_json_with_tabs_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "rubric.json"
    path.write_text(json.dumps({"prompt": PROMPT, "key_points": [POINT]}, indent="\t"), encoding="utf-8")
    assert score(load_rubric(path, LEXICON), "It keeps apples.") == 1.0


def test_weights_of_any_scale_are_shares(tmp_path: Path) -> None:
    rubric = loaded(
        tmp_path, {"prompt": PROMPT, "key_points": [POINT | {"weight": 3}, OTHER | {"weight": 1}]}
    )
    assert score(rubric, "It keeps apples.") == 0.75


def test_points_without_weights_weigh_the_same(tmp_path: Path) -> None:
    assert score(loaded(tmp_path, {"prompt": PROMPT, "key_points": [POINT, OTHER]}), "It drops pears.") == 0.5


def test_a_point_without_a_pattern_is_matched_by_its_terms_and_counted(tmp_path: Path) -> None:
    rubric = loaded(tmp_path, {"prompt": PROMPT, "key_points": [POINT, {"text": "Pears are dropped."}]})
    assert rubric.derived == 1
    assert score(rubric, "It keeps apples, and the pears get dropped.") == 1.0


def test_macros_of_the_file_can_be_used(tmp_path: Path) -> None:
    content = {
        "prompt": PROMPT,
        "lexicon": {"fruit": "apples?|pears?"},
        "key_points": [{"text": "It keeps fruit.", "match": {"all": ["@keep", "@fruit"]}}],
    }
    assert score(loaded(tmp_path, content), "It keeps pears.") == 1.0


def test_a_misconception_voids_its_point(tmp_path: Path) -> None:
    wrong = {
        "id": "eats",
        "claim": "It eats apples.",
        "match": {"all": ["eats?", "apples?"]},
        "feedback": "No.",
        "penalty": 0.1,
    }
    content = {"prompt": PROMPT, "key_points": [POINT, OTHER], "misconceptions": [wrong]}
    assert score(loaded(tmp_path, content), "It eats apples. It drops pears.") == 0.4


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    first = loaded(tmp_path, {"prompt": PROMPT, "key_points": [POINT]}).version
    assert loaded(tmp_path, {"prompt": PROMPT, "key_points": [OTHER]}).version != first


@pytest.mark.parametrize(
    ("content", "said_so"),
    [
        ("", "holds no rubric"),
        ("- a\n- b\n", "holds no rubric"),
        ("a: [", r"line \d"),
        ({"prompt": PROMPT}, "says nothing an answer could be judged by"),
        ({"prompt": PROMPT, "reference_answer": "It is what it is."}, "says nothing"),
        ({"reference_answer": "x"}, "prompt: field required"),
        (
            {"prompt": "a " * 3000, "reference_answer": "It keeps apples."},
            "prompt: string should have at most",
        ),
        (
            {"prompt": PROMPT, "reference_answer": "It keeps apples. " * 2000},
            "reference_answer: string should",
        ),
        ({"prompt": PROMPT, "key_pionts": []}, "key_pionts: extra inputs"),
        ({"prompt": PROMPT, "key_points": [{"text": "a"}, {"text": ""}]}, r"key_points\[1\].text"),
        ({"prompt": PROMPT, "key_points": [POINT | {"weight": 1}, OTHER]}, "a weight for every key point"),
        ({"prompt": PROMPT, "key_points": [POINT | {"weight": 0}]}, "greater than 0"),
        ({"prompt": PROMPT, "key_points": [POINT | {"id": "a"}, OTHER | {"id": "a"}]}, "distinct ids"),
        ({"prompt": PROMPT, "key_points": [{"text": "a", "match": {"all": ["("]}}]}, "regular expression"),
        ({"prompt": PROMPT, "key_points": [{"text": "a", "match": {"all": ["@no"]}}]}, "@no is none"),
        ({"prompt": PROMPT, "key_points": [POINT], "lexicon": [1]}, "lexicon: expected names"),
        ({"questions": [{"id": "a"}, {"id": "b"}]}, "Name one with --question: a, b"),
    ],
)
def test_a_rubric_that_cannot_be_used_is_refused_with_what_is_wrong(
    tmp_path: Path, content: Any, said_so: str
) -> None:
    with pytest.raises(BankError, match=said_so):
        loaded(tmp_path, content)


@pytest.mark.parametrize(
    ("name", "content", "said_so"),
    [
        ("a.json", b"[" * 100_000, "is nested too deeply"),
        ("a.yaml", b"a" * 2_000_001, "is larger than"),
        ("a.json", b"{", "cannot be read as JSON"),
        ("a.yaml", b"\xff\xfe\x00", "cannot be read as YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, said_so: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BankError, match=f"{name} {said_so}"):
        load_rubric(tmp_path / name, {})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="There is no file"):
        load_rubric(tmp_path / "none.yaml", {})
