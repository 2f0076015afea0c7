"""The pause that ends a turn."""

from __future__ import annotations

from vivavoce.features.sessions import turns


def test_an_unknown_pace_is_the_normal_one() -> None:
    assert turns.pause_ms("warp", None, unfinished=False) == turns.PAUSE_MS["normal"]
