"""Everything around the questions: what is spoken first and last, and the two descriptions.

Descriptions state only what the brief states. What is typical of an occupation appears as what the interview asks
about, never as a fact of the position.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from vivavoce.ports.llm.builtin.author import grammar, phrasing
from vivavoce.ports.llm.builtin.author.bank import Bank
from vivavoce.ports.llm.builtin.author.choice import Choice
from vivavoce.ports.llm.builtin.author.material import Material
from vivavoce.ports.llm.builtin.author.questions import count_phrase
from vivavoce.ports.llm.builtin.skills import find_skills
from vivavoce.ports.llm.port import Brief, Kind, Seniority, Tone

_MOST_SHOWN = 6


class Texts:
    """The texts of one draft."""

    def __init__(self, brief: Brief, material: Material, bank: Bank, choice: Choice, count: int) -> None:
        self._brief = brief
        self._material = material
        self._bank = bank
        self._choice = choice
        minutes = grammar.number(brief.max_duration_minutes) if brief.max_duration_minutes >= 1 else "a few"
        self._slots = {
            **phrasing.base_slots(brief, material, bank),
            "count": count_phrase(count, bank),
            "minutes": minutes,
            "about": material.family.about,
        }

    def _spoken(self, *path: str) -> str:
        found = self._bank.spoken
        for name in path:
            found = found[name]
        text: str = self._choice.one(found[self._brief.tone.value], path[0])
        return phrasing.fill(phrasing.toned(text, self._brief, self._bank), self._slots)

    def welcome(self) -> str:
        return self._spoken("welcome", self._brief.kind.value)

    def thank_you(self) -> str:
        return self._spoken("thank_you", self._brief.kind.value)

    def rapport(self) -> str | None:
        if not self._brief.include_rapport:
            return None
        if self._brief.kind is Kind.COACHING:
            name = "coaching_simple" if self._brief.tone is Tone.SIMPLE else "coaching"
            return phrasing.toned(str(self._bank.spoken["rapport"][name][0]), self._brief, self._bank)
        return self._spoken("rapport")

    def closing(self) -> str | None:
        return self._spoken("closing") if self._brief.include_closing else None

    def instructional(self) -> str | None:
        return self._spoken("instructional") if self._brief.include_instructional else None

    def _line(self, text: str, **slots: str) -> str:
        return phrasing.fill(text, {**self._slots, **slots})

    def description(self) -> str:
        """Two sentences: who looks for whom, and what it is about."""
        return f"{self._opening()} {self._matter()}"

    def _opening(self) -> str:
        table = self._bank.spoken["describe"]
        title = self._material.title.spoken
        templates = list(table[self._brief.kind.value])
        first = templates[0] if title and title.isascii() else templates[-1]
        return self._line(first, a_title=grammar.a_an(title or ""), where=self._where())

    def _where(self) -> str:
        place = self._material.place
        if self._material.remote:
            rest = self._bank.reading["remote_words"].sub(" ", place or "")
            rest = self._bank.reading["edge"].sub("", rest)
            return f" ({', '.join(['remote', *filter(None, [rest])])})"
        rest = self._bank.reading["hybrid"].sub("", place or "").strip(" ,")
        hybrid = " (hybrid)" if rest != (place or "") else ""
        return f" in {rest}{hybrid}" if rest else hybrid

    def _matter(self) -> str:
        table = self._bank.spoken["describe"]
        hands = [duty for duty in self._material.duties if len(duty.split()) <= 9][:3]
        if hands and self._brief.kind is Kind.INTERVIEW:
            return self._line(table["duties"][0], duties=grammar.listing(hands))
        named = [skill.name for skill in self._material.skills if skill.named][:3]
        if named:
            return self._line(table["skills"][0], skills=grammar.listing(named))
        return self._line(table["about"][0])

    def description_long(self, count: int) -> str:
        """Markdown: about the role, the tasks, what is looked for, the interview."""
        table = self._bank.spoken["describe"]
        blocks = [
            f"## {table['heading_role']}\n\n{' '.join(self._role())}",
            *self._facts(),
            f"## {table['heading_tasks']}\n\n{self._tasks()}",
            f"## {table['heading_look']}\n\n{_bullets(self._look())}",
            f"## {table['heading_interview']}\n\n{self._interview()}",
        ]
        return "\n\n".join(blocks)

    def _role(self) -> Iterator[str]:
        table = self._bank.spoken["describe"]
        yield self._opening()
        given = [_stopped(sentence) for sentence in self._material.about]
        yield from given[:_MOST_SHOWN]
        level = self._bank.spoken["levels"][self._material.seniority.value]
        if self._material.seniority_stated:
            yield self._line(table["seniority"], level=level)
        if self._material.remote:
            yield table["remote"]

    def _facts(self) -> list[str]:
        lines = [
            self._line(template, item=grammar.listing(self._material.facts[kind]))
            for kind, template in self._bank.spoken["describe"]["facts"].items()
            if kind in self._material.facts
        ]
        return [_bullets(lines)] if lines else []

    def _tasks(self) -> str:
        table = self._bank.spoken["describe"]
        if self._material.duties:
            return _bullets([grammar.capital(duty) for duty in self._material.duties])
        return str(table["no_tasks" if self._brief.include_closing else "no_tasks_closed"])

    def _look(self) -> list[str]:
        table = self._bank.spoken["describe"]
        said = [grammar.capital(text) for text in self._material.expectations]
        heard = {found.name for text in said for found in find_skills(text)}
        skills = [skill.name for skill in self._material.skills if skill.named and skill.name not in heard]
        entry = self._material.seniority is Seniority.ENTRY_LEVEL
        level = grammar.a_an(self._bank.spoken["levels"][self._material.seniority.value])
        lines = table["look_entry" if entry else "look_level"]
        general = [
            self._line(text, level=level) for text in lines if self._material.seniority_stated or "{" not in text
        ]
        return [*said, *(grammar.capital(name) for name in skills[:10]), *general]

    def _interview(self) -> str:
        table = self._bank.spoken["describe"]
        kind = "interview_coach" if self._brief.kind is Kind.COACHING else "interview_how"
        minutes = str(ceil(self._brief.max_duration_minutes)) if self._brief.max_duration_minutes > 0 else "20"
        style = self._bank.spoken["types"][self._brief.interview_type.value]
        return f"{self._line(table['about'][0])} {style} {self._line(table[kind], minutes=minutes)}"


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _stopped(sentence: str) -> str:
    """Markdown can't be started by a merchant's text."""
    return sentence.translate(str.maketrans("", "", "*_`<>[]#|~"))
