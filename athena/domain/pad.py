"""What an interviewer is told of the SQL pad: a headed section of text, written here and read back here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HEADING: Final = "# SQL pad"
_RUN: Final = """\
The candidate tried a query out. When it is your turn, react in one short, encouraging sentence: name the
first thing that is off in your own words, never how to mend it. The candidate then goes on writing."""
_SUBMIT: Final = """\
The candidate handed the query in as the answer. Acknowledge it without saying how good it is. If the
candidate has not explained it yet, ask for a short explanation; once you have that, evaluate."""


@dataclass(frozen=True, slots=True)
class PadNote:
    """What became of a query: it was tried on the sample, or (``submitted``) handed in.

    ``right`` of ``total`` data sets have the result that was asked for; on the sample that is one or none of
    one. ``words`` say what happened, for candidate and interviewer alike, and hold nothing of the reference.
    """

    submitted: bool
    right: int
    total: int
    words: str

    @property
    def share(self) -> float:
        """The share of the data on which the query is right, 0..1."""
        return min(1.0, self.right / self.total) if self.total else 0.0

    @property
    def passed(self) -> bool:
        """Whether the query is right wherever it ran."""
        return self.total > 0 and self.right >= self.total


def pad_section(note: PadNote) -> str:
    """Write the note as a headed section; ``read_pad_note`` reads it back."""
    return "\n".join(
        (
            HEADING,
            f"{'Handed in' if note.submitted else 'Run'}: right on {note.right} of {note.total}",
            f"Outcome: {' '.join(note.words.split())}",
            _SUBMIT if note.submitted else _RUN,
        )
    )


_SECTION: Final = re.compile(
    rf"{HEADING}\n(?P<kind>Run|Handed in): right on (?P<right>\d{{1,4}}) of (?P<total>\d{{1,4}})\n"
    r"Outcome: (?P<words>[^\n]*)"
)


def read_pad_note(text: str) -> PadNote | None:
    """Read a note out of a section; None when the text is something else."""
    found = _SECTION.match(text.strip())
    if found is None:
        return None
    return PadNote(found["kind"] != "Run", int(found["right"]), int(found["total"]), found["words"])
