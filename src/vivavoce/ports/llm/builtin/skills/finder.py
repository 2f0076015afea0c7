"""Finds skills in a text with their places: those of the catalogue, and those a text names as skills.

Two passes. Listed spellings are looked up word by word, the longest first. Then phrases such as "experience with …"
or "Tools: …" give the names that no list has. A place is always ``text[start:end]`` of the text that came in.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from vivavoce.ports.llm.builtin.skills.catalogue import all_skills

_TOKEN = re.compile(r"[^\W_]+|[+#.&/]")
_FOLDS = (("isation", "ization"), ("ising", "izing"), ("ise", "ize"), ("license", "licence"), ("center", "centre"))
_CUE = re.compile(
    r"\b(?:experienced?|expertise|proficien(?:t|cy)|skills?|skilled|knowledge|familiar(?:ity)?|background|"
    r"competen(?:t|ce)|command|trained|certified|confident|versed|worked|working|fluen(?:t|cy))"
    r"\s+(?:with|in|of|using|on|at)\s+(?P<list>[^.;:!?\n()]{2,120}(?:\.\w[^.;:!?\n()]{0,60})?)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:^|[\n.;])[ \t*\-•]*(?:our |the )?"
    r"(?:tools?|stack|tech(?:nical)? stack|technologies|software|systems?|platforms?)"
    r"(?: (?:used|we use))?\s*:\s*(?P<list>[^.;\n]{2,160})",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![\w-])(?P<list>[A-Z][\w+#]*(?:[ -][A-Z][\w+#]*){0,2})"
    r"\s+(?:experience|skills|knowledge|certification|expertise)\b"
)
_SPLIT = re.compile(r"\s*(?:,|/|\band\b|\bor\b|\bas well as\b|\bincluding\b|\bsuch as\b|\be\.g\.)\s*")
_LEAD = re.compile(
    r"(?:(?:a|an|the|our|their|your|any|some|modern|common|various|basic|good|strong|similar|other|different|least|at)\s+)+",
    re.IGNORECASE,
)
_NOUNISH = re.compile(r"(?:ing|ment|tion|sion|ics|ship|graphy|nomy|logy|ware|craft|work|keeping)$")
_MOST_FOUND = 2000


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill and the words that name it. ``category`` is one of the catalogue, or ``other``."""

    name: str
    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True)
