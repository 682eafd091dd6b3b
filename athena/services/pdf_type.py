"""The typeface of PDF files, and text that never loses a character on its way into one.

DejaVu Sans comes with Athena, and DejaVu Sans Mono for queries: they know the letters of most languages. A
character that a face lacks is written as its Unicode number, ``[U+4E2D]``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import category, normalize
from xml.sax.saxutils import escape  # nosec B406

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN: Final = "Athena"
BOLD: Final = "Athena-Bold"
ITALIC: Final = "Athena-Italic"
MONO: Final = "Athena-Mono"
FONTS: Final = Path(__file__).resolve().parents[2] / "static" / "fonts"
_FILES: Final = {
    PLAIN: "DejaVuSans.ttf",
    BOLD: "DejaVuSans-Bold.ttf",
    ITALIC: "DejaVuSans-Oblique.ttf",
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """The characters (code points) that all faces of the typeface can show."""

    known: Collection[int]

    def markup(self, text: str) -> str:
        """Return text as a paragraph's markup: nothing in it formats, nothing of it is lost."""
        shown = "".join(map(self._shown, normalize("NFC", text)))
        return escape(shown).replace("\n", "<br/>")

    def _shown(self, sign: str) -> str:
        if sign == "\n" or ord(sign) in self.known:
            return sign
        if sign.isspace():
            return " "
        return "" if category(sign) in {"Cc", "Cf"} else f"[U+{ord(sign):04X}]"


@cache
def monospace() -> Typeface:
    """Register the face in which queries are set once and return it."""
    face: Any = TTFont(MONO, str(FONTS / "DejaVuSansMono.ttf"))
    pdfmetrics.registerFont(face)
    return Typeface(frozenset(face.face.charToGlyph))


@cache
def typeface() -> Typeface:
    """Register the faces (plain, bold, italic) once and return the typeface."""
    faces: list[Any] = [TTFont(name, str(FONTS / file)) for name, file in _FILES.items()]
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(PLAIN, PLAIN, BOLD, ITALIC, BOLD)
    return Typeface(frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces)))
