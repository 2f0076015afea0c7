"""What the built-in interviewer says beside the script, in one language: ``phrases/<code>.toml``, read once.

``[normal]``, ``[simple]`` and ``[formal]`` word the follow-ups; ``[formal]`` stands only where the professional tone
addresses a person in another form, and the forms agree with the author's phrasebook of the language. ``[help]`` says
what kind of answer is fine, impersonally; ``[reply]`` leads to what the company wrote. ``[question]`` and ``[answer]``
are cues: words with ``|`` between them, ``*`` for any letters (between two words: for a word or two), ``^`` for the
beginning of a clause. A thing is quoted, never inflected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from vivavoce.ports.llm.builtin.author.script import AFTER_WORD, BEFORE_WORD, LETTER, anywhere
from vivavoce.ports.llm.builtin.rating.probes import Reason
from vivavoce.ports.llm.port import Tone

_PROCLITICS = "[وفبل]?"
"""Arabic writes "and", "so", "with", "for" together with the word that follows."""
_BEGINS = r"(?:^|(?<=[.!?…:;,。？！：、，])\s*|(?<=¿))"


class Wanted(StrEnum):
    """What kind of answer a question asks for."""

    STORY = "story"
    METHOD = "method"
    MOTIVE = "motive"
    FACT = "fact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language."""

    code: str
    wordings: Mapping[str, Mapping[str, list[str]]]
    help: Mapping[str, str]
    lead: str
    question: Mapping[str, re.Pattern[str]]
    answer: Mapping[str, re.Pattern[str]]

    def follow_ups(self, reason: Reason, tone: Tone) -> tuple[str, ...]:
        """The wordings of a tone, then those of the same address that are left; none: this reason is not worded."""
        plain, normal = self._worded("simple", reason), self._worded("normal", reason)
        if tone is Tone.SIMPLE:
            return plain + normal
        if tone is Tone.PROFESSIONAL and self.has_formal_address:
            return self._worded("formal", reason)
        return normal + plain

    @property
    def has_formal_address(self) -> bool:
        """Whether the professional tone addresses a person in another form than the others."""
        return "formal" in self.wordings

    def _worded(self, voice: str, reason: Reason) -> tuple[str, ...]:
        return tuple(self.wordings.get(voice, {}).get(reason.value, ()))

    def helped(self, wanted: Wanted) -> str:
        """One sentence on what kind of answer is fine."""
        return self.help[wanted.value]


@cache
def phrases_of(code: str) -> Phrases | None:
    """The words of a language; None when there are none."""
    file = resources.files(__package__) / "phrases" / f"{code}.toml"
    return _opened(code, tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


@cache
def languages() -> tuple[str, ...]:
    """The languages that have words."""
    folder = resources.files(__package__) / "phrases"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def _opened(code: str, table: Mapping[str, Any]) -> Phrases:
    return Phrases(
        code=code,
        wordings={voice: table[voice] for voice in ("normal", "simple", "formal") if voice in table},
        help=table["help"],
        lead=table["reply"]["lead"],
        question={name: cue(words) for name, words in table["question"].items()},
        answer={name: cue(words) for name, words in table.get("answer", {}).items()},
    )


def cue(words: str) -> re.Pattern[str]:
    """Any of the words, whole where the script has words."""
    return re.compile("|".join(map(_one, words.split("|"))), re.IGNORECASE)


def _one(word: str) -> str:
    opens, bare = word.startswith("^"), word.removeprefix("^").strip()
    body = re.sub(r"\\ \\\*\\ ", r"\\s+(?:\\S+\\s+){1,2}", re.escape(bare))
    body = body.replace(r"\*", f"{LETTER}*").replace(r"\ ", r"\s+")
    if anywhere(bare):
        return body
    before = _BEGINS if opens else BEFORE_WORD + (_PROCLITICS if re.search(r"[\u0600-\u06ff]", bare) else "")
    return f"{before}{body}{AFTER_WORD}"