class _Spelling:
    words: tuple[str, ...]
    raw: tuple[str, ...]
    exact: bool
    name: str
    category: str


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (resources.files(__package__) / "words_en.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def _fold(word: str) -> str:
    word = word.lower()
    for british, american in _FOLDS:
        word = word.replace(american, british)
    return word


@cache
def _spellings() -> dict[str, tuple[_Spelling, ...]]:
    by_first: dict[str, list[_Spelling]] = {}
    for skill in all_skills():
        for exact, texts in ((False, skill.aliases), (True, skill.exact)):
            for text in texts:
                raw = tuple(_TOKEN.findall(text))
                words = tuple(_fold(word) for word in raw)
                by_first.setdefault(words[0], []).append(_Spelling(words, raw, exact, skill.name, skill.category))
    return {first: tuple(sorted(found, key=lambda s: -len(s.words))) for first, found in by_first.items()}


def _same(word: str, listed: str) -> bool:
    return word == listed or (len(listed) > 3 and word == listed + "s")


def _in_context(text: str, spelling: _Spelling, tokens: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether a match can be meant: "Go" but not "go", "C" but not "C-level", "friendly" but not "friendly team"."""
    after = tokens[end].group().lower() if end < len(tokens) else ""
    if after in _words()["groups"] or (spelling.category == "ways" and after in _words()["boilerplate"]):
        return False
    if not spelling.exact:
        return True
    raw = [token.group() for token in tokens[at:end]]
    if tuple(raw) != spelling.raw:
        before = tokens[at - 1].group().lower() if at else ""
        return before in ("with", "using") and len(spelling.name) > 1 and raw[0].lower() == spelling.raw[0].lower()
    start, stop = tokens[at].start(), tokens[end - 1].end()
    if len(spelling.raw) == 1 and len(spelling.raw[0]) == 1:
        return not re.match(r"[&+#'’\-]|\.\w", text[stop:]) and not re.search(r"[&'’.\-]$|\b[Vv]itamin $", text[:start])
    opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:\n•-"
    verb = spelling.name in ("Go", "Swift", "Excel", "React", "Spark", "R", "Flask", "Dart", "Flutter")
    return not (verb and opens and after in ("to", "the", "in", "your", "at", "a", "for", "into", "and", "quickly"))


def _listed(text: str) -> Iterator[FoundSkill]:
    spellings = _spellings()
    tokens = list(_TOKEN.finditer(text))
    words = [_fold(token.group()) for token in tokens]
    at = 0
    while at < len(words):
        step = 1
        candidates = spellings.get(words[at], ())
        if not candidates and words[at].endswith("s"):
            candidates = tuple(
                s for s in spellings.get(words[at][:-1], ()) if len(s.words) == 1 and len(s.words[0]) > 3
            )
        for spelling in candidates:
            end = at + len(spelling.words)
            if end > len(words) or not all(map(_same, words[at:end], spelling.words)):
                continue
            gaps = (text[one.end() : two.start()] for one, two in pairwise(tokens[at:end]))
            if any(len(gap) > 2 or "\n\n" in gap or "," in gap for gap in gaps):
                continue
            if _in_context(text, spelling, tokens, at, end):
                yield FoundSkill(spelling.name, tokens[at].start(), tokens[end - 1].end(), spelling.category)
                step = len(spelling.words)
                break
        at += step


def _acceptable(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 4 or len(name) > 40 or not name[0].isalpha():
        return False
    vague = _words()["vague"]
    if words[-1].lower() in vague or words[0].lower() in vague or words[0] in _words()["openers"]:
        return False
    if any(not re.fullmatch(r"[\w+#&.'’\-]+", word) or len(word) > 20 for word in words):
        return False
    if name[0].isupper() or any(char.isdigit() for char in words[0]):
        return all(word[0].isupper() or word[0].isdigit() or _NOUNISH.search(word) for word in words)
    return len(words) <= 3 and name.islower() and bool(_NOUNISH.search(words[-1])) and name.isascii()


def _items(phrase: str) -> Iterator[tuple[int, str]]:
    """The acceptable names at the head of a list ("a modern CMS, Foobar and milk steaming") with their offsets."""
    at = 0
    for cut in [*_SPLIT.finditer(phrase), None]:
        end = cut.start() if cut else len(phrase)
        item = phrase[at:end]
        lead = _LEAD.match(item)
        offset = at + (lead.end() if lead else len(item) - len(item.lstrip()))
        name = phrase[offset:end].rstrip(" .-–")
        if _acceptable(name):
            yield offset, name
        elif at:
            return
        if cut is not None:
            at = cut.end()


def _named(text: str) -> Iterator[FoundSkill]:
    for pattern in (_CUE, _LABEL, _NAMED):
        for match in pattern.finditer(text):
            category = "languages" if match.group().lower().startswith("fluen") else "other"
            for offset, name in _items(match.group("list")):
                start = match.start("list") + offset
                yield FoundSkill(name, start, start + len(name), category)


def find_skills(text: str) -> tuple[FoundSkill, ...]:
    """Every mention of a skill, in the order of the text and without overlaps (the first 2,000)."""
    listed = list(_listed(text))
    taken = bytearray(len(text))
    by_end = {skill.end: skill for skill in listed}
    found: list[FoundSkill] = []
    for skill in _named(text):
        kind = by_end.get(skill.end)
        if kind is not None and _own_name(text, skill, kind, listed):
            skill = FoundSkill(skill.name, skill.start, skill.end, kind.category)
            listed = [other for other in listed if other is not kind]
        overlaps = any(one.start < skill.end and skill.start < one.end for one in _near(listed, skill))
        if not overlaps and not any(taken[skill.start : skill.end]):
            taken[skill.start : skill.end] = b"\1" * (skill.end - skill.start)
            found.append(skill)
    return tuple(sorted([*listed, *found], key=lambda skill: skill.start)[:_MOST_FOUND])


def _own_name(text: str, skill: FoundSkill, kind: FoundSkill, listed: list[FoundSkill]) -> bool:
    """Whether the whole is a name ("Foobar CRM") of which a list knows only the kind ("CRM")."""
    before = skill.start < kind.start and text[skill.start].isupper()
    return before and all(one is kind for one in _near(listed, skill))


def _near(listed: list[FoundSkill], skill: FoundSkill) -> list[FoundSkill]:
    """Those of ``listed`` (in the order of the text) that may touch ``skill``."""
    first = bisect_left(listed, skill.start, key=lambda one: one.end)
    last = bisect_left(listed, skill.end, key=lambda one: one.start)
    return listed[first:last]
