"""Hearing one session's candidate: from appended audio to turns, and from turns to words."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from athena.interviewer.ears import Ears
from athena.interviewer.engines import Engines
from athena.interviewer.faculties import Faculties
from athena.interviewer.protocol import EndTurn, ForgetAudio, Listen, RealtimeCore, Recognise, Tune
from athena.interviewer.protocol.outputs import BYTES_PER_MS
from athena.interviewer.recognition import Recognition
from athena.interviewer.tasks import Tasks
from athena.interviewer.turns import Speculate, SpeechResumed, SpeechStarted, SpeechStopped, TurnEvent
from athena.interviewer.vocabulary import expected_words

_LOG = logging.getLogger(__name__)
_FRAMES_AT_ONCE = 8


class Listening:
    """The hearing of one session; ``actions`` are the outputs of the core it carries out."""

    def __init__(
        self,
        core: RealtimeCore,
        faculties: Faculties,
        engines: Engines,
        session: str,
        settle: Callable[[], None],
        tasks: Tasks,
    ) -> None:
        self._core = core
        self._bank = faculties.bank
        self._settle = settle
        self._tasks = tasks
        self._ears = Ears(engines.new_vad)
        self._recognition = Recognition(engines.recogniser, faculties.pool, session, self._expected_words)
        self._appended: deque[Listen] = deque()
        self.actions: dict[type[Any], Callable[[Any], None]] = {
            Tune: self._tune,
            Listen: self._appended.append,
            EndTurn: self._end_turn,
            ForgetAudio: self._forget_audio,
            Recognise: self._recognise,
        }

    async def listen(self) -> None:
        """Hear what was appended, without keeping other sessions waiting for long."""
        frames = 0
        while self._appended:
            for events in self._ears.hear(self._appended.popleft()):
                for event in events:
                    self._notice(event)
                frames += 1
                if frames % _FRAMES_AT_ONCE == 0:
                    await asyncio.sleep(0)

    def _notice(self, event: TurnEvent) -> None:
        match event:
            case SpeechStarted(at_ms):
                self._core.speech_started(at_ms)
            case Speculate(_, audio):
                self._recognition.guess(audio, self._ears.words)
            case SpeechResumed():
                self._recognition.discard()
            case SpeechStopped(at_ms, audio):
                self._core.turn_taken(at_ms, audio)
        self._settle()

    def _tune(self, output: Tune) -> None:
        self._ears.tune(output.hearing)

    def _end_turn(self, _output: EndTurn) -> None:
        self._core.audio_committed(self._ears.finish())

    def _forget_audio(self, _output: ForgetAudio) -> None:
        self._ears.forget()
        self._recognition.discard()

    def _recognise(self, wanted: Recognise) -> None:
        self._tasks.start(self._take_words(wanted))

    async def _take_words(self, wanted: Recognise) -> None:
        try:
            heard = await self._recognition.words(wanted)
        except Exception:  # noqa: BLE001 - the client is told, the log says what it was
            _LOG.exception("Speech could not be recognised")
            self._core.recognition_failed(wanted.item_id, "The speech could not be turned into words.")
        else:
            duration_ms = len(wanted.audio) // BYTES_PER_MS[wanted.encoding]
            self._core.recognised(wanted.item_id, heard, duration_ms)
        self._settle()

    def _expected_words(self) -> str:
        return expected_words(self._core.history, self._bank)
