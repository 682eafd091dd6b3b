"""Scoring of spoken answers without a network: verdicts with quotes, and a score computed from them."""

from athena.domain.scoring.scorer import arithmetic, missing_points, score_answer

__all__ = ["arithmetic", "missing_points", "score_answer"]
