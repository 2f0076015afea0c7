"""What the interviewer said, as it sounds: all sound that was sent, put into words again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import jiwer

from tests.support.candidate import Frames
from tests.support.server import MODELS
from vivavoce.ports.speech import sound
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import HEARING_RATE, Samples

LONGEST_S = 25
"""What the recognisers take at once; a longer line is not judged."""
PLAIN = jiwer.Compose(
    [jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.RemoveMultipleSpaces(), jiwer.Strip(),
     jiwer.ReduceToListOfListOfWords()]
)  # fmt: skip


def spoken(frames: Frames) -> Iterator[tuple[str, Samples]]:
    """Each line that was said to its end: its words, and its sound at 16 kHz."""
    hushed = max((frame["utterance"] for frame in frames.of("hush")), default=0)
    rates = {frame["utterance"]: frame["sample_rate"] for frame in frames.of("speech")}
    for said in frames.of("say"):
        number = said["utterance"]
        pcm = frames.sounds.get((said["socket"], number))
        if pcm and number > hushed:
            yield said["turn"]["text"], sound.resampled(sound.from_pcm(bytes(pcm)), rates[number], HEARING_RATE)


async def word_errors(frames: Frames, language: str, cache: SpeechCache) -> float:
    """Word error rate over all lines, as our own recogniser hears them."""
    transcriber = EmbeddedSpeech(MODELS, cache).transcriber
    lines = [(text, samples) for text, samples in spoken(frames) if len(samples) <= LONGEST_S * HEARING_RATE]
    assert len(lines) >= 4, "the interviewer was hardly heard"
    heard = [
        (await asyncio.to_thread(transcriber.transcribe, samples, language)).text or "(nothing)" for _, samples in lines
    ]
    errors: float = jiwer.wer([text for text, _ in lines], heard, reference_transform=PLAIN, hypothesis_transform=PLAIN)
    print(f"the interviewer, listened to: {len(lines)} lines, word errors {errors:.3f}")
    return errors
