"""Whether a sentence of a report says only what the items it names bear out; whatever it adds is refused.

The check errs towards refusing: a template stands in for a refused sentence, so nothing is lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from statistics import fmean
from typing import Final

from athena.domain.interview import Category
from athena.domain.report_items import Finding, ReportItem, percent

LONGEST: Final = 320  # characters


class Section(StrEnum):
    """A part of the report, and what its sentences claim."""

    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    RECOMMENDATIONS = "recommendations"


_WEAK: Final = 0.5
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*%?")
_MARKUP: Final = re.compile(r"[<>{}\[\]\n\r\t\\`#|]|https?:|www\.")
_NUMBER_WORDS: Final = {
    word: str(number)
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
} | {"twice": "2", "hundred": "100", "half": "0.5"}
_PERSONAL: Final = re.compile(
    r"\b(?:accent|pronunciation|dialect|native|nervous|anxious|anxiety|stress(?:ed)?|calm|confiden(?:t|tly|ce)"
    r"|hesita\w+|emotion\w*|feel\w*|felt|mood|tone|voice|fluen\w+|eloquen\w+|articula\w+|personalit\w+"
    r"|attitude|enthusias\w+|passion\w*|motivat\w+|lazy|honest\w*|dishonest\w*|intelligen\w+|smart|clever"
    r"|stupid|talent\w*|gender|male|female|man|woman|young|old|age|race|religio\w+|nationalit\w+|disab\w+"
    r"|shy|friendly|polite|charis\w+|cheat\w*)\b",
    re.IGNORECASE,
)
_DECISION: Final = re.compile(
    r"\b(?:hir(?:e|ed|ing)|reject(?:ed|ion)?|promot(?:e|ed|ion)|dismiss(?:ed|al)?|fired?|salary|qualified"
    r"|unqualified|unfit|suitable|unsuitable|recommend(?:ed)? for)\b",
    re.IGNORECASE,
)
_TERMS: Final = frozenset(
    """acid aggregate aggregation alias analytic anti atomicity between btree cardinality cascade case cast
    clustered coalesce collation column commit composite concurrency consistency constraint correlated
    covering cross cte cube cursor deadlock default delete denormalisation denormalization dense
    distinct durability except exists explain fact foreign frame function grant group grouping hash
    having heap index indexes indices injection inner insert intersect isolation join joins key lag
    lateral lead left limit locking locks materialised materialized merge normal normalisation
    normalization null nulls offset optimiser optimizer order outer over partition partitioning
    percentile phantom pivot plan predicate primary procedure qualify rank recursion recursive
    referential repeatable right rollback rollup row sargable scan schema self sequence serializable set
    shard sharding snapshot star subqueries subquery surrogate table tables transaction transactions
    trigger truncate union unique update upsert vacuum view views window windows with""".split()  # noqa: SIM905
)
_PROSE: Final = frozenset(
    """between case default except exists fact function group key left limit normal order over plan rank right
    row self sequence set star table tables with update cross""".split()  # noqa: SIM905
)
"""Terms that are also plain English: alone they claim nothing."""


def complaint(
    finding: Finding, section: Section, items: Sequence[ReportItem], names: Collection[str] = ()
) -> str:
    """Return why a sentence is refused, nothing when it is borne out.

    ``finding`` names the numbers of the items it rests on among ``items``; ``names`` are those of people.
    """
    backing = [item for item in items if item.number in finding.items]
    if not finding.items or len(backing) != len(set(finding.items)) or len(finding.items) != len(backing):
        return "it names no item, or one that is not there"
    source = _source(backing)
    return next(filter(None, _complaints(finding.text, section, backing, source, names)), "")


def _complaints(
    text: str, section: Section, backing: Sequence[ReportItem], source: str, names: Collection[str]
) -> Iterator[str]:
    yield _shape(text)
    yield _about_a_person(text, source, names)
    yield _numbers(text, backing, source)
    yield _subjects(text, source)
    yield _direction(section, backing)


def _shape(text: str) -> str:
    if not text.strip() or len(text) > LONGEST:
        return "it is empty or too long"
    return "it holds markup or an address" if _MARKUP.search(text) else ""


def _about_a_person(text: str, source: str, names: Collection[str]) -> str:
    known = _known(source)
    for found in (*_PERSONAL.finditer(text), *_DECISION.finditer(text)):
        if found[0].casefold() not in known:
            return f"it speaks of the person or decides about them: {found[0]}"
    words = {word.casefold() for word in _WORD.findall(text)}
    named = [part for name in names for part in _WORD.findall(name.casefold()) if len(part) > 1]
    if words & (set(named) - known):
        return "it names somebody"
    strange = [word for word in _capitalised(text) if word.casefold() not in known]
    return f"it names somebody or something unknown: {strange[0]}" if strange else ""


def _capitalised(text: str) -> Iterator[str]:
    """Yield the words with a capital that do not begin a sentence."""
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" \"'“‘(")
        if found[0][0].isupper() and before and before[-1] not in ".!?:":
            yield found[0]


def _numbers(text: str, backing: Sequence[ReportItem], source: str) -> str:
    known = _known_numbers(backing, source)
    said = _NUMBER.findall(text)
    said += [_NUMBER_WORDS[word] for word in _words(text) if word in _NUMBER_WORDS]
    unknown = [number for number in said if number not in known]
    return f"it holds a number that is not among the facts: {unknown[0]}" if unknown else ""


def _known_numbers(backing: Sequence[ReportItem], source: str) -> set[str]:
    known = {str(item.number) for item in backing} | {str(len(backing))} | set(_NUMBER.findall(source))
    known |= {_NUMBER_WORDS[word] for word in _words(source) if word in _NUMBER_WORDS}
    scores = [item.score for item in backing if item.score is not None]
    known |= {percent(score) for score in scores}
    return known | ({percent(fmean(scores))} if scores else set())


def _subjects(text: str, source: str) -> str:
    """Find a technical term that none of the backing items is about."""
    known = {_stem(word) for word in _known(source)}
    said = [(word, _stem(word.casefold())) for word in _WORD.findall(text)]
    terms = [word for word, stem in said if stem not in known and (stem in _TECHNICAL or _is_keyword(word))]
    return f"it speaks of something its items are not about: {terms[0]}" if terms else ""


def _is_keyword(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _direction(section: Section, backing: Sequence[ReportItem]) -> str:
    """A strength must rest on answers with something right, a weakness on answers with something missing."""
    if section is Section.STRENGTHS and not all(_good(item) for item in backing):
        return "it praises an answer that does not deserve it"
    if section is Section.WEAKNESSES and not all(_lacking(item) for item in backing):
        return "it blames an answer that lacks nothing"
    return ""


def _good(item: ReportItem) -> bool:
    return item.score is not None and item.score >= _WEAK and not item.suspicions


def _lacking(item: ReportItem) -> bool:
    return bool(item.missed or item.partly_met or item.misconceptions) or (item.score or 0.0) < _WEAK


def _source(backing: Sequence[ReportItem]) -> str:
    """Return all that the backing items are about, in small letters."""
    parts: list[str] = []
    for item in backing:
        points = item.evaluation.points if item.evaluation else ()
        parts += [item.question, item.category.label, item.category, item.difficulty, *item.skills]
        parts += [point.text for point in points]
        parts += [text for wrong in item.misconceptions for text in (wrong.claim, wrong.feedback)]
        parts += item.suspicions
    return " ".join(parts).replace("_", " ").replace("-", " ").casefold()


def _known(source: str) -> set[str]:
    return {"sql", "i", *_words(source)}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ices", "ex"),
        ("ing", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) > 1 and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


_FIELDS: Final = frozenset(word for category in Category for word in _words(category.label))
_PLAIN: Final = _PROSE | {"and", "of", "the", "for", "in", "data", "query", "queries"}
_TECHNICAL: Final = {_stem(word) for word in _TERMS | _FIELDS} - {_stem(word) for word in _PLAIN}
