"""What ``/metrics`` tells Prometheus. Counts and times only; nothing about a person."""

from __future__ import annotations

from prometheus_client import Gauge, Histogram, generate_latest

from vivavoce.ports.speech.compute import Lane, LaneLoad

LIVE = Gauge("vivavoce_live_interviews", "Interviews that are live in this process.")
QUEUED = Gauge("vivavoce_speech_queued", "Speech computations that wait.", ["lane"])
RUNNING = Gauge("vivavoce_speech_running", "Speech computations that run.", ["lane"])
WAITED = Gauge("vivavoce_speech_wait_ms", "How long speech computations waited, moving average.", ["lane"])
WORKED = Gauge("vivavoce_speech_work_ms", "How long speech computations took, moving average.", ["lane"])
LATE = Histogram(
    "vivavoce_speech_late_seconds",
    "Silence before a sentence because its sound was not ready. 0: it was ready when the one before it ended.",
    buckets=(0.0, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
)


def page(live: int, lanes: dict[Lane, LaneLoad]) -> bytes:
    """In Prometheus' text format."""
    LIVE.set(live)
    for lane, load in lanes.items():
        QUEUED.labels(lane.value).set(load.queued)
        RUNNING.labels(lane.value).set(load.running)
        WAITED.labels(lane.value).set(load.wait_ms)
        WORKED.labels(lane.value).set(load.work_ms)
    return generate_latest()
