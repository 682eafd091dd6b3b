from athena.domain.scoring.traced import trace


def quoted(original: str, plain: str) -> str:
    traced = trace(original)
    start = traced.text.index(plain)
    return traced.quote(start, start + len(plain))


def test_a_quote_is_the_original_behind_the_normalised_words() -> None:
    assert quoted("Well, it DOESN’T matter!", "does not matter") == "DOESN’T matter"


def test_a_misheard_term_is_quoted_as_it_was_heard() -> None:
    assert quoted("I take union hall here", "union all") == "union hall"


def test_symbols_are_quoted_as_they_were_typed() -> None:
    assert quoted("so COUNT(*) it is", "count star") == "COUNT(*)"


def test_letters_that_grow_when_folded_do_not_shift_the_quote() -> None:
    assert quoted("ﬃ İİ ß then null", "null") == "null"


def test_an_empty_span_has_an_empty_quote() -> None:
    assert trace("abc").quote(1, 1) == ""
