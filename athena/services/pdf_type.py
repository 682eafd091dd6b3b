"""The typeface of PDF files, and text that never loses a character on its way into one.

DejaVu Sans is used where the system has it: it knows the letters of most languages. Elsewhere its ancestor
Vera Sans, which comes with reportlab, stands in; it knows those of Western Europe. A character that the
typeface lacks is written as its Unicode number, ``[U+0142]``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from unicodedata import category, normalize
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

PLAIN: Final = "Athena"
BOLD: Final = "Athena-Bold"
ITALIC: Final = "Athena-Italic"
_FAMILIES: Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf"),
    ("Vera.ttf", "VeraBd.ttf", "VeraIt.ttf"),
)


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
def typeface(families: tuple[tuple[str, str, str], ...] = _FAMILIES) -> Typeface:
    """Register the first of the families (plain, bold, italic) that is there, and return it."""
    for family in families:
        try:
            faces: list[Any] = [
                TTFont(name, file) for name, file in zip((PLAIN, BOLD, ITALIC), family, strict=True)
            ]
        except TTFError:
            continue
        for face in faces:
            pdfmetrics.registerFont(face)
        pdfmetrics.registerFontFamily(PLAIN, PLAIN, BOLD, ITALIC, BOLD)
        return Typeface(frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces)))
    raise LookupError("reportlab comes without its own typeface")
