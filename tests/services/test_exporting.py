from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.services.exporting import Format, export

COLUMNS = ["name", "score", "day"]
ROWS = [("Jo", Decimal("0.50"), date(2026, 3, 1)), (None, None, None)]
WILD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.lists(st.integers() | st.text()),
    st.dictionaries(st.text(), st.integers()),
)


def csv_of(columns: list[str], rows: list[tuple[object, ...]]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export("t", columns, rows, Format.CSV).data.decode("utf-8-sig"))))


def test_csv_holds_names_and_values() -> None:
    assert csv_of(COLUMNS, ROWS) == [COLUMNS, ["Jo", "0.50", "2026-03-01"], ["", "", ""]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1", "＠A1", "＋1"]
)
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    assert csv_of(["a"], [(text,)])[1] == [f"'{text}"]


def test_words_with_a_semicolon_are_one_cell_wherever_that_parts_cells() -> None:
    data = export("t", ["a"], [("x;=1+1",)], Format.CSV).data.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data), delimiter=";"))[1] == ["x;=1+1"]


def test_a_negative_number_of_a_csv_stays_a_number() -> None:
    assert csv_of(["a"], [(-1.5,)])[1] == ["-1.5"]


def test_no_text_of_a_spreadsheet_is_a_formula() -> None:
    data = export("t", ["a"], [("=1+1",)], Format.XLSX).data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"=1+1" in book.read("xl/sharedStrings.xml")


def test_a_spreadsheet_keeps_numbers_and_days_as_such() -> None:
    data = export("t", ["n", "d"], [(7, date(2026, 3, 1))], Format.XLSX).data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>7</v>" in sheet
    assert "<v>46082</v>" in sheet  # days since 1899-12-30


def test_json_holds_a_record_for_every_row() -> None:
    records = json.loads(export("t", COLUMNS, ROWS, Format.JSON).data)
    assert records == [{"name": "Jo", "score": 0.5, "day": "2026-03-01"}, dict.fromkeys(COLUMNS)]


def test_json_keeps_a_decimal_no_float_can_hold_as_text() -> None:
    exact = Decimal("0.1234567890123456789")
    assert json.loads(export("t", ["a"], [(exact,)], Format.JSON).data) == [{"a": str(exact)}]


def test_parquet_comes_back_with_its_types() -> None:
    rows = [("Jo", Decimal("0.50"), datetime(2026, 3, 1)), (None, None, None)]
    frame = pd.read_parquet(io.BytesIO(export("t", COLUMNS, rows, Format.PARQUET).data))
    assert frame["score"].tolist() == [Decimal("0.50"), None]
    assert frame["day"][0] == pd.Timestamp(2026, 3, 1)


def test_columns_of_one_name_are_told_apart() -> None:
    assert csv_of(["n", "n", ""], [(1, 2, 3)])[0] == ["n", "n_2", "column"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Scores by month", "scores-by-month.csv"),
        ("../é x", "e-x.csv"),
        ("日本", "athena.csv"),
        ("", "athena.csv"),
    ],
)
def test_the_name_of_a_file_says_what_it_holds(title: str, name: str) -> None:
    assert export(title, ["a"], [], Format.CSV).name == name


@pytest.mark.parametrize("format_", list(Format))
def test_a_table_without_rows_is_a_file_all_the_same(format_: Format) -> None:
    assert export("t", COLUMNS, [], format_).data


@pytest.mark.parametrize("format_", list(Format))
@given(rows=st.lists(st.tuples(WILD, WILD), max_size=5))
def test_any_values_can_be_taken_away(format_: Format, rows: list[tuple[object, object]]) -> None:
    assert export("t", ["a", "b"], rows, format_).data


def test_a_length_of_time_is_given_in_seconds_in_json() -> None:
    assert json.loads(export("t", ["a"], [(timedelta(minutes=1),)], Format.JSON).data) == [{"a": 60.0}]


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("number", [10**400, -(2**63) - 1, float("nan"), float("inf")])
def test_numbers_beyond_what_a_file_can_hold_are_taken_away_too(format_: Format, number: float) -> None:
    assert export("t", ["a"], [(number,)], format_).data
