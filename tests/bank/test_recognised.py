"""Samples read out by one synthetic voice, as speech recognition heard them (recognised.tsv)."""

import csv
from pathlib import Path
from statistics import correlation, fmean

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.scoring import score_answer

BANK = load_bank(DEFAULT_FOLDER)
LINES = Path(__file__).with_name("recognised.tsv").read_text(encoding="utf-8").splitlines()
HEARD = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))
WEAK = 0.3


def score(question_id: str, text: str) -> float:
    return score_answer(BANK.questions[question_id], text, BANK.lexicon, BANK.version).score or 0.0


def test_heard_and_read_answers_are_scored_alike() -> None:
    read = [score(row["question"], row["said"]) for row in HEARD]
    heard = [score(row["question"], row["heard"]) for row in HEARD]
    assert correlation(read, heard) >= 0.97
    assert fmean(abs(a - b) for a, b in zip(read, heard, strict=True)) <= 0.03


def test_no_attack_gains_by_being_spoken() -> None:
    attacks = [row for row in HEARD if "attack" in row["tags"].split("/")]
    assert attacks
    gained = [
        row["question"]
        for row in attacks
        if score(row["question"], row["heard"]) > max(WEAK, score(row["question"], row["said"]))
    ]
    assert gained == []


def test_lists_of_terms_stay_weak_in_what_was_heard_of_them() -> None:
    lists = [row for row in HEARD if "stuffing" in row["tags"].split("/")]
    weak = [score(row["question"], row["heard"]) <= WEAK for row in lists]
    assert len(lists) > 40
    assert sum(weak) / len(weak) >= 0.95


def test_contradictions_stay_weak_in_what_was_heard_of_them() -> None:
    told = [row for row in HEARD if "contradiction" in row["tags"].split("/")]
    weak = [score(row["question"], row["heard"]) <= WEAK for row in told]
    assert sum(weak) / len(weak) >= 0.95
