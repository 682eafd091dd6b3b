from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.term_correction import correct_terms


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("It removes duplicate rose.", "It removes duplicate rows."),
        (
            "A left join returns all rose from the left table.",
            "A left join returns all rows from the left table.",
        ),
        ("It keeps the row's of both.", "It keeps the rows of both."),
        ("And fills knolls where there is no match.", "And fills nulls where there is no match."),
        ("It fills in no's.", "It fills in nulls."),
        ("You need is no or is not no.", "You need is null or is not null."),
        ("You cannot compare with no using equals.", "You cannot compare with null using equals."),
        ("Then shrink does not leave gaps.", "Dense rank does not leave gaps."),
        ("I use dents rank here.", "I use dense rank here."),
        ("Use roll number over a partition.", "Use row number over a partition."),
        ("With leg and lead.", "With lag and lead."),
        ("A c t e is a named query.", "A CTE is a named query."),
        ("I'd write a C T first.", "I'd write a CTE first."),
        ("Two see tees.", "Two CTEs."),
        ("A recursive city can walk a tree.", "A recursive CTE can walk a tree."),
        ("The c t e's name", "The CTE's name"),
        ("A sub query runs once.", "A subquery runs once."),
        ("A core related subquery", "A correlated subquery"),
        ("A left joint keeps them.", "A left join keeps them."),
        ("A full auto join.", "A full outer join."),
        ("A cell join.", "A self join."),
        ("Union wall keeps them.", "Union all keeps them."),
        ("Group buy customer and order buy total.", "Group by customer and order by total."),
        ("Count start counts all.", "Count star counts all."),
        ("Use coal less for that.", "Use coalesce for that."),
        ("With koalas I replace it.", "With coalesce I replace it."),
        ("A var char column.", "A varchar column."),
        ("Trunk ate removes everything.", "Truncate removes everything."),
        ("Run explain analyzed.", "Run explain analyze."),
        ("Use not exits.", "Use not exists."),
        ("A foreign tea points to it.", "A foreign key points to it."),
        ("A clustered and x sorts them.", "A clustered index sorts them."),
        ("A bee tree.", "A B-tree."),
        ("Third normal forum.", "Third normal form."),
        ("Asset stands for automicity.", "ACID stands for atomicity."),
        ("The acid properties.", "The ACID properties."),
        ("A dead lock.", "A deadlock."),
        ("In post gress sequel.", "In PostgreSQL."),
        ("A covering B3.", "A covering B-tree."),
        ("An enter join.", "An inner join."),
    ],
)
def test_misheard_terms_are_put_right(heard: str, meant: str) -> None:
    assert correct_terms(heard) == meant


@pytest.mark.parametrize(
    "text",
    [
        "The price rose by ten percent.",
        "Sales rose, and then the total fell.",
        "There is no value in that column.",
        "I don't know, there is no match.",
        "The value is not known.",
        "Nobody knows.",
        "I would then rank them by amount.",
        "Then shrink the table.",
        "Some of the rows are missing, and some of them are null.",
        "Every student has a roll number and a name.",
        "I would draw a bar chart of the counts.",
        "Each city has a country.",
        "He left John the table.",
        "The onion in the kitchen.",
        "A user has several roles, and roles have rights.",
        "They left joined at the hip.",
        "Add the amount to the total.",
        "Where are you going with this?",
        "We are filtering the rows.",
        "It has some the others lack.",
        "The CT scan table.",
        "You see the error.",
        "A car and a bus.",
        "We start to count.",
        "For an index you need a column.",
        "It was the sequel of a film.",
        "The acid test is whether it runs.",
        "Our assets are in the table.",
    ],
)
def test_ordinary_speech_is_left_alone(text: str) -> None:
    assert correct_terms(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "A left join keeps every row from the left table and fills nulls where there is no match.",
        "Where filters rows before grouping, and having filters groups after aggregation.",
        "Dense rank does not leave gaps after ties, but rank does.",
        "A foreign key references the primary key of another table and enforces referential integrity.",
        "A clustered index determines the physical order of the rows on disk.",
        "ACID stands for atomicity, consistency, isolation and durability.",
        "A recursive CTE can walk an employee hierarchy.",
        "Coalesce returns the first value that is not null, and count star counts the rows.",
        "SELECT COUNT(*) FROM t WHERE a = b;",
    ],
)
def test_well_heard_terms_are_left_alone(text: str) -> None:
    assert correct_terms(text) == text


def test_a_sentence_keeps_its_capital() -> None:
    assert correct_terms("Knolls are skipped. Koalas helps.") == "Nulls are skipped. Coalesce helps."


_MISHEARD = """
rose rows the no is not knolls then shrink dense rank c t e city recursive a sub query left joint count start
acid stands for all and some the amount union onion var char see tee with fills in's row's , . -
"""
_WORDS = st.sampled_from(_MISHEARD.split())


@given(st.lists(_WORDS, max_size=12).map(" ".join))
def test_correcting_twice_is_correcting_once(text: str) -> None:
    once = correct_terms(text)
    assert correct_terms(once) == once


@given(st.text(max_size=100))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(correct_terms(text), str)
