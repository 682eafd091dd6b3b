import pytest

from athena.domain.scoring.guards import style_flags
from athena.domain.spoken_terms import normalise
from tests.domain.scoring.fakes import QUESTION, scored

LIST = "red box keeps apples blue box throws apples lid nothing cool cellar cold"


def test_a_list_of_terms_is_capped() -> None:
    evaluation = scored(LIST.replace("keeps", "keep").replace("throws", "throw"))
    assert evaluation.score is not None
    assert evaluation.score <= 0.15
    assert "stuffing" in evaluation.flags


def test_a_fluent_sentence_beside_it_does_not_redeem_a_list() -> None:
    list_ = "box red keep apples cellar cold lid nothing blue throw drop cool"
    fluent = ". I have worked with boxes for many years and I really like to talk about them."
    assert scored(list_ + fluent).score == 0.0


def test_a_list_read_without_a_pause_before_it_earns_nothing() -> None:
    list_ = "box red keep apples cellar cold lid nothing blue throw drop cool"
    assert scored("i like them and i think that they are nice " + list_).score == 0.0


def test_things_that_are_only_named_are_capped() -> None:
    text = (
        "there is the red box that keeps apples and there is the blue box that throws them "
        "and there is the lid, nothing"
    )
    evaluation = scored(text)
    assert evaluation.score == 0.3
    assert "list-like" in evaluation.flags


def test_repeating_the_question_earns_nothing() -> None:
    evaluation = scored(QUESTION.prompt)
    assert (evaluation.score, evaluation.flags) == (0.0, ("echo",))


def test_an_answer_after_the_repeated_question_counts() -> None:
    assert scored(QUESTION.prompt + " The blue box throws them away.").score == 0.3


@pytest.mark.parametrize(
    "text",
    [
        "a cross join, so five hundred thousand rows",
        "leftmost prefix rule. last name works, last name with first name works, just first name doesn't",
        "update set balance equals balance plus amount in a single statement",
        "i would use row number over partition by category order by price descending and keep the first",
        "Rank gives 1, 1, 3. Dense rank 1, 1, 2. Row number 1, 2, 3.",
        "on e dot manager id equals m dot id",
        "use a link table with student id and course id and the grade in it, unique together",
        "students with every course: count distinct courses per student and compare with total",
        "group by student having count distinct course equals total number of courses",
        "levenshtein or trigram similarity above a threshold, block by postal code, doubtful to a person",
        "several nulls allowed in a unique constraint, sql server only one, group by puts them together",
        "left join from departments to employees, count of employee id, group by department",
        "junction table with two foreign keys, composite primary key, grade as column",
        "sum of amount over order by date rows unbounded preceding to current row",
        "atomicity, all or nothing. consistency, constraints hold. isolation, as if a user was alone",
        "array fixed size, linked list grows dynamically",
        "best case already sorted, worst case reverse order",
    ],
)
def test_terse_answers_and_spoken_sql_are_no_lists(text: str) -> None:
    assert style_flags(normalise(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "null unknown three valued logic not in subquery not exists left join filter",
        "read uncommitted read committed repeatable read serializable dirty read phantom",
        "levenshtein trigram soundex similarity threshold normalisation trim lower case blocking",
        "division relational not exists double negation count distinct having group by",
        "unique null constraint group by distinct sql server postgres",
        "index btree leaf root page scan seek range composite covering",
        "window partition frame rows range unbounded preceding lag lead rank",
    ],
)
def test_terms_without_a_word_that_joins_them_are_a_list(text: str) -> None:
    assert style_flags(normalise(text)) == ("stuffing",)
