"""A WebSocket that hands messages over in the very call that brought them.

``websockets`` leads each message through two generators, a frame, a queue and a future to a task, which takes
longer than all that is done with a piece of speech. Here whole text frames, which is what a Realtime server
sends, go straight to the listener; the handshake, control frames, fragments and the end stay the library's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NoReturn

from websockets.asyncio.client import ClientConnection
from websockets.protocol import CONNECTING, OPEN

from athena.realtime.frames import WHOLE_TEXT, frames

_END_OF_HEADERS = b"\r\n\r\n"
_LONGEST_HEADER = 14
_READ_BYTES = 2**16

Hear = Callable[[bytes], object]


class Stream(ClientConnection, asyncio.BufferedProtocol):
    """A client's connection; until somebody listens it behaves as the library's own.

    It lends the loop a buffer to read into: one made anew for each read costs more than the read.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lent = memoryview(bytearray(_READ_BYTES))
        self._rest = bytearray()
        self._hear: Hear | None = None
        self._broken: asyncio.Future[NoReturn] = self.loop.create_future()

    async def listen(self, hear: Hear) -> NoReturn:
        """Hand over every message in order, those that wait already first; raises what ends it."""
        listening = asyncio.create_task(self._listen(hear))
        try:
            await asyncio.wait({listening, self._broken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hear = None
            listening.cancel()
        (self._broken if self._broken.done() else listening).result()
        raise AssertionError("neither future has a value")

    async def _listen(self, hear: Hear) -> NoReturn:
        self._hear = hear
        while True:
            hear(await self.recv(decode=False))

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - asyncio's signature
        """Lend room for what comes over the line."""
        return self._lent

    def buffer_updated(self, nbytes: int) -> None:
        """Take what was read into the buffer."""
        self.data_received(bytes(self._lent[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Take what came over the line."""
        if self.protocol.state is OPEN:
            self._rest += data
            self._take_frames()
        elif self.protocol.state is CONNECTING:
            self._shake_hands(data)
        else:
            super().data_received(data)

    def _shake_hands(self, data: bytes) -> None:
        """Give the library the answer to the handshake, up to its last byte: frames may follow at once."""
        seen = bytes(self._rest) + data
        found = seen.find(_END_OF_HEADERS)
        end = len(seen) if found < 0 else found + len(_END_OF_HEADERS)
        rest = seen[end:]
        super().data_received(data[: len(data) - len(rest)])
        self._rest[:] = b"" if self.protocol.state is OPEN else seen[:end][1 - len(_END_OF_HEADERS) :]
        if rest:
            self.data_received(rest)

    def _take_frames(self) -> None:
        end, limit = 0, self.protocol.max_size
        for start, body, end in frames(self._rest):
            plain = self._rest[start] == WHOLE_TEXT and (not limit or end - body <= limit)
            if self._hear is not None and plain and self._in_step:
                self._hand_over(self._hear, bytes(self._rest[body:end]))
            else:
                super().data_received(bytes(self._rest[start:end]))
        del self._rest[:end]
        if self.protocol.state is not OPEN or (limit and len(self._rest) > limit + _LONGEST_HEADER):
            super().data_received(bytes(self._rest))
            self._rest.clear()

    @property
    def _in_step(self) -> bool:
        """Whether nothing that came earlier is still on its way through the library."""
        protocol = self.protocol
        return protocol.cur_size is None and protocol.state is OPEN and not len(self.recv_messages.frames)

    def _hand_over(self, hear: Hear, message: bytes) -> None:
        try:
            hear(message)
        except Exception as error:  # noqa: BLE001 - ``listen`` raises it
            self._hear = None
            if not self._broken.done():
                self._broken.set_exception(error)
