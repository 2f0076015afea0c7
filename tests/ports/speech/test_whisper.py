"""Whisper hears other languages than English, and nothing where nobody speaks."""

from __future__ import annotations

import re
from pathlib import Path

import jiwer
import numpy as np
import pytest
from py_nanotts import NanoTTS

from vivavoce.ports.speech import mel, sound
from vivavoce.ports.speech.catalogue import MODELS
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.models import used, wanted
from vivavoce.ports.speech.port import HEARING_RATE, Samples, SpeechUnavailableError
from vivavoce.ports.speech.whisper import LANGUAGES, _without_loop

SENTENCES = {
    "de": ("Ich würde zuerst mit dem Kunden sprechen und dann einen Plan machen.", "Ja, ich kann im Januar anfangen."),
    "es": ("Mi mayor fortaleza es que mantengo la calma cuando algo sale mal.", "Sí, puedo empezar en enero."),
    "fr": ("Ma plus grande force est de rester calme quand les choses vont mal.", "Oui, je peux commencer en janvier."),
    "it": ("Il mio punto di forza è restare calmo quando qualcosa va storto.", "Sì, posso cominciare a gennaio."),
    "br": ("Minha maior força é manter a calma quando algo dá errado.", "Sim, posso começar em janeiro."),
}


def words(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.lower()).split())


def say(speech: EmbeddedSpeech, text: str, language: str) -> Samples:
    """A natural voice where there is one; German's is Pico's."""
    if language != "de":
        return sound.heard(speech.speak(text, language))
    pcm = np.frombuffer(NanoTTS().speak(text, voice="de-DE"), dtype="<i2")
    return np.concatenate((pcm.astype(np.float32) / 32768, np.zeros(4_000, np.float32)))


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_it_is_understood(speech: EmbeddedSpeech, language: str) -> None:
    heard = [speech.transcriber.transcribe(say(speech, text, language), language) for text in SENTENCES[language]]
    said = [words(text) for text in SENTENCES[language]]
    assert jiwer.wer(said, [words(one.text) for one in heard]) <= 0.17
    assert all(one.engine == "whisper-base" and one.confidence is not None for one in heard)


@pytest.mark.parametrize(("text", "heard"), [("No.", "no"), ("Grazie.", "grazie")])
def test_a_single_word_is_heard_among_silence(speech: EmbeddedSpeech, text: str, heard: str) -> None:
    pcm = bytes(32_000) + NanoTTS().speak(text, voice="it-IT") + bytes(32_000)
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768
    assert words(speech.transcriber.transcribe(samples, "it").text) == heard


def _noises() -> dict[str, Samples]:
    white = np.random.default_rng(7).standard_normal(3 * HEARING_RATE).astype(np.float32)
    hum = 0.2 * np.sin(2 * np.pi * 50 * np.arange(3 * HEARING_RATE) / HEARING_RATE)
    return {"silence": white * 0, "noise": white * 0.2, "hum": hum.astype(np.float32), "nothing": white[:0]}


@pytest.mark.parametrize("kind", sorted(_noises()))
def test_nothing_is_heard_where_nobody_speaks(speech: EmbeddedSpeech, kind: str) -> None:
    assert speech.transcriber.transcribe(_noises()[kind], "de").text == ""


def test_speech_of_another_language_backwards_is_dropped(speech: EmbeddedSpeech) -> None:
    backwards = say(speech, SENTENCES["es"][0], "es")[::-1].copy()
    found = speech.transcriber.transcribe(backwards, "fr")
    assert found.confidence is None or found.confidence < 0.6


def test_more_than_half_a_minute_is_cut_where_it_is_quiet(speech: EmbeddedSpeech) -> None:
    said = (
        "Ho lavorato per tre anni in un negozio di biciclette.",
        "Il mio punto di forza è restare calmo quando qualcosa va storto.",
        "Nel mio ultimo progetto abbiamo ridotto i tempi di consegna.",
        "Prima parlerei con il cliente e poi farei un piano.",
        "Da quell'errore ho imparato a chiedere aiuto prima.",
        "I colleghi dicono che so ascoltare con molta pazienza.",
        "Quando il lavoro è troppo, scrivo una lista e comincio.",
        "Posso cominciare a gennaio, e anche prima se serve.",
    )
    pcm = b"".join(NanoTTS().speak(text, voice="it-IT") + bytes(16_000) for text in said)
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768
    assert len(samples) > 31 * HEARING_RATE
    text = words(speech.transcriber.transcribe(samples, "it").text)
    assert jiwer.wer(" ".join(map(words, said)), text) <= 0.2


def test_english_stays_with_the_smaller_model(speech: EmbeddedSpeech) -> None:
    assert speech.transcriber.engine("en") == "moonshine-tiny"
    assert speech.transcriber.engine("de") == "whisper-base"
    assert speech.transcriber.engine("th") == ""
    assert speech.transcriber.languages() == LANGUAGES


def test_what_nothing_hears_is_refused_with_what_to_do(speech: EmbeddedSpeech) -> None:
    with pytest.raises(SpeechUnavailableError, match="VIVAVOCE_STT_BASE_URL"):
        speech.transcriber.transcribe(np.zeros(16_000, np.float32), "th")


def test_without_its_files_it_says_how_to_get_them(models_dir: Path, tmp_path: Path) -> None:
    for model in MODELS:
        (tmp_path / model.name).symlink_to(models_dir / model.name)
    bare = EmbeddedSpeech(tmp_path)
    assert bare.ready().ok
    assert bare.transcriber.languages() == {"en"}
    with pytest.raises(SpeechUnavailableError, match="models pull --languages de"):
        bare.transcriber.transcribe(np.zeros(16_000, np.float32), "de")


def test_what_a_pull_fetches(tmp_path: Path) -> None:
    assert used(tmp_path) == MODELS
    assert wanted(tmp_path, frozenset(), frozenset()) == (MODELS, frozenset())
    assert wanted(tmp_path, frozenset(), frozenset({"en", "th"})) == (MODELS, {"th"})
    for sets, languages in ((frozenset({"whisper"}), frozenset[str]()), (frozenset[str](), frozenset({"en", "it"}))):
        assert len(wanted(tmp_path, sets, languages)[0]) == len(MODELS) + 4
    with pytest.raises(ValueError, match="klingon"):
        wanted(tmp_path, frozenset(), frozenset({"klingon"}))


def test_a_loop_is_cut_at_its_first_turn() -> None:
    assert _without_loop([1, 2, 3]) == [1, 2, 3]
    assert _without_loop([9, *[1, 2, 3] * 9]) == [9, 1, 2, 3]


def test_the_picture_is_whispers() -> None:
    tone = np.sin(2 * np.pi * 1_000 * np.arange(HEARING_RATE) / HEARING_RATE).astype(np.float32)
    picture = mel.picture(tone)
    assert picture.shape == (80, 100)
    assert picture.max() - picture.min() <= 2.0 + 1e-6
