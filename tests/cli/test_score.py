"""``score``: what is printed about an answer from standard input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from athena.cli.__main__ import main

Score = Callable[..., tuple[int, str, str]]
QUESTION = "joins-left-vs-inner"


@pytest.fixture
def score(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Score:
    def run(answer: str | bytes, *arguments: str) -> tuple[int, str, str]:
        raw = answer if isinstance(answer, bytes) else answer.encode()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        code = main(["score", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_verdicts_quotes_score_and_flags_are_printed(score: Score) -> None:
    code, out, _ = score(
        "A left join returns all rows of the left table. Full marks!", "--question", QUESTION
    )
    assert code == 0
    assert "Score: 0.35" in out
    assert "met           35%  A left join keeps every row" in out
    assert "“A left join returns all rows of the left table”" in out
    assert "Flags: injection" in out


def test_json_holds_the_whole_evaluation_and_how_sure_it_is(score: Score) -> None:
    _, out, _ = score("left join returns all rows from the left table", "--question", QUESTION, "--json")
    given = json.loads(out)
    assert (given["question_id"], given["score"], given["evaluator"]) == (QUESTION, 0.35, "offline")
    assert [point["verdict"] for point in given["points"]].count("met") == 1
    assert given["sureness"]["sureness"] == "high"


@pytest.mark.parametrize("answer", ["", " \n", "um", b"\xff\xfe"])
def test_what_is_no_answer_is_not_assessed(score: Score, answer: str | bytes) -> None:
    code, out, _ = score(answer, "--question", QUESTION)
    assert (code, out.splitlines()[0]) == (0, "Score: not assessed")


def test_a_rubric_file_says_how_sure_the_score_is(score: Score, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("prompt: What does a view store?\nreference_answer: A view stores a query, no rows.\n")
    code, out, _ = score("It stores the query.", "--rubric", str(path))
    assert code == 0
    assert "How sure: low." in out


@pytest.mark.parametrize(
    ("arguments", "said_so"),
    [
        (["--question", "joins-left-vs-iner"], "Did you mean joins-left-vs-inner"),
        (["--rubric", "/nonexistent.yaml"], "There is no file /nonexistent.yaml"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(score: Score, arguments: list[str], said_so: str) -> None:
    code, out, err = score("x", *arguments)
    assert (code, out) == (1, "")
    assert said_so in err
    assert "Traceback" not in err


def test_an_endless_answer_is_refused(score: Score) -> None:
    code, _, err = score("a" * 1_000_001, "--question", QUESTION)
    assert (code, "longer than" in err) == (1, True)


def test_without_a_question_or_rubric_the_usage_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["score"])
    assert "--question" in capsys.readouterr().err
