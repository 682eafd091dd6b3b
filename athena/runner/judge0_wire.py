"""Judge0's messages: what is sent of a run, and what a finished one says. No network."""

from __future__ import annotations

import base64
import math
import re
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from typing import Any, Final

from athena.domain.problems import Language
from athena.runner.values import Case, Program, RunLimits, RunResult, RunStatus

BATCH: Final = 20
"""How many submissions Judge0 takes at once, unless its administrator says otherwise."""

FIELDS: Final = "token,status,stdout,stderr,compile_output,message,time,memory"

_UNDONE: Final = (1, 2)
_INTERNAL: Final = 13
_STATUSES: Final = {
    3: RunStatus.ACCEPTED,
    4: RunStatus.WRONG,
    5: RunStatus.TIMEOUT,
    6: RunStatus.COMPILE_ERROR,
    **dict.fromkeys((7, 8, 9, 10, 11, 12, 14), RunStatus.ERROR),
    _INTERNAL: RunStatus.UNAVAILABLE,
}
_NAMES: Final = {Language.PYTHON: re.compile(r"Python \((3(?:\.\d+)*)\)")}
_OUT_OF_MEMORY: Final = re.compile(r"^MemoryError\b", re.MULTILINE)
_KILLED: Final = ("Exited with error status 137", "Caught fatal signal 9")


class WireError(ValueError):
    """A body that is not what Judge0's documentation says."""


def language_id(languages: object, wanted: Language) -> int | None:
    """Return the id of the newest version of a language in the list Judge0 gives; None when it has none.

    Raises WireError.
    """
    pattern, found = _NAMES.get(wanted), []
    for entry in _list(languages):
        match = pattern.fullmatch(str(entry.get("name"))) if pattern else None
        if match and isinstance(entry.get("id"), int):
            found.append((tuple(map(int, match[1].split("."))), entry["id"]))
    return max(found)[1] if found else None


def submission(program: Program, case: Case, limits: RunLimits, language: int) -> dict[str, object]:
    """Return what is sent of one run: the program, what it reads and must write, and the limits."""
    return {
        "language_id": language,
        "source_code": _encoded(program.source),
        "stdin": _encoded(case.stdin),
        "expected_output": _encoded(case.expected_output),
        "cpu_time_limit": limits.cpu_s,
        "wall_time_limit": limits.wall_s,
        "memory_limit": limits.memory_kb,
        "max_file_size": limits.output_kb,
        "enable_network": False,
    }


def tokens(body: object, count: int) -> list[str]:
    """Return the tokens of a batch that was taken. Raises WireError when one submission was not."""
    entries = _list(body)
    if len(entries) != count:
        raise WireError(f"{len(entries)} tokens for {count} runs")
    for entry in entries:
        if not isinstance(entry.get("token"), str):
            raise WireError(f"a run was refused: {complaints(entry)}")
    return [entry["token"] for entry in entries]


def results(body: object, count: int, limits: RunLimits) -> list[RunResult | None]:
    """Return what became of each run of a batch; None for one that waits or runs. Raises WireError."""
    entries = body.get("submissions") if isinstance(body, Mapping) else None
    if not isinstance(entries, list) or len(entries) != count:
        raise WireError("no list of the runs that were asked for")
    return [_result(entry, limits) for entry in entries]


def complaints(body: object) -> str:
    """Return what an error body says, for an operator: ``{"error": …}`` or sentences by name of field."""
    if isinstance(body, Mapping):
        parts = [f"{name}: {_joined(value)}" for name, value in body.items()]
    else:
        parts = [complaints(entry) for entry in body if entry] if isinstance(body, list) else []
    return "; ".join(dict.fromkeys(parts))[:300]


def _result(entry: object, limits: RunLimits) -> RunResult | None:
    if entry is None:
        return RunResult(RunStatus.UNAVAILABLE, message="Judge0 lost the run. Please try again.")
    status_id = _status_id(entry)
    if status_id in _UNDONE:
        return None
    fields = {name: _decoded(entry, name) for name in ("stdout", "stderr", "compile_output", "message")}
    stderr = "\n".join(filter(None, (fields["compile_output"], fields["stderr"])))
    memory_kb = _number(entry, "memory")
    status = _STATUSES.get(status_id, RunStatus.UNAVAILABLE)
    if status is RunStatus.ERROR and _exhausted(stderr, fields["message"], memory_kb, limits):
        status = RunStatus.MEMORY
    seconds = _number(entry, "time")
    return RunResult(
        status,
        fields["stdout"],
        stderr,
        None if seconds is None else seconds * 1000,
        None if memory_kb is None else round(memory_kb),
        "Judge0 could not run the program. Please try again." if status is RunStatus.UNAVAILABLE else "",
    )


def _exhausted(stderr: str, message: str, memory_kb: float | None, limits: RunLimits) -> bool:
    """Tell whether memory ended a run, for which Judge0 has no status of its own."""
    full = memory_kb is not None and memory_kb >= limits.memory_kb
    return full or bool(_OUT_OF_MEMORY.search(stderr)) or message.strip() in _KILLED


def _status_id(entry: object) -> int:
    status = entry.get("status") if isinstance(entry, Mapping) else None
    number = status.get("id") if isinstance(status, Mapping) else None
    if not isinstance(number, int):
        raise WireError("a run without a status")
    return number


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _decoded(entry: Any, name: str) -> str:
    value = entry.get(name)
    if value is None:
        return ""
    try:
        packed = base64.b64decode("".join(value.split()), validate=True)
    except (AttributeError, Base64Error, ValueError) as error:
        raise WireError(f"{name} is not in Base64") from error
    return packed.decode("utf-8", "replace")


def _number(entry: Any, name: str) -> float | None:
    if entry.get(name) is None:
        return None
    try:
        number = float(entry[name])
    except (TypeError, ValueError, OverflowError) as error:
        raise WireError(f"{name} is not a number") from error
    if not math.isfinite(number):
        raise WireError(f"{name} is not a number")
    return number


def _list(body: object) -> Sequence[Mapping[str, Any]]:
    if not isinstance(body, list) or not all(isinstance(entry, Mapping) for entry in body):
        raise WireError("no list of objects")
    return body


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
