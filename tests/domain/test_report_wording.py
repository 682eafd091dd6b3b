from __future__ import annotations

import json
from dataclasses import replace

import pytest

from athena.domain.report import Finding, build_report
from athena.domain.report_check import Section
from athena.domain.report_wording import Sentence, digest, facts, numbered, with_wording, worded
from tests.domain.test_report_check import ITEMS

REPORT = build_report(ITEMS)
IDS = {finding.text: (name, finding) for name, (_, finding) in numbered(REPORT).items()}
MADE, MADE_FINDING = next(value for text, value in IDS.items() if text.startswith("Explained: A LEFT JOIN"))
GOOD = "It was well explained which rows a left join keeps."


def said(text: str, name: str = MADE, items: tuple[int, ...] = MADE_FINDING.items) -> list[Sentence]:
    return [Sentence(name, items, text)]


def test_every_finding_has_an_id_of_its_own():
    count = len(REPORT.strengths) + len(REPORT.weaknesses) + len(REPORT.recommendations)
    assert len(numbered(REPORT)) == count
    assert {name[0] for name in numbered(REPORT)} == {"s", "w", "r"}


def test_a_good_sentence_takes_the_place_of_its_template_alone():
    wording = worded(REPORT, said(GOOD))
    changed = [f for f in wording.findings[Section.STRENGTHS] if f not in REPORT.strengths]
    assert changed == [Finding(GOOD, MADE_FINDING.items)]
    assert wording.findings[Section.WEAKNESSES] == REPORT.weaknesses
    assert wording.refused == {}


@pytest.mark.parametrize(
    ("sentences", "why"),
    [
        (said("The left join was explained with confidence."), "person"),
        (said(GOOD, items=(2,)), "does not name"),
        (said(GOOD, items=()), "names no item"),
        (said("Ada explained the left join."), "names somebody"),
    ],
)
def test_a_refused_sentence_leaves_its_template_in_place(sentences: list[Sentence], why: str):
    wording = worded(REPORT, sentences, ["Ada"])
    assert wording.findings[Section.STRENGTHS] == REPORT.strengths
    assert why in wording.refused[MADE]


def test_a_finding_nobody_asked_for_is_passed_over_and_of_two_the_first_counts():
    wording = worded(REPORT, [*said(GOOD, name="s99"), *said(GOOD), *said("Other words on the left join.")])
    assert GOOD in [finding.text for finding in wording.findings[Section.STRENGTHS]]
    assert len(wording.findings[Section.STRENGTHS]) == len(REPORT.strengths)


def test_no_sentence_at_all_leaves_the_report_as_it_was():
    wording = worded(REPORT, [])
    assert with_wording(REPORT, wording.findings, "w 1") == replace(REPORT, writer="w 1")


def test_the_writer_is_told_what_was_found_but_no_word_of_the_candidate():
    told = json.loads(facts(REPORT))
    assert [found["id"] for found in told["findings"]] == list(numbered(REPORT))
    assert told["items"][0]["met"] == ["A LEFT JOIN keeps every row of the left table."]
    assert "it sorts them" not in facts(REPORT)
    assert '"words"' not in facts(REPORT)


def test_the_digest_changes_with_the_facts():
    assert digest(REPORT) == digest(build_report(ITEMS))
    assert digest(REPORT) != digest(build_report(ITEMS[:3]))
