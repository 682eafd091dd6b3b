"""Scoring of spoken answers without a network: verdicts with quotes, and a score computed from them."""

from athena.domain.scoring.scorer import arithmetic, score_answer

__all__ = ["arithmetic", "score_answer"]
