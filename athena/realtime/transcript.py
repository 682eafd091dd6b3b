"""What was said, in the order it was said, whatever order the words arrive in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from athena.domain.interview import Channel, Speaker


@dataclass(slots=True)
class Turn:
    """One speaker's turn while it comes about; times are milliseconds since the session began.

    ``complete`` means that no more words come, ``submitted`` that they are on their way to the store,
    ``stored`` that the store has committed them as they stand.
    """

    item_id: str
    speaker: Speaker
    channel: Channel
    started_ms: int
    ended_ms: int
    response_id: str = ""
    parts: dict[int, str] = field(default_factory=dict)
    complete: bool = False
    interrupted: bool = False
    stored: bool = False
    submitted: bool = False
    question_number: int | None = None

    @property
    def text(self) -> str:
        """The words so far."""
        return " ".join(part.strip() for _, part in sorted(self.parts.items()) if part.strip())

    def replace(self, text: str) -> None:
        """Let ``text`` be all the words of the turn; what the store holds of it is out of date then."""
        self.parts = {0: text}
        self.stored = self.submitted = False


class Transcript:
    """Turns in spoken order.

    The order is the server's chain of items: calls and outputs hold their places in it without being turns.
    """

    def __init__(self) -> None:
        self._order: list[str] = []
        self._turns: dict[str, Turn] = {}
        self._known: set[str] = set()

    def __iter__(self) -> Iterator[Turn]:
        return (self._turns[item_id] for item_id in self._order if item_id in self._turns)

    def get(self, item_id: str) -> Turn | None:
        """Return a turn by its item."""
        return self._turns.get(item_id)

    def place(self, item_id: str, previous: str | None = None) -> bool:
        """Give an item its place after ``previous`` (unknown: at the end); False when it has one already."""
        if item_id in self._known:
            return False
        at = self._order.index(previous) + 1 if previous in self._known else len(self._order)
        self._order.insert(at, item_id)
        self._known.add(item_id)
        return True

    def add(self, turn: Turn, previous: str | None = None) -> Turn:
        """Add a turn, or return the one its item already is."""
        self.place(turn.item_id, previous)
        return self._turns.setdefault(turn.item_id, turn)

    def drop(self, item_id: str) -> None:
        """Forget a turn nobody heard; its item keeps its place."""
        self._turns.pop(item_id, None)

    def unfinished(self) -> list[Turn]:
        """Return the turns whose words are still coming."""
        return [turn for turn in self if not turn.complete]
