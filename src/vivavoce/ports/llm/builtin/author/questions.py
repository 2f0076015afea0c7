"""Writes the questions: takes from the pool by the plan, puts into words, and keeps only what passes lint.

The author lints itself. A question that a strange title or task has spoiled is dropped, and the next one is taken, so
that what comes out is sound for any brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from vivavoce.ports.llm.builtin.author import grammar, phrasing
from vivavoce.ports.llm.builtin.author.bank import Bank, Rules
from vivavoce.ports.llm.builtin.author.lint import Content, alike, content, lint_question
from vivavoce.ports.llm.builtin.author.matter import Matter
from vivavoce.ports.llm.builtin.author.plan import FALLBACK, GIVEN, minutes, most_per_key
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, DraftQuestion, Tone

NEAR = 0.45
"""Stricter than lint, so that a listener hears no repetition either."""


class Asking:
    """The questions taken so far, and what may still be taken."""

    def __init__(self, brief: Brief, bank: Bank, rules: Rules, slots: Mapping[str, str], first_variant: int) -> None:
        self._brief = brief
        self._bank = bank
        self._rules = rules
        self._slots = slots
        self._first = first_variant
        self._contents: list[Content] = []
        self._keys: Counter[str] = Counter()
        self._labels: Counter[str] = Counter()
        self._patterns: set[str] = set()
        self._forms: Counter[str] = Counter()
        self.taken: list[tuple[Matter, str]] = []

    def take(self, matters: list[Matter], most: int) -> bool:
        """Takes the first matter that fits; False when none does."""
        for matter in matters:
            if matter.pattern.name in self._patterns or self._keys[matter.key] >= most:
                continue
            if self._labels[matter.competency] >= most + 1:
                continue
            if matter.pattern.order == -1 and any(other.pattern.order == -1 for other, _ in self.taken) and most < 99:
                continue
            text = self._worded(matter)
            if text is not None:
                self._keep(matter, text)
                return True
        return False

    def _worded(self, matter: Matter) -> str | None:
        """The question, or None when it repeats another or lint objects."""
        plain = self._brief.tone is Tone.SIMPLE
        source = matter.pattern.plain if plain else matter.pattern.text
        slots = {**self._slots, **matter.slots}
        words = content(phrasing.fill(source, slots), self._rules)
        if any(alike(words, other) >= NEAR for other in self._contents):
            return None
        brisk = matter.pattern.order == 1 and matter.form == "ask"
        variant = self._first + self._forms[matter.form]
        for step in range(4):
            text = phrasing.question(matter.form, source, slots, self._brief, self._bank, variant + step, brisk=brisk)
            if not any(lint_question(text, self._brief.language, self._brief.tone)):
                full = content(text, self._rules)
                return None if any(alike(full, other) >= NEAR for other in self._contents) else text
        return None

    def _keep(self, matter: Matter, text: str) -> None:
        self.taken.append((matter, text))
        self._contents.append(content(text, self._rules))
        self._keys[matter.key] += 1
        self._labels[matter.competency] += 1
        self._patterns.add(matter.pattern.name)
        self._forms[matter.form] += 1


def choose(asking: Asking, sources: Mapping[str, list[Matter]], mix: tuple[str, ...], count: int) -> None:
    """Takes ``count`` matters by the mix; a source that has run dry passes its turn on."""
    for most in most_per_key(count):
        for name in _turns(mix, count):
            if len(asking.taken) == count:
                return
            near = ("skill",) if name in GIVEN else ()
            order = (name, *near, *(other for other in FALLBACK if other != name))
            any(asking.take(sources[source], most) for source in order if sources[source])
    if len(asking.taken) < count:
        raise AuthorUnusableError(f"The built-in author has {len(asking.taken)} different questions, not {count}.")


def _turns(mix: tuple[str, ...], count: int) -> Iterator[str]:
    for turn in range(count):
        yield mix[turn % len(mix)]


def written(asking: Asking, brief: Brief, bank: Bank) -> tuple[DraftQuestion, ...]:
    """The questions in the order of a conversation: an opening, the matter, practicalities last."""
    ordered = sorted(asking.taken, key=lambda pair: pair[0].pattern.order)
    times = minutes([matter.form for matter, _ in ordered], brief.max_duration_minutes)
    return tuple(
        DraftQuestion(text, matter.competency, why(matter, brief, bank), strong_answer(matter, brief, bank), time)
        for (matter, text), time in zip(ordered, times, strict=True)
    )


def why(matter: Matter, brief: Brief, bank: Bank) -> str:
    """Why it is asked, for the recruiter (or, when practising, for the person)."""
    shown = phrasing.fill(bank.spoken["why"][brief.kind.value], {"learned": matter.learned})
    return f"{shown} {matter.source}".strip()


def strong_answer(matter: Matter, brief: Brief, bank: Bank) -> tuple[str, ...]:
    """Three to five points: first what is special about the matter, then what any good answer has."""
    general = tuple(bank.spoken["points"][matter.form])
    most = 5 if brief.enhanced_expectations else 4
    if matter.pattern.order == 1 and len(matter.points) >= 3:
        return matter.points[:3]
    leading = matter.points[:2]
    if matter.form == "time":
        wanted = (*leading, *general[:2], *matter.points[2:], *general[2:])
    else:
        wanted = (*leading, *matter.points[2:3], *general, *matter.points[3:])
    chosen: list[str] = []
    for point in wanted:
        words = content(point, None)
        if len(chosen) < most and all(alike(words, content(other, None)) < 0.5 for other in chosen):
            chosen.append(point)
    return tuple(chosen)


def count_phrase(count: int, bank: Bank) -> str:
    """ "one question", "seven questions"."""
    return f"{grammar.number(count)} question{'s' if count != 1 else ''}"
