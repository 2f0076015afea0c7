"""Whether another attempt is offered and may begin. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.interviews import InterviewScript


def offers_another(
    screen: str, interview: InterviewScript, holder: LinkHolder, left: int, best_share: float | None
) -> bool:
    """Whether another attempt is offered: after the hand-in, while attempts are left and no score has ended them."""
    is_open = interview.status == "active" or (interview.status == "draft" and holder.is_test)
    return screen == "submitted" and left > 0 and is_open and not retries_over(interview.scoring, best_share)


def retries_over(scoring: Mapping[str, Any], best_share: float | None) -> bool:
    """Whether the best score so far, a share of the highest, has reached ``stop_retries_at_score``."""
    stop_at: float = scoring["stop_retries_at_score"] / scoring["max_score"]
    return best_share is not None and best_share >= stop_at
