"""How well answers are evaluated, how attacks fare, and what an evaluation takes.

Run with ``python3 -m athena bench evaluation [--graded FILE …]``.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import product
from pathlib import Path
from statistics import correlation, fmean, median

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.config import ROOT
from athena.domain.cost import cost_usd, read_prices
from athena.domain.questions import Question, QuestionType, Sample
from athena.domain.scoring import score_answer
from athena.domain.scoring.neighbours import Graded
from athena.services.evaluation import Evaluator, offline_evaluator
from athena.services.evaluation_budget import Budget
from athena.services.graded_model import GradedModel
from athena.services.openai_evaluation import OpenAIEvaluator
from tests.benchmarks._agreement import FOLDS, FORMAT, agreement, pearson, qwk, read, rmse
from tests.services.fakes_openai import serving, verdicts

BANK = load_bank(DEFAULT_FOLDER)
QUESTIONS = [question for question in BANK.questions.values() if question.type is QuestionType.SPOKEN]
RECOGNISED = ROOT / "tests" / "bank" / "recognised.tsv"
PRICES = ROOT / "data" / "prices.toml"
WEAK = 0.3
RANKS = {"strong": 3, "good": 2, "partial": 1, "wrong": 0, "contradiction": 0, "attack": 0}
KINDS = ("injection", "stuffing", "echo", "contradiction", "list", "attack")
MODELS = ("gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano")
REPLY_TOKENS = 300  # what a reply is assumed to take, thinking included


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser("athena bench evaluation", epilog=FORMAT)
    parser.add_argument("--graded", type=Path, action="append", default=[], metavar="FILE", nargs="+")
    sets = parser.parse_args().graded
    _agreement([path for paths in sets for path in paths])
    _ordered()
    _attacks()
    _spoken_and_typed()
    _cost()
    for other in ("adaptive", "grading"):
        _other(other)


def _agreement(paths: Sequence[Path]) -> None:
    if not paths:
        print(f"agreement with people: no set was given.\n{FORMAT}")
    for path in paths:
        items = read(path, BANK.lexicon)
        print(f"{path.name}: {len(items)} graded answers, {FOLDS} folds")
        print(f"{'':<30}{'r':>7}{'RMSE':>7}{'QWK':>7}")
        for name, pairs in agreement(items, BANK.lexicon):
            print(f"{name:<30}{pearson(pairs):>7.3f}{rmse(pairs):>7.3f}{qwk(pairs):>7.3f}", flush=True)
        print()


def _ordered() -> None:
    print(f"{'pairs ordered right (bank samples)':<40}{'alone':>9}{'taught':>9}{'pairs':>7}")
    alone, taught = offline_evaluator(BANK), [_taught(fold) for fold in range(FOLDS)]
    for name, least, most in (
        ("strong over weak", 2, 0),
        ("strong over partial", 2, 1),
        ("partial over weak", 1, 0),
    ):
        pairs = [
            (number % FOLDS, question, better, worse)
            for number, question in enumerate(QUESTIONS)
            for better, worse in product(question.samples, repeat=2)
            if _rank(better) >= least > _rank(worse) and _rank(worse) == most and _rank(better) != most
            if least == 2 or _rank(better) == 1
        ]
        right = [_right(alone, *pair[1:]) for pair in pairs]
        right_taught = [_right(taught[pair[0]], *pair[1:]) for pair in pairs]
        print(f"{name:<40}{fmean(right):>9.1%}{fmean(right_taught):>9.1%}{len(pairs):>7}")
    print("taught: graded answers are the samples of the other four fifths of the questions\n")


def _taught(fold: int) -> Evaluator:
    """Return an evaluator that knows the samples of the questions outside a fold, graded by their bands."""
    known = [(q, _graded(q, q.samples)) for number, q in enumerate(QUESTIONS) if number % FOLDS != fold]
    return offline_evaluator(BANK, GradedModel(known, _score).moved)


def _graded(question: Question, samples: Iterable[Sample]) -> list[Graded]:
    """Return samples as answers graded with the middle of their bands."""
    return [Graded(f"{question.id} {i}", s.text, sum(s.band) / 2) for i, s in enumerate(samples)]


def _right(evaluator: Evaluator, question: Question, better: Sample, worse: Sample) -> bool:
    return (evaluator(question, better.text).score or 0.0) > (evaluator(question, worse.text).score or 0.0)


def _rank(sample: Sample) -> int:
    return next((RANKS[tag] for tag in sample.tags if tag in RANKS), 0)


def _score(question: Question, text: str) -> float:
    return score_answer(question, text, BANK.lexicon, BANK.version).score or 0.0


def _attacks() -> None:
    """Attacks against an evaluator that was taught by every honest sample of the very question."""
    honest = [(q, _graded(q, [s for s in q.samples if _rank(s)])) for q in QUESTIONS]
    taught = offline_evaluator(BANK, GradedModel(honest, _score).moved)
    rows = [(q, s) for q in QUESTIONS for s in q.samples if {"attack", "contradiction"} & set(s.tags)]
    print(f"{'attacks by kind':<40}{'n':>6}{'mean':>7}{'most':>7}{'above weak':>12}{'taught':>8}")
    for kind in KINDS:
        own = [(q, s) for q, s in rows if _kind(s) == kind]
        if own:
            alone = [_score(q, s.text) for q, s in own]
            above = sum((taught(q, s.text).score or 0.0) > WEAK for q, s in own)
            fooled = sum(score > WEAK for score in alone)
            print(f"{kind:<40}{len(own):>6}{fmean(alone):>7.2f}{max(alone):>7.2f}{fooled:>12}{above:>8}")
    print()


def _kind(sample: Sample) -> str:
    return next(kind for kind in KINDS if kind in sample.tags)


def _spoken_and_typed() -> None:
    lines = RECOGNISED.read_text(encoding="utf-8").splitlines()
    heard = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [
        (_score(q, row["said"]), _score(q, row["heard"]), row["tags"].split("/"))
        for row in heard
        if (q := BANK.questions.get(row["question"]))
    ]
    typed, spoken = [p[0] for p in pairs], [p[1] for p in pairs]
    gap = fmean(abs(a - b) for a, b in zip(typed, spoken, strict=True))
    gained = [b - a for a, b, tags in pairs if "attack" in tags and b > max(a, WEAK)]
    print(f"{len(pairs)} samples typed and spoken (recognised): r {correlation(typed, spoken):.3f},", end=" ")
    print(f"mean gap {gap:.3f}, attacks that gain by being spoken: {len(gained)}\n")


def _cost() -> None:
    rows = [(q, s.text) for q in QUESTIONS[:40] for s in q.samples]
    print(f"{'evaluator':<40}{'ms an answer':>14}{'worst':>8}")
    _timed("offline", offline_evaluator(BANK), rows)
    known = [(q, _graded(q, q.samples)) for q in QUESTIONS]
    started = time.perf_counter()
    taught = GradedModel(known, _score)
    taught_s = time.perf_counter() - started
    _timed("offline, with graded neighbours", offline_evaluator(BANK, taught.moved), rows)
    question, text = rows[0]
    reply = verdicts({point.id: ("absent", "") for point in question.key_points})
    with serving(reply) as (server, client):
        judge = OpenAIEvaluator(client, "judge", offline_evaluator(BANK), Budget(100.0))
        _timed("openai (scripted server, no model time)", judge, [(question, text)] * 20)
        tokens = len(json.dumps(server.requests[0])) // 4
    print(f"learning from {sum(len(graded) for _, graded in known)} graded answers: {taught_s:.2f} s")
    usage = {"input_tokens": tokens, "output_tokens": REPLY_TOKENS}
    prices = read_prices(PRICES.read_text(encoding="utf-8"))
    for model in MODELS:
        if price := prices.of(model):
            print(
                f"{model}: ${cost_usd(usage, price):.4f} an answer ({tokens} tokens in, {REPLY_TOKENS} out)"
            )
    print()


def _timed(
    name: str, evaluate: Callable[[Question, str], object], rows: Sequence[tuple[Question, str]]
) -> None:
    evaluate(*rows[0])
    taken = []
    for row in rows:
        started = time.perf_counter()
        evaluate(*row)
        taken.append((time.perf_counter() - started) * 1000)
    print(f"{name:<40}{median(taken):>14.2f}{max(taken):>8.1f}")


def _other(name: str) -> None:
    """Print the table of another benchmark that belongs here."""
    try:
        table = getattr(import_module(f"tests.benchmarks.{name}"), "table", None)
    except ModuleNotFoundError:
        table = None
    if table is None:
        print(f"{name}: run it by itself with bench {name}")
        return
    found = table()
    if found is not None:
        print(found)


if __name__ == "__main__":
    main()
