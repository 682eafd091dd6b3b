"""What a question must hold beyond the types of its fields: sums, references, patterns."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from athena.bank.checks_sql import sql_problems
from athena.bank.parsing import Problem
from athena.bank.schema import MatchPart, QuestionPart
from athena.domain.scoring.patterns import UnknownMacroError, compile_pattern

_UNSEEN = re.compile(r"[A-Z]|-(?![^\[]*\])")


def problems_of(question: QuestionPart, lexicon: Mapping[str, str]) -> Iterator[Problem]:
    """Yield everything wrong with a question in itself."""
    yield from sql_problems(question)
    yield from _weights(question)
    yield from _ids(question)
    yield from _references(question)
    yield from _samples(question)
    for field, pattern in _patterns(question):
        yield from _pattern(field, pattern, lexicon)


def lexicon_problems(lexicon: Mapping[str, str]) -> Iterator[Problem]:
    """Yield everything wrong with the shared macros."""
    for name, pattern in lexicon.items():
        if "@" in pattern:
            yield f"lexicon.{name}", "expected a pattern without another @macro"
        else:
            yield from _pattern(f"lexicon.{name}", pattern, {})


def _weights(question: QuestionPart) -> Iterator[Problem]:
    heard = [point.weight for point in question.key_points if point.match]
    seen = [point.weight for point in question.key_points if point.source]
    for weights, kind in ((heard, ""), (seen, " of the points with a source")):
        total = math.fsum(weights)
        if (weights or not kind) and not math.isclose(total, 1.0, abs_tol=1e-6):
            yield "key_points", f"expected weights{kind} that sum to 1, they sum to {total:g}"


def _ids(question: QuestionPart) -> Iterator[Problem]:
    for field, ids in (
        ("key_points", [point.id for point in question.key_points]),
        ("misconceptions", [wrong.id for wrong in question.misconceptions]),
    ):
        for doubled in _doubled(ids):
            yield field, f"expected distinct ids, {doubled} stands twice"


def _references(question: QuestionPart) -> Iterator[Problem]:
    points = {point.id for point in question.key_points}
    heard = {point.id for point in question.key_points if point.match}
    wrongs = {wrong.id for wrong in question.misconceptions}
    data = {one.name for one in question.sql.hidden_data} if question.sql else set()
    for i, wrong in enumerate(question.misconceptions):
        for voided in set(wrong.voids) - heard:
            yield f"misconceptions[{i}].voids", f"expected ids of key points, {voided} is none"
    for i, follow_up in enumerate(question.follow_ups):
        kind, _, name = follow_up.when.partition(":")
        known = {"missing": points, "misconception": wrongs, "dataset_failed": data}.get(kind)
        if known is not None and name not in known:
            yield f"follow_ups[{i}].when", f"expected an id of this question after {kind}:, {name} is none"


def _samples(question: QuestionPart) -> Iterator[Problem]:
    tags = {tag for sample in question.samples if sample.text for tag in sample.tags}
    for needed in ("strong", "contradiction", "attack"):
        if needed not in tags:
            yield "samples", f"expected at least one sample with text tagged {needed}"


def _patterns(question: QuestionPart) -> Iterator[tuple[str, str]]:
    for i, contrast in enumerate(question.contrasts):
        yield f"contrasts[{i}]", contrast
    for i, point in enumerate(question.key_points):
        if point.match:
            yield from _of_match(f"key_points[{i}].match", point.match)
    for i, wrong in enumerate(question.misconceptions):
        yield from _of_match(f"misconceptions[{i}].match", wrong.match)


def _of_match(field: str, match: MatchPart) -> Iterator[tuple[str, str]]:
    for name, patterns in (("all", match.all), ("not", match.not_)):
        for i, pattern in enumerate(patterns):
            yield f"{field}.{name}[{i}]", pattern


def _pattern(field: str, pattern: str, lexicon: Mapping[str, str]) -> Iterator[Problem]:
    try:
        compiled = compile_pattern(pattern, lexicon)
    except UnknownMacroError as error:
        yield field, f"expected a macro of lexicon.yaml, @{error.name} is none"
        return
    except re.error as error:
        yield field, f"expected a regular expression, {pattern!r} is none: {error}"
        return
    if compiled.search("") or compiled.search(" "):
        yield field, f"expected a pattern that needs at least one word, {pattern!r} matches nothing at all"
    if found := _UNSEEN.search(re.sub(r"\\.", "", pattern)):
        yield (
            field,
            f"expected plain lower-case words, {pattern!r} has {found[0]!r}, which never occurs in answers",
        )


def _doubled(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
