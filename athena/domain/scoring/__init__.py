"""Scoring of spoken answers without a network: verdicts with quotes, and a score computed from them."""

from athena.domain.scoring.scorer import arithmetic, missing_points, score_answer
from athena.domain.scoring.terms import terms

__all__ = ["arithmetic", "missing_points", "score_answer", "terms"]
