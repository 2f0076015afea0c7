"""The wall clock. Pure code takes ``now`` as an argument; only edges read it here."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
