"""Other people's words, made safe to stand inside our own Markdown."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"https?(?=://)|www(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"  # nothing to see, and no place to break a line


def plain(text: str) -> str:
    """Return ``text`` as one line of Markdown that shows exactly these characters and formats nothing.

    Streamlit makes links of bare web addresses, however they are escaped: a word joiner in them keeps a
    stranger's address from becoming a link of ours.
    Whole paragraphs of other people's words belong in ``st.text``, which knows no Markdown at all.
    """
    unlinked = _ADDRESS.sub(lambda found: found[0] + _JOINER, " ".join(text.split()))
    return _PUNCTUATION.sub(r"\\\1", unlinked)


def clock(seconds: float) -> str:
    """Return a span of time as minutes and seconds, ``4:05``; never negative."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def counted(number: int, noun: str) -> str:
    """Return how many there are of something, ``1 minute`` or ``2 minutes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def percent(score: float) -> str:
    """Return a score of 0..1 as people read it, ``74%``."""
    return f"{score:.0%}"
