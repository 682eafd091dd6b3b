"""Where the frames of a WebSocket begin and end in what came over the line (RFC 6455, section 5.2)."""

from __future__ import annotations

from collections.abc import Iterator

WHOLE_TEXT = 0x81
"""First byte of a text message that is a single frame, without extensions."""
_MASKED, _LENGTH, _TWO_BYTES, _EIGHT_BYTES = 0x80, 0x7F, 126, 127


def frames(data: bytes | bytearray) -> Iterator[tuple[int, int, int]]:
    """Yield (start, start of the payload, end) of every frame that is there as a whole, in order."""
    start, there = 0, len(data)
    while there - start >= 2:
        body, length = start + 2, data[start + 1] & _LENGTH
        if length >= _TWO_BYTES:
            body += 2 if length == _TWO_BYTES else 8
            if body > there:
                return
            length = int.from_bytes(data[start + 2 : body], "big")
        if data[start + 1] & _MASKED:
            body += 4
        end = body + length
        if end > there:
            return
        yield start, body, end
        start = end
