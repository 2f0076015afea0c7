"""Pre-screening: a resume against a position. Typed evidence in, a verdict with quotes out; people can overturn it."""

from vivavoce.features.screening.policy import Decision, Thresholds, Verdict
from vivavoce.features.screening.reading import Resume, read_file, read_text
from vivavoce.features.screening.service import Screening, keep, screen, screening_of

__all__ = [
    "Decision",
    "Resume",
    "Screening",
    "Thresholds",
    "Verdict",
    "keep",
    "read_file",
    "read_text",
    "screen",
    "screening_of",
]
