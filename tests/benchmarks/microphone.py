"""What the client adds to speech: microphone frame to socket, and interruption to silence.

One interview against a scripted server in this process; frames come and go every 20 ms as WebRTC delivers
them. The server's own work is in the figures, so they are upper bounds.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import av
import numpy as np

from athena.audio.pcm import FRAME_BYTES, FRAME_MS
from athena.audio.resample import Resampler
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import InterviewPlan
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.realtime.fakes import Line, eventually, scripted_server

MICROPHONE_S = 20.0
INTERRUPTIONS = 30
GOALS = {"microphone": 25.0, "interruption": 40.0}


class Media:
    """A thread that calls ``frame`` every 20 ms, as a WebRTC track would."""

    def __init__(self, frame: Callable[[], None]) -> None:
        self._frame = frame
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Media:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            self._frame()
            due += FRAME_MS / 1000


@contextlib.contextmanager
def reading(line: Line) -> Iterator[None]:
    """Let the server read all that is sent to it."""
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                line.receive(0.1)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        ended.set()
        reader.join()


def percentile(timings: list[float], share: float) -> float:
    """Return the timing below which ``share`` of them lie."""
    return sorted(timings)[min(len(timings) - 1, int(len(timings) * share))]


def report(name: str, timings: list[float], goal: float) -> None:
    """Print one row."""
    p50, p95 = percentile(timings, 0.5), percentile(timings, 0.95)
    print(
        f"{name:44} {len(timings):5} {p50:7.1f} {p95:7.1f} {goal:7.0f}  {'met' if p95 <= goal else 'missed'}"
    )


def browser_frame() -> av.AudioFrame:
    """Return 20 ms as a browser sends them: 48 kHz stereo."""
    samples = np.random.default_rng(1).integers(-9_000, 9_000, (1, 2 * 960), dtype="<i2")
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    frame.sample_rate = 48_000
    return frame


def microphone(interview: LiveInterview) -> list[float]:
    """Return the milliseconds from each chunk's first frame to the socket."""
    resampler, frame = Resampler(), browser_frame()
    with Media(lambda: interview.push_audio(resampler.feed(frame))):
        time.sleep(MICROPHONE_S)
    return list(interview.timings("mic_ms"))


def interruptions(interview: LiveInterview, line: Line) -> list[float]:
    """Return the milliseconds from the server's speech_started to the first silent outgoing frame."""
    pulls: list[tuple[float, bool]] = []

    def pull() -> None:
        heard = any(interview.pull_audio(FRAME_BYTES))
        pulls.append((time.monotonic(), heard))

    timings = []
    with Media(pull):
        for number in range(INTERRUPTIONS):
            line.responds(f"r{number}", "A long sentence that is interrupted.", audio_ms=20_000)
            eventually(lambda: pulls and pulls[-1][1])
            time.sleep(0.2 + 0.007 * number)
            interrupted = time.monotonic()
            line.speech_starts(f"u{number}")
            eventually(lambda: not pulls[-1][1])
            silent = next(at for at, heard in pulls if at > interrupted and not heard)
            timings.append((silent - interrupted) * 1000)
            line.speech_stops(f"u{number}")
            line.transcribes(f"u{number}", "Wait.")
    return timings


def main() -> None:
    """Measure and print."""
    database = Database.open(":memory:")
    bank = load_bank(DEFAULT_FOLDER)
    interviewing = Interviewing(database, bank, evaluator=offline_evaluator(bank))
    interviewing.admit("BENCH", "Bench")
    session = interviewing.open_session("BENCH", InterviewPlan(), "embedded", "scripted")
    with scripted_server() as server:
        interview = LiveInterview(
            RecordedSession(interviewing, session.session_id), server.endpoint, InterviewPlan()
        )
        interview.start()
        line = server.accept()
        line.welcome()
        with reading(line):
            line.responds("r", "Hello.", audio_ms=20)
            print(f"{'':44} {'n':>5} {'p50 ms':>7} {'p95 ms':>7} {'goal':>7}")
            report("first frame of a 40 ms chunk -> socket", microphone(interview), GOALS["microphone"])
            stopped = interruptions(interview, line)
            report("speech_started -> first silent frame", stopped, GOALS["interruption"])
        interview.stop()
    database.close()


if __name__ == "__main__":
    main()
