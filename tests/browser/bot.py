"""A browser without a browser: Streamlit's WebSocket protocol and an aiortc peer against the real app."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from fractions import Fraction
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
import websockets
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

RATE = 48_000
FRAME = 960
PATIENCE_S = 20.0


class RecordedMicrophone(MediaStreamTrack):
    """Plays 48 kHz mono samples (int16) in a loop, 20 ms frames in real time, as a browser sends them."""

    kind = "audio"

    def __init__(self, samples: np.ndarray[Any, np.dtype[np.int16]]) -> None:
        super().__init__()
        self._samples = np.resize(samples, -(-len(samples) // FRAME) * FRAME)
        self._sent = 0
        self._began: float | None = None

    async def recv(self) -> av.AudioFrame:
        now = asyncio.get_running_loop().time()
        self._began = self._began if self._began is not None else now
        await asyncio.sleep(max(0.0, self._began + self._sent * FRAME / RATE - now))
        start = self._sent * FRAME % len(self._samples)
        frame = av.AudioFrame.from_ndarray(
            self._samples[None, start : start + FRAME], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._sent * FRAME, Fraction(1, RATE)
        self._sent += 1
        return frame


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Return a tone at a quarter of full scale."""
    time = np.arange(int(RATE * seconds)) / RATE
    return (8192 * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


class Bot:
    """One visitor of one page which shows the microphone's button; use as an async context manager."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._widgets: dict[str, str] = {}
        self._state: dict[str, Any] = {}
        self._page = ""
        self._frame_id = ""
        self._shown = asyncio.Event()
        self._answers: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        self._last_answer = ""
        self._idle = asyncio.Event()
        self._peer: RTCPeerConnection | None = None
        self._pulling: asyncio.Task[None] | None = None
        self.heard: list[np.ndarray[Any, np.dtype[np.int16]]] = []
        self.hears = asyncio.Event()
        self.errors: list[str] = []

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            self._base.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            origin=websockets.Origin(self._base),
        )
        self._reading = asyncio.create_task(self._read())
        await self._rerun()
        await asyncio.wait_for(self._shown.wait(), PATIENCE_S)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        await self.vanish()

    async def start(self, samples: np.ndarray[Any, np.dtype[np.int16]]) -> None:
        """Press the microphone's button and wait until the interviewer's sound arrives."""
        self.hears.clear()
        self._peer = peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        peer.addTrack(RecordedMicrophone(samples))
        peer.on("track", self._listen)
        await peer.setLocalDescription(await peer.createOffer())
        offer = {"sdp": peer.localDescription.sdp, "type": "offer"}
        await self._tell(playing=False, sdpOffer=offer, iceCandidates={})
        answer = await asyncio.wait_for(self._answers.get(), PATIENCE_S)
        await peer.setRemoteDescription(RTCSessionDescription(answer["sdp"], answer["type"]))
        await self._tell(playing=True, sdpOffer=None)
        await asyncio.wait_for(self.hears.wait(), PATIENCE_S)

    async def stop(self) -> None:
        """Press the button again, and wait until the page offers a new start."""
        await self._tell(playing=False, sdpOffer=None)
        await self._close_peer()
        await asyncio.wait_for(self._idle.wait(), PATIENCE_S)

    async def vanish(self) -> None:
        """Close the tab."""
        await self._close_peer()
        self._reading.cancel()
        await self._socket.close()

    async def _close_peer(self) -> None:
        if self._peer is not None:
            await self._peer.close()
            self._peer = None
        if self._pulling is not None:
            await self._pulling
            self._pulling = None

    def _listen(self, track: MediaStreamTrack) -> None:
        self._pulling = asyncio.create_task(self._pull(track))

    async def _pull(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                self.heard.append(frame.to_ndarray().reshape(-1, 2)[:, 0].copy())
                self.hears.set()

    async def _tell(self, **state: object) -> None:
        self._state.update(state)
        self._widgets[self._frame_id] = json.dumps(self._state)
        await self._rerun()

    async def _rerun(self) -> None:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        for widget_id, value in self._widgets.items():
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.json_value = widget_id, value
        await self._socket.send(message.SerializeToString())

    async def _read(self) -> None:
        with suppress(websockets.ConnectionClosed):
            async for data in self._socket:
                message = ForwardMsg()
                message.ParseFromString(data if isinstance(data, bytes) else data.encode())
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "navigation":
            self._page = message.navigation.page_script_hash
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            self.errors.append(element.exception.message)
        elif element.WhichOneof("type") == "component_instance":
            self._take_component(element.component_instance)

    def _take_component(self, component: Any) -> None:
        if "webrtc" not in component.component_name:
            return
        self._frame_id = component.id
        arguments = json.loads(component.json_args)
        answer = arguments.get("sdp_answer_json")
        if not answer:
            self._idle.set()
        elif answer != self._last_answer:
            self._idle.clear()
            self._last_answer = answer
            self._answers.put_nowait(json.loads(answer))
        self._shown.set()


@asynccontextmanager
async def visiting(base: str) -> AsyncIterator[Bot]:
    """Visit ``base`` for a while; whatever the page complained about fails the visit."""
    async with Bot(base) as bot:
        yield bot
    if bot.errors:
        raise AssertionError(bot.errors)
