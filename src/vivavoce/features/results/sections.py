"""What a candidate may see of her result: one set of sections for each ``result_view``. Pure.

Each value shows more than the one before. Coaching is feedback first: unless the interview shows nothing at all, its
advice is there whichever numbers are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from vivavoce.features.interviews import ResultView
from vivavoce.ports.llm.port import Kind


class Section(StrEnum):
    """The parts of a candidate's result, in the order in which they are shown."""

    OVERALL = "overall"
    COMPETENCIES = "competencies"
    COACHING = "coaching"
    ANSWERS = "answers"
    REQUIREMENTS = "requirements"
    COMPONENTS = "components"


_ALL = (Section.OVERALL, Section.COMPETENCIES, Section.ANSWERS, Section.REQUIREMENTS, Section.COMPONENTS)
SECTIONS: Mapping[ResultView, tuple[Section, ...]] = {
    ResultView.NONE: (),
    ResultView.MINIMAL: (),
    ResultView.MINIMAL_WITH_SCORE: (Section.OVERALL,),
    ResultView.ADVANCED: (Section.OVERALL, Section.COMPETENCIES),
    ResultView.FULL: _ALL,
    ResultView.FULL_EXPAND_SCORES: _ALL,
}


def sections_of(view: ResultView, kind: Kind) -> frozenset[Section]:
    """The sections that this view of this kind of interview shows."""
    advice = (Section.COACHING,) if kind is Kind.COACHING and view is not ResultView.NONE else ()
    return frozenset((*SECTIONS[view], *advice))
