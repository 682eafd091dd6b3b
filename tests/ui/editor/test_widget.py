from __future__ import annotations

import hashlib
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from athena.ui.editor.widget import BUNDLE, Fault, Run

FRONTEND = Path(__file__).resolve().parents[3] / "frontend"


def test_the_bundle_was_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    for source in (FRONTEND / "package-lock.json", *sorted((FRONTEND / "src").iterdir())):
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    named = re.search(r"Sources: ([0-9a-f]{64})", BUNDLE.read_text("utf-8")[:200])
    assert named is not None
    assert named[1] == digest.hexdigest(), "run `npm ci && npm run build` in frontend"


def test_the_bundle_asks_nothing_of_other_machines() -> None:
    addresses = re.findall(r"(?:https?|wss?)://[\w.-]+", BUNDLE.read_text("utf-8"))
    assert {address for address in addresses if "w3.org" not in address} == set()


def test_a_fault_in_the_first_line_of_a_selection_is_moved_right_and_down() -> None:
    assert Run("SELEC 1", line=4, column=3).placed("no", 1, 2) == Fault("no", 4, 4)


def test_a_fault_in_a_later_line_of_a_selection_is_moved_down_alone() -> None:
    assert Run("SELECT\n1 FRM", line=4, column=3).placed("no", 2, 5) == Fault("no", 5, 5)


def test_a_fault_without_a_place_has_none_in_the_document_either() -> None:
    assert Run("x", line=9, column=9).placed("no", None, None) == Fault("no")


@given(line=st.integers(1, 500), column=st.integers(1, 300))
def test_a_fault_in_a_whole_text_stays_where_it_was_reported(line: int, column: int) -> None:
    assert Run("any").placed("no", line, column) == Fault("no", line, column)
