"""Other ways to decide that she has finished, tried on the same silences: how long each would have waited."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.turns.silences import Silence

Policy = Callable[[Silence], int]
"""Silence in ms after which the turn is taken, if it lasts so long."""

_PIPECAT_STOP_MS = 200
_PIPECAT_COMPLETE = 0.5
_PIPECAT_PATIENCE_MS = 3_000


def fixed(ms: int) -> Policy:
    """The same silence for everybody."""
    return lambda _: ms


def pipecat(silence: Silence) -> int:
    """smart-turn alone, with Pipecat's defaults: asked once at the voice activity's stop; else three seconds."""
    asked = silence.complete.get(_PIPECAT_STOP_MS)
    sure = asked is not None and asked > _PIPECAT_COMPLETE
    return _PIPECAT_STOP_MS if sure else _PIPECAT_PATIENCE_MS


OTHERS: dict[str, Policy] = {
    "silence 0.4 s": fixed(400),
    "silence 1.6 s": fixed(1600),
    "silence 2.65 s": fixed(2650),
    "silence 3.6 s": fixed(3600),
    "smart-turn alone": pipecat,
}


def taken_ms(policy: Policy, silences: list[Silence]) -> int | None:
    """When, in ms from the start of the utterance, the turn is taken within these silences, if at all."""
    for silence in silences:
        waits = policy(silence)
        if silence.until_ms is None or waits < silence.until_ms - silence.from_ms:
            return silence.from_ms + waits
    return None
