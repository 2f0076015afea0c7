"""Voices, languages, mouths, and the shape of the sound that comes out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from vivavoce.ports.speech import kokoro, sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.espeak import VOICES
from vivavoce.ports.speech.port import VISEMES, Speech, SpeechUnavailableError

QUESTION = "Before we finish, what would you like to ask me about the team?"


def assert_good_mouth(speech: Speech) -> None:
    times = [shape.at_ms for shape in speech.mouth]
    shapes = [shape.viseme for shape in speech.mouth]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert times[-1] < speech.duration_ms
    assert set(shapes) <= set(VISEMES)
    assert shapes[-1] == "sil"
    assert all(one != two for one, two in pairwise(shapes))


@pytest.mark.parametrize("voice", ["af_bella", "bm_george", "espeak-low"])
def test_the_mouth_fits_the_sound(speech: EmbeddedSpeech, voice: str) -> None:
    spoken = speech.speak(QUESTION, "en", voice)
    assert_good_mouth(spoken)
    assert len({shape.viseme for shape in spoken.mouth}) >= 9
    assert 5 <= len(spoken.mouth) * 1000 / spoken.duration_ms <= 20
    assert any(shape.viseme == "FF" for shape in spoken.mouth)  # "before", "finish"
    assert any(shape.viseme == "PP" for shape in spoken.mouth)


@pytest.mark.parametrize("voice", ["af_heart", "espeak-low"])
def test_the_mouth_is_closed_in_a_pause(speech: EmbeddedSpeech, voice: str) -> None:
    spoken = speech.speak("Good morning. My name is Anna.", "en", voice)
    level = np.abs(sound.from_pcm(spoken.pcm))
    closed = [
        (now.at_ms, following.at_ms)
        for now, following in pairwise(spoken.mouth)
        if now.viseme == "sil" and following.at_ms - now.at_ms >= 100
    ]
    assert closed
    for start, stop in closed:
        middle = level[(start + 30) * 24 : (stop - 30) * 24]
        assert float(np.sqrt(np.mean(middle**2))) < 0.03


@pytest.mark.parametrize("voice", ["af_heart", "am_puck", "espeak-low", "espeak-high"])
def test_loudness_is_the_same_and_ends_are_clean(speech: EmbeddedSpeech, voice: str) -> None:
    spoken = speech.speak("Tell me about your last job.", "en", voice)
    samples = sound.from_pcm(spoken.pcm)
    assert spoken.sample_rate == 24_000
    assert np.abs(samples).max() < 0.86  # -1.3 dBFS
    assert abs(float(samples[0])) < 0.001
    assert abs(float(samples[-1])) < 0.001
    frames = samples[: len(samples) // 240 * 240].reshape(-1, 240)
    level = 10 * np.log10(np.mean(frames.astype(np.float64) ** 2, axis=1) + 1e-12)
    assert level[0] < -45  # starts in the kept lead of silence, so that nothing is cut off
    loud = level[level > level.max() - 25]
    assert -24 < 10 * np.log10(np.mean(10 ** (loud / 10))) < -18


def test_pace(speech: EmbeddedSpeech) -> None:
    for voice in ("af_heart", "espeak-low"):
        slow, fast = (speech.speak("Tell me more.", "en", voice, pace) for pace in (0.8, 1.25))
        assert slow.duration_ms > 1.25 * fast.duration_ms


@pytest.mark.parametrize("text", ["", "   ", "...", "—", "?!"])
@pytest.mark.parametrize("voice", ["af_heart", "espeak-low"])
def test_nothing_to_say(speech: EmbeddedSpeech, text: str, voice: str) -> None:
    assert speech.speak(text, "en", voice).duration_ms < 400


def test_a_sentence_longer_than_the_model_takes_is_spoken_whole(
    speech: EmbeddedSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kokoro, "LONGEST", 60)
    spoken = speech.speak(
        "First we looked at the numbers, and then we went on to write the new plan.", "en", "am_fenrir"
    )
    assert_good_mouth(spoken)
    text = speech.transcriber.transcribe(sound.heard(spoken), "en").text.lower()
    assert "numbers" in text
    assert text.rstrip(".").endswith("plan")


SOME_TEXT = {
    "ar": "صباح الخير", "bg": "Добро утро", "el": "Καλημέρα σας", "hi": "आप कैसे हैं",
    "ja": "こんにちは", "ko": "안녕하세요",
    "ru": "Доброе утро", "ta": "காலை வணக்கம்", "th": "สวัสดีตอนเช้า", "uk": "Добрий ранок", "zh": "早上好",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(VOICES))
def test_every_language_has_a_voice(speech: EmbeddedSpeech, language: str) -> None:
    assert language in speech.synthesizer.languages()
    spoken = speech.speak(SOME_TEXT.get(language, "Maria, banana, domino."), language, "espeak-low")
    assert spoken.duration_ms > 300
    assert_good_mouth(spoken)
    assert len(spoken.mouth) >= 5


@pytest.mark.parametrize(
    ("language", "voice", "text"),
    [
        ("es", "ef_dora", "Buenos días, ¿cómo está?"),
        ("fr", "ff_siwis", "Bonjour, comment allez-vous ?"),
        ("it", "im_nicola", "Buongiorno, come sta?"),
        ("br", "pf_dora", "Bom dia, como vai você?"),
        ("hi", "hf_alpha", "आप कैसे हैं?"),
    ],
)
def test_kokoro_speaks_other_languages(speech: EmbeddedSpeech, language: str, voice: str, text: str) -> None:
    assert speech.synthesizer.voices(language)[0][1] in "fm"
    spoken = speech.speak(text, language, voice)
    assert 700 < spoken.duration_ms < 4000
    assert_good_mouth(spoken)


def test_an_unknown_voice_gives_way_to_the_default(speech: EmbeddedSpeech) -> None:
    assert speech.speak("Hello there.", "en", "nobody").pcm == speech.speak("Hello there.", "en").pcm


def test_an_unknown_language_is_refused(speech: EmbeddedSpeech) -> None:
    with pytest.raises(SpeechUnavailableError, match="'tlh'"):
        speech.speak("nuqneH", "tlh")
