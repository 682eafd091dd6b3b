"""Verdicts on key points and the misconceptions found, each with the candidate's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from athena.domain.evaluation import CREDIT, MisconceptionFound, PointVerdict, Verdict
from athena.domain.questions import KeyPoint, Misconception, Question
from athena.domain.scoring.clauses import Window
from athena.domain.scoring.matching import Hit, hits, prepare
from athena.domain.scoring.patterns import compile_pattern
from athena.domain.scoring.traced import Traced

_PARTIAL_SHARE: Final = 2 / 3
_PARTIAL_CONCEPTS: Final = 3
_WHOLE_SHARE: Final = 0.5
_LEAST_CREDIT: Final = 0.1
_MET_CREDIT: Final = 0.8


def find_misconceptions(
    question: Question, answer: Traced, windows: Sequence[Window], lexicon: Mapping[str, str]
) -> tuple[MisconceptionFound, ...]:
    """Return the wrong claims the answer makes within single clauses."""
    single = [window for window in windows if window.clauses == 1]
    found = ((wrong, _claimed(question, wrong, single, lexicon)) for wrong in question.misconceptions)
    return tuple(
        MisconceptionFound(
            wrong.id,
            wrong.claim,
            wrong.penalty,
            wrong.feedback,
            answer.quote(hit.window.start, hit.window.end),
        )
        for wrong, hit in found
        if hit
    )


def judge_points(
    question: Question,
    answer: Traced,
    windows: Sequence[Window],
    found: Sequence[MisconceptionFound],
    lexicon: Mapping[str, str],
) -> tuple[PointVerdict, ...]:
    """Return one verdict per key point; a point voided by a misconception is contradicted."""
    told = {wrong.misconception_id: wrong.quote for wrong in found}
    voided = {
        point: told[wrong.id]
        for wrong in question.misconceptions
        if wrong.id in told
        for point in wrong.voids
    }
    return tuple(
        _voided(_judge(question, point, answer, windows, lexicon), voided.get(point.id))
        for point in question.key_points
    )


def _claimed(
    question: Question, wrong: Misconception, windows: Sequence[Window], lexicon: Mapping[str, str]
) -> Hit | None:
    concepts = prepare(wrong.claim, wrong.match, question.contrasts, lexicon)
    return next((hit for hit in hits(concepts, windows) if hit.share == 1 and not hit.denied), None)


def _judge(
    question: Question, point: KeyPoint, answer: Traced, windows: Sequence[Window], lexicon: Mapping[str, str]
) -> PointVerdict:
    found = list(hits(prepare(point.text, point.match, question.contrasts, lexicon), windows))
    verdict, hit = _weigh(found, len(point.match.all_of))
    if point.match.terms and verdict is not Verdict.CONTRADICTED:
        return _judge_terms(point, answer, windows, lexicon)
    quote = answer.quote(hit.window.start, hit.window.end) if hit else None
    return PointVerdict(point.id, point.text, point.weight, verdict, CREDIT[verdict], quote)


def _judge_terms(
    point: KeyPoint, answer: Traced, windows: Sequence[Window], lexicon: Mapping[str, str]
) -> PointVerdict:
    """Judge a claim by the share of its terms in the whole answer; the clause with most of them is quoted."""
    weighed = [(compile_pattern(pattern, lexicon), weight) for pattern, weight in point.match.terms]
    single = [window for window in windows if window.clauses == 1]
    found = [{i for i, (term, _) in enumerate(weighed) if term.search(window.text)} for window in single]
    share = sum(weighed[i][1] for i in set().union(*found)) / sum(weight for _, weight in weighed)
    credit = round(min(1.0, share / _WHOLE_SHARE), 4)
    if credit < _LEAST_CREDIT:
        return PointVerdict(point.id, point.text, point.weight, Verdict.ABSENT, 0.0)
    verdict = Verdict.MET if credit >= _MET_CREDIT else Verdict.PARTIAL
    best = single[max(range(len(single)), key=lambda i: len(found[i]))]
    return PointVerdict(
        point.id, point.text, point.weight, verdict, credit, answer.quote(best.start, best.end)
    )


def _weigh(found: Sequence[Hit], concepts: int) -> tuple[Verdict, Hit | None]:
    full = [hit for hit in found if hit.share == 1]
    denied = [hit for hit in full if hit.denied]
    in_clause = [hit.window for hit in denied if hit.window.clauses == 1]
    claimed = [hit for hit in full if not hit.denied and not any(map(hit.window.covers, in_clause))]
    if claimed:
        return (Verdict.PARTIAL if in_clause else Verdict.MET), claimed[0]
    if denied:
        return Verdict.CONTRADICTED, denied[0]
    return _weigh_parts(found, concepts)


def _weigh_parts(found: Sequence[Hit], concepts: int) -> tuple[Verdict, Hit | None]:
    parts = [hit for hit in found if hit.leading and not hit.denied and hit.share >= _PARTIAL_SHARE]
    if concepts < _PARTIAL_CONCEPTS or not parts:
        return Verdict.ABSENT, None
    return Verdict.PARTIAL, parts[0]


def _voided(verdict: PointVerdict, quote: str | None) -> PointVerdict:
    if quote is None:
        return verdict
    return replace(verdict, verdict=Verdict.CONTRADICTED, credit=0.0, quote=quote)
