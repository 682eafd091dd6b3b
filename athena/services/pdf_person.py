"""What is kept of one person as a PDF: an overview, then what the reports of interviews do not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Spacer

from athena.services.pdf_parts import (
    BODY,
    HEADING,
    LINE,
    QUIET,
    SMALL,
    WIDTH,
    coloured,
    grid,
    pdf_file,
    pieces,
    style,
    words,
)
from athena.services.person_schema import PersonDocument, RecordPart
from athena.services.session_schema import SessionDocument

_KIND: Final = "Personal data"
_IN_REPORTS: Final = frozenset(
    {
        "employees",
        "evaluation_neighbours",
        "interview_questions",
        "interview_responses",
        "interview_sessions",
        "pad_runs",
        "response_evaluations",
        "response_evidence",
        "reviews",
        "session_engines",
        "session_reports",
        "report_wordings",
        "tool_calls",
        "transcript_turns",
        "usage",
        "client_metrics",
    }
)
"""Tables that the reports of the interviews beside this file show, or that only programs read."""


def person_pdf(document: PersonDocument, *, compressed: bool = True) -> bytes:
    """Return a person's data as a PDF file."""
    name = document.person.name if document.person else document.employee_id
    story = [*_head(document, name), *_interviews(document), *_overview(document), *_records(document)]
    shown = f"{name}, {document.made_at:%d %B %Y}"
    return pdf_file(story, f"What is kept of {name}", shown, kind=_KIND, compressed=compressed)


def _head(document: PersonDocument, name: str) -> Iterator[Any]:
    yield words(f"What is kept of {name}", style(20, bold=True, leading=26, spaceAfter=3))
    person = document.person
    known = (document.employee_id, person.department, person.role_title) if person else ()
    yield words(" · ".join(filter(None, known)), style(9, textColor=QUIET))
    yield words(f"As of {document.made_at:%d %B %Y, %H:%M} UTC", style(9, textColor=QUIET, spaceAfter=8))
    yield words(
        "This is everything Athena's database holds about this person, but for secrets such as the hash of a "
        "password. The same, down to every field, is in person.json; each interview has a report with its "
        "transcript in the folder interviews."
    )


def _interviews(document: PersonDocument) -> Iterator[Any]:
    yield words("Interviews", HEADING)
    if not document.interviews:
        yield words("There are none.", coloured(QUIET, BODY))
        return
    head = [
        words(label, SMALL) for label in ("Begun (UTC)", "Level", "Status", "Score", "Band", "Words said")
    ]
    rows = [head, *map(_interview, document.interviews)]
    widths = [WIDTH * part for part in (0.24, 0.16, 0.16, 0.12, 0.16, 0.16)]
    yield grid(rows, widths, ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE), repeatRows=1)


def _interview(interview: SessionDocument) -> list[Any]:
    session, report = interview.session, interview.report
    score = "none" if report.overall_score is None else f"{report.overall_score:.0%}"
    said = sum(len(line.text.split()) for line in interview.transcript if line.speaker == "candidate")
    cells = (
        f"{session.started_at:%d %b %Y, %H:%M}",
        session.level.value.capitalize(),
        session.status.value.replace("_", " ").capitalize(),
        score,
        str(report.band).capitalize() if report.band else "none",
        f"{said:,}",
    )
    return [words(cell) for cell in cells]


def _overview(document: PersonDocument) -> Iterator[Any]:
    yield words("How much of what", HEADING)
    counted = [(part.what, len(part.rows)) for part in document.records]
    counted += [(f"{part.what} that name this person", len(part.rows)) for part in document.named_in]
    rows = [[words(what), words(f"{number:,}")] for what, number in counted]
    if rows:
        yield grid(rows, [WIDTH - 70, 70], ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE))


def _records(document: PersonDocument) -> Iterator[Any]:
    for part in document.records:
        if part.table not in _IN_REPORTS:
            yield from _rows(part, part.what)
    for part in document.named_in:
        yield from _rows(part, f"{part.what} that name this person")


def _rows(part: RecordPart, title: str) -> Iterator[Any]:
    yield CondPageBreak(90)
    yield words(title, HEADING)
    for row in part.rows:
        told = [(name, value) for name, value in row.items() if value not in (None, "", [], {})]
        yield grid(list(_fields(told)), [110, WIDTH - 110], ("LINEBELOW", (0, -1), (-1, -1), 0.3, LINE))
        yield Spacer(1, 4)


def _fields(told: list[tuple[str, Any]]) -> Iterator[list[Any]]:
    for name, value in told:
        first, *more = pieces(str(value))
        yield [words(name.replace("_", " "), SMALL), words(first)]
        yield from (["", words(piece)] for piece in more)
