"""What any turn-taking policy could know of an utterance: every silence that the voice activity model hears in it.

For each one: where it begins and ends, which known pause (or the true end) it is, what smart-turn makes of the turn so
far after some waiting, and, where the language can be transcribed, the words so far and what they cost.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.bench.turns.corpus import Corpus, Utterance
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples

ASKED_AFTER_MS = (200, 400, 600, 1000)
TAIL_MS = 4_000
"""Room after the last word: no policy here waits longer."""
SPEECH_FROM, SPEECH_UNTIL, START_FRAMES = 0.5, 0.35, 3
"""Silero's usual thresholds; every policy here hears through them."""
_FRAME_MS = VAD_FRAME * 1000 / HEARING_RATE
_SHORTEST_MS = 190
_WORDS_AFTER_MS = 350
_PRE_ROLL_MS = 320
_SLACK_MS = 250


@dataclass(frozen=True, slots=True)
class Silence:
    """Times in ms from the start of the utterance. ``until_ms`` is when speech is noticed again; None: never.

    ``place`` is a kind of pause, ``end``, or ``inside`` for a gap within speech; ``pause`` counts the known pauses from
    0. ``late_ms``: from the last sound to where the model hears silence. ``complete[ms]``: smart-turn's probability
    after so much silence. ``words``: of the turn so far; ``words_ms``: the time that its last stretch cost.
    """

    from_ms: int
    until_ms: int | None
    place: str
    pause: int | None
    pause_ms: int | None
    late_ms: int | None
    hold: float | None
    complete: dict[int, float] = field(default_factory=dict)
    words: str | None = None
    words_ms: int | None = None


class Listener:
    """The server's own models, asked about whole utterances."""

    def __init__(
        self, models_dir: Path, asked_after_ms: tuple[int, ...] = ASKED_AFTER_MS, *, words: bool = True
    ) -> None:
        self._asked_after_ms, self._words = asked_after_ms, words
        self._speech = EmbeddedSpeech(models_dir)
        self._speech.warm_up()

    def close(self) -> None:
        """Ends espeak-ng's worker."""
        self._speech.close()

    def silences(self, utterance: Utterance, corpus: Corpus) -> list[Silence]:
        """In order; the last is the end, if the end is heard at all."""
        plan = utterance.plan
        english = self._words and plan.language == "en"
        tail = corpus.room(TAIL_MS, plan.noise, plan.seed + 2)
        samples = np.concatenate((utterance.samples, tail))
        found, words, spoken_from = [], "", None
        for begins, from_ms, until_ms in self._gaps(samples):
            spoken_from = begins if spoken_from is None else spoken_from
            length = (until_ms or len(samples) * 1000 // HEARING_RATE) - from_ms
            place, pause, late_ms = _place(utterance, from_ms)
            complete = {
                ms: round(self._speech.end_of_turn.probability(_between(samples, 0, from_ms + ms)), 3)
                for ms in self._asked_after_ms
                if ms <= length
            }
            cost = None
            if english and length >= _WORDS_AFTER_MS:
                asked = time.perf_counter()
                stretch = _between(samples, spoken_from - _PRE_ROLL_MS, from_ms + _WORDS_AFTER_MS)
                words = f"{words} {self._speech.transcriber.transcribe(stretch, 'en').text}".strip()
                cost, spoken_from = round((time.perf_counter() - asked) * 1000), None
            known = words if english else None
            known_pause = None if pause is None else utterance.pauses[pause]
            found.append(
                Silence(
                    from_ms,
                    until_ms,
                    place,
                    pause,
                    known_pause.ms if known_pause else None,
                    late_ms,
                    known_pause.hold if known_pause else None,
                    complete,
                    known,
                    cost,
                )
            )
        return found

    def _gaps(self, samples: Samples) -> list[tuple[int, int, int | None]]:
        """(speech noticed, silence begins, speech noticed again) of each silence of some length, in ms."""
        probabilities = self._speech.voice_activity.probabilities(samples)
        gaps: list[tuple[int, int, int | None]] = []
        speaking, loud, quiet, begun = False, 0, 0, 0.0
        for index, probability in enumerate(probabilities):
            now = (index + 1) * _FRAME_MS
            if speaking:
                quiet = 0 if probability >= SPEECH_UNTIL else quiet + 1
                if quiet * _FRAME_MS >= _SHORTEST_MS:
                    gaps.append((round(begun), round(now - quiet * _FRAME_MS), None))
                    speaking, loud = False, 0
                continue
            loud = loud + 1 if probability >= SPEECH_FROM else 0
            if loud >= START_FRAMES:
                speaking, quiet, begun = True, 0, now
                if gaps:
                    gaps[-1] = (*gaps[-1][:2], round(now))
        return gaps


def _place(utterance: Utterance, from_ms: int) -> tuple[str, int | None, int | None]:
    """What a silence is (place, number of the pause, how late it was heard): it lies in a pause that we know."""
    if from_ms > utterance.end_ms - _SLACK_MS:
        return "end", None, from_ms - utterance.end_ms
    for number, pause in enumerate(utterance.pauses):
        if -_SLACK_MS <= from_ms - pause.at_ms < pause.ms:
            return pause.kind, number, from_ms - pause.at_ms
    return "inside", None, None


def _between(samples: Samples, from_ms: int, until_ms: int) -> Samples:
    return samples[max(0, from_ms) * HEARING_RATE // 1000 : until_ms * HEARING_RATE // 1000]
