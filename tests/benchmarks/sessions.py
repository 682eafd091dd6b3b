"""What a voice session costs: processor, memory and late frames at 1, 5, 10 and 20 sessions.

Three processes: this one plays the browsers (aiortc peers), a second one holds the app's own media path and
session threads (what is measured), a third one is a remote engine that speaks and listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import InterviewPlan
from athena.realtime.link import Endpoint
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from athena.ui.server import warm_up
from athena.ui.voice.line import VoiceLine
from tests.browser.bot import RecordedMicrophone, tone

COUNTS = (1, 5, 10, 20)
WARM_S, MEASURED_S = 4.0, 15.0
LOCAL = RTCConfiguration(iceServers=[])


class Measured:
    """A live interview whose pulls of audio are timed."""

    def __init__(self, live: LiveInterview) -> None:
        self._live = live
        self.push_audio = live.push_audio
        self.pulls: list[float] = []

    def pull_audio(self, n_bytes: int) -> bytes:
        self.pulls.append(asyncio.get_running_loop().time())
        return self._live.pull_audio(n_bytes)


class Seats:
    """The measured process: answers offers on standard input, reports when told to."""

    def __init__(self, engine: str, folder: Path) -> None:
        bank = load_bank(DEFAULT_FOLDER)
        database = Database.open(folder / "sessions.duckdb")
        self._interviewing = Interviewing(database, bank, evaluator=offline_evaluator(bank))
        self._interviewing.admit("bench", "Bench", "Bench")
        self._endpoint = Endpoint(engine, "local", "remote", "openai")
        self._seats: list[tuple[RTCPeerConnection, VoiceLine, LiveInterview, Measured]] = []

    async def answer(self, sdp: str) -> str:
        session = self._interviewing.open_session("bench", InterviewPlan(), "openai", "remote")
        record = RecordedSession(self._interviewing, session.session_id)
        live = LiveInterview(record, self._endpoint, session.plan)
        line, peer, measured = VoiceLine(), RTCPeerConnection(LOCAL), Measured(live)
        line.plug(measured)
        peer.addTrack(line.speaker)

        @peer.on("track")
        def begin(track: MediaStreamTrack) -> None:
            line.microphone.addTrack(track)
            line.microphone.start()
            live.start()

        self._seats.append((peer, line, live, measured))
        await peer.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await peer.setLocalDescription(await peer.createAnswer())
        return peer.localDescription.sdp

    def forget(self) -> None:
        for *_, measured in self._seats:
            measured.pulls.clear()

    def lateness_ms(self) -> list[float]:
        return [late for *_, measured in self._seats for late in lateness_ms(measured.pulls)]

    async def close(self) -> None:
        for peer, line, live, _ in self._seats:
            await asyncio.to_thread(live.stop)
            line.close()
            await peer.close()


def lateness_ms(pulls: list[float]) -> list[float]:
    """Return how much later than its place on the 20 ms grid (of the second before) each frame was pulled."""
    offsets = np.asarray(pulls) - 0.02 * np.arange(len(pulls))
    grid = [offsets[max(0, i - 50) : i + 1].min() for i in range(len(offsets))]
    return list(1000 * (offsets - grid))


async def seats(engine: str) -> None:
    """Be the measured process."""
    warm_up()  # as the app does at its start
    with tempfile.TemporaryDirectory() as folder:
        taken = Seats(engine, Path(folder))
        while line := await asyncio.to_thread(sys.stdin.readline):
            word = json.loads(line)
            if "offer" in word:
                print(json.dumps({"answer": await taken.answer(word["offer"])}), flush=True)
            elif word == {"do": "forget"}:
                taken.forget()
            else:
                print(json.dumps(taken.lateness_ms()), flush=True)
        await taken.close()
    gc.unfreeze()


class Browsers:
    """The peers on the other side."""

    def __init__(self, seats_process: subprocess.Popen[str]) -> None:
        self._process = seats_process
        self._peers: list[RTCPeerConnection] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def ask(self, word: dict[str, str], *, reply: bool = True) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(word) + "\n")
        self._process.stdin.flush()
        return await asyncio.to_thread(self._process.stdout.readline) if reply else ""

    async def join(self) -> None:
        peer = RTCPeerConnection(LOCAL)
        peer.addTrack(RecordedMicrophone(tone(300.0)))
        peer.on("track", lambda track: self._tasks.append(asyncio.ensure_future(_listen(track))))
        await peer.setLocalDescription(await peer.createOffer())
        reply = json.loads(await self.ask({"offer": peer.localDescription.sdp}))
        await peer.setRemoteDescription(RTCSessionDescription(reply["answer"], "answer"))
        while peer.connectionState != "connected":
            await asyncio.sleep(0.02)
        self._peers.append(peer)

    async def leave(self) -> None:
        for peer in self._peers:
            await peer.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _listen(track: MediaStreamTrack) -> None:
    with contextlib.suppress(MediaStreamError):
        while True:
            await track.recv()


async def measure(count: int, engine: str) -> str:
    """Return one row of the table."""
    command = [sys.executable, __file__, "--seats", engine]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        watched = psutil.Process(process.pid)
        psutil.Process().nice(10)
        browsers = Browsers(process)
        for _ in range(count):
            await browsers.join()
        await asyncio.sleep(WARM_S)
        await browsers.ask({"do": "forget"}, reply=False)
        before = sum(watched.cpu_times()[:2])
        await asyncio.sleep(MEASURED_S)
        used = sum(watched.cpu_times()[:2]) - before
        late = np.asarray(json.loads(await browsers.ask({"do": "report"})))
        memory = watched.memory_info().rss / 2**20
        await browsers.leave()
        assert process.stdin
        process.stdin.close()
        process.wait()
    p50, p99, most = np.percentile(late, [50, 99, 100])
    return (
        f"| {count:>2} | {100 * used / MEASURED_S / count:5.1f} % | {100 * used / MEASURED_S:6.1f} % "
        f"| {memory:5.0f} MB | {p50:4.1f} / {p99:5.1f} / {most:5.1f} ms | {100 * np.mean(late > 60):.2f} % |"
    )


@contextlib.contextmanager
def remote_engine() -> Iterator[str]:
    """Run the remote engine; yield its address."""
    command = [sys.executable, str(Path(__file__).with_name("remote_engine.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.kill()


def main() -> None:
    """Print the table."""
    print("Sessions in one process (100 % is one core; frames are due every 20 ms)")
    print("Browsers and remote engine run on the same machine, at lower priority.\n")
    print("| sessions | processor each | in all | memory | late p50 / p99 / most | over 60 ms |")
    print("|---|---|---|---|---|---|")
    with remote_engine() as engine:
        for count in COUNTS:  # each from a process of its own, which lowers its priority
            subprocess.run([sys.executable, __file__, "--row", engine, str(count)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--seats"]:
        asyncio.run(seats(sys.argv[2]))
    elif sys.argv[1:2] == ["--row"]:
        print(asyncio.run(measure(int(sys.argv[3]), sys.argv[2])), flush=True)
    else:
        main()
