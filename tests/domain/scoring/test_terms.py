from dataclasses import replace

from athena.domain.scoring.terms import terms
from tests.domain.scoring.fakes import QUESTION


def test_the_words_of_the_prompt_are_expected() -> None:
    assert {"cellar", "apples"} <= set(terms(QUESTION))


def test_the_sql_terms_of_the_rubric_are_expected_but_not_its_plain_words() -> None:
    point = replace(QUESTION.key_points[0], text="A left join of bananas", exemplars=("use GROUP BY there",))
    found = terms(replace(QUESTION, key_points=(point,)))
    assert {"left join", "group by"} <= set(found)
    assert "bananas" not in found


def test_there_are_never_more_than_forty() -> None:
    prompt = " ".join(f"word{chr(97 + i)}{chr(97 + j)}" for i in range(10) for j in range(10))
    assert len(terms(replace(QUESTION, prompt=prompt))) == 40


def test_no_term_stands_twice() -> None:
    assert len(terms(QUESTION)) == len(set(terms(QUESTION)))
