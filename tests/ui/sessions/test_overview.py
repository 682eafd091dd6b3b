"""What the report of a session says beside its findings."""

from __future__ import annotations

from dataclasses import replace

from athena.domain.report import build_report
from athena.ui.sessions.overview import wording


def test_a_report_says_that_templates_worded_it() -> None:
    assert wording(build_report(())).endswith("put into words by templates.")


def test_a_report_names_the_model_that_worded_it_and_its_version() -> None:
    report = replace(build_report(()), writer="openai judge prompt 1")
    assert "put into words by openai judge prompt 1;" in wording(report)
