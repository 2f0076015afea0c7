"""What one engine says, the other understands; and nobody hears words where there are none."""

from __future__ import annotations

import re

import jiwer
import numpy as np
import pytest

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import HEARING_RATE, Samples

SENTENCES = (
    "Thank you for joining today. Could you tell me about a project that you are proud of?",
    "I worked as a team lead for three years, and we moved the whole system to the cloud.",
    "What did you learn from a conflict with a colleague?",
    "My biggest strength is that I stay calm when things go wrong.",
    "Yes, I can start in the first week of January.",
)


def words(text: str) -> str:
    return re.sub(r"[^a-z0-9' ]", "", text.lower())


def word_error_rate(speech: EmbeddedSpeech, voices: tuple[str, ...]) -> float:
    """The sentences are dealt out to the voices, to save time."""
    said, understood = [], []
    for sentence, voice in zip(SENTENCES, voices, strict=True):
        heard = sound.heard(speech.speak(sentence, "en", voice))
        said.append(words(sentence))
        understood.append(words(speech.transcriber.transcribe(heard, "en").text))
    return float(jiwer.wer(said, understood))


def test_kokoro_is_understood(speech: EmbeddedSpeech) -> None:
    voices = ("af_heart", "am_fenrir", "bf_emma", "am_michael", "bm_george")
    assert word_error_rate(speech, voices) <= 0.05


def test_espeak_is_mostly_understood(speech: EmbeddedSpeech) -> None:
    assert word_error_rate(speech, ("espeak-low",) * 5) <= 0.30


def _noise(kind: str) -> Samples:
    random = np.random.default_rng(7)
    count = 4 * HEARING_RATE
    white = random.standard_normal(count)
    seconds = np.arange(count) / HEARING_RATE
    match kind:
        case "silence":
            wave = np.zeros(count)
        case "quiet noise":
            wave = white * 0.01
        case "loud noise":
            wave = white * 0.2
        case "rumble":
            wave = np.cumsum(white) / 2000
        case "mains hum":
            wave = 0.2 * np.sin(2 * np.pi * 50 * seconds)
        case _:
            wave = np.where(np.arange(count) % 3000 < 20, 0.8, 0.0)
    return wave.astype(np.float32)


@pytest.mark.parametrize("kind", ["silence", "quiet noise", "loud noise", "rumble", "mains hum", "clicks"])
def test_nothing_is_heard_where_nobody_speaks(speech: EmbeddedSpeech, kind: str) -> None:
    transcript = speech.transcriber.transcribe(_noise(kind), "en")
    assert transcript.text == ""
    assert transcript.confidence is None


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.2])
def test_too_short_to_be_speech(speech: EmbeddedSpeech, seconds: float) -> None:
    assert speech.transcriber.transcribe(np.zeros(int(seconds * HEARING_RATE), np.float32), "en").text == ""


def test_a_single_yes_is_heard_among_silence(speech: EmbeddedSpeech) -> None:
    yes = sound.heard(speech.speak("Yes.", "en", "am_fenrir"))
    alone = np.concatenate((np.zeros(16_000, np.float32), yes, np.zeros(32_000, np.float32)))
    assert words(speech.transcriber.transcribe(alone, "en").text) == "yes"


def test_quiet_speech_is_heard(speech: EmbeddedSpeech) -> None:
    quiet = sound.heard(speech.speak(SENTENCES[3], "en", "am_michael")) * np.float32(0.03)
    assert words(speech.transcriber.transcribe(quiet, "en").text) == words(SENTENCES[3])


def test_more_than_thirty_seconds_are_cut_where_it_is_quiet(speech: EmbeddedSpeech) -> None:
    gap = np.zeros(8_000, np.float32)
    one = [np.concatenate((sound.heard(speech.speak(s, "en", "espeak-high")), gap)) for s in SENTENCES]
    once = np.concatenate(one)
    twice = np.concatenate((once, once))
    assert len(twice) > 31 * HEARING_RATE
    text = words(speech.transcriber.transcribe(twice, "en").text)
    assert text.count("january") == 2


def test_confidence_falls_with_noise(speech: EmbeddedSpeech) -> None:
    clean = sound.heard(speech.speak(SENTENCES[1], "en", "am_fenrir"))
    noise = np.random.default_rng(1).standard_normal(len(clean)).astype(np.float32) * 0.1
    clear = speech.transcriber.transcribe(clean, "en").confidence
    drowned = speech.transcriber.transcribe(clean + noise, "en").confidence
    assert clear is not None
    assert clear > 0.85
    assert drowned is None or drowned < clear - 0.1
