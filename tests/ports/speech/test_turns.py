"""Who speaks, and has she finished? Silero and smart-turn on voices made by Kokoro."""

from __future__ import annotations

import numpy as np
import pytest

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import VAD_FRAME, Samples
from vivavoce.ports.speech.smart_turn import log_mel

ANSWERS = (
    "We moved the whole system to the cloud, and it took us half a year.",
    "The customer called every day because the delivery was late again.",
    "My biggest strength is that I stay calm when things go wrong.",
    "We reduced the error rate by half in two months.",
)


@pytest.fixture(scope="module")
def answers(speech: EmbeddedSpeech) -> list[Samples]:
    return [sound.heard(speech.speak(text, "en", "am_michael")) for text in ANSWERS]


def test_speech_and_silence(speech: EmbeddedSpeech, answers: list[Samples]) -> None:
    spoken = speech.voice_activity.probabilities(answers[0])
    silent = speech.voice_activity.probabilities(np.zeros(3 * 16_000, np.float32))
    noise = np.random.default_rng(3).standard_normal(3 * 16_000).astype(np.float32) * np.float32(0.05)
    assert (spoken > 0.5).mean() > 0.85
    assert silent.max() < 0.1
    assert speech.voice_activity.probabilities(noise).max() < 0.4


def test_streams_do_not_disturb_each_other(speech: EmbeddedSpeech, answers: list[Samples]) -> None:
    alone = speech.voice_activity.probabilities(answers[1])
    one, two = speech.voice_activity.open(), speech.voice_activity.open()
    among = []
    for index in range(len(alone)):
        among.append(one.probability(answers[1][index * VAD_FRAME : (index + 1) * VAD_FRAME]))
        two.probability(np.zeros(VAD_FRAME, np.float32))
    assert np.allclose(among, alone, atol=1e-6)


def test_speech_is_noticed_soon_after_a_long_silence(speech: EmbeddedSpeech, answers: list[Samples]) -> None:
    quiet = np.random.default_rng(5).standard_normal(30 * 16_000).astype(np.float32) * np.float32(0.002)
    probabilities = speech.voice_activity.probabilities(np.concatenate((quiet, answers[0])))
    first = int(np.flatnonzero(probabilities > 0.5)[0])
    assert -2 <= first - len(quiet) // VAD_FRAME <= 8


def test_a_frame_of_another_length_is_refused(speech: EmbeddedSpeech) -> None:
    with pytest.raises(ValueError, match="512"):
        speech.voice_activity.open().probability(np.zeros(100, np.float32))


def test_finished_sounds_more_finished_than_cut(speech: EmbeddedSpeech, answers: list[Samples]) -> None:
    pause = np.zeros(3_200, np.float32)
    finished = [speech.end_of_turn.probability(np.concatenate((one, pause))) for one in answers]
    cut = [speech.end_of_turn.probability(np.concatenate((one[: len(one) * 55 // 100], pause))) for one in answers]
    assert min(finished) > 0.5
    assert np.mean(finished) > np.mean(cut) + 0.3


def test_log_mel_of_a_tone() -> None:
    """1 kHz is 15 on Slaney's scale, of 45.2 at 8 kHz: band 26 of 80. The picture spans 2 (8 of log10, by 4)."""
    tone = np.sin(2 * np.pi * 1000 * np.arange(8 * 16_000) / 16_000).astype(np.float32)
    picture = log_mel(tone)
    assert picture.shape == (80, 800)
    assert picture.dtype == np.float32
    assert set(picture[:, 100:700].argmax(axis=0)) <= {25, 26}
    assert picture.max() - picture.min() == pytest.approx(2.0, abs=1e-4)


def test_log_mel_takes_the_last_eight_seconds_and_pads_in_front() -> None:
    random = np.random.default_rng(2)
    long = random.standard_normal(12 * 16_000).astype(np.float32)
    assert np.array_equal(log_mel(long), log_mel(long[-8 * 16_000 :]))
    short = long[: 2 * 16_000]
    padded = np.concatenate((np.zeros(6 * 16_000, np.float32), short))
    assert np.array_equal(log_mel(short), log_mel(padded))
    assert log_mel(short)[:, :590].max() < log_mel(short)[:, 610:].mean()
