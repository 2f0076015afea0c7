"""Scores with evidence. Promises: no quote, no score; "not assessed" is never a number; each row names its rater."""

from vivavoce.features.evaluation.service import EvaluationRecord, best_share, evaluation_of, rate_attempt, score_so_far

__all__ = ["EvaluationRecord", "best_share", "evaluation_of", "rate_attempt", "score_so_far"]
