"""Who has the floor: the turns of both sides, what of the interviewer's was heard, and interruptions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from athena.audio.ledger import PlaybackLedger
from athena.domain.interview import Channel, Speaker
from athena.realtime import wire
from athena.realtime.barge_in import corrections, heard
from athena.realtime.events import AudioDelta, ResponseDone, Transcribed, Words
from athena.realtime.record import HistoryItem
from athena.realtime.transcript import Transcript, Turn

LISTENER_GONE_S = 1.0
"""Seconds without a pull after which the interviewer's words count as read, not heard."""
NOBODY_LISTENS_S = 8.0
"""Seconds that speech waits for a listener before it is taken as read."""
SETTLED_MS = 1_000
"""How long a response must have been heard to have come to stay: one that is interrupted sooner met a
candidate who was only pausing, and what it judged was not yet the whole answer."""
TRANSCRIPT_OVERDUE_MS = 30_000
"""How long the words of a committed turn may take before the turn is given up."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """What an interruption asks for: corrections for the server, and messages that count as never said."""

    corrections: tuple[wire.Message, ...]
    forgotten: tuple[str, ...]


class Floor:
    """Keeps the transcript in step with what was said, played and cut off.

    ``elapsed_ms`` tells the milliseconds since the session began. With ``text_only`` nothing is played.
    """

    def __init__(self, ledger: PlaybackLedger, elapsed_ms: Callable[[], int], *, text_only: bool) -> None:
        self.transcript = Transcript()
        self.ledger = ledger
        self._elapsed_ms = elapsed_ms
        self._text_only = text_only
        self._dead: set[str] = set()
        self._speech_began: dict[str, int] = {}
        self._audio_since_ms = 0
        self._question_number: int | None = None

    @property
    def unattended(self) -> bool:
        """Whether nobody listens just now: the words are read on the page."""
        return self._text_only or self.ledger.unheard_s > LISTENER_GONE_S

    def remember(self, history: Sequence[HistoryItem]) -> None:
        """Take over the turns of an earlier run."""
        for item in history:
            if item.kind == "turn" and item.speaker is not None and item.text:
                turn = Turn(item.item_id, item.speaker, Channel.VOICE, 0, 0, complete=True)
                turn.parts, turn.submitted, turn.stored = {0: item.text}, True, True
                turn.interrupted = item.interrupted
                self.transcript.add(turn)

    def asked(self, number: int, messages: Collection[str]) -> None:
        """Note that ``messages`` put question ``number``; what follows belongs to it."""
        self._question_number = number
        for turn in self.transcript:
            if turn.item_id in messages:
                turn.question_number = number

    # the candidate's side

    def speech_began(self, item_id: str) -> None:
        """Note when the candidate began to speak."""
        self._speech_began[item_id] = self._elapsed_ms()

    def committed(self, item_id: str, previous: str | None) -> None:
        """Open the candidate's turn whose words will follow."""
        if self.transcript.place(item_id, previous):
            self._candidate(item_id)

    def silent(self, item_id: str) -> None:
        """Note that an item holds no words."""
        self.transcript.place(item_id)
        self.transcript.drop(item_id)

    def transcribed(self, event: Transcribed) -> None:
        """Add the candidate's words, however late; a turn without any is dropped."""
        turn = self.transcript.get(event.item_id)
        words = event.text or ""
        if turn is not None and turn.complete:
            return
        if event.final and not words.strip():
            self.transcript.drop(event.item_id)
            return
        turn = turn or self._candidate(event.item_id)
        turn.parts = {0: words if event.final else turn.parts.get(0, "") + words}
        turn.complete = event.final

    def typed(self, item_id: str, text: str) -> None:
        """Add a typed turn."""
        now = self._elapsed_ms()
        turn = Turn(item_id, Speaker.CANDIDATE, Channel.TEXT, now, now, complete=True)
        turn.parts = {0: text}
        self._add(turn)

    def give_up_overdue(self) -> int:
        """Drop the candidate's turns whose words never came; return how many."""
        limit = self._elapsed_ms() - TRANSCRIPT_OVERDUE_MS
        return self._drop([turn for turn in self._awaited() if turn.ended_ms < limit])

    @property
    def awaiting_words(self) -> bool:
        """Whether words the candidate has spoken are still being made out."""
        return next(self._awaited(), None) is not None

    # the interviewer's side

    def words(self, event: Words) -> None:
        """Add the interviewer's words."""
        if event.response_id in self._dead:
            return
        turn = self._interviewer(event.item_id, event.response_id)
        before = "" if event.final else turn.parts.get(event.content_index, "")
        turn.parts[event.content_index] = before + event.text

    def audio(self, event: AudioDelta) -> bool:
        """Queue the interviewer's speech; return False when it comes too late to be heard."""
        if event.response_id in self._dead:
            return False
        self._interviewer(event.item_id, event.response_id)
        if self.ledger.idle:
            self._audio_since_ms = self._elapsed_ms()
        return self.ledger.push(event.response_id, event.item_id, event.content_index, event.pcm)

    def response_done(self, event: ResponseDone) -> None:
        """Close the turns of a response."""
        for turn in self._of_response(event.response_id):
            self._close(turn)
            turn.interrupted = turn.interrupted or not event.completed

    def silence_response(self, response_id: str) -> None:
        """Let a response that just began say nothing."""
        self._dead.add(response_id)
        self.ledger.flush(response_id)

    def begun(self, item_id: str) -> bool:
        """Whether the candidate has heard, or can read, anything of an item."""
        played, received = self.ledger.progress(item_id)
        return bool(played) or not received or self.unattended

    def settled(self, item_id: str) -> bool:
        """Whether an item was heard long enough for its response to count."""
        played, received = self.ledger.progress(item_id)
        return played >= min(SETTLED_MS, received) or self.unattended

    def interrupt(self, active: str | None, provisional: Collection[str] = ()) -> Interruption:
        """Stop all that plays and the response ``active``; cut the transcript where playback stopped.

        What is ``provisional`` and not yet settled is taken back altogether.
        """
        unplayed = self.ledger.flush()
        cut = {piece.item_id for piece in unplayed} | {turn.item_id for turn in self._hush(active)}
        withdrawn = {item_id for item_id in cut & set(provisional) if not self.settled(item_id)}
        for item_id in withdrawn:
            self.transcript.drop(item_id)
        turns = [turn for turn in self.transcript if turn.item_id in cut]
        unheard = {turn.item_id for turn in turns if not self._cut(turn)}
        messages = corrections(unplayed, self.ledger.progress, withdrawn)
        return Interruption(tuple(messages), tuple(withdrawn | unheard))

    def lost(self, active: str | None) -> bool:
        """Settle what was under way when the line broke; return whether words of the candidate are lost."""
        for turn in self._hush(active):
            self._cut(turn)
        return self._drop(list(self._awaited())) > 0

    def take_as_read(self, *, now: bool = False) -> None:
        """Give up playing speech that nobody listens to."""
        waited_s = (self._elapsed_ms() - self._audio_since_ms) / 1000
        if not self.ledger.idle and (now or min(self.ledger.unheard_s, waited_s) > NOBODY_LISTENS_S):
            self.ledger.skip()

    # towards the store

    def due(self, held: Callable[[Turn], bool]) -> Iterator[Turn]:
        """Yield the turns to be stored now, in spoken order, up to the first that is unready or ``held``."""
        for turn in self.transcript:
            if (
                not turn.complete
                or held(turn)
                or (turn.speaker is Speaker.INTERVIEWER and not self.begun(turn.item_id))
            ):
                return
            if not turn.submitted and turn.text:
                turn.submitted = True
                yield turn

    def _interviewer(self, item_id: str, response_id: str) -> Turn:
        turn = self.transcript.get(item_id)
        if turn is not None:
            return turn
        starts = self._elapsed_ms() + self.ledger.queued_ms
        return self._add(
            Turn(item_id, Speaker.INTERVIEWER, Channel.VOICE, starts, starts, response_id=response_id)
        )

    def _candidate(self, item_id: str) -> Turn:
        now = self._elapsed_ms()
        began = self._speech_began.pop(item_id, now)
        return self._add(Turn(item_id, Speaker.CANDIDATE, Channel.VOICE, began, now))

    def _add(self, turn: Turn) -> Turn:
        turn.question_number = self._question_number
        return self.transcript.add(turn)

    def _close(self, turn: Turn) -> None:
        _, received = self.ledger.progress(turn.item_id)
        turn.complete = True
        turn.ended_ms = max(turn.ended_ms, turn.started_ms + received)

    def _cut(self, turn: Turn) -> bool:
        """Cut an interviewer's turn where playback stopped; forget it and return False when unheard."""
        played, received = self.ledger.progress(turn.item_id)
        if not played:
            self.transcript.drop(turn.item_id)
            return False
        turn.replace(heard(turn.text, played, received))
        turn.complete = turn.interrupted = True
        turn.ended_ms = turn.started_ms + played
        return True

    def _hush(self, active: str | None) -> list[Turn]:
        """Let no response that is under way say anything more; return the turns it leaves unfinished."""
        unfinished = [turn for turn in self.transcript.unfinished() if turn.speaker is Speaker.INTERVIEWER]
        for response_id in {turn.response_id for turn in unfinished} | ({active} if active else set()):
            self.silence_response(response_id)
        return unfinished

    def _of_response(self, response_id: str) -> list[Turn]:
        return [turn for turn in self.transcript if turn.response_id == response_id]

    def _awaited(self) -> Iterator[Turn]:
        return (turn for turn in self.transcript if turn.speaker is Speaker.CANDIDATE and not turn.complete)

    def _drop(self, turns: Sequence[Turn]) -> int:
        for turn in turns:
            self.transcript.drop(turn.item_id)
        return len(turns)
