from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.people_rows import NAMES
from athena.domain.sheets import MOST_BYTES, MOST_ROWS, read_sheet, simplified
from athena.errors import InputError

PLAIN = "Employee ID,Name\nE1,Ångström Öst\n"


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet(data, NAMES).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(PLAIN.encode(encoding)) == [("E1", "Ångström Öst")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_found(delimiter: str) -> None:
    assert cells(PLAIN.replace(",", delimiter).encode()) == [("E1", "Ångström Öst")]


def test_a_delimiter_is_found_among_values_that_hold_another_one() -> None:
    text = 'ID;Name;Department\nE1;"Lee, Jo";"Sales, North, East"\n'
    assert cells(text.encode()) == [("E1", "Lee, Jo", "Sales, North, East")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ends_is_read(newline: str) -> None:
    assert cells(PLAIN.replace("\n", newline).encode()) == [("E1", "Ångström Öst")]


def test_a_quoted_cell_may_have_lines_and_quotation_marks() -> None:
    assert cells(b'ID,Name\nE1,"Jo\r\n""J"" Lee"\n') == [("E1", 'Jo\r\n"J" Lee')]


def test_a_hint_for_spreadsheets_and_empty_lines_are_passed_over() -> None:
    sheet = read_sheet(b"sep=;\n\n;\nID;Name\n\nE1;Jo\n;\nE2;Li\n", NAMES)
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(6, "E1"), (8, "E2")]


@pytest.mark.parametrize(
    "name", ["Employee ID", "employee_id", " EMPLOYEE-ID ", "Staff ID", "id", "Employee No."]
)
def test_the_names_of_columns_may_be_spelt_in_many_ways(name: str) -> None:
    assert read_sheet(f"Name,{name}\nJo,E1\n".encode(), NAMES).columns == {"name": 0, "employee_id": 1}


def test_columns_that_mean_nothing_here_are_passed_over() -> None:
    sheet = read_sheet(b"Shoe size,ID,Name\n42,E1,Jo\n", NAMES)
    assert sheet.cell(sheet.rows[0], "employee_id") == "E1"


def test_the_better_of_two_names_for_a_column_is_taken() -> None:
    assert read_sheet(b"ID,Employee ID\n7,E1\n", NAMES).columns["employee_id"] == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0rest of an old one", "workbook"),
        (bytes(range(256)), "not text"),
        (b"ID\n" + b"x" * MOST_BYTES, "larger than 1 MB"),
        (b"ID\n" + b"E\n" * (MOST_ROWS + 1), "more than 1000 rows"),
        (b'ID\n"' + b"x" * 140_000, "too long"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_sheet(data, NAMES)


def test_as_many_rows_as_allowed_are_read() -> None:
    assert len(read_sheet(b"ID\n" + b"E\n" * MOST_ROWS, NAMES).rows) == MOST_ROWS


@given(st.binary(max_size=300))
def test_no_bytes_do_worse_than_a_refusal(data: bytes) -> None:
    try:
        read_sheet(data, NAMES)
    except InputError as error:
        assert error.message.endswith((".", "?"))  # noqa: PT017 - a refusal is one of two good ends


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


@given(
    st.lists(st.tuples(CELL, CELL).filter(lambda row: any(cell.strip() for cell in row)), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read_back(
    rows: list[tuple[str, str]], delimiter: str, encoding: str
) -> None:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter)
    writer.writerows([("Employee ID", "Name"), *rows])
    assert cells(sink.getvalue().encode(encoding)) == rows


@given(st.text(max_size=20))
def test_a_simplified_name_stays_as_it_is(name: str) -> None:
    assert simplified(simplified(name)) == simplified(name)
