"""The interviewer's small talk: acknowledgements, prompts, bridges; in each language, and the tone is heard in them.

All of them are fixed, so they are synthesised ahead. None praises an answer or hints at its rating. The words lie in
``phrases/<code>.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vivavoce.features import languages

PROMPTS = 3
"""Lines said into a silence, before the interview is put aside."""


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of one language. ``prompts`` are said one after the other into a silence."""

    code: str
    acknowledgements: Mapping[str, tuple[str, ...]]
    prompts: tuple[str, ...]
    nothing_heard: str
    not_made_out: str
    no_speech: str
    welcome_back: str
    welcome_back_answering: str
    ended_early: str
    time_is_up: str
    closing_nothing: str
    closing_noted: str
    not_now: str
    rephrase: str
    take_your_time: str
    add_more: str
    added: str
    no_earlier_answer: str
    skipped: str
    paused: str
    confirm_end: str
    ask_away: str
    go_on: str
    enough: str
    reply_source: str
    back_to_question: str
    ask_person: str
    minutes_left: Mapping[str, str]

    def acknowledgement(self, tone: str, number: int) -> str:
        """The words that bridge to what comes next; ``number`` turns the wheel."""
        choice = self._acknowledgements(tone)
        return choice[number % len(choice)]

    def time_warning(self, minutes: int) -> str:
        """Said once, before the last question that fits."""
        whole = max(1, minutes)
        form = languages.find(self.code).plural(whole)
        return self.minutes_left.get(form, self.minutes_left["other"]).replace("{n}", str(whole))

    def fixed(self, tone: str) -> tuple[str, ...]:
        """Everything that can be rendered ahead for a tone."""
        return (
            *self._acknowledgements(tone),
            *self.prompts,
            self.nothing_heard,
            self.not_made_out,
            self.welcome_back,
            self.closing_nothing,
            self.closing_noted,
            self.time_is_up,
            self.ended_early,
            self.take_your_time,
            self.skipped,
            self.ask_person,
            self.add_more,
            self.paused,
            self.confirm_end,
            self.ask_away,
            self.enough,
        )

    def _acknowledgements(self, tone: str) -> tuple[str, ...]:
        return self.acknowledgements.get(tone, self.acknowledgements["relaxed"])


@cache
def lines_of(code: str) -> Lines:
    """The lines of a language of the product."""
    file = resources.files(__package__) / "phrases" / f"{code}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    said = dict(table["lines"])
    prompts = tuple(said.pop(f"prompt_{number}") for number in range(1, PROMPTS + 1))
    spoken = {tone: tuple(choice) for tone, choice in table["acknowledgements"].items()}
    return Lines(code=code, acknowledgements=spoken, prompts=prompts, minutes_left=table["minutes_left"], **said)
