"""The typed JSON that crosses the border of the sandbox, and its frames. Nothing is ever unpickled.

Every JSON object is one tagged value, ``{"decimal": "1.20"}``; all else is plain JSON, in which NaN and the
infinities are allowed. A frame is the length as four bytes, then that many bytes of JSON.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

HEADER = struct.Struct(">I")


class WireError(ValueError):
    """What came over the border is not what the other side is supposed to send."""


def encode(value: object) -> bytes:
    """Return ``value`` as JSON. Raises RecursionError when it is nested too deeply."""
    return json.dumps(_ready(value), default=_tagged, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def decode(data: bytes) -> object:
    """Return the value ``data`` stands for. Raises WireError whatever is wrong with it."""
    try:
        decoded: object = json.loads(data, object_hook=_untagged)
    except (ValueError, ArithmeticError, TypeError, LookupError, RecursionError) as error:
        raise WireError("unreadable") from error
    return decoded


def frame(data: bytes) -> bytes:
    """Return ``data`` with its length in front."""
    return HEADER.pack(len(data)) + data


def _ready(value: object) -> object:
    """Return ``value`` with its dictionaries, at any depth, made into tagged lists of pairs."""
    if isinstance(value, dict):
        return {"record": [[_ready(key), _ready(item)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return [_ready(item) if isinstance(item, _NESTED) else item for item in value]
    return value


_NESTED = (list, tuple, dict)


def _tagged(value: object) -> object:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"interval": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, UUID):
        return str(value)
    return str(value)


def _untagged(tagged: dict[str, object]) -> object:
    [(tag, value)] = tagged.items()
    return _DECODERS[tag](value)


def _record(pairs: object) -> dict[object, object]:
    if not isinstance(pairs, list):
        raise WireError("a record is a list of pairs")
    return {_hashable(key): value for key, value in pairs}


def _hashable(key: object) -> object:
    return str(key) if isinstance(key, list | dict) else key


def _interval(parts: object) -> timedelta:
    if not isinstance(parts, list):
        raise WireError("an interval is a list of three numbers")
    days, seconds, microseconds = parts
    return timedelta(days, seconds, microseconds)


def _text(decoder: Callable[[str], object]) -> Callable[[object], object]:
    def decode_text(value: object) -> object:
        if not isinstance(value, str):
            raise WireError("this tag takes text")
        return decoder(value)

    return decode_text


_DECODERS: dict[str, Callable[[object], object]] = {
    "datetime": _text(datetime.fromisoformat),
    "date": _text(date.fromisoformat),
    "time": _text(time.fromisoformat),
    "interval": _interval,
    "decimal": _text(Decimal),
    "bytes": _text(base64.b64decode),
    "record": _record,
}
