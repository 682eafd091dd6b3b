import re

import pytest

from athena.domain.scoring.patterns import UnknownMacroError, compile_pattern


def test_a_macro_stands_for_its_pattern() -> None:
    assert compile_pattern("@drop|gone", {"drop": "drop|lose"}).fullmatch("lose")


def test_patterns_match_whole_words_only() -> None:
    pattern = compile_pattern("join", {})
    assert pattern.search("a join b")
    assert not pattern.search("joined")


def test_contractions_in_a_pattern_meet_the_written_out_text() -> None:
    assert compile_pattern("doesnt matter", {}).search("it does not matter")


def test_an_unknown_macro_is_named() -> None:
    with pytest.raises(UnknownMacroError, match="keeep"):
        compile_pattern("@keeep", {"keep": "keep"})


def test_a_malformed_pattern_is_refused() -> None:
    with pytest.raises(re.error):
        compile_pattern("(open", {})
