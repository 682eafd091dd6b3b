"""Reads one file into its model, or says which field of which entry is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from athena.bank.yaml_file import read_yaml
from athena.errors import BankError

Problem = tuple[str, str]  # the field, and what was expected of it

_SHOWN: Final = 8
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Entries:
    """What a file is a list of: the key of the list, and the word for one of it."""

    key: str
    noun: str

    def sentence(self, path: Path, name: str, problem: Problem) -> str:
        """Return a fault as a sentence that names file, entry and field."""
        field, expected = problem
        return f"{path.name}: {self.noun} {name}: {field}: {expected}."


QUESTIONS: Final = Entries("questions", "question")
PROBLEMS: Final = Entries("problems", "problem")


def parse(path: Path, model: type[_Model], entries: Entries = QUESTIONS) -> _Model:
    """Return the content of a YAML file as its model. Raises BankError with every fault."""
    raw = read_yaml(path)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        refuse(_invalid(path, raw, error, entries))
        raise


def refuse(sentences: Iterable[str]) -> None:
    """Raise BankError when there are any sentences; the first few are its message."""
    found = list(sentences)
    if found:
        more = [f"… and {len(found) - _SHOWN} more."] if len(found) > _SHOWN else []
        raise BankError("\n".join([*found[:_SHOWN], *more]))


def digest(paths: Iterable[Path]) -> str:
    """Return ten digits that change with the content of the files."""
    content = hashlib.sha256()
    for path in paths:
        content.update(path.read_bytes())
    return content.hexdigest()[:10]


def _invalid(path: Path, raw: object, error: ValidationError, entries: Entries) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        where = fault["loc"]
        expected = f"{fault['msg'][0].lower()}{fault['msg'][1:]}, found {fault['input']!r:.60}"
        if len(where) > 1 and where[0] == entries.key and isinstance(where[1], int):
            name = _id_at(raw, entries.key, where[1])
            yield entries.sentence(path, name, (_dotted(where[2:]) or "it", expected))
        else:
            yield f"{path.name}: {_dotted(where) or 'the file'}: {expected}."


def _id_at(raw: object, key: str, index: int) -> str:
    listed = raw.get(key) if isinstance(raw, dict) else None
    entry = listed[index] if isinstance(listed, list) else None
    found = entry.get("id") if isinstance(entry, dict) else None
    return found if isinstance(found, str) else f"number {index + 1}"


def _dotted(where: Sequence[int | str]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
