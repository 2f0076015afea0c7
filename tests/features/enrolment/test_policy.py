"""What an enrolment's state is called."""

from __future__ import annotations

import pytest

from vivavoce.features.enrolment.policy import MEANINGS, SUBMITTED, EnrolmentStatus, present_status, reason_of


@pytest.mark.parametrize(
    ("submitted", "used", "allowed", "applied"),
    [(0, 0, 1, False), (0, 1, 1, False), (1, 1, 1, True), (1, 1, 2, False), (1, 2, 2, True), (1, 3, 2, True)],
)
def test_already_applied(submitted: int, used: int, allowed: int, applied: bool) -> None:
    kept = EnrolmentStatus.AI_ACCEPT
    found = present_status(kept, submitted_attempts=submitted, attempts_used=used, attempts_allowed=allowed)
    assert found == (EnrolmentStatus.ALREADY_APPLIED if applied else kept)


def test_reasons_are_told_on_rejects_and_on_already_applied_alone() -> None:
    told = {status: reason_of(status, ("a", "b")) for status in EnrolmentStatus}
    assert told.pop(EnrolmentStatus.ALREADY_APPLIED) == SUBMITTED
    assert {status for status, reason in told.items() if reason == "a b"} == {
        EnrolmentStatus.AI_REJECT,
        EnrolmentStatus.RECRUITER_REJECT,
    }
    assert set(MEANINGS) == set(EnrolmentStatus)
