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

from vivavoce.ports.llm.builtin.author import clean, grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Family, Rules
from vivavoce.ports.llm.builtin.author.seniority import detect
from vivavoce.ports.llm.builtin.skills import Kind, category_of, find_skills, skill_named
from vivavoce.ports.llm.port import Brief, Seniority

_YOU_WILL = re.compile(
    r"^(?:in this (?:role|position|job),? )?(?:you(?:'ll|’ll| will| would)(?: also)?|the (?:\w+ )?(?:candidate|person|applicant)"
    r" will|your (?:main )?(?:tasks?|duties|responsibilities)(?: include| are| will be)?(?: to)?:?|you are expected to|"
    r"(?:we need|we're looking for|we are looking for) (?:someone|somebody|a person) (?:to|who will|who can))\s+",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"^you (?:also )?(?=[a-z]+ )(?!(?:are|have|need|should|must|can|bring|know|want|like|love|enjoy)\b)", re.I
)
_RESPONSIBLE = re.compile(r"^(?:you(?:'re|’re| are| will be)? )?(?:responsible for|in charge of)\s+", re.IGNORECASE)
_SEEKS = re.compile(
    r"^(?:(?:ideally|preferably),? )?(?:(?:we are|we're) looking for(?: someone| somebody| a person| people| candidates)?(?: (?:with|who(?: has| is| have| are)?))?"
    r"|we (?:expect|want|need|require)|you(?:'re|’re| are| have|'ve|’ve| bring| should(?: be| have)?| must(?: be| have)?| can)?"
    r"|(?:the |our )?(?:ideal )?(?:candidates?|applicants?)(?: who)? (?:(?:should|must|will|needs? to) )?(?:have|has|be|is|are|bring)"
    r"|(?:must|should)[- ](?:be|have)|required|requirements?|expectations?|nice to have|must haves?|at least|a )\b:?\s*",
    re.IGNORECASE,
)
_TEXT_KEYS = {
    "product": "subject", "products": "subject", "project": "subject", "projects": "subject", "subject": "subject",
    "values": "value", "company_values": "value", "core_values": "value",
    "tools": "skill", "stack": "skill", "tech_stack": "skill", "technologies": "skill", "software": "skill",
    "skills": "skill", "must_have_skills": "skill", "required_skills": "skill", "languages": "skill",
    "responsibilities": "duty", "tasks": "duty", "duties": "duty",
    "requirements": "expectation", "must_have": "expectation", "must_haves": "expectation",
    "qualifications": "expectation", "nice_to_have": "expectation",
    "team": "team", "team_size": "team", "department": "department", "industry": "industry", "sector": "industry",
    "customers": "customers", "clients": "customers", "shift": "hours", "shifts": "hours", "schedule": "hours",
    "working_hours": "hours", "hours": "hours", "start_date": "start", "contract": "contract", "employment_type": "contract",
}  # fmt: skip
_MOST_LISTED = 12


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
    facts = _facts(brief.additional_context, rules)
    texts = [text for text in (brief.description, brief.description_long) if text]
    expectations = [brief.candidate_expectations or "", "\n".join(facts.get("expectation", ()))]
    said = [sentence for text in [*texts, *expectations] for sentence, _ in clean.pieces(text, rules)]
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
        remote=bool(
            re.search(r"\b(?:remote\w*|home ?office|anywhere|worldwide|work from home)\b", brief.location, re.I)
        ),
        family=family,
        seniority=seniority,
        seniority_evidence=evidence,
        skills=(*found, *_typical_skills(family, found)),
        duties=_duties([*texts, "\n".join(f"- {item}" for item in facts.get("duty", ()))], bank, rules),
        expectations=(expected := _expectations(expectations, rules)),
        askable=tuple(text for text in expected if _says_more(text)),
        about=tuple(_about(texts, bank, rules)),
        facts=facts,
    )


def skill_kind(name: str, category: str) -> str:
    """tool, practice, trait, language or credential: how one speaks of a skill."""
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


def _typical_skills(family: Family, found: tuple[SkillUse, ...]) -> tuple[SkillUse, ...]:
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


def _facts(context: Mapping[str, Any], rules: Rules) -> dict[str, tuple[str, ...]]:
    facts: dict[str, list[str]] = {}
    for key, text in _strings(context, 0):
        kind = _TEXT_KEYS.get(re.sub(r"[^a-z]+", "_", key.lower()).strip("_"))
        usable = clean.phrase(text, 90)
        if kind and usable and not clean.harmful(usable, rules) and not rules.money.search(usable):
            facts.setdefault(kind, []).append(usable)
    return {kind: tuple(dict.fromkeys(texts))[:_MOST_LISTED] for kind, texts in facts.items()}


