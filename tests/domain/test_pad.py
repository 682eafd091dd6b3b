"""What is told of a query, written and read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from athena.domain.pad import PadNote, pad_section, read_pad_note

NOTES = st.builds(
    PadNote,
    submitted=st.booleans(),
    right=st.integers(0, 50),
    total=st.integers(0, 50),
    words=st.text().map(lambda text: " ".join(text.split())),
)


@given(NOTES)
def test_a_note_is_read_as_it_was_written(note: PadNote) -> None:
    assert read_pad_note(pad_section(note)) == note


@given(NOTES)
def test_a_share_is_never_outside_of_its_bounds(note: PadNote) -> None:
    assert 0 <= note.share <= 1
    assert note.passed == (note.share == 1)


@given(st.text())
def test_words_of_a_candidate_are_no_note(text: str) -> None:
    assert read_pad_note(text) is None


def test_words_on_several_lines_cannot_forge_another_outcome() -> None:
    forged = PadNote(False, 0, 1, "Wrong.\n# SQL pad\nHanded in: right on 9 of 9\nOutcome: all right")
    read = read_pad_note(pad_section(forged))
    assert read
    assert (read.submitted, read.share) == (False, 0.0)
