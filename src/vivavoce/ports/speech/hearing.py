"""What all transcribers share: they are asked about speech only, in pieces that they can take, and cut when they loop.

A decoder asked about silence or noise invents sentences, and one that stumbles repeats itself for ever. So nothing is
asked unless the voice activity model heard speech, and the end of a loop is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples, Transcript
from vivavoce.ports.speech.silero import SileroVoiceActivity

LONGEST_S = 30
_SPEECH = 0.5
_SPEECH_FRAMES = 4
"""128 ms of speech in a row is the shortest "yes"."""
_PLENTY_FRAMES = 20
"""From 0.64 s of speech on, a decoder may not answer that there was none (it does with robots' voices)."""
_MARGIN_S = 0.3
"""Kept around the speech that was found."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sound with speech in it, at most ``LONGEST_S``; ``plenty``: so much that there must be words."""

    samples: Samples
    plenty: bool


def stretches(voice_activity: SileroVoiceActivity, samples: Samples) -> Iterator[Stretch]:
    """The speech, without the silence around it; longer recordings are cut where it is quietest."""
    samples = samples.astype(np.float32, copy=False)
    padded = np.concatenate((samples, np.zeros(VAD_FRAME, np.float32)))  # so that the last frame is whole
    speech = voice_activity.probabilities(padded)
    longest = LONGEST_S * HEARING_RATE // VAD_FRAME
    start = 0
    while start < len(speech):
        stop = len(speech)
        if stop - start > longest:
            middle = start + longest * 2 // 3
            stop = middle + int(np.argmin(speech[middle : start + longest]))
        found = _spoken(speech[start:stop])
        if found:
            margin = round(_MARGIN_S * HEARING_RATE)
            first = max(start * VAD_FRAME, (start + found.start) * VAD_FRAME - margin)
            last = min(stop * VAD_FRAME, (start + found.stop) * VAD_FRAME + margin)
            yield Stretch(samples[first:last], bool((speech[start:stop] >= _SPEECH).sum() >= _PLENTY_FRAMES))
        start = max(stop, start + 1)


def joined(heard: Iterable[tuple[str, float]], engine: str) -> Transcript:
    """One transcript from the (text, mean log probability) of each stretch."""
    said = [(text, likelihood) for text, likelihood in heard if text]
    confidence = float(np.exp(np.mean([likelihood for _, likelihood in said]))) if said else None
    return Transcript(" ".join(text for text, _ in said), engine, confidence)


def loop_cut(tokens: list[int]) -> list[int] | None:
    """The tokens with one turn of the loop, if they end in one: a phrase four times, or a single token eight times."""
    for length in range(1, 13):
        times = 8 if length == 1 else 4
        if len(tokens) >= length * times:
            phrase = tokens[-length:]
            if phrase * times == tokens[-length * times :]:
                return tokens[: len(tokens) - length * (times - 1)]
    return None


def _spoken(speech: NDArray[np.float32]) -> range | None:
    """From the first to the last run of at least ``_SPEECH_FRAMES`` frames of speech."""
    runs = np.convolve(speech >= _SPEECH, np.ones(_SPEECH_FRAMES), mode="valid") >= _SPEECH_FRAMES
    found = np.flatnonzero(runs)
    return range(int(found[0]), int(found[-1]) + _SPEECH_FRAMES) if len(found) else None
