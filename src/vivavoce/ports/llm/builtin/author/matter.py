"""The pool of matters to ask about: patterns of the bank joined with what the brief gives.

A matter knows its competency, why it is asked and what a strong answer contains; its words come later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from vivavoce.ports.llm.builtin.author import grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Pattern
from vivavoce.ports.llm.builtin.author.choice import Choice
from vivavoce.ports.llm.builtin.author.material import Material, SkillUse
from vivavoce.ports.llm.builtin.author.phrasing import fill
from vivavoce.ports.llm.builtin.author.plan import TYPE_LETTERS, skipped
from vivavoce.ports.llm.builtin.author.seniority import LETTERS
from vivavoce.ports.llm.builtin.skills import category_of, skill_named
from vivavoce.ports.llm.port import Brief, Kind

_LEARNED = {
    "tool": "practical knowledge of {s}",
    "practice": "practical knowledge of {s}",
    "trait": "{s} in daily work",
    "language": "the use of {s} at work",
    "credential": "the use of {s} at work",
    "condition": "readiness for {s}",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to ask about. ``key`` limits how often it comes up; ``points`` are its own, most telling first."""

    pattern: Pattern
    key: str
    competency: str
    learned: str
    source: str
    points: tuple[str, ...]
    slots: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> str:
        return self.pattern.form


