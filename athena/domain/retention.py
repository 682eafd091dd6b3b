"""How long each kind of data is kept, and what is due to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

REMOVED: Final = "[These words were removed when their time was up.]"
"""What stands in the place of an answer whose words are kept no longer; its scores remain."""
DAY: Final = timedelta(days=1)


class Kind(StrEnum):
    """A kind of data that has a period of its own."""

    TRANSCRIPTS = "transcripts"
    SCORES = "scores"
    SUBMISSIONS = "submissions"
    AUDIO = "audio"
    QUERIES = "queries"
    METRICS = "metrics"
    SIGN_INS = "sign_ins"
    INVITATIONS = "invitations"
    AUDIT = "audit"
    BACKUPS = "backups"


WHAT: Final[Mapping[Kind, str]] = {
    Kind.TRANSCRIPTS: "What was said and typed in interviews, word for word: transcript, answers, quotes, "
    "queries of the SQL pad",
    Kind.SCORES: "Interviews with their questions, scores, reasons, reviews, reports and costs; then also "
    "people of whom nothing else is left",
    Kind.SUBMISSIONS: "Solutions of coding problems, and which hints were taken",
    Kind.AUDIO: "Recordings of the candidate's voice, where a template asks for them",
    Kind.QUERIES: "The history of the SQL page",
    Kind.METRICS: "What was measured of the connection during interviews",
    Kind.SIGN_INS: "Sign-ins that have ended, browsers that are known, and failures to sign in",
    Kind.INVITATIONS: "Invitations that are over, with what other systems were told of them",
    Kind.AUDIT: "The audit log: who did what, and when",
    Kind.BACKUPS: "Backups of the database",
}
"""What each kind is, in words; the interview of a session goes as a whole with its scores."""


@dataclass(frozen=True, slots=True)
class Periods:
    """For how many days each kind is kept after it came to its end; 0 is for ever."""

    days: Mapping[Kind, int]

    def before(self, kind: Kind, now: datetime) -> datetime | None:
        """Return the moment before which things of a kind are due to go; None when they are never."""
        days = self.days[kind]
        return now - days * DAY if days else None

    def in_words(self, kind: Kind) -> str:
        """Return how long a kind is kept, ``30 days`` or ``until it is erased``."""
        days = self.days[kind]
        return f"{days:,} day{'' if days == 1 else 's'}" if days else "until it is erased"

    def expiry(self, kind: Kind, since: datetime) -> datetime | None:
        """Return when something of a kind that ended ``since`` is due to go; None for never."""
        days = self.days[kind]
        return since + days * DAY if days else None


@dataclass(frozen=True, slots=True)
class Due:
    """How much of a kind is due: rows (or files) of a place; ``partly`` if they stay without their words."""

    kind: Kind
    place: str
    number: int
    before: datetime
    partly: bool = False
