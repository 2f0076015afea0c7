"""What a brief gives to work with: title, place, skills, tasks, expectations and facts, all cleaned.

Only what stands in the brief is called named; what is merely typical of the occupation is marked so, because the
description must not claim it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vivavoce.ports.llm.builtin.author import clean, grammar, wishes
from vivavoce.ports.llm.builtin.author.bank import Bank, Family, Rules, context_keys
from vivavoce.ports.llm.builtin.author.seniority import detect
from vivavoce.ports.llm.builtin.skills import Kind, category_of, find_skills, skill_named
from vivavoce.ports.llm.port import Brief, Seniority

_MOST_LISTED = 12
_MOST_ITEMS = 100
_MOST_NESTED = 4


@dataclass(frozen=True, slots=True)
class SkillUse:
    """A skill to ask about. ``named``: it stands in the brief."""

    name: str
    category: str
    kind: str
    named: bool


@dataclass(frozen=True, slots=True)
class Material:
    """A brief, read."""

    title: clean.Title
    company: str | None
    interviewer: str
    place: str | None
    remote: bool
    family: Family
    seniority: Seniority
    seniority_stated: bool
    """Given or read from the brief, so that a description may say it."""
    seniority_evidence: tuple[str, ...]
    skills: tuple[SkillUse, ...]
    duties: tuple[str, ...]
    expectations: tuple[str, ...]
    askable: tuple[str, ...]
    """The expectations that say more than the name of a skill."""
    about: tuple[str, ...]
    """Sentences of the description."""
    facts: Mapping[str, tuple[str, ...]]


def read(brief: Brief, bank: Bank, rules: Rules) -> Material:
    """Everything usable in a brief."""
    title = clean.title(brief.name, bank, rules)
    facts = facts_of(brief.additional_context, rules)
    texts = [text for text in (brief.description, brief.description_long) if text]
    expectations = [brief.candidate_expectations or "", "\n".join(facts.get("expectation", ()))]
    told = [sentence for text in [*expectations, *texts] for sentence, _ in clean.pieces(text, rules)]
    said = [sentence for sentence in told if not clean.paid(sentence, rules)]
    skill_texts = [title.written or "", *said, *(f"Tools: {item}" for item in facts.get("skill", ()))]
    found = _named_skills(skill_texts, rules)
    family = _family(title, found, bank)
    seniority, evidence = detect(brief, bank)
    place = clean.name(brief.location, rules, 50)
    return Material(
        title=title,
        company=clean.name(brief.company, rules),
        interviewer=clean.name(brief.interviewer_name, rules, 40) or "Ada",
        place=place,
        remote=bool(bank.reading["remote"].search(brief.location)),
        family=family,
        seniority=seniority,
        seniority_stated=bool(evidence) or brief.seniority is not None,
        seniority_evidence=evidence,
        skills=(*found, *_typical_skills(family, found, seniority)),
        duties=wishes.tasks([*texts, "\n".join(f"- {item}" for item in facts.get("duty", ()))], bank, rules),
        expectations=(expected := wishes.expectations(expectations, bank, rules)),
        askable=tuple(text for text in expected if wishes.says_more(text)),
        about=tuple(wishes.about(texts, bank, rules)),
        facts=facts,
    )


def skill_kind(name: str, category: str) -> str:
    """tool, practice, trait, language, credential or condition: how one speaks of a skill."""
    kind = category_of(category).kind
    if kind is not Kind.HARD:
        return str(kind)
    return "tool" if grammar.is_tool(name) else "practice"


def _named_skills(texts: list[str], rules: Rules) -> tuple[SkillUse, ...]:
    found: dict[str, SkillUse] = {}
    for text in texts:
        for skill in find_skills(text):
            usable = clean.phrase(skill.name, 40)
            if usable and not clean.harmful(usable, rules):
                kind = skill_kind(usable, skill.category)
                found.setdefault(usable.lower(), SkillUse(usable, skill.category, kind, True))
    return tuple(found.values())[:30]


def _typical_skills(family: Family, found: tuple[SkillUse, ...], level: Seniority) -> tuple[SkillUse, ...]:
    """What most people in the occupation do; those who lead whole areas are asked about leading them."""
    if level in (Seniority.DIRECTOR, Seniority.EXECUTIVE):
        return ()
    have = {skill.name.lower() for skill in found}
    names = [name for name in family.skills if name.lower() not in have][: max(0, 4 - len(found))]
    uses = []
    for name in names:
        category = skill_named(name).category
        uses.append(SkillUse(name, category, skill_kind(name, category), False))
    return tuple(uses)


def _family(title: clean.Title, found: tuple[SkillUse, ...], bank: Bank) -> Family:
    words = re.findall(r"[^\W_]+(?:\+\+|#)?", f"{title.spoken or ''}".lower())
    best = max(bank.families, key=lambda family: _fit(family, words))
    if _fit(best, words) > 0:
        return best
    counted = Counter(skill.category for skill in found if skill.kind in ("tool", "practice"))
    for category, _ in counted.most_common():
        for family in bank.families:
            if family.categories[0] == category or category in family.categories[:2]:
                return family
    return next(family for family in bank.families if family.name == "generic")


def _fit(family: Family, words: list[str]) -> float:
    """How well a title names a family: more for several words and whole words, a little for standing last."""
    best = 0.0
    for parts, stem, weak in family.titles:
        size = len(parts)
        for at in range(len(words) - size + 1):
            window = words[at : at + size]
            exact = tuple(window) == parts
            if exact or (stem and window[:-1] == list(parts[:-1]) and window[-1].startswith(parts[-1])):
                score = (1.0 if weak else 1.9 + 0.1 * exact) + (size - 1) + 0.01 * at
                best = max(best, score)
    return best


def facts_of(context: Mapping[str, Any], rules: Rules) -> dict[str, tuple[str, ...]]:
    """What stands under known keys of ``additional_context``, by what it is."""
    facts: dict[str, list[str]] = {}
    for kind, text in _strings(context, 0):
        usable = clean.phrase(text, 90)
        if usable and not clean.harmful(usable, rules) and not clean.paid(usable, rules):
            facts.setdefault(kind, []).append(usable)
    return {kind: tuple(dict.fromkeys(texts))[:_MOST_LISTED] for kind, texts in facts.items()}


def _strings(value: Any, depth: int, kind: str | None = None) -> Iterator[tuple[str, str]]:
    """Every text under a known key of a JSON value, with its kind (lists pass theirs on)."""
    if isinstance(value, str) and kind is not None:
        parts = value.split(",") if kind in ("skill", "value") else [value]
        yield from ((kind, part) for part in parts)
    elif isinstance(value, Mapping) and depth < _MOST_NESTED:
        for key, item in list(value.items())[:_MOST_ITEMS]:
            known = context_keys().get(re.sub(r"[^a-z]+", "_", str(key).lower()).strip("_"))
            yield from _strings(item, depth + 1, known)
    elif isinstance(value, list | tuple) and depth < _MOST_NESTED:
        for item in value[:_MOST_ITEMS]:
            yield from _strings(item, depth + 1, kind)
