import pytest

from athena.domain.scoring.negation import denied, disowned, is_negative, mute_operators


def is_denied(text: str, word: str) -> bool:
    start = text.index(word)
    return denied(mute_operators(text), start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("it does not keep all rows", "keep"),
        ("it never keeps rows", "keeps"),
        ("that is not really faster", "faster"),
        ("you should not use distinct", "distinct"),
        ("there is no lock", "lock"),
        ("and no index", "index"),
        ("you can do it without locking", "locking"),
        ("no need for a key", "key"),
        ("foreign keys are not needed", "foreign keys"),
        ("an index would be pointless", "index"),
        ("yes, not faster", "faster"),
    ],
)
def test_words_are_denied(text: str, word: str) -> None:
    assert is_denied(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("it keeps all rows", "keeps"),
        ("rows that do not match are kept", "kept"),
        ("if there is no order you get null", "order"),
        ("it is not only faster", "faster"),
        ("it does not drop rows, it keeps them", "keeps"),
        ("you write is not null there", "null"),
        ("use not exists instead", "exists"),
        ("it does not matter because it sorts", "sorts"),
        ("customers with no order", "order"),
    ],
)
def test_words_are_not_denied(text: str, word: str) -> None:
    assert not is_denied(text, word)


def test_a_denying_word_inside_the_claim_belongs_to_the_claim() -> None:
    text = "unknown rows do not pass the where clause"
    start, inside = text.index("where"), text.index("not pass")
    assert not denied(text, start, start + 5, [(inside, inside + 8), (start, start + 5)])


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("it is a myth that it keeps rows", "myth"),
        ("in fact many people think it keeps rows", "many"),
        ("you might think it keeps rows", "you"),
        ("it keeps rows is a common misconception", "it"),
    ],
)
def test_somebody_elses_mistake_is_disowned_from_where_it_begins(text: str, begins: str) -> None:
    assert text[disowned(text) :].strip().startswith(begins)


def test_an_own_claim_is_not_disowned() -> None:
    assert disowned("i think it keeps rows") == len("i think it keeps rows")


@pytest.mark.parametrize(
    ("claim", "negative"),
    [
        ("a search on the second column can not use the index", True),
        ("where never sees groups", True),
        ("rewrite with not exists", False),
        ("a left join keeps every row matched or not", False),
    ],
)
def test_a_claim_is_negative_when_it_denies_something(claim: str, negative: bool) -> None:
    assert is_negative(claim) is negative
