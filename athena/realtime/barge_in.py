"""What an interruption leaves of the interviewer's speech: on the server, and in our transcript."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from athena.audio.ledger import Unplayed
from athena.realtime import wire

Progress = Callable[[str], tuple[int, int]]
"""Milliseconds (played, received) of an item over all its parts."""


def corrections(
    unplayed: Sequence[Unplayed], progress: Progress, withdrawn: Collection[str] = ()
) -> Iterator[wire.Message]:
    """Yield what tells the server how much of each flushed item was heard.

    An item that is ``withdrawn`` or that nobody heard is deleted (truncating at 0 is an error); a later part
    nobody heard keeps 1 ms.
    """
    for item_id, parts in groupby(unplayed, key=lambda piece: piece.item_id):
        played, _ = progress(item_id)
        if not played or item_id in withdrawn:
            yield wire.delete(item_id)
            continue
        for part in parts:
            end = min(max(1, part.played_ms), part.received_ms)
            if end:
                yield wire.truncate(item_id, part.content_index, end)


def heard(text: str, played_ms: int, received_ms: int) -> str:
    """Return the words of ``text`` that were begun when playback stopped, taking an even pace."""
    if played_ms >= received_ms:
        return text
    words = text.split()
    return " ".join(words[: math.ceil(len(words) * max(0, played_ms) / received_ms)])
