from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.charting import Chart, ColumnKind, Mark, kind_of, suggest

DAY, NAME, SCORE, COUNT = ("day", "DATE"), ("team", "VARCHAR"), ("score", "DOUBLE"), ("n", "BIGINT")


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("BIGINT", "number"),
        ("DECIMAL(18,3)", "number"),
        ("UHUGEINT", "number"),
        ("TIMESTAMP WITH TIME ZONE", "moment"),
        ("DATE", "moment"),
        ("ENUM('a', 'b')", "name"),
        ("INTEGER[]", "other"),
        ("STRUCT(a INTEGER)", "other"),
        ("INTERVAL", "other"),
        ("BLOB", "other"),
    ],
)
def test_types_are_numbers_moments_names_or_nothing_to_draw(type_: str, kind: str) -> None:
    assert kind_of(type_) is ColumnKind(kind)


def test_a_number_over_time_is_a_line() -> None:
    assert suggest([SCORE, DAY], [(0.5, "2026-03-01")]) == Chart(Mark.LINE, "day", "score")


def test_a_few_names_colour_the_lines() -> None:
    assert suggest([DAY, NAME, SCORE], [("d", "a", 1), ("d", "b", 2)]) == Chart(
        Mark.LINE, "day", "score", "team"
    )


def test_many_names_colour_nothing() -> None:
    rows = [("d", f"team {number}", 1) for number in range(9)]
    assert suggest([DAY, NAME, SCORE], rows) == Chart(Mark.LINE, "day", "score")


def test_a_number_by_name_is_a_bar() -> None:
    assert suggest([NAME, COUNT], [("a", 1)]) == Chart(Mark.BAR, "team", "n")


def test_two_numbers_are_points() -> None:
    assert suggest([COUNT, SCORE], [(1, 0.5)]) == Chart(Mark.POINT, "n", "score")


def test_a_number_alone_is_a_histogram() -> None:
    assert suggest([SCORE], [(0.5,)]) == Chart(Mark.HISTOGRAM, "score")


def test_names_alone_are_counted() -> None:
    assert suggest([NAME], [("a",), ("a",)]) == Chart(Mark.BAR, "team")


@pytest.mark.parametrize("name", ["id", "session_id"])
def test_an_id_is_no_number_to_draw(name: str) -> None:
    assert suggest([(name, "BIGINT"), NAME], [(1, "a")]) == Chart(Mark.BAR, "team")


def test_nothing_is_suggested_for_a_table_without_rows() -> None:
    assert suggest([NAME, SCORE], []) is None


def test_nothing_is_suggested_for_what_cannot_be_drawn() -> None:
    assert suggest([("points", "STRUCT(a INTEGER)[]")], [([],)]) is None


@given(
    st.lists(
        st.tuples(st.text(max_size=3), st.sampled_from(["DATE", "VARCHAR", "DOUBLE", "BLOB"])),
        unique_by=lambda c: c[0],
    ),
    st.integers(0, 12),
)
def test_a_suggestion_names_columns_of_the_table(columns: list[tuple[str, str]], count: int) -> None:
    chart = suggest(columns, [[number] * len(columns) for number in range(count)])
    if chart:
        assert {chart.x, chart.y, chart.colour} - {None} <= {name for name, _ in columns}