class Pool:
    """Everything that could be asked for one brief, by source and in the order of the brief's own choice."""

    def __init__(self, brief: Brief, material: Material, bank: Bank, choice: Choice) -> None:
        self._brief = brief
        self._material = material
        self._bank = bank
        self._choice = choice
        self._level = LETTERS[material.seniority]
        self._type = TYPE_LETTERS[brief.interview_type]

    def sources(self) -> dict[str, list[Matter]]:
        """The matters of every source."""
        levels = self._bank.spoken["levels"]
        level_why = self._why("level", level=levels[self._material.seniority.value])
        family = self._material.family
        points = category_of(family.categories[0]).points
        typical = self._plain(self._bank.sections[self._brief.interview_type.value], "")
        assessed = self._brief.kind is Kind.ASSESSMENT
        place = () if self._material.remote else self._bank.sections["onsite"]
        remote = self._bank.sections["remote-freelancer-verification"] if self._material.remote else ()
        return {
            "motive": [] if assessed else self._plain(self._bank.sections["motive"], ""),
            "type": typical,
            "availability": [matter for matter in typical if matter.key == "availability"],
            "level": self._plain(self._bank.sections[self._material.seniority.value], level_why),
            "common": self._plain(self._bank.sections["common"], ""),
            "place": self._plain((*place, *(pattern for pattern in remote if pattern.order == 0)), ""),
            "family": self._plain(family.patterns, self._why("family"), points),
            "family_test": self._family_tests(),
            "skill": list(self._skills()),
            "test": list(self._tests()),
            "duty": list(self._given("duty", self._material.duties, "d")),
            "expectation": list(self._given("expectation", self._material.askable, "e")),
            "fact": [
                *self._given("value", self._material.facts.get("value", ()), "v"),
                *self._given("subject", self._material.facts.get("subject", ()), "f"),
            ],
        }

    def _why(self, name: str, **slots: str) -> str:
        slots["S"] = grammar.capital(slots.get("s", ""))
        return fill(self._bank.spoken["why"][name], slots)

    def _suits(self, pattern: Pattern) -> bool:
        suits = self._level in pattern.levels and self._type in pattern.types
        return suits and not skipped(self._brief, pattern.competency)

    def _plain(self, patterns: tuple[Pattern, ...], source: str, points: tuple[str, ...] = ()) -> list[Matter]:
        matters = []
        for pattern in self._choice.shuffled(filter(self._suits, patterns), lambda one: one.name):
            known = self._bank.competencies[pattern.competency]
            own = (*pattern.points, *self._choice.shuffled(points, lambda one, at=pattern.name: at + one)[:1])  # type: ignore[misc]
            matters.append(
                Matter(pattern, pattern.competency, known.label, known.learned, source, (*own, *known.points))
            )
        return matters

    def _ranked_skills(self) -> list[SkillUse]:
        return sorted(self._material.skills, key=lambda skill: (not skill.named, skill.kind in ("trait", "condition")))

    def _skill_matter(self, skill: SkillUse, pattern: Pattern) -> Matter:
        known = skill_named(skill.name, skill.category)
        general = category_of(skill.category).points
        points = (*known.points, *self._choice.shuffled(general, lambda one: pattern.name + one))
        why = self._why("named_skill" if skill.named else "typical_skill", s=skill.name)
        slots = {"s": skill.name, "t": skill.name, "in": grammar.preposition(skill.name)}
        label = grammar.capital(_bare(skill.name))
        learned = fill(_LEARNED[skill.kind], slots)
        return Matter(pattern, f"skill:{skill.name}", label, learned, why, points, slots)

    def _skills(self) -> Iterator[Matter]:
        """A first question for every skill, then a second for every skill, and so on."""
        patterns = [pattern for pattern in self._bank.sections["skill"] if self._suits(pattern)]
        skills = self._ranked_skills()
        own = [
            self._choice.shuffled(
                (p for p in patterns if skill.kind in p.kinds and not _twice(p, skill.name)),
                lambda p, s=skill: s.name + p.name,  # type: ignore[misc]
            )
            for skill in skills
        ]
        for turn in range(len(patterns)):
            for skill, suited in zip(skills, own, strict=True):
                if turn < len(suited):
                    yield self._skill_matter(skill, suited[turn])

    def _tests(self) -> Iterator[Matter]:
        """Situations of a skill: its own first, then those of its category."""
        skills = [skill for skill in self._ranked_skills() if skill.kind not in ("credential", "condition")]
        skills = [
            skill for skill in skills if skill.kind in ("tool", "practice") or (skill.named and self._type == "Q")
        ]
        rows: list[list[Matter]] = []
        for skill in skills:
            known = skill_named(skill.name, skill.category)
            general = self._choice.shuffled(category_of(skill.category).tests, lambda one: one)
            texts = [*known.tests, *(text for text in general if self._fits(text, skill))]
            rows.append([self._test_matter(skill, text) for text in texts])
        for turn in range(max((len(row) for row in rows), default=0)):
            yield from (row[turn] for row in rows if turn < len(row))

    def _fits(self, text: str, skill: SkillUse) -> bool:
        """Whether a situation of a category suits a skill: named in it, or from the field of the occupation."""
        if "{t}" in text:
            return grammar.is_tool(skill.name)
        return "{s}" in text or skill.category in self._material.family.categories[:2]

    def _test_matter(self, skill: SkillUse, text: str) -> Matter:
        """A situation that is no situation of this very skill is put down to its field."""
        matter = self._skill_matter(skill, _test(text))
        if "{" in text or text in skill_named(skill.name, skill.category).tests:
            return matter
        category = category_of(skill.category)
        own = (*self._choice.shuffled(category.points, lambda one: text + one),)
        label = grammar.capital(category.label)
        return replace(
            matter,
            competency=label,
            learned=self._bank.spoken["why"]["judgement"],
            source=self._why("family"),
            points=own,
        )

    def _family_tests(self) -> list[Matter]:
        if self._level in "DX":
            return []
        matters = []
        skill = self._material.family.skills[0]
        slots = {"s": skill, "t": skill}
        known = self._bank.competencies["knowledge"]
        for name in self._material.family.categories[:2]:
            category = category_of(name)
            texts = [text for text in category.tests if "{t}" not in text and "{s}" not in text]
            for text in self._choice.shuffled(texts, lambda one: one):
                points = (*self._choice.shuffled(category.points, lambda one, at=text: at + one)[:2], *known.points)  # type: ignore[misc]
                why = self._why("family")
                matters.append(Matter(_test(text), f"case:{name}", known.label, known.learned, why, points, slots))
        return matters

    def _given(self, section: str, items: tuple[str, ...], slot: str) -> Iterator[Matter]:
        """A task, expectation, value or product of the brief, each with a question of its own."""
        patterns = [pattern for pattern in self._bank.sections[section] if self._suits(pattern)]
        templates: dict[str, str] = self._bank.spoken["points"]
        own = [self._choice.shuffled(patterns, lambda p, i=item: i + p.name) for item in items]  # type: ignore[misc]
        for turn in range(len(patterns)):
            for item, suited in zip(items, own, strict=True):
                pattern = suited[turn]
                known = self._bank.competencies[pattern.competency]
                point = (fill(templates[section], {slot: item}),) if section in templates else ()
                why = self._why(section, **{slot: item})
                yield Matter(
                    pattern, f"{section}:{item}", known.label, known.learned, why, (*point, *known.points), {slot: item}
                )


def _test(text: str) -> Pattern:
    return Pattern(f"test.{text}", "knowledge", "test", text, text)


def _twice(pattern: Pattern, skill: str) -> bool:
    """Whether a word would stand twice: "your work in warehouse work"."""
    last = skill.rsplit(" ", 1)[-1]
    return any(f"{last} {{in}} {{s}}" in text for text in (pattern.text, pattern.plain))


def _bare(skill: str) -> str:
    """A credential's name without its article."""
    return skill.removeprefix("a ").removeprefix("an ")
