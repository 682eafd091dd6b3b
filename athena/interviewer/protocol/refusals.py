"""Refusals: what the client did wrong, as an exception inside and an error event outside."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

_CODES = {"missing": "missing_required_parameter", "union_tag_not_found": "missing_required_parameter"}


class Refusal(Exception):  # noqa: N818 - it is an answer to the client, not a failure of the server
    """The client's event cannot be carried out; the connection goes on."""

    def __init__(
        self, message: str, code: str, param: str | None = None, kind: str = "invalid_request_error"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.param = param
        self.kind = kind

    def wire(self, event_id: str | None) -> dict[str, Any]:
        """Return the ``error`` object of an error event; ``event_id`` is the client's."""
        return {
            "type": self.kind,
            "code": self.code,
            "message": self.message,
            "param": self.param,
            "event_id": event_id,
        }


def refusal_of(error: ValidationError, data: object, root: str = "") -> Refusal:
    """Return the first complaint of ``error`` about ``data`` as a refusal with the path of the culprit."""
    first = error.errors(include_url=False, include_input=False)[0]
    param = _path(first["loc"], data) if first["loc"] else "type"
    param = f"{root}.{param}" if root else param
    code = _CODES.get(first["type"]) or (
        "invalid_type" if first["type"].endswith("_type") else "invalid_value"
    )
    return Refusal(f"{param}: {first['msg']}.", code, param)


def _path(loc: tuple[int | str, ...], data: object) -> str:
    """Join the parts of ``loc`` that name fields; the others name members of a union."""
    path: list[str] = []
    for position, part in enumerate(loc):
        inside = _inside(data, part)
        if inside is not _NOTHING:
            path.append(str(part))
            data = inside
        elif position == len(loc) - 1:
            path.append(str(part))
    return ".".join(path)


_NOTHING = object()


def _inside(data: object, part: int | str) -> object:
    if isinstance(data, dict) and part in data:
        return data[part]
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return _NOTHING
