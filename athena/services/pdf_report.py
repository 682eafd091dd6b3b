"""A session as a PDF report: what it came to, what that rests on, and, if wanted, every word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Spacer

from athena.domain.evaluation import Evaluation
from athena.domain.interview import SessionStatus, Speaker
from athena.domain.report import Band, Finding, Report, ReportItem, band_of
from athena.services import score_sums
from athena.services.exporting import ExportFile
from athena.services.pdf_pad import of_pad
from athena.services.pdf_parts import (
    BANDS,
    BODY,
    DEMO,
    DEMO_WORDS,
    HEADING,
    LINE,
    QUIET,
    QUOTE,
    SMALL,
    SUBHEADING,
    VERDICTS,
    WIDTH,
    Scale,
    coloured,
    grid,
    panel,
    pdf_file,
    pieces,
    style,
    words,
)
from athena.services.session_files import file_name
from athena.services.session_view import AnswerView, SessionView, TranscriptLine

_ROOM: Final = 160
"""Points that must be left on a page for a question to begin there."""
_HEADING: Final = 40
"""Points that the heading above the first question takes."""
_STATUS: Final = {SessionStatus.COMPLETED: "Completed", SessionStatus.ABANDONED: "Ended early"}


def session_pdf(view: SessionView, *, transcript: bool = True, compressed: bool = True) -> ExportFile:
    """Return the report of a session as a PDF file, with or without what was said."""
    session = view.session
    what = "report and transcript" if transcript else "report"
    content = pdf_file(
        _story(view, transcript=transcript),
        f"Interview of {session.employee.name}: {what}",
        f"{session.employee.name}, {session.started_at:%d %B %Y}",
        demo=session.demo,
        compressed=compressed,
    )
    return ExportFile(file_name(session, what, "pdf"), content, "application/pdf")


def _story(view: SessionView, *, transcript: bool) -> list[Any]:
    story = [*_head(view), Spacer(1, 8), _score(view), *_findings(view.report)]
    story += [CondPageBreak(_ROOM + _HEADING), words("Question by question", HEADING)]
    for answer in view.answers:
        story += _question(answer)
    if transcript:
        story += _transcript(view.transcript)
    return story


def _head(view: SessionView) -> Iterator[Any]:
    session, person = view.session, view.session.employee
    yield words(person.name, style(20, bold=True, spaceAfter=3))
    known = (person.employee_id, person.department, person.role_title)
    yield words(" · ".join(filter(None, known)), style(9, textColor=QUIET))
    yield words(f"{session.started_at:%d %B %Y, %H:%M} UTC", style(9, textColor=QUIET, spaceAfter=6))
    if session.demo:
        yield words(DEMO_WORDS, style(9, bold=True, textColor=DEMO, spaceAfter=6))
    facts = _facts(view)
    cells = [[words(label, SMALL) for label, _ in facts], [words(value) for _, value in facts]]
    yield grid(cells, [WIDTH * part for part in (0.15, 0.14, 0.14, 0.15, 0.27, 0.15)])


def _facts(view: SessionView) -> list[tuple[str, str]]:
    session = view.session
    minutes = (session.ended_at - session.started_at).total_seconds() / 60 if session.ended_at else None
    mode = {"voice": "Voice", "text": "Keyboard"}.get(session.mode or "", "not known")
    cost = "not known" if view.cost_usd is None else f"${view.cost_usd:.2f}"
    return [
        ("Level", session.plan.level.value.capitalize()),
        ("Status", _STATUS.get(session.status, "In progress")),
        ("Duration", "still running" if minutes is None else f"{minutes:.0f} min"),
        ("Answered by", mode),
        ("Interviewer", f"{session.engine.capitalize()}\n{session.model}"),
        ("Cost", cost),
    ]


def _score(view: SessionView) -> Any:
    report = view.report
    if report.overall_score is None:
        return panel([words("No overall score", SUBHEADING), words(report.assessment)])
    colour = BANDS[report.band] if report.band else QUIET
    band = str(report.band).capitalize() if report.band else "Too few answers for a band"
    big = words(f"{report.overall_score:.0%}", style(30, bold=True, leading=34, textColor=colour))
    beside = [
        words(
            f"{band} · {report.assessed_count} of {report.planned} answered",
            style(11, bold=True, textColor=colour),
        ),
        Spacer(1, 4),
        Scale(report.overall_score, WIDTH - 170, colour, report.likely),
    ]
    inner = grid([[big, beside]], [120, WIDTH - 156], ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
    sums = score_sums.of_report(report, view.by_hand)
    return panel([inner, words(sums, SMALL), words(report.assessment)])


def _findings(report: Report) -> Iterator[Any]:
    left = _listed("Strengths", report.strengths)
    right = _listed("Weaknesses", report.weaknesses)
    yield Spacer(1, 8)
    yield grid([[left, right]], [WIDTH / 2] * 2)
    yield from _listed("Recommendations", report.recommendations)
    if report.strengths or report.weaknesses or report.recommendations:
        yield words(score_sums.worded_by(report.writer), SMALL)


def _listed(title: str, findings: Sequence[Finding]) -> list[Any]:
    look = style(9, spaceAfter=2)
    found: list[Any] = [words(title, style(11, bold=True, spaceAfter=3, spaceBefore=4, keepWithNext=1))]
    for finding in findings:
        numbers = ("question " if len(finding.items) == 1 else "questions ") + ", ".join(
            map(str, finding.items)
        )
        found.append(
            words(
                f"• {finding.text} ({numbers})",
                style(9, leftIndent=9, firstLineIndent=-9, spaceAfter=2),
            )
        )
    return (
        found if findings else [*found, words("Nothing stood out in these answers.", coloured(QUIET, look))]
    )


def _question(answer: AnswerView) -> Iterator[Any]:
    item = answer.item
    kind = f"{item.category.label} · {item.difficulty.value.capitalize()}"
    yield CondPageBreak(_ROOM)
    yield words(f"{item.number}. {item.question}", SUBHEADING)
    yield words(kind, SMALL)
    yield from _worth(item)
    yield from of_pad(answer)
    if item.evaluation:
        yield words(_judged(item.evaluation), SMALL)
        yield Spacer(1, 3)
    if item.evaluation and item.evaluation.points:
        yield _points(item.evaluation)
    yield Spacer(1, 9)


def _judged(evaluation: Evaluation) -> str:
    rubric = f", rubric {evaluation.rubric_version}" if evaluation.rubric_version else ""
    sums = score_sums.of_answer(evaluation)
    return "\n".join(
        filter(None, (sums, f"Judged by {evaluation.evaluator} {evaluation.evaluator_version}{rubric}"))
    )


def _worth(item: ReportItem) -> Iterator[Any]:
    yield Spacer(1, 3)
    if item.score is not None:
        band = band_of(item.score)
        label = words(
            f"{item.score:.0%} {str(band).capitalize()}", style(9, bold=True, textColor=BANDS[band])
        )
        yield grid(
            [[label, Scale(item.score, WIDTH - 110, BANDS[band])]],
            [96, WIDTH - 96],
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        )
    if item.note:
        yield words(item.note, coloured(QUIET, BODY))
    if item.feedback:
        yield words(item.feedback)
    yield Spacer(1, 2)


def _points(evaluation: Evaluation) -> Any:
    rows: list[list[Any]] = [[words("Verdict", SMALL), words("Key point", SMALL), words("Weight", SMALL)]]
    for point in evaluation.points:
        label, colour = VERDICTS[point.verdict]
        rows += _claim(_label(label, colour), point.text, point.quote, f"{point.weight:.2f}")
    for wrong in evaluation.misconceptions:
        mark = _label("Wrong claim", BANDS[Band.WEAK])
        rows += _claim(mark, f"{wrong.claim} {wrong.feedback}", wrong.quote, f"−{wrong.penalty:.2f}")
    return grid(rows, [72, WIDTH - 122, 50], ("LINEABOVE", (0, 1), (-1, -1), 0.4, LINE), repeatRows=1)


def _label(label: str, colour: Color) -> Any:
    return words(label, style(8.5, bold=True, textColor=colour))


def _claim(label: Any, text: str, quote: str | None, weight: str) -> list[list[Any]]:
    """Return the rows of one claim: one, unless the quote is longer than a row may be."""
    quoted = [words(piece, QUOTE) for piece in pieces(f"“{quote}”")] if quote else []
    first = [label, [words(text), *quoted[:1]], words(weight)]
    return [first, *(["", piece, ""] for piece in quoted[1:])]


def _transcript(lines: Sequence[TranscriptLine]) -> Iterator[Any]:
    yield words("Transcript", HEADING)
    if not lines:
        yield words("Nothing was said.", coloured(QUIET, BODY))
        return
    rows: list[list[Any]] = []
    for line in lines:
        first, *more = pieces(_said(line))
        rows.append([words(_clock(line.started_ms), SMALL), _speaker(line), words(first)])
        rows += [["", "", words(piece)] for piece in more]
    yield grid(rows, [34, 66, WIDTH - 100], ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE))


def _speaker(line: TranscriptLine) -> Any:
    who = "Candidate" if line.speaker is Speaker.CANDIDATE else "Interviewer"
    part = f"{who}\nQuestion {line.question_number}" if line.question_number else who
    return words(part, style(7.5, bold=line.speaker is Speaker.CANDIDATE, textColor=QUIET))


def _said(line: TranscriptLine) -> str:
    return f"{line.text} (interrupted)" if line.interrupted else line.text


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 60000}:{milliseconds // 1000 % 60:02d}"
