"""One person's sound line: a microphone and a speaker that an interview is plugged into."""

from __future__ import annotations

import weakref
from typing import Protocol

from athena.audio.pcm import ms_of, silence
from athena.ui.voice.microphone import MicrophoneSink
from athena.ui.voice.sample import Sample
from athena.ui.voice.speaker import SpeakerTrack


class Voiced(Protocol):
    """What hears a candidate and speaks to them: a live interview."""

    def push_audio(self, pcm: bytes) -> None:
        """Take 24 kHz mono PCM16 from the microphone; never blocks."""

    def pull_audio(self, n_bytes: int) -> bytes:
        """Return the next ``n_bytes`` to be played, silence where there is nothing to say."""


class VoiceLine:
    """Lives for one connection of one browser; what it is plugged into may come later and may change.

    It opens with the microphone check, when there is no interview yet, and closes once: when the person
    stops it, leaves the page, closes the tab, or the network drops.
    """

    def __init__(self) -> None:
        self.microphone = MicrophoneSink(self._heard, self.close)
        self.speaker = SpeakerTrack(self._wanted)
        self._voiced: Voiced | None = None
        self.sample: Sample | None = None
        self.closed = False
        _open_lines.add(self)

    def plug(self, voiced: Voiced) -> None:
        """Lead the microphone to ``voiced`` and its voice to the speaker; what was recorded is forgotten."""
        self._voiced, self.sample = voiced, None

    def record(self) -> Sample:
        """Begin to record a few seconds for the person alone, in place of what was recorded before."""
        self.sample = sample = Sample()
        return sample

    def close(self) -> None:
        """Release both tracks; from any thread, any number of times."""
        if self.closed:
            return
        self.closed, self._voiced, self.sample = True, None, None
        _open_lines.discard(self)
        self.microphone.stop()
        self.speaker.stop()

    @property
    def level(self) -> float:
        """Return how loud the microphone is, 0..1."""
        return self.microphone.level

    @property
    def carries(self) -> bool:
        """Return whether sound arrives from the browser now."""
        return not self.closed and self.microphone.frames > 0 and not self.microphone.quiet

    @property
    def disturbed(self) -> bool:
        """Return whether sound arrived and then stopped arriving."""
        return self.microphone.frames > 0 and (self.closed or self.microphone.quiet)

    def _heard(self, pcm: bytes) -> None:
        if self._voiced is not None:
            self._voiced.push_audio(pcm)
        elif (sample := self.sample) is not None:
            sample.feed(pcm)

    def _wanted(self, n_bytes: int) -> bytes:
        return self._voiced.pull_audio(n_bytes) if self._voiced is not None else silence(ms_of(n_bytes))


_open_lines: weakref.WeakSet[VoiceLine] = weakref.WeakSet()


def open_lines() -> int:
    """Return how many lines carry or carried sound and are not closed, in this process."""
    return sum(line.microphone.frames > 0 for line in tuple(_open_lines))


def close_all() -> None:
    """Close every line; the app stops."""
    for line in tuple(_open_lines):
        line.close()
