"""The corpus: what the candidates say, with pauses at known places, made from the texts and kept on disk.

Everything is decided by a number (the seed), so that two machines judge the same utterances. A pause holds the tone of
the room, never digital silence; the noise of an utterance runs through its pauses too.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from tests.bench.turns import texts
from tests.bench.turns.noise import drawn_out, faded, noise_of, room_tone
from tests.bench.turns.voices import CAST, Said, Voices
from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import HEARING_RATE, Samples

_T = TypeVar("_T")

SEED = 7
PAUSES_MS = (700, 1000, 1500, 2000, 3000)
PACES = (1.0, 1.0, 0.85, 1.2)
NOISES = (None, "fan 20", None, "babble 20", None, "fan 10", None, "babble 10")
"""Kind and signal-to-noise ratio in dB. None: the tone of the room alone, 45 dB below the voice."""
HOLDS = (1.0, 1.5, 1.5, 2.0)
"""How much slower the last ``HOLD_MS`` before a thinking pause are: people who will go on draw out what they say."""
HOLD_MS = 250
VOICES_PER_TEXT = 3
LEAD_MS = 400
_RECIPE = 2
"""Goes up when the same plan would sound different; ``voices`` and ``noise`` belong to it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One utterance before it is made. ``pauses_ms`` and ``holds`` belong to the answer's marks, in order."""

    name: str
    language: str
    voice: str
    pace: float
    noise: str | None
    parts: tuple[str, ...]
    kinds: tuple[str, ...]
    pauses_ms: tuple[int, ...]
    holds: tuple[float, ...]
    seed: int

    @property
    def engine(self) -> str:
        """kokoro, pico or espeak."""
        first = self.voice.split()[0]
        return first if first in ("pico", "espeak") else "kokoro"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence inside an utterance: ``at_ms`` from its start, ``ms`` long."""

    at_ms: int
    ms: int
    kind: str
    hold: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """16 kHz mono, ``LEAD_MS`` of the room first; her last sound is at ``end_ms``, the last sample with it."""

    plan: Plan
    samples: Samples
    begin_ms: int
    end_ms: int
    pauses: tuple[Pause, ...]


def plans(seed: int = SEED) -> list[Plan]:
    """Every utterance of the corpus, always the same for a seed."""
    draw = random.Random(seed)
    lengths = _shuffled_for_ever(draw, PAUSES_MS)
    paces, noises = _shuffled_for_ever(draw, PACES), _shuffled_for_ever(draw, NOISES)
    holds = _shuffled_for_ever(draw, HOLDS)
    found = []
    for language in texts.LANGUAGES:
        voices = itertools.cycle(CAST[language])
        for answer in texts.answers(language):
            for voice in itertools.islice(voices, VOICES_PER_TEXT):
                found.append(
                    Plan(
                        name=f"{language}-{answer.number:02}-{voice.replace(' ', '-')}",
                        language=language,
                        voice=voice,
                        pace=next(paces),
                        noise=next(noises),
                        parts=answer.parts,
                        kinds=answer.kinds,
                        pauses_ms=tuple(itertools.islice(lengths, len(answer.kinds))),
                        holds=tuple(1.0 if kind == "full" else next(holds) for kind in answer.kinds),
                        seed=draw.randrange(2**32),
                    )
                )
    return found


def _shuffled_for_ever(draw: random.Random, values: tuple[_T, ...]) -> Iterator[_T]:
    """Every value equally often, in no order that goes with the texts'."""
    while True:
        yield from draw.sample(values, len(values))


class Corpus:
    """Makes what is planned, once: ``folder`` keeps the clean voices (PCM and where their parts end)."""

    def __init__(self, folder: Path, models_dir: Path) -> None:
        self._folder = folder
        self._models_dir = models_dir
        self._voices: Voices | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Ends the engines."""
        if self._voices:
            self._voices.close()

    def said(self, parts: tuple[str, ...], language: str, voice: str, pace: float) -> Said:
        """One breath of a voice, from disk when it was said before."""
        key = hashlib.sha256(json.dumps([_RECIPE, parts, language, voice, pace]).encode()).hexdigest()[:24]
        pcm, ends = self._folder / f"{key}.pcm", self._folder / f"{key}.json"
        if not ends.exists():
            self._voices = self._voices or Voices(self._models_dir)
            made = self._voices.say(parts, language, voice, pace)
            pcm.write_bytes(sound.to_pcm(made.samples))
            ends.write_text(json.dumps(made.ends))
        return Said(sound.from_pcm(pcm.read_bytes()), tuple(json.loads(ends.read_text())))

    def utterance(self, plan: Plan) -> Utterance:
        """The plan as sound: parts with their pauses, then the room."""
        breaths = [self.said(group, plan.language, plan.voice, plan.pace) for group in _groups(plan)]
        *held, last = [part for breath in breaths for part in _parts(breath)]
        track, pauses = [_silence(LEAD_MS)], []
        for part, kind, ms, hold in zip(held, plan.kinds, plan.pauses_ms, plan.holds, strict=True):
            track.append(faded(drawn_out(part, HOLD_MS, hold) if hold > 1 else part))
            pauses.append(Pause(_ms(track), ms, kind, hold))
            track.append(_silence(ms))
        track.append(last)
        clean = np.concatenate(track)
        return Utterance(plan, self.in_room(clean, plan.noise, plan.seed), LEAD_MS, _ms(track), tuple(pauses))

    def in_room(self, clean: Samples, noise: str | None, seed: int) -> Samples:
        """A clean track as the microphone brings it."""
        around = room_tone(len(clean), seed)
        if noise:
            kind, ratio = noise.split()
            around = around + noise_of(kind, len(clean), float(ratio), seed)
        mixed: Samples = np.clip(clean + around, -1.0, 1.0).astype(np.float32)
        return mixed

    def room(self, ms: int, noise: str | None, seed: int) -> Samples:
        """What the microphone brings when nobody speaks."""
        return self.in_room(_silence(ms), noise, seed)


def _groups(plan: Plan) -> tuple[tuple[str, ...], ...]:
    return texts.Answer(0, plan.language, plan.parts, plan.kinds).sentences


def _parts(said: Said) -> list[Samples]:
    """Cut at the ends of the parts, each edge faded over 10 ms so that nothing clicks."""
    edges = (0, *said.ends)
    return [faded(said.samples[begin:end]) for begin, end in itertools.pairwise(edges)]


def _ms(track: list[Samples]) -> int:
    return sum(map(len, track)) * 1000 // HEARING_RATE


def _samples(ms: int) -> int:
    return ms * HEARING_RATE // 1000


def _silence(ms: int) -> Samples:
    return np.zeros(_samples(ms), np.float32)


def described(plan: Plan) -> dict[str, object]:
    """For reports."""
    return {**asdict(plan), "engine": plan.engine}
