"""Reads a folder of question files into a bank, or says exactly which field of which question is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from athena.bank.checks import Problem, lexicon_problems, problems_of
from athena.bank.convert import to_question
from athena.bank.paths import LEXICON_FILE
from athena.bank.schema import LexiconFile, QuestionFile, QuestionPart
from athena.bank.yaml_file import read_yaml
from athena.domain.questions import Bank
from athena.errors import BankError

_SHOWN = 8
_Model = TypeVar("_Model", bound=BaseModel)


def load_bank(folder: Path) -> Bank:
    """Return the bank of ``folder``: lexicon.yaml and one file per category, named after it.

    The bank's version is the highest version of its files and a digest of their content. Raises BankError.
    """
    paths = _question_files(folder)
    lexicon = _lexicon(folder / LEXICON_FILE)
    files = [(path, _checked(path, lexicon.lexicon)) for path in paths]
    _refuse(_across(files))
    questions = {part.id: to_question(part) for _, file in files for part in file.questions}
    newest = max(lexicon.version, *(file.version for _, file in files))
    return Bank(
        version=f"{newest}+{_digest([folder / LEXICON_FILE, *paths])}",
        questions=MappingProxyType(questions),
        lexicon=MappingProxyType(dict(lexicon.lexicon)),
    )


def _question_files(folder: Path) -> list[Path]:
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != LEXICON_FILE)
    if not paths:
        raise BankError(f"There are no question files (*.yaml) in {folder}; name the folder that holds them.")
    return paths


def _lexicon(path: Path) -> LexiconFile:
    lexicon = _parsed(path, LexiconFile)
    _refuse(f"{path.name}: {field}: {expected}." for field, expected in lexicon_problems(lexicon.lexicon))
    return lexicon


def _checked(path: Path, lexicon: Mapping[str, str]) -> QuestionFile:
    file = _parsed(path, QuestionFile)
    _refuse(
        _sentence(path, question.id, problem)
        for question in file.questions
        for problem in (*_place(path, question), *problems_of(question, lexicon))
    )
    return file


def _place(path: Path, question: QuestionPart) -> Iterator[Problem]:
    if question.category != path.stem:
        yield "category", f"expected {path.stem}, the name of the file, found {question.category}"


def _across(files: Sequence[tuple[Path, QuestionFile]]) -> Iterator[str]:
    seen: dict[str, Path] = {}
    for path, file in files:
        for question in file.questions:
            if question.id in seen:
                problem = ("id", f"expected a new id, {seen[question.id].name} has it")
                yield _sentence(path, question.id, problem)
            seen.setdefault(question.id, path)
    for path, file in files:
        for question in file.questions:
            for i, follow_up in enumerate(question.follow_ups):
                if follow_up.links_to and follow_up.links_to not in seen:
                    problem = (
                        f"follow_ups[{i}].links_to",
                        f"expected a question's id, {follow_up.links_to} is none",
                    )
                    yield _sentence(path, question.id, problem)


def _parsed(path: Path, model: type[_Model]) -> _Model:
    raw = read_yaml(path)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        _refuse(_invalid(path, raw, error))
        raise


def _invalid(path: Path, raw: object, error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        where = fault["loc"]
        expected = f"{fault['msg'][0].lower()}{fault['msg'][1:]}, found {fault['input']!r:.60}"
        if len(where) > 1 and where[0] == "questions" and isinstance(where[1], int):
            yield _sentence(path, _id_at(raw, where[1]), (_dotted(where[2:]), expected))
        else:
            yield f"{path.name}: {_dotted(where) or 'the file'}: {expected}."


def _id_at(raw: object, index: int) -> str:
    questions = raw.get("questions") if isinstance(raw, dict) else None
    question = questions[index] if isinstance(questions, list) else None
    found = question.get("id") if isinstance(question, dict) else None
    return found if isinstance(found, str) else f"number {index + 1}"


def _dotted(where: Sequence[int | str]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")


def _sentence(path: Path, question_id: str, problem: Problem) -> str:
    field, expected = problem
    return f"{path.name}: question {question_id}: {field}: {expected}."


def _refuse(sentences: Iterable[str]) -> None:
    found = list(sentences)
    if found:
        more = [f"… and {len(found) - _SHOWN} more."] if len(found) > _SHOWN else []
        raise BankError("\n".join([*found[:_SHOWN], *more]))


def _digest(paths: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for path in paths:
        content.update(path.read_bytes())
    return content.hexdigest()[:10]
