"""The price list. Pure: what an interview costs follows from how it is configured, not from how long it took."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

PRE_SCREENING = Decimal("0.25")
"""A resume that was rated, whatever came of it."""


class Presentation(StrEnum):
    """How the interviewer appears; the base of the price."""

    VOICE = "voice"
    AVATAR = "avatar"
    AVATAR_EARLY_STOP = "avatar_early_stop"


_BASE = {
    Presentation.VOICE: Decimal("1"),
    Presentation.AVATAR: Decimal("2.5"),
    Presentation.AVATAR_EARLY_STOP: Decimal("1.5"),
}
_INTEGRITY = {
    None: Decimal(0),
    "audio_first_5_answers": Decimal("0.1"),
    "audio_all": Decimal("0.1"),
    "video_first_5_answers": Decimal("0.25"),
    "video_all": Decimal("0.25"),
}
_FULL_SESSION = {None: Decimal(0), "audio_all": Decimal("0.2"), "video_all": Decimal("0.4")}
_STEPS = ((20, 1), (30, 2), (45, 3), (60, 4))


def multiplier(max_duration_minutes: float) -> int:
    """1 up to 20 minutes, 2 up to 30, 3 up to 45, 4 up to 60, 5 above: of the configured duration."""
    return next((factor for minutes, factor in _STEPS if max_duration_minutes <= minutes), 5)


def interview_price(
    presentation: Presentation,
    *,
    recording: str | None = None,
    recording_full_session: str | None = None,
    max_duration_minutes: float = 20,
) -> Decimal:
    """Credits for one finished interview: (base + add-ons) x duration."""
    add_ons = _INTEGRITY[recording] + _FULL_SESSION[recording_full_session]
    return (_BASE[presentation] + add_ons) * multiplier(max_duration_minutes)
