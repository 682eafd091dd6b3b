"""Read models for pages: lists of sessions and transcripts."""

from __future__ import annotations

from dataclasses import dataclass

from athena.domain.interview import Channel, Speaker
from athena.domain.report import Band
from athena.services.engines import EngineHistory
from athena.services.records import require_session
from athena.services.spending import Spendings
from athena.store import questions, sessions, turns
from athena.store.database import Database
from athena.store.sessions import Session


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as a list shows it; score and band are None until there is a report with a score.

    The band is None as well when too few of the planned questions were answered for one.
    """

    session: Session
    asked: int
    answered: int
    overall_score: float | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One thing that was said. Times are milliseconds since the session began.

    ``question_number`` is the question it belongs to, None before the first and after the end; ``in_answer``
    tells the words that were evaluated from those that only steered the interview.
    """

    item_id: str
    speaker: Speaker
    text: str
    channel: Channel
    started_ms: int
    ended_ms: int
    interrupted: bool
    question_number: int | None
    in_answer: bool


class Reading:
    """What pages read; ``spendings`` tells what it cost, ``engines`` who interviewed. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.spendings = Spendings(database)
        self.engines = EngineHistory(database)

    @property
    def data_version(self) -> int:
        """A number that grows with every change of the data while the program runs: a key for caches."""
        return self._database.data_version

    def recent(self, limit: int = 50) -> list[SessionLine]:
        """Return the newest sessions first, with what they came to."""
        newest = sessions.recent(self._database, limit)
        figures = sessions.figures(self._database, [session.session_id for session in newest])
        return [_session_line(session, figures[session.session_id]) for session in newest]

    def transcript(self, session_id: str) -> list[TranscriptLine]:
        """Return everything that was said in a session, in order; NotFoundError when there is none."""
        session_id = require_session(self._database, session_id).session_id
        asked = questions.asked(self._database, session_id)
        numbers = {question.question_id: question.ordinal for question in asked}
        said = turns.of_session(self._database, session_id)
        return [_transcript_line(stored, numbers) for stored in said if stored.turn.text]


def _session_line(session: Session, figures: sessions.Figures) -> SessionLine:
    return SessionLine(session, figures.asked, figures.answered, figures.overall_score, figures.band)


def _transcript_line(stored: turns.StoredTurn, numbers: dict[str, int]) -> TranscriptLine:
    turn = stored.turn
    return TranscriptLine(
        item_id=turn.item_id,
        speaker=turn.speaker,
        text=turn.text,
        channel=turn.channel,
        started_ms=turn.started_ms,
        ended_ms=turn.ended_ms,
        interrupted=turn.interrupted,
        question_number=numbers.get(stored.question_id or ""),
        in_answer=stored.in_answer,
    )
