"""What the Realtime protocol costs: messages a second and processor time, beside a loop over typed events.

The server is a process of its own and says the same to both. The client is the app's own with its threads
and its state machine, on a store that keeps nothing; the loop only takes what the SDK makes of the events.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import psutil
from openai import AsyncOpenAI
from websockets.asyncio.server import ServerConnection, serve

from athena.audio.pcm import silence
from athena.domain.cost import Spent
from athena.domain.interview import InterviewPlan
from athena.realtime import link
from athena.realtime.link import Endpoint
from athena.realtime.record import HistoryItem, RecordedSession, TurnHeard
from athena.realtime.session import LiveInterview

COUNTS = (1, 10, 50)
RATE = 50
"""Messages a second and session where time is real: what a fluent voice sends."""
TICK_S = 0.1
WARM_S, MEASURED_S = 8.0, 6.0
BURST = 20_000
LONG = 2_000
DELTA = b64encode(silence(100)).decode()
USAGE = {"total_tokens": 0, "input_tokens": 0, "output_tokens": 0}


class Mouth:
    """One session of the server: speaks for ever, at a rate or (0) as fast as it can ``BURST`` messages."""

    def __init__(self, connection: ServerConnection, rate: int) -> None:
        self._connection, self._rate = connection, rate

    async def run(self) -> None:
        await self._connection.send(event("session.created", session={"type": "realtime"}))
        async with asyncio.TaskGroup() as group:
            speaking = None
            async for message in self._connection:
                if speaking is None and '"session.update"' in str(message)[:80]:
                    await self._connection.send(event("session.updated", session={"type": "realtime"}))
                    speaking = group.create_task(self._speak())
            if speaking is not None:
                speaking.cancel()

    async def _speak(self) -> None:
        messages = speech()
        if not self._rate:
            for message in itertools.islice(messages, BURST):
                await self._connection.send(message)
            return
        due = asyncio.get_running_loop().time()
        while True:
            for message in itertools.islice(messages, round(self._rate * TICK_S)):
                await self._connection.send(message)
            due += TICK_S
            await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))


def speech() -> Any:
    """Yield responses for ever: four pieces of audio to each piece of transcript."""
    for number in itertools.count():
        place = {"response_id": f"r{number}", "item_id": f"m{number}", "output_index": 0, "content_index": 0}
        response = {"id": place["response_id"], "object": "realtime.response", "output": []}
        audio = event("response.output_audio.delta", **place, delta=DELTA)
        words = event("response.output_audio_transcript.delta", **place, delta=" word")
        yield event("response.created", response={**response, "status": "in_progress"})
        yield from itertools.islice(itertools.cycle((audio, audio, audio, audio, words)), LONG)
        yield event("response.done", response={**response, "status": "completed", "usage": USAGE})


def event(kind: str, **fields: object) -> str:
    return json.dumps({"type": kind, "event_id": "event_1", **fields})


class Forgetful(RecordedSession):
    """A store that keeps nothing."""

    def history(self) -> Sequence[HistoryItem]:
        return ()

    def turn(self, turn: TurnHeard) -> None:
        pass

    def usage(self, *_: object) -> Spent:
        return Spent(0.0, 0.0)

    def metrics(self, metrics: object) -> None:
        pass


class Counter:
    """Counts messages as they are read."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read, self.count = read, 0

    def __call__(self, raw: bytes) -> Any:
        self.count += 1
        return self._read(raw)


def app(url: str, count: int, rate: int) -> dict[str, float]:
    """Be the app's client; return what was measured."""
    link.parse = counter = Counter(link.parse)
    endpoint = Endpoint(url, "local", "remote", "openai")
    interviews = [
        LiveInterview(Forgetful(None, f"session-{n}"), endpoint, InterviewPlan()) for n in range(count)
    ]
    for interview in interviews:
        interview.start()
    found = measured(lambda: counter.count, rate, time.sleep)
    for interview in interviews:
        interview.stop()
    return found


def typed(url: str, count: int, rate: int) -> dict[str, float]:
    """Be the plain loop over typed events; return what was measured."""
    seen = itertools.count()

    async def listen(client: AsyncOpenAI) -> None:
        async with client.realtime.connect(model="remote", max_retries=0) as connection:
            await connection.session.update(session={"type": "realtime"})
            async for _ in connection:
                next(seen)

    async def run() -> dict[str, float]:
        async with AsyncOpenAI(api_key="local", websocket_base_url=url) as client:
            tasks = [asyncio.create_task(listen(client)) for _ in range(count)]
            done = asyncio.to_thread(measured, lambda: int(repr(seen)[6:-1]), rate, time.sleep)
            found = await done
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return found

    return asyncio.run(run())


def measured(counted: Callable[[], int], rate: int, sleep: Callable[[float], None]) -> dict[str, float]:
    """Return messages, processor seconds and seconds: of a while in real time, or of a whole burst."""
    if rate:
        sleep(WARM_S)
        before, cpu, began = counted(), time.process_time(), time.perf_counter()
        sleep(MEASURED_S)
    else:
        while counted() < 100:
            sleep(0.001)
        before, cpu, began = counted(), time.process_time(), time.perf_counter()
        while counted() < BURST - 100:
            sleep(0.02)
    return {
        "messages": counted() - before,
        "cpu_s": time.process_time() - cpu,
        "wall_s": time.perf_counter() - began,
    }


async def be_server(rate: int) -> None:
    async def handle(connection: ServerConnection) -> None:
        with suppress(ExceptionGroup):  # the client has left
            await Mouth(connection, rate).run()

    async with serve(handle, "127.0.0.1", 0, max_size=2**24, compression=None) as server:
        print(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
        await server.serve_forever()


def compared(count: int, rate: int) -> dict[str, dict[str, float]]:
    """Measure both clients against one server; each has a process of its own."""
    command = [sys.executable, __file__]
    server = subprocess.Popen([*command, "server", str(rate)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        found = {}
        for kind in ("app", "typed"):
            told = subprocess.run(
                [*command, kind, url, str(count), str(rate)], capture_output=True, text=True, check=True
            )
            found[kind] = json.loads(told.stdout)
        return found
    finally:
        server.kill()
        server.wait()


def main() -> None:
    print("Protocol: the app's client beside a plain loop over the SDK's typed events\n")
    found = compared(1, 0)
    print("| as fast as it goes, 1 session | messages a second | µs of processor a message |")
    print("|---|---|---|")
    for kind, got in found.items():
        print(
            f"| {kind} | {got['messages'] / got['wall_s']:.0f} | {1e6 * got['cpu_s'] / got['messages']:.0f} |"
        )
    print(f"\nIn real time, {RATE} messages a second and session; ms of processor per second and session:\n")
    print("| sessions | app: messages/s | app: ms | typed: messages/s | typed: ms | app / typed |")
    print("|---|---|---|---|---|---|")
    for count in COUNTS:
        both = compared(count, RATE)
        cells, cost = [], {}
        for kind, got in both.items():
            cost[kind] = 1000 * got["cpu_s"] / got["wall_s"] / count
            cells += [f"{got['messages'] / got['wall_s']:.0f}", f"{cost[kind]:.2f}"]
        print(f"| {count} | {' | '.join(cells)} | {cost['app'] / cost['typed']:.2f} |", flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["server"]:
        psutil.Process().nice(5)
        asyncio.run(be_server(int(words[1])))
    elif words[:1] in (["app"], ["typed"]):
        client = app if words[0] == "app" else typed
        print(json.dumps(client(words[1], int(words[2]), int(words[3]))))
    else:
        main()
