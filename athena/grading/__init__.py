"""Grading queries by running them on data they have not seen."""

from athena.grading.grader import Grader
from athena.grading.values import Grade, Outcome, Verdict

__all__ = ["Grade", "Grader", "Outcome", "Verdict"]