def _strings(value: Any, depth: int, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with the key it stands under (lists pass their key on)."""
    if isinstance(value, str):
        parts = value.split(",") if _TEXT_KEYS.get(key.lower()) in ("skill", "value") else [value]
        yield from ((key, part) for part in parts)
    elif isinstance(value, Mapping) and depth < 4:
        for inner, item in list(value.items())[:100]:
            yield from _strings(item, depth + 1, str(inner))
    elif isinstance(value, list | tuple) and depth < 4:
        for item in value[:100]:
            yield from _strings(item, depth + 1, key)


def _base_form(word: str, verbs: frozenset[str]) -> str | None:
    """ "prepare" for "prepare", "preparing" and "prepares"; None for what is no verb of a task."""
    word = word.lower()
    if word in verbs:
        return word
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        for base in (stem + "e", stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
            if base in verbs:
                return base
    return None


def _task(text: str, verbs: frozenset[str], rules: Rules) -> str | None:
    """A task in the base form that fits after "to", or None."""
    text = re.sub(r"\([^)]*\)", "", text)
    text = re.split(r"\s[-–—]\s|:\s|\b(?:such as|e\.g\.|so that|in order to|which|while|because)\b", text)[0]
    words = text.strip(" .,;!").split()
    if not 2 <= len(words) <= 12 or "?" in text or '"' in text or "“" in text:
        return None
    base = _base_form(words[0].strip(","), verbs)
    second = words[1].lower().strip(",")
    if base is None or words[0].endswith(",") or second in ("is", "are", "will", "skills", "experience", "and", "or"):
        return None
    rest = " ".join(words[1:])
    if rules.negative.search(rest) or rules.money.search(rest):
        return None
    rest = re.sub(r"\bour\b", "the", rest)
    return clean.phrase(f"{base} {rest}", 90)


def _duties(texts: list[str], bank: Bank, rules: Rules) -> tuple[str, ...]:
    verbs = frozenset(bank.words["verbs"].split())
    found: list[str] = []
    for text in texts:
        for sentence, item in clean.pieces(text, rules):
            lead = _YOU_WILL.match(sentence) or _RESPONSIBLE.match(sentence) or _YOU.match(sentence)
            if lead or item:
                found += _tasks(sentence[lead.end() :] if lead else sentence, verbs, rules)
            elif _base_form(sentence.split()[0], verbs) and sentence.split()[0][0].isupper():
                found += _tasks(sentence, verbs, rules)
    return tuple(dict.fromkeys(found))[:_MOST_LISTED]


def _tasks(text: str, verbs: frozenset[str], rules: Rules) -> list[str]:
    """One task, or several: "prepare coffee, serve guests and keep the bar clean"."""
    parts = [part for part in re.split(r",\s*(?:and )?|\s+and\s+", text.strip(" .")) if part.strip()]
    own = [_task(part, verbs, rules) for part in parts]
    if len(parts) > 1 and all(_base_form(part.split()[0], verbs) for part in parts):
        return [task for task in own if task]
    whole = _task(text, verbs, rules)
    if whole:
        return [whole]
    return [own[0]] if own and own[0] else []


def _expectations(texts: list[str], rules: Rules) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        for sentence, _ in clean.pieces(text, rules):
            stripped = _SEEKS.sub("", sentence).strip(" .")
            parts = [stripped]
            if len(stripped.split()) > 6 or stripped.count(",") > 1:
                parts = re.split(r",\s*(?:and )?|\s+and\s+(?=\w+ )", stripped)
            for part in parts:
                usable = clean.phrase(_SEEKS.sub("", part), 90)
                if usable and len(usable.split()) <= 12 and not _unfit(usable, rules):
                    found.append(grammar.lower(usable) if usable.split()[0].lower() in _PLAIN else usable)
    return tuple(dict.fromkeys(found))[:_MOST_LISTED]


_PLAIN = frozenset(("a", "an", "the", "good", "strong", "experience", "knowledge", "at", "several", "able", "ability",
                    "excellent", "first", "some", "confident", "fluent", "proven", "solid", "basic", "willing",
                    "reliable", "friendly", "patient", "patience", "careful", "calm", "flexible", "fun"))  # fmt: skip


def _says_more(text: str) -> bool:
    """Whether an expectation holds more than skills that are asked about anyway ("friendly", "good English")."""
    left = text
    for skill in reversed(find_skills(text)):
        left = left[: skill.start] + left[skill.end :]
    return len(text.split()) > 2 and sum(len(word) > 3 for word in re.findall(r"\w+", left)) > 1


def _unfit(text: str, rules: Rules) -> bool:
    return bool(rules.negative.search(text) or rules.money.search(text) or clean.harmful(text, rules) or "?" in text)


def _about(texts: list[str], bank: Bank, rules: Rules) -> Iterator[str]:
    """Whole sentences of the description that can be printed again; tasks stand elsewhere."""
    verbs = frozenset(bank.words["verbs"].split())
    count = 0
    for text in texts:
        for sentence, item in clean.pieces(text, rules):
            told: object = item or _YOU_WILL.match(sentence) or _RESPONSIBLE.match(sentence) or _YOU.match(sentence)
            told = bool(told) or _base_form(sentence.split()[0], verbs) is not None
            if not told and 4 <= len(sentence.split()) <= 40 and sentence[-1] in ".!" and count < 8:
                count += 1
                yield sentence
