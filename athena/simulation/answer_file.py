"""Reads the answers of a scripted candidate from a YAML file.

default: I don't know.             # needed: said to anything else; null is silence
joins: An inner join keeps ...     # to any question of a category
joins-left-vs-inner:               # to one question, and to the follow-up on it
  - It keeps every row.
  - The order date is null.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import yaml

from athena.domain.interview import Category
from athena.domain.questions import Bank
from athena.errors import InputError

_DEFAULT = "default"
_NULL = "tag:yaml.org,2002:null"
_LONGEST = 20_000

Lines = tuple[str | None, ...]


def read_answers(path: Path, bank: Bank) -> dict[str, Lines]:
    """Return answers by question id, category and ``default``; InputError names the line and the field."""
    root = _root(path)
    if not isinstance(root, yaml.MappingNode):
        raise _fault(path, root, "the file", "expected answers by question id or category, and a default")
    answers: dict[str, Lines] = {}
    for key, value in root.value:
        name = _name(path, key, bank)
        if name in answers:
            raise _fault(path, key, name, "stands here for the second time; keep one")
        answers[name] = _lines(path, name, value)
    if _DEFAULT not in answers:
        raise _fault(path, root, _DEFAULT, "is missing; say what to answer to everything else")
    return answers


def _root(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path.name}, line {line}: {error.problem}.") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read as YAML in UTF-8: {error}.") from error


def _name(path: Path, key: yaml.Node, bank: Bank) -> str:
    known = {_DEFAULT, *bank.questions, *(category.value for category in Category)}
    if not isinstance(key, yaml.ScalarNode):
        raise _fault(path, key, "a key", "expected a question id, a category or default")
    name = str(key.value)
    if name not in known:
        near = get_close_matches(name, known, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise _fault(path, key, name, f"is neither a question id nor a category nor default{meant}")
    return name


def _lines(path: Path, name: str, node: yaml.Node) -> Lines:
    if isinstance(node, yaml.SequenceNode):
        if not node.value:
            raise _fault(path, node, name, "expected at least one answer, found an empty list")
        return tuple(_line(path, f"{name}[{i}]", item) for i, item in enumerate(node.value))
    return (_line(path, name, node),)


def _line(path: Path, name: str, node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        raise _fault(path, node, name, "expected a text, or null for silence")
    if node.tag == _NULL:
        return None
    text = " ".join(str(node.value).split())
    if not text or len(text) > _LONGEST:
        raise _fault(path, node, name, f"expected 1 to {_LONGEST:,} characters, found {len(text):,}")
    return text


def _fault(path: Path, node: yaml.Node | None, field: str, problem: str) -> InputError:
    line = node.start_mark.line + 1 if node else 1
    return InputError(f"{path.name}, line {line}, {field}: {problem}.")
