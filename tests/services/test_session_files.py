"""A session taken away: as PDF, as JSON, in a list."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.services.exporting import Format
from athena.services.interviewing import Interviewing
from athena.services.pdf_report import session_pdf
from athena.services.pdf_type import typeface
from athena.services.reading import Reading, Wanted
from athena.services.review import ReviewDesk
from athena.services.session_export import session_document, session_json
from athena.services.session_files import COLUMNS, file_name, sessions_file
from athena.services.session_schema import SessionDocument
from athena.services.session_view import SessionView
from athena.store.database import Database
from tests.services.small import CTES, JOINS, PLAN, ask, said, spoken

DOCS = Path(__file__).resolve().parents[2] / "docs"
HOSTILE = "unmatched <b>rows</b> & </para> \\ (half \x07 ) " + "padding word " * 600


@pytest.fixture
def view(database: Database, interviewing: Interviewing) -> SessionView:
    """An interview with a hostile, endless answer, one that a person regraded, and one without an answer."""
    interviewing.admit("E1", "Zoé Müller", "R&D", "Data engineer")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    for question, text in ((JOINS, HOSTILE), (CTES, "It makes it readable.")):
        ask(interviewing, session_id, question)
        interviewing.record_turn(session_id, spoken(f"i-{question.id}", question.prompt))
        interviewing.record_turn(session_id, said(f"c-{question.id}", text, 1000))
    interviewing.close(session_id, SessionStatus.COMPLETED)
    ReviewDesk(database).override(LOCAL, session_id, 2, 0.9, reason="Well said.", reviewer="boss")
    return Reading(database).view(LOCAL, session_id)


def text_of(data: bytes) -> str:
    """Return the ASCII text of an uncompressed PDF, in the order it is written."""
    shown = re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", data)
    return re.sub(r"\s+", " ", " ".join(re.sub(r"\\(.)", r"\1", piece.decode("latin-1")) for piece in shown))


def test_the_pdf_has_score_sum_band_points_quotes_and_findings(view: SessionView) -> None:
    text = text_of(session_pdf(view, transcript=False, compressed=False).data)
    for words in (
        "Overall" if view.report.overall_score is None else f"{view.report.overall_score:.0%}",
        "Mean of the assessed questions",
        "A person decided on question 2",
        str(view.report.band).capitalize(),
        JOINS.prompt[:30],
        "It names readable.",
        "Met",
        "Missed",
        "Strengths",
        "Weaknesses",
        "Recommendations",
        "Data engineer",
        "Page 1 of",
    ):
        assert words in text
    assert "Transcript" not in text


def test_with_transcript_it_has_every_word_whatever_the_words_are(view: SessionView) -> None:
    plain = text_of(session_pdf(view, transcript=False, compressed=False).data)
    whole = text_of(session_pdf(view, transcript=True, compressed=False).data)
    assert "Transcript" in whole
    assert "<b>rows</b>&</para>" in whole.replace(" ", "")
    assert whole.count("padding") - plain.count("padding") >= 600
    pages = re.search(r"Page 1 of (\d+)", whole)
    assert pages is not None
    assert f"Page {pages[1]} of {pages[1]}" in whole


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demonstration_is_marked_as_one_on_every_page(view: SessionView, *, demo: bool) -> None:
    marked = replace(view, session=replace(view.session, demo=demo))
    file = session_pdf(marked, compressed=False)
    pages = len(re.findall(r"Page \d+ of", text_of(file.data)))
    assert text_of(file.data).count("DEMONSTRATION") == (pages + 1 if demo else 0)
    assert ("demo" in file.name) is demo


def test_an_interview_without_answers_is_a_report_too(database: Database, interviewing: Interviewing) -> None:
    interviewing.admit("E2", "Bo")
    session_id = interviewing.open_session("E2", PLAN, "embedded", "joe").session_id
    interviewing.close(session_id, SessionStatus.ABANDONED)
    view = Reading(database).view(LOCAL, session_id)
    text = text_of(session_pdf(view, compressed=False).data)
    assert "No overall score" in text
    assert "Nothing was said." in text
    assert session_document(view).report.overall_score is None


def test_characters_the_typeface_lacks_are_written_as_their_numbers() -> None:
    assert typeface().markup("Zoé <b>&") == "Zoé &lt;b&gt;&amp;"
    assert typeface().markup("ąę Ж 漢") == "ąę Ж [U+6F22]"
    assert typeface().markup("a\u0301\x07\nb\tc") == "á<br/>b c"


def test_the_same_session_gives_the_same_pdf(view: SessionView) -> None:
    assert session_pdf(view).data == session_pdf(view).data


def test_the_json_keeps_to_the_published_schema(view: SessionView) -> None:
    schema = json.loads((DOCS / "session-export.schema.json").read_text(encoding="utf-8"))
    document = json.loads(session_json(view).data)
    jsonschema.validate(document, schema)
    assert SessionDocument.model_validate_json(session_json(view).data) == session_document(view)
    assert document["person"]["name"] == "Zoé Müller"
    values = document["questions"][1]["evaluations"]
    assert [value["counts"] for value in values] == [False, True]
    assert (values[1]["score"], values[1]["reviewer"], values[1]["reason"]) == (0.9, "boss", "Well said.")
    point = document["questions"][1]["evaluations"][0]["key_points"][0]
    assert point["quote"] in document["transcript"][point["line"] - 1]["text"]


def test_pdf_and_json_say_who_put_the_findings_into_words(view: SessionView) -> None:
    assert "put into words by templates" in text_of(session_pdf(view, compressed=False).data)
    assert session_document(view).report.writer is None
    written = replace(view, report=replace(view.report, writer="gpt-5.4-mini 2"))
    assert "put into words by gpt-5.4-mini 2" in text_of(session_pdf(written, compressed=False).data)
    assert session_document(written).report.writer == "gpt-5.4-mini 2"


def test_the_schema_in_the_docs_is_that_of_the_code_and_each_field_is_explained() -> None:
    schema = SessionDocument.model_json_schema()
    assert json.loads((DOCS / "session-export.schema.json").read_text(encoding="utf-8")) == schema
    words = (DOCS / "session-export.md").read_text(encoding="utf-8")
    parts = [schema, *schema["$defs"].values()]
    names = {name for part in parts for name in part.get("properties", {})}
    assert [name for name in sorted(names) if f"`{name}`" not in words] == []


def test_names_of_files_say_whose_interview_of_which_day(view: SessionView) -> None:
    assert file_name(view.session, "report", "pdf") == "athena-interview-zoe-muller-2026-03-01-report.pdf"


def test_a_very_long_name_leaves_room_for_what_the_file_holds(view: SessionView) -> None:
    employee = replace(view.session.employee, name="Wolfeschlegel" * 9)
    session = replace(view.session, employee=employee, demo=True)
    names = {file_name(session, what, "pdf") for what in ("report", "report and transcript")}
    assert len(names) == 2


def test_a_name_without_latin_letters_gives_way_to_the_id(view: SessionView) -> None:
    nameless = replace(view.session, employee=replace(view.session.employee, name="李雷"))
    assert file_name(nameless, "report", "pdf") == "athena-interview-e1-2026-03-01-report.pdf"


@pytest.mark.parametrize("format_", [Format.CSV, Format.XLSX, Format.PARQUET])
def test_the_list_is_a_table_in_every_format(database: Database, view: SessionView, format_: Format) -> None:
    lines = Reading(database).find(LOCAL, Wanted()).lines
    file = sessions_file(lines, format_, datetime(2026, 3, 2))
    readers = {Format.CSV: pd.read_csv, Format.XLSX: pd.read_excel, Format.PARQUET: pd.read_parquet}
    if format_ is Format.XLSX:
        assert file.data[:2] == b"PK"
    else:
        table = readers[format_](io.BytesIO(file.data))
        assert list(table.columns) == list(COLUMNS)
        assert table["name"].tolist() == ["Zoé Müller"]
        assert table["overall_score"].tolist() == pytest.approx([view.report.overall_score])
    assert file.name == f"athena-sessions-2026-03-02.{format_}"
