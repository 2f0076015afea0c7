"""What ``/metrics`` tells Prometheus. Counts and times only; nothing about a person."""

from __future__ import annotations

import structlog
from prometheus_client import Counter, Gauge, Histogram, generate_latest

from vivavoce.ports.speech.compute import Lane, LaneLoad

log = structlog.get_logger(__name__)

LIVE = Gauge("vivavoce_live_interviews", "Interviews that are live in this process.")
QUEUED = Gauge("vivavoce_speech_queued", "Speech computations that wait.", ["lane"])
RUNNING = Gauge("vivavoce_speech_running", "Speech computations that run.", ["lane"])
WAITED = Gauge("vivavoce_speech_wait_ms", "How long speech computations waited, moving average.", ["lane"])
WORKED = Gauge("vivavoce_speech_work_ms", "How long speech computations took, moving average.", ["lane"])
ENDED = Counter("vivavoce_attempts_ended", "Attempts that came to rest, by the state they did so in.", ["state"])
LATE = Histogram(
    "vivavoce_speech_late_seconds",
    "Silence before a sentence because its sound was not ready. 0: it was ready when the one before it ended.",
    buckets=(0.0, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
)


async def count_end(*, attempt_id: str, merchant_id: str, state: str) -> None:
    """A job: one more attempt has come to rest."""
    ENDED.labels(state).inc()
    log.info("attempt.ended", attempt_id=attempt_id, merchant_id=merchant_id, state=state)


def page(live: int, lanes: dict[Lane, LaneLoad]) -> bytes:
    """In Prometheus' text format."""
    LIVE.set(live)
    for lane, load in lanes.items():
        QUEUED.labels(lane.value).set(load.queued)
        RUNNING.labels(lane.value).set(load.running)
        WAITED.labels(lane.value).set(load.wait_ms)
        WORKED.labels(lane.value).set(load.work_ms)
    return generate_latest()
