"""Where the question files are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DEFAULT_FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "questions"
LEXICON_FILE: Final = "lexicon.yaml"
PROBLEM_FOLDER: Final = DEFAULT_FOLDER.with_name("problems")
