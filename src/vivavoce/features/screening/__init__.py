"""Pre-screening: a resume against a position. Typed evidence in, a verdict with quotes out; people can overturn it."""

from vivavoce.features.screening.policy import Decision, Thresholds, Verdict
from vivavoce.features.screening.service import Screening, keep, screen, screening_of

__all__ = ["Decision", "Screening", "Thresholds", "Verdict", "keep", "screen", "screening_of"]
