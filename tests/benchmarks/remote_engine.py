"""A remote Realtime engine for the benchmarks: speaks for six seconds, listens for four, for ever."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
from array import array
from base64 import b64encode

import psutil
from websockets.asyncio.server import ServerConnection, serve

RATE = 24_000
SPOKEN_S, PAUSE_S, CHUNK_S = 6.0, 4.0, 0.2
USAGE = {"total_tokens": 0, "input_tokens": 0, "output_tokens": 0}
TONE = b64encode(
    array("h", (int(8000 * math.sin(i * 0.06)) for i in range(int(RATE * CHUNK_S)))).tobytes()
).decode()


class Session:
    """One client: every message is read, and speech comes twice as fast as it is played."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)

    async def run(self) -> None:
        await self._emit("session.created", session={"type": "realtime"})
        async with asyncio.TaskGroup() as group:
            speaking = group.create_task(self._speak_for_ever())
            async for message in self._connection:
                if '"session.update"' in str(message)[:80]:
                    await self._emit("session.updated", session={"type": "realtime"})
            speaking.cancel()

    async def _speak_for_ever(self) -> None:
        while True:
            await self._speak()
            await asyncio.sleep(SPOKEN_S / 2 + PAUSE_S)

    async def _speak(self) -> None:
        name = next(self._numbers)
        place = {"response_id": f"resp_{name}", "item_id": f"item_{name}", "output_index": 0}
        item = {"id": place["item_id"], "type": "message", "role": "assistant", "content": []}
        response = {"id": place["response_id"], "object": "realtime.response", "output": [item]}
        await self._emit("response.created", response={**response, "status": "in_progress"})
        for _ in range(round(SPOKEN_S / CHUNK_S)):
            await self._emit("response.output_audio.delta", **place, content_index=0, delta=TONE)
            await asyncio.sleep(CHUNK_S / 2)
        await self._emit("response.output_audio_transcript.done", **place, content_index=0, transcript="La.")
        await self._emit("response.done", response={**response, "status": "completed", "usage": USAGE})

    async def _emit(self, kind: str, **fields: object) -> None:
        event = {"type": kind, "event_id": f"event_{next(self._numbers)}", **fields}
        await self._connection.send(json.dumps(event))


async def main() -> None:
    async def handle(connection: ServerConnection) -> None:
        await Session(connection).run()

    async with serve(handle, "127.0.0.1", 0, max_size=2**24, compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"ws://127.0.0.1:{port}/v1", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    psutil.Process().nice(10)
    asyncio.run(main())
