"""The building blocks of a PDF report: colours, styles, panels, a scale with a range, numbered pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from athena.domain.evaluation import Verdict
from athena.domain.report import Band
from athena.services.pdf_type import BOLD, ITALIC, PLAIN, typeface

WIDTH: Final = A4[0] - 36 * mm
INK: Final = HexColor("#1f2733")
QUIET: Final = HexColor("#5b6675")
LINE: Final = HexColor("#d9dee5")
PAPER: Final = HexColor("#f4f6f9")
BANDS: Final[dict[Band, Color]] = {
    Band.STRONG: HexColor("#1b7a43"),
    Band.GOOD: HexColor("#1f5fae"),
    Band.DEVELOPING: HexColor("#a85a00"),
    Band.WEAK: HexColor("#b3261e"),
}
VERDICTS: Final[dict[Verdict, tuple[str, Color]]] = {
    Verdict.MET: ("Met", BANDS[Band.STRONG]),
    Verdict.PARTIAL: ("In part", BANDS[Band.DEVELOPING]),
    Verdict.ABSENT: ("Missed", BANDS[Band.WEAK]),
    Verdict.CONTRADICTED: ("Contradicted", BANDS[Band.WEAK]),
}
_LONGEST: Final = 1500
_LINES: Final = 30
"""The most characters and line breaks in a row."""
DEMO: Final = HexColor("#6b3fa0")
DEMO_WORDS: Final = "DEMONSTRATION: made-up person, made-up interview"


def style(size: float = 9, *, bold: bool = False, italic: bool = False, **more: Any) -> ParagraphStyle:
    """Return a style of this size in points."""
    face = BOLD if bold else ITALIC if italic else PLAIN
    return ParagraphStyle(
        face, **({"fontName": face, "fontSize": size, "leading": size * 1.4, "textColor": INK} | more)
    )


BODY: Final = style()
SMALL: Final = style(7.5, textColor=QUIET)
QUOTE: Final = style(8.5, italic=True, textColor=QUIET)
HEADING: Final = style(13, bold=True, spaceBefore=12, spaceAfter=5, keepWithNext=1)
SUBHEADING: Final = style(10, bold=True, spaceBefore=3, spaceAfter=2, keepWithNext=1)


def words(text: str, look: ParagraphStyle = BODY) -> Paragraph:
    """Return a paragraph that shows exactly these characters."""
    return Paragraph(typeface().markup(text), look)


def pieces(text: str) -> list[str]:
    """Return text in pieces that fit a row of a table, which no page break divides."""
    found: list[str] = []
    while len(text) > _LONGEST or text.count("\n") > _LINES:
        cut = len("\n".join(text.split("\n", _LINES)[:_LINES]))
        at = text.rfind(" ", 1, min(cut, _LONGEST)) if cut > _LONGEST else cut
        at = at if at > 0 else min(max(cut, 1), _LONGEST)
        found.append(text[:at])
        text = text[at:].lstrip()
    return [*found, text]


def coloured(colour: Color, look: ParagraphStyle) -> ParagraphStyle:
    """Return a style in another colour."""
    return ParagraphStyle(look.name, look, textColor=colour)


def grid(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *commands: tuple[Any, ...], **more: Any
) -> Table:
    """Return a table without lines, its cells at the top."""
    base = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    base += [("RIGHTPADDING", (0, 0), (-1, -1), 8), ("TOPPADDING", (0, 0), (-1, -1), 2)]
    return Table(
        rows, widths, style=[*base, ("BOTTOMPADDING", (0, 0), (-1, -1), 2), *commands], hAlign="LEFT", **more
    )


def panel(content: Sequence[Any]) -> Table:
    """Return content on a tinted ground with round corners."""
    rows = [[part] for part in content]
    padding = [(side, (0, 0), (-1, -1), 12) for side in ("LEFTPADDING", "RIGHTPADDING")]
    edges = [("TOPPADDING", (0, 0), (0, 0), 10), ("BOTTOMPADDING", (0, -1), (0, -1), 10)]
    ground = [("BACKGROUND", (0, 0), (-1, -1), PAPER), ("ROUNDEDCORNERS", [6, 6, 6, 6])]
    return Table(rows, [WIDTH], hAlign="LEFT", style=[*ground, *padding, *edges])


class Scale(Flowable):  # type: ignore[misc]
    """A score from 0 to 1 on a line, with the range it likely lies in and the borders of the bands."""

    def __init__(
        self, score: float, width: float, colour: Color, likely: tuple[float, float] | None = None
    ) -> None:
        super().__init__()
        self.width, self.height = width, 22 if likely else 5
        self._score, self._colour, self._likely = score, colour, likely

    def draw(self) -> None:
        """Draw it."""
        canvas, floor = self.canv, 10 if self._likely else 0
        canvas.setFillColor(LINE)
        canvas.roundRect(0, floor, self.width, 4, 2, stroke=0, fill=1)
        canvas.setFillColor(self._colour)
        if self._likely is None:
            canvas.roundRect(0, floor, max(4, self.width * self._score), 4, 2, stroke=0, fill=1)
            return
        low, high = self._likely
        canvas.setFillAlpha(0.35)
        canvas.roundRect(
            self.width * low, floor - 1.5, max(4, self.width * (high - low)), 7, 3.5, stroke=0, fill=1
        )
        canvas.setFillAlpha(1)
        canvas.circle(self.width * self._score, floor + 2, 4.5, stroke=0, fill=1)
        canvas.setFillColor(QUIET)
        canvas.setFont(PLAIN, 6.5)
        for place, label in ((0, "0"), (0.4, "40"), (0.6, "60"), (0.8, "80"), (1, "100%")):
            draw = (
                canvas.drawString
                if place == 0
                else canvas.drawRightString
                if place == 1
                else canvas.drawCentredString
            )
            draw(self.width * place, 0, label)


def pdf_file(
    story: Sequence[Flowable],
    title: str,
    shown: str,
    *,
    demo: bool = False,
    kind: str = "SQL interview report",
    compressed: bool = True,
) -> bytes:
    """Return a PDF file of what stands in ``story``, on A4 with head and foot.

    ``title`` is what a reader's window is called by, ``shown`` and ``kind`` stand on every page.
    """
    sink = io.BytesIO()
    document = BaseDocTemplate(
        sink,
        pagesize=A4,
        title=title,
        author="Athena",
        pageCompression=int(compressed),
        invariant=1,
        lang="en",
    )
    frame = Frame(18 * mm, 18 * mm, WIDTH, A4[1] - 38 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate(frames=[frame])])
    head = unescape(typeface().markup(shown))
    document.build(list(story), canvasmaker=_numbered(head, kind, demo=demo))
    return sink.getvalue()


def _numbered(title: str, kind: str, *, demo: bool) -> Callable[..., Canvas]:
    """Return a canvas that writes the head and foot of each page when the number of pages is known."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page in self._pages:
                self.__dict__.update(page)
                _frame(self, title, kind, len(self._pages), demo=demo)
                super().showPage()
            super().save()

    return Numbered


def _frame(canvas: Any, title: str, kind: str, pages: int, *, demo: bool) -> None:
    left, right, top = 18 * mm, A4[0] - 18 * mm, A4[1] - 12 * mm
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 8)
    canvas.drawString(left, top, "Athena")
    canvas.setFillColor(QUIET)
    canvas.setFont(PLAIN, 8)
    canvas.drawString(left + 40, top, kind)
    if demo:
        canvas.setFillColor(DEMO)
        canvas.setFont(BOLD, 8)
        canvas.drawRightString(right, top, DEMO_WORDS)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(left, top - 5, right, top - 5)
    canvas.setFillColor(QUIET)
    canvas.setFont(PLAIN, 7.5)
    canvas.drawString(left, 10 * mm, title)
    canvas.drawRightString(right, 10 * mm, f"Page {canvas._pageNumber} of {pages}")
