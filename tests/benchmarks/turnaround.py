"""From the end of an answer to the interviewer's first audible sound, with the embedded engine, in real time.

One interview at a time, then several at once. The answers are recorded speech, sent in 20 ms frames as a
browser's; nothing is faked. ``decided`` counts from the moment the end of the turn was decided, ``true`` from
the last sample of speech, which includes the pause a thinker is given.
"""

from __future__ import annotations

import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from athena.audio.pcm import loudness
from athena.audio.resample import resample_pcm
from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.interview import Difficulty, InterviewPlan, Speaker
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from athena.simulation.speech import Headset
from tests.spoken import Clip, clips, pcm16

ANSWERS = 30
AUDIBLE = 0.02
TICK_S = 0.004


class Ears:
    """Stands between the headset and the interview and notes when speech ended and when a reply began."""

    def __init__(self, live: LiveInterview) -> None:
        self._live = live
        self.said_at = self.heard_at = 0.0

    def push_audio(self, pcm: bytes) -> None:
        if loudness(pcm) > AUDIBLE:
            self.said_at, self.heard_at = time.monotonic(), 0.0
        self._live.push_audio(pcm)

    def pull_audio(self, n_bytes: int) -> bytes:
        pcm = self._live.pull_audio(n_bytes)
        if not self.heard_at and loudness(pcm) > AUDIBLE:
            self.heard_at = time.monotonic()
        return pcm


def answer_once(live: LiveInterview, headset: Headset, ears: Ears, pcm: bytes) -> tuple[float, float] | None:
    """Say one answer; return milliseconds from the decision, and from the last sound, to the reply.

    None when the interview was over by then.
    """
    headset.play(pcm)
    _until(lambda: not headset.busy)
    _until(lambda: live.snapshot().state not in {LiveState.LISTENING, LiveState.CONNECTING})
    if live.snapshot().state.over:
        return None
    decided_at = time.monotonic()
    _until(lambda: ears.heard_at > ears.said_at)
    return 1000 * (ears.heard_at - decided_at), 1000 * (ears.heard_at - ears.said_at)


def interview(app: App, answers: list[Clip], name: str) -> list[tuple[float, float]]:
    """Take interviews until every answer was said; return the waits."""
    waits: list[tuple[float, float]] = []
    recorded = [resample_pcm(pcm16(clip.samples), 16_000, 24_000) for clip in answers]
    app.interviewing.admit(name, name)
    while recorded:
        plan = InterviewPlan(Difficulty.INTERMEDIATE, 12, seed=len(waits) + 1)
        session = app.interviewing.open_session(name, plan, "embedded", "athena-local")
        live = app.begin(session)
        ears = Ears(live)
        with Headset(ears, None) as headset:  # type: ignore[arg-type]
            while recorded and _my_turn(live):
                if wait := answer_once(live, headset, ears, recorded[-1]):
                    waits.append(wait)
                    recorded.pop()
        app.live.stop(session.session_id)
    return waits


def _my_turn(live: LiveInterview) -> bool:
    def ready() -> bool:
        now = live.snapshot()
        spoken = bool(now.turns) and now.turns[-1].speaker is Speaker.INTERVIEWER
        return now.state.over or (now.state is LiveState.LISTENING and spoken)

    _until(ready)
    return not live.snapshot().state.over


def _until(holds: object, limit_s: float = 120.0) -> None:
    deadline = time.monotonic() + limit_s
    while not holds():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise TimeoutError("the interview stands still")
        threading.Event().wait(TICK_S)


def main() -> None:
    """Print the table."""
    spoken = [clip for clip in clips() if not clip.noisy]
    answers = [spoken[i % len(spoken)] for i in range(ANSWERS)]
    print("End of a spoken answer → first audible sound, embedded engine (ms)\n")
    print("| interviews at once | answers | decided p50 | decided p95 | true p50 | true p95 |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings().model_copy(
            update={"database_url": f"duckdb:///{Path(folder)}/bench.duckdb"}
        )
        app = App(settings)
        app.embedded.wait(120)
        for at_once in (1, 2, 4):
            take = partial(interview, app, answers if at_once == 1 else answers[:6])
            with ThreadPoolExecutor(at_once) as people:
                runs = list(people.map(take, [f"bench-{number}" for number in range(at_once)]))
            waits = np.asarray([wait for run in runs for wait in run])
            (d50, t50), (d95, t95) = np.percentile(waits, [50, 95], axis=0)
            print(f"| {at_once} | {len(waits)} | {d50:.0f} | {d95:.0f} | {t50:.0f} | {t95:.0f} |", flush=True)
        app.close()


if __name__ == "__main__":
    main()
