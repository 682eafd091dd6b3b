"""What the interviewer said against what was really played.

Speech arrives faster than it is played, so an interruption finds much of it unheard. The ledger is the queue
between the two and the account of both: it counts the bytes pulled by the outgoing track, item by item.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from athena.audio.pcm import BYTES_PER_MS, ms_of

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Unplayed:
    """A piece of speech that was flushed before its end; ``played_ms`` <= ``received_ms``."""

    item_id: str
    content_index: int
    played_ms: int
    received_ms: int


@dataclass(slots=True)
class _Account:
    received: int = 0
    played: int = 0


@dataclass(slots=True)
class _Piece:
    """Speech of one part of an item as it came: bytes alone, which the garbage collector need not visit."""

    response_id: str
    key: _Key
    account: _Account
    chunks: deque[bytes | memoryview] = field(default_factory=deque)

    @property
    def bytes_left(self) -> int:
        return sum(map(len, self.chunks))


class PlaybackLedger:
    """A thread-safe queue of speech that knows what was heard.

    One thread pushes and flushes, another pulls; nothing here blocks for longer than a copy.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._queue: deque[_Piece] = deque()
        self._queued = 0
        self._accounts: dict[_Key, _Account] = {}
        self._dead: set[str] = set()
        self._pulled_at: float | None = None

    def push(self, response_id: str, item_id: str, content_index: int, pcm: bytes) -> bool:
        """Queue speech of a response; return False when that response was flushed already."""
        with self._lock:
            if response_id in self._dead:
                return False
            piece = self._piece(response_id, (item_id, content_index))
            piece.chunks.append(pcm)
            piece.account.received += len(pcm)
            self._queued += len(pcm)
            return True

    def pull(self, n_bytes: int) -> bytes:
        """Return exactly ``n_bytes``: speech as far as there is any, then silence."""
        out = bytearray()
        with self._lock:
            self._pulled_at = self._clock()
            while self._queue and len(out) < n_bytes:
                out += self._take(n_bytes - len(out))
        return bytes(out) + bytes(n_bytes - len(out))

    def flush(self, response_id: str | None = None) -> tuple[Unplayed, ...]:
        """Drop what is queued of one response (or of all) and refuse whatever of it comes late.

        Return the pieces that were cut off, in the order they would have been played.
        """
        with self._lock:
            gone = [c for c in self._queue if response_id is None or c.response_id == response_id]
            self._dead.update(c.response_id for c in gone)
            if response_id is not None:
                self._dead.add(response_id)
            self._queue = deque(c for c in self._queue if c.response_id not in self._dead)
            self._queued = sum(piece.bytes_left for piece in self._queue)
            return tuple(self._unplayed(key) for key in dict.fromkeys(c.key for c in gone))

    def skip(self) -> None:
        """Count everything queued as played: it was read instead of heard."""
        with self._lock:
            while self._queue:
                self._take(self._queued)

    def progress(self, item_id: str) -> tuple[int, int]:
        """Return (played, received) milliseconds of an item, over all of its parts."""
        with self._lock:
            accounts = [account for key, account in self._accounts.items() if key[0] == item_id]
            return ms_of(sum(a.played for a in accounts)), ms_of(sum(a.received for a in accounts))

    @property
    def queued_ms(self) -> int:
        """Milliseconds of speech still to be played, rounded up."""
        return -(-self._queued // BYTES_PER_MS)

    @property
    def idle(self) -> bool:
        """Whether everything received has been played or dropped."""
        return not self._queued

    @property
    def unheard_s(self) -> float:
        """Seconds since anybody pulled; infinite when nobody ever did."""
        return float("inf") if self._pulled_at is None else self._clock() - self._pulled_at

    def _piece(self, response_id: str, key: _Key) -> _Piece:
        """Return the piece at the end of the queue to which speech of this part is to be added."""
        last = self._queue[-1] if self._queue else None
        if last is None or last.key != key or last.response_id != response_id:
            last = _Piece(response_id, key, self._accounts.setdefault(key, _Account()))
            self._queue.append(last)
        return last

    def _take(self, wanted: int) -> bytes | memoryview:
        piece = self._queue[0]
        chunk = piece.chunks[0]
        taken = chunk
        if len(chunk) <= wanted:
            piece.chunks.popleft()
        else:
            whole = memoryview(chunk)
            taken, piece.chunks[0] = whole[:wanted], whole[wanted:]
        if not piece.chunks:
            self._queue.popleft()
        self._queued -= len(taken)
        piece.account.played += len(taken)
        return taken

    def _unplayed(self, key: _Key) -> Unplayed:
        account = self._accounts[key]
        return Unplayed(*key, ms_of(account.played), ms_of(account.received))
