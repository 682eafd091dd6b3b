"""The SQL pad in a PDF report: the final query as it was written, what came of it, and what came before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer

from athena.domain.report import Band
from athena.services.pdf_parts import BANDS, LINE, PAPER, SMALL, WIDTH, grid, pieces, style, words
from athena.services.pdf_type import MONO, monospace
from athena.services.session_view import AnswerView
from athena.store.pad_runs import PadRun

_KINDS: Final = {"run": "Run", "submit": "Handed in"}
_COLOURS: Final = {"passed": BANDS[Band.STRONG], "wrong": BANDS[Band.DEVELOPING]}
_NAME: Final = style(8.5, bold=True, spaceBefore=4, spaceAfter=3, keepWithNext=1)


def of_pad(answer: AnswerView) -> Iterator[Any]:
    """Return the scores of query and explanation, the final query, and the earlier ones, if there are any."""
    final = answer.query
    if final is None:
        return
    yield from _worth(answer)
    yield words("Final query" if final.kind == "submit" else "Last query, not handed in", _NAME)
    yield _block(final.code)
    yield words(f"{_about(final)}. {final.outcome}", SMALL)
    earlier = [run for run in answer.runs if run is not final]
    if earlier:
        yield words("Also in the SQL pad", _NAME)
        yield _earlier(earlier)
    yield Spacer(1, 3)


def _worth(answer: AnswerView) -> Iterator[Any]:
    told = [] if answer.query_score is None else [f"Query {answer.query_score:.0%}"]
    explanation = answer.explanation
    if explanation and explanation.score is not None:
        told.append(f"explanation {explanation.score:.0%}, which does not count beside a query")
    if told:
        yield words(f"{' · '.join(told)}.", style(9, bold=True, spaceBefore=2))
    if explanation and explanation.feedback:
        yield words(f"On the explanation: {explanation.feedback}")


def _about(run: PadRun) -> str:
    took = "" if run.runtime_ms is None else f", {run.runtime_ms:.0f} ms"
    return f"{_KINDS[run.kind]} at {run.ran_at:%H:%M:%S} UTC{took}: {run.verdict.replace('_', ' ')}"


def _block(query: str) -> Any:
    """Return a query on a tinted ground, with its lines and spaces; a page break may divide it."""
    ground = [("BACKGROUND", (0, 0), (-1, -1), PAPER), ("LEFTPADDING", (0, 0), (-1, -1), 8)]
    return grid([[part] for part in _code(query, 8)], [WIDTH], *ground, spaceAfter=3)


def _code(query: str, size: float) -> list[Paragraph]:
    look = ParagraphStyle(MONO, style(size), fontName=MONO, splitLongWords=1)
    return [Paragraph(monospace().markup(piece), look) for piece in pieces(_kept(query))]


def _kept(query: str) -> str:
    """Return a query whose indentation a paragraph keeps."""
    return re.sub(r"^ +| {2,}", lambda spaces: "\u00a0" * len(spaces[0]), query.expandtabs(4), flags=re.M)


def _earlier(runs: list[PadRun]) -> Any:
    rows: list[list[Any]] = []
    for run in runs:
        first, *more = _code(run.code, 7)
        verdict = words(run.verdict.replace("_", " ").capitalize(), _coloured(run.verdict))
        kind = words(f"{_KINDS[run.kind]}\n{run.ran_at:%H:%M:%S}", SMALL)
        rows.append([kind, verdict, [first] if more else [first, words(run.outcome, SMALL)]])
        rows += [["", "", part] for part in more]
        rows += [["", "", words(run.outcome, SMALL)]] if more else []
    return grid(rows, [52, 50, WIDTH - 102], ("LINEABOVE", (0, 0), (-1, -1), 0.4, LINE))


def _coloured(verdict: str) -> ParagraphStyle:
    colour: Color = _COLOURS.get(verdict, BANDS[Band.WEAK])
    return style(8, bold=True, textColor=colour)
