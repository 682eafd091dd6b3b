"""Reads a folder of question files into a bank, or says exactly which field of which question is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from athena.bank.checks import lexicon_problems, problems_of
from athena.bank.convert import to_question
from athena.bank.parsing import QUESTIONS, Problem, digest, parse, refuse
from athena.bank.paths import LEXICON_FILE
from athena.bank.schema import LexiconFile, QuestionFile, QuestionPart
from athena.domain.questions import Bank
from athena.errors import BankError


def load_bank(folder: Path) -> Bank:
    """Return the bank of ``folder``: lexicon.yaml and one file per category, named after it.

    The bank's version is the highest version of its files and a digest of their content. Raises BankError.
    """
    paths = _question_files(folder)
    lexicon = _lexicon(folder / LEXICON_FILE)
    files = [(path, _checked(path, lexicon.lexicon)) for path in paths]
    refuse(_across(files))
    questions = {part.id: to_question(part) for _, file in files for part in file.questions}
    newest = max(lexicon.version, *(file.version for _, file in files))
    return Bank(
        version=f"{newest}+{digest([folder / LEXICON_FILE, *paths])}",
        questions=MappingProxyType(questions),
        lexicon=MappingProxyType(dict(lexicon.lexicon)),
    )


def _question_files(folder: Path) -> list[Path]:
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != LEXICON_FILE)
    if not paths:
        raise BankError(f"There are no question files (*.yaml) in {folder}; name the folder that holds them.")
    return paths


def _lexicon(path: Path) -> LexiconFile:
    lexicon = parse(path, LexiconFile)
    refuse(f"{path.name}: {field}: {expected}." for field, expected in lexicon_problems(lexicon.lexicon))
    return lexicon


def _checked(path: Path, lexicon: Mapping[str, str]) -> QuestionFile:
    file = parse(path, QuestionFile)
    refuse(
        QUESTIONS.sentence(path, question.id, problem)
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
                yield QUESTIONS.sentence(path, question.id, problem)
            seen.setdefault(question.id, path)
    for path, file in files:
        for question in file.questions:
            for i, follow_up in enumerate(question.follow_ups):
                if follow_up.links_to and follow_up.links_to not in seen:
                    problem = (
                        f"follow_ups[{i}].links_to",
                        f"expected a question's id, {follow_up.links_to} is none",
                    )
                    yield QUESTIONS.sentence(path, question.id, problem)
