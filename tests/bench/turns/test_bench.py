"""The parts of the bench that need no model: what it plans, how it alters sound, how it counts."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tests.bench.turns import figures, noise, texts
from tests.bench.turns.corpus import PAUSES_MS, plans
from tests.bench.turns.live import Answered, Cut
from tests.bench.turns.policies import OTHERS, fixed, taken_ms
from tests.bench.turns.silences import Silence
from vivavoce.ports.speech.port import HEARING_RATE


def test_the_corpus_is_always_the_same_and_balanced() -> None:
    made = plans()
    assert made == plans()
    assert len({plan.name for plan in made}) == len(made) >= 120
    lengths = Counter(ms for plan in made for ms in plan.pauses_ms)
    assert set(lengths) == set(PAUSES_MS)
    assert max(lengths.values()) - min(lengths.values()) <= 1


def test_only_a_full_stop_parts_two_breaths() -> None:
    for language in texts.LANGUAGES:
        for answer in texts.answers(language):
            assert len(answer.sentences) == answer.kinds.count("full") + 1
            assert sum(answer.sentences, ()) == answer.parts


def test_what_is_drawn_out_is_longer_and_as_loud() -> None:
    tone = np.sin(2 * np.pi * 180 * np.arange(HEARING_RATE) / HEARING_RATE).astype(np.float32)
    longer = noise.drawn_out(tone, 250, 2.0)
    assert len(longer) == pytest.approx(len(tone) * 1.25, rel=0.03)
    assert np.array_equal(longer[: HEARING_RATE // 2], tone[: HEARING_RATE // 2])
    middle = longer[-HEARING_RATE * 3 // 10 : -HEARING_RATE // 10]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(np.sqrt(0.5), rel=0.05)


def test_a_policy_takes_the_turn_in_the_first_silence_that_is_long_enough() -> None:
    pauses = [
        Silence(1000, 2500, "mid", 0, 1500, 60, 1.0),
        Silence(4000, None, "end", None, None, 50, None, {200: 0.9}),
    ]
    assert taken_ms(fixed(1600), pauses) == 5600
    assert taken_ms(fixed(400), pauses) == 1400
    assert taken_ms(OTHERS["smart-turn alone"], pauses) == 4200
    assert taken_ms(fixed(1600), pauses[:1]) is None


def test_after_a_cut_in_that_went_on_nothing_counts() -> None:
    pauses = [{"at_ms": at_ms, "ms": 1000, "kind": "mid", "hold": 1.0} for at_ms in (1000, 4000)]
    plan = {"language": "en"}
    lost = Answered(0.0, plan, 8.0, pauses, cuts=[Cut(1.8, 0)])
    mended = Answered(0.0, plan, 8.0, pauses, cuts=[Cut(1.8, 0, 0.3)], gap_s=0.7)
    row = figures.ours([lost, mended])
    assert row.cut[1000] == (2, 3)
    assert (row.turns, row.gaps) == (1, [0.7])
