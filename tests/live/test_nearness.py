"""Who is loud is she; who is as soft as the room is the room."""

from __future__ import annotations

import numpy as np
import pytest

from vivavoce.features.sessions.ear import Ear, Stopped
from vivavoce.features.sessions.nearness import Nearness
from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import VAD_FRAME, Samples


class Everything:
    """A model that hears a voice in everything but digital silence."""

    def __init__(self) -> None:
        self.deaf = 40

    def probability(self, frame: Samples) -> float:
        self.deaf -= 1
        return 0.1 if self.deaf >= 0 or not frame.any() else 0.9


def noise(frames: int, db: float, seed: int = 1) -> Samples:
    drawn = np.random.default_rng(seed).normal(0, 10 ** (db / 20), frames * VAD_FRAME)
    return np.asarray(drawn, np.float32)


@pytest.mark.parametrize("above_db", [8, 10, 20, 30])
def test_her_end_is_heard_in_a_room_full_of_voices(above_db: float) -> None:
    room = -30.0
    track = np.concatenate((noise(40, room), noise(60, room + above_db, 2), noise(40, room, 3)))
    stopped = [what for what in Ear(Everything()).feed(sound.to_pcm(track)) if isinstance(what, Stopped)]
    assert len(stopped) == 1
    assert 50 * 32 <= stopped[0].speech_ms <= 75 * 32


@pytest.mark.parametrize("above_db", [0, 3])
def test_where_she_is_no_louder_than_the_room_loudness_says_nothing(above_db: float) -> None:
    nearness = Nearness()
    for frame in noise(40, -30.0).reshape(-1, VAD_FRAME):
        nearness.room(frame)
    nearness.begin()
    hers = noise(40, -30.0 + above_db, 2).reshape(-1, VAD_FRAME)
    assert not any(nearness.is_room(frame, voiced=True) for frame in hers)


def test_a_soft_end_in_a_quiet_room_is_still_she() -> None:
    nearness = Nearness()
    for frame in noise(40, -75.0).reshape(-1, VAD_FRAME):
        nearness.room(frame)
    nearness.begin()
    for frame in noise(40, -20.0, 2).reshape(-1, VAD_FRAME):
        nearness.is_room(frame, voiced=True)
    soft = noise(20, -48.0, 3).reshape(-1, VAD_FRAME)
    assert not any(nearness.is_room(frame, voiced=True) for frame in soft)


def test_an_unknown_room_is_not_judged() -> None:
    nearness = Nearness()
    nearness.begin()
    assert not any(nearness.is_room(frame, voiced=False) for frame in noise(20, -60.0).reshape(-1, VAD_FRAME))
