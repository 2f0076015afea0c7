"""Stretches of speech in a stream of sound, with a model that hears loudness."""

from __future__ import annotations

import numpy as np
import pytest

from vivavoce.features.sessions import ear
from vivavoce.features.sessions.ear import Ear, Happening, Lulled, Settled, Started, Stopped
from vivavoce.ports.speech.port import VAD_FRAME, Samples

FRAME_MS = 32


class Loudness:
    """Speech is what is loud."""

    def probability(self, frame: Samples) -> float:
        return 0.9 if float(np.abs(frame).max()) > 0.1 else 0.05


def sound(*stretches: tuple[int, float]) -> bytes:
    """PCM of (frames, loudness) stretches."""
    parts = [np.full(frames * VAD_FRAME, loudness * 32767, "<i2") for frames, loudness in stretches]
    return np.concatenate(parts).tobytes()


HANG_MS = ear.HANG_MS[0][1]


@pytest.fixture
def listening() -> Ear:
    return Ear(Loudness())


def ends(happened: list[Happening]) -> list[Started | Stopped]:
    """Without the silences that are told in between."""
    return [what for what in happened if isinstance(what, Started | Stopped)]


def test_speech_is_cut_out_with_a_little_before_it(listening: Ear) -> None:
    started, stopped = ends(listening.feed(sound((20, 0), (40, 0.5), (20, 0))))
    assert started == Started(1)
    assert isinstance(stopped, Stopped)
    assert stopped.speech_ms == 40 * FRAME_MS
    assert stopped.ago_ms == pytest.approx(HANG_MS, abs=FRAME_MS)
    expected_ms = ear.PRE_ROLL_MS + 40 * FRAME_MS + HANG_MS
    assert len(stopped.samples) / 16 == pytest.approx(expected_ms, abs=4 * FRAME_MS)


@pytest.mark.parametrize("size", [2, 100, 640, 1_022, 5_000])
def test_the_size_of_frames_on_the_wire_does_not_matter(listening: Ear, size: int) -> None:
    pcm = sound((20, 0), (40, 0.5), (20, 0), (30, 0.5), (30, 0))
    pieces = [pcm[at : at + size] for at in range(0, len(pcm), size)]
    happened = [what for piece in pieces for what in listening.feed(piece)]
    at_once = Ear(Loudness()).feed(pcm)
    assert [type(what) for what in happened] == [Started, Lulled, Stopped, Settled] * 2
    for one, other in zip(happened, at_once, strict=True):
        assert getattr(one, "segment", None) == getattr(other, "segment", None)
        if isinstance(one, Stopped) and isinstance(other, Stopped):
            np.testing.assert_array_equal(one.samples, other.samples)


def test_a_click_is_no_speech(listening: Ear) -> None:
    assert listening.feed(sound((10, 0), (2, 0.9), (30, 0))) == []


def test_a_short_pause_does_not_split(listening: Ear) -> None:
    happened = listening.feed(sound((20, 0.5), (8, 0), (20, 0.5), (20, 0)))
    assert [type(what) for what in happened] == [Started, Lulled, Lulled, Stopped, Settled]


def test_a_lull_tells_the_segment_so_far(listening: Ear) -> None:
    _, lulled = listening.feed(sound((20, 0.5), (7, 0)))
    assert isinstance(lulled, Lulled)
    assert len(lulled.samples) >= 20 * VAD_FRAME
    (stopped,) = ends(listening.feed(sound((20, 0))))
    assert isinstance(stopped, Stopped)
    assert stopped.lulled, "nothing was said since"


def test_what_was_said_after_a_lull_is_known(listening: Ear) -> None:
    listening.feed(sound((20, 0.5), (7, 0)))
    listening.feed(sound((2, 0.5)))
    (stopped,) = listening.cut()
    assert isinstance(stopped, Stopped)
    assert not stopped.lulled


@pytest.mark.parametrize(("seconds", "hang_ms"), [(2, 350), (8, 250), (14, 190)])
def test_the_longer_she_speaks_the_shorter_a_breath_cuts(listening: Ear, seconds: int, hang_ms: int) -> None:
    happened = ends(listening.feed(sound((seconds * 1000 // FRAME_MS, 0.5), (20, 0))))
    stopped = happened[-1]
    assert isinstance(stopped, Stopped)
    assert stopped.ago_ms == pytest.approx(hang_ms, abs=FRAME_MS)


def test_a_long_stretch_is_cut_and_goes_on(listening: Ear) -> None:
    frames = int(ear.LONGEST_MS / FRAME_MS) + 50
    happened = ends(listening.feed(sound((frames, 0.5), (20, 0))))
    assert [type(what) for what in happened] == [Started, Stopped, Started, Stopped]
    assert [what.segment for what in happened] == [1, 1, 2, 2]
    cut, rest = (what for what in happened if isinstance(what, Stopped))
    assert cut.ago_ms == 0
    assert len(cut.samples) + len(rest.samples) == (frames + int(HANG_MS / FRAME_MS) + 1) * VAD_FRAME


def test_cutting_ends_what_is_being_said(listening: Ear) -> None:
    assert [type(what) for what in listening.feed(sound((20, 0.5)))] == [Started]
    assert listening.segment == 1
    (stopped,) = listening.cut()
    assert isinstance(stopped, Stopped)
    assert listening.segment is None
    assert listening.cut() == []


def test_a_turn_begins_without_what_was_heard_before(listening: Ear) -> None:
    listening.feed(sound((50, 0.5), (20, 0)))
    assert len(listening.recent()) > 0
    listening.begin_turn()
    assert len(listening.recent()) == 0
    assert listening.quiet_ms == 0


def test_silence_is_counted_as_it_is_heard(listening: Ear) -> None:
    listening.feed(sound((20, 0)))
    assert listening.quiet_ms == 20 * FRAME_MS
    listening.feed(sound((20, 0.5)))
    assert listening.quiet_ms == 0
    listening.feed(sound((5, 0)))
    assert listening.quiet_ms == 5 * FRAME_MS
    listening.feed(sound((20, 0)))
    assert listening.quiet_ms == 25 * FRAME_MS


def test_a_silence_settles_once_and_not_in_another_turn(listening: Ear) -> None:
    quiet = ear.SURE_MS // FRAME_MS

    def settled(frames: int) -> int:
        return sum(isinstance(what, Settled) for what in listening.feed(sound((frames, 0))))

    listening.feed(sound((20, 0), (40, 0.5)))
    assert [settled(quiet - 1), settled(2), settled(100)] == [0, 1, 0]
    listening.feed(sound((40, 0.5), (quiet - 2, 0)))
    listening.begin_turn()
    assert settled(100) == 0
