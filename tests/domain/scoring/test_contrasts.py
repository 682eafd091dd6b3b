import re

import pytest

from athena.domain.scoring.contrasts import own_of, words_about

RIVALS = (re.compile(r"\binner\b"), re.compile(r"\bleft\b"))


@pytest.mark.parametrize(
    ("claim", "own"),
    [
        ("an inner join drops rows", 0),
        ("a left join keeps rows", 1),
        ("an inner join is a left join", None),
        ("rows are kept", None),
    ],
)
def test_a_claim_is_about_the_one_thing_it_names(claim: str, own: int | None) -> None:
    assert own_of(claim, RIVALS) == own


@pytest.mark.parametrize(
    ("text", "about_left"),
    [
        ("left keeps all", "left keeps all"),
        ("it keeps all", "it keeps all"),
        ("inner drops some", ""),
        ("inner drops some, left keeps all", "left keeps all"),
        ("left keeps all, inner drops some", "left keeps all, "),
        ("you get some with inner and all with left", " and all with left"),
        ("unlike an inner join left keeps all", "unlike an inner join left keeps all"),
        ("left keeps more than inner", "left keeps more than inner"),
    ],
)
def test_only_the_words_about_one_thing_count_for_it(text: str, about_left: str) -> None:
    assert words_about(1, text, RIVALS) == about_left
