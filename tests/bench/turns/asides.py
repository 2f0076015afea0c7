"""What the microphone hears while the interviewer speaks: small words, noises, echo, real interruptions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from tests.bench.turns import noise, texts
from tests.bench.turns.corpus import Corpus
from tests.bench.turns.voices import CAST
from vivavoce.ports.speech.port import Samples

AFTER_S = 1.2
"""How far into a line of the interviewer it comes."""


@dataclass(frozen=True, slots=True)
class Aside:
    """``kind``: backchannel, cough, clatter, echo or interruption. ``below_db``: how much softer than a voice."""

    name: str
    kind: str
    language: str
    voice: str = ""
    text: str = ""
    below_db: float = 0.0
    seed: int = 0

    @property
    def must_stop(self) -> bool:
        """Whether the interviewer has to fall silent."""
        return self.kind == "interruption"

    def samples(self, corpus: Corpus) -> Samples | None:
        """As it is heard; None for an echo, which is made of what the interviewer says."""
        match self.kind:
            case "cough":
                return noise.cough(self.seed)
            case "clatter":
                return noise.clatter(self.seed)
            case "echo":
                return None
        return corpus.said((self.text,), self.language, self.voice, 1.0).samples


def asides(language: str) -> list[Aside]:
    """In the order in which they come; English has most of them."""
    voices, english = itertools.cycle(CAST[language]), language == "en"
    said = {kind: texts.asides(kind, language) for kind in ("interruption", "backchannel")}
    chosen = [
        *(("interruption", text) for text in said["interruption"] * (2 if english else 1)),
        *(("backchannel", text) for text in said["backchannel"][: 4 if english else 2]),
    ]
    spoken = [
        Aside(f"{language}-{kind}-{number}", kind, language, next(voices), text)
        for number, (kind, text) in enumerate(chosen)
    ]
    noises = [
        Aside(f"{language}-{kind}-{number}", kind, language, seed=number)
        for kind in (("cough", "clatter") if english else ("cough",))
        for number in range(2 if english else 1)
    ]
    echoes = [
        Aside(f"{language}-echo-{below:.0f}-{number}", "echo", language, below_db=below, seed=number)
        for below in ((30.0, 20.0) if english else (30.0,))
        for number in range(2 if english else 1)
    ]
    mixed = itertools.zip_longest(spoken, noises, echoes)
    return [aside for group in mixed for aside in group if aside]
