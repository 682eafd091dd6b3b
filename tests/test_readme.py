"""What the README promises and a test can look up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.cli.__main__ import COMMANDS
from athena.config import ROOT
from athena.simulation.answer_file import read_answers

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_explained() -> None:
    explained = set(re.findall(r"^\| `python3 -m athena ?([\w-]*)", README, re.MULTILINE))
    assert {name or "run" for name in explained} == set(COMMANDS)


def test_the_file_of_answers_shown_is_one_that_is_accepted(tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "answers.yaml"
    path.write_text(example, encoding="utf-8")
    assert set(read_answers(path, load_bank(DEFAULT_FOLDER))) == {"default", "joins", "nulls-not-in"}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)]+)\)", README))))
def test_every_file_it_points_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()
