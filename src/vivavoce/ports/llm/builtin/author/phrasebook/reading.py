"""What a brief gives to work with, read with a phrasebook: title, skills, tasks and wishes, all as the merchant wrote
them, because a text that is never inflected can be quoted in any sentence.

A text in another language than the interview's is not quoted; names of tools in it still are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.author import clean, grammar
from vivavoce.ports.llm.builtin.author.material import facts_of
from vivavoce.ports.llm.builtin.author.phrasebook.book import OCCUPATIONS, Book
from vivavoce.ports.llm.builtin.author.script import length
from vivavoce.ports.llm.builtin.skills import Kind, category_of, find_skills
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Brief, Seniority

MOST_SKILL_WORDS = 2
"""A longer item is quoted as a wish: \"the area “careful and honest”\" says nothing."""
MOST_QUOTED_WORDS = 14
MOST_QUOTED_CHARS = 110
_MOST = 12
_MOST_SENTENCES = 6
_COMMAS = re.compile(r"\s*[,،、，]\s*")
_SEMICOLONS = re.compile(r"\s*[;؛；]\s*")
MOST_YEARS = 15
"""More years than these are asked of nobody: the number is an age, or tells how old a company is."""
_STOP = re.compile(r"[.。।,،、，]\s*$")
_JUNIOR_YEARS, _SENIOR_YEARS = 1, 5


@dataclass(frozen=True, slots=True)
class Found:
    """A brief, read. Every text can be quoted as it is."""

    title: str
    company: str
    interviewer: str
    place: str
    remote: bool
    occupation: str | None
    seniority: Seniority
    seniority_evidence: tuple[str, ...]
    skills: tuple[str, ...]
    tasks: tuple[str, ...]
    wishes: tuple[str, ...]
    about: tuple[str, ...]
    facts: dict[str, tuple[str, ...]]


def read(brief: Brief, book: Book) -> Found:
    """Everything usable in a brief."""
    texts = [text for text in (brief.description, brief.description_long) if text]
    facts = facts_of(brief.additional_context, book.rules)
    own = [text for text in texts if is_written_in(text, book.code) is not False]
    listed = _Listed(book)
    if brief.candidate_expectations and is_written_in(brief.candidate_expectations, book.code) is not False:
        listed.expectations(brief.candidate_expectations)
    for text in own:
        listed.description(text)
    listed.tasks += _own(facts.get("duty", ()), book)
    listed.wish_items(_own(facts.get("expectation", ()), book))
    title = clean.printed_title(brief.name, book.rules) or str(book.table["language"]["untitled"])
    seniority, evidence = _seniority(brief, book, texts)
    told = [
        piece for text in [brief.candidate_expectations or "", *texts] for piece, _ in clean.pieces(text, book.rules)
    ]
    tools = _tools(" \n".join([brief.name, *(piece for piece in told if not clean.paid(piece, book.rules))]))
    skills = _distinct([*facts.get("skill", ()), *listed.skills, *tools])
    return Found(
        title=title,
        company=clean.name(brief.company, book.rules) or brief.company,
        interviewer=clean.name(brief.interviewer_name, book.rules, 40) or "Ada",
        place=clean.name(brief.location, book.rules, 50) or brief.location.strip(),
        remote=bool(book.reading.remote.search(brief.location)),
        occupation=_occupation(brief.name, book),
        seniority=seniority,
        seniority_evidence=evidence,
        skills=tuple(skill for skill in skills if skill.casefold() not in title.casefold()),
        tasks=_distinct(listed.tasks),
        wishes=_distinct(listed.wishes),
        about=tuple(listed.about[:_MOST_SENTENCES]),
        facts={kind: items for kind, items in facts.items() if kind not in ("skill", "duty", "expectation")},
    )


def _own(items: Iterable[str], book: Book) -> list[str]:
    return [item for item in items if is_written_in(item, book.code) is not False]


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple({item.casefold(): item for item in reversed(list(items))}.values())[::-1][:_MOST]


def _tools(text: str) -> list[str]:
    """Names of tools as the text spells them ("SAP", "C++"): the same in every language."""
    found = []
    for skill in find_skills(text):
        spelled = text[skill.start : skill.end]
        named = any(char.isupper() or char.isdigit() for char in spelled) and spelled.isascii() and len(spelled) > 1
        if named and category_of(skill.category).kind is Kind.HARD and grammar.is_tool(spelled):
            found.append(spelled)
    return found


class _Listed:
    """Tasks, wishes and skills as they come up line by line."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.tasks: list[str] = []
        self.wishes: list[str] = []
        self.skills: list[str] = []
        self.about: list[str] = []

    def description(self, text: str) -> None:
        """Items under a heading of wishes are wishes, those under another heading (benefits, contact) are nobody's,
        all others are tasks; whole sentences are kept."""
        lines = [clean.item(line) for line in clean.plain(text).split("\n") if line.strip()]
        mode = "tasks"
        for at, (words, item) in enumerate(lines):
            before_items = at + 1 < len(lines) and lines[at + 1][1]
            if not item and (found := self._heading(words, before_items)):
                mode = found
            elif item and mode == "wishes":
                self.wish_items([words])
            elif item and mode == "tasks":
                self.tasks += self._quotable([words])
            elif not item:
                self.about += [part for part in self._sentences(words) if length(part) >= 3 and not self._ages(part)]

    def _heading(self, words: str, before_items: bool) -> str | None:
        """What a heading announces; None: the line is none."""
        reading = self._book.reading
        if not 0 < length(words) <= 7 or _STOP.search(words):
            return None
        if reading.wishes.search(words):
            return "wishes"
        if reading.tasks.search(words) and not clean.paid(words, self._book.rules):
            return "tasks"
        return "other" if before_items or words.rstrip()[-1:] in ":：" else None

    def _ages(self, text: str) -> bool:
        """Whether a number of years is rather an age, or how old the company is."""
        return any(int(match.group(1)) > MOST_YEARS for match in self._book.years.finditer(text))

    def expectations(self, text: str) -> None:
        """Free text on what is expected: sentences, lines, or skills with commas between them."""
        for line in clean.plain(text).split("\n"):
            words, _ = clean.item(line)
            self.wish_items(list(self._sentences(words)))

    def wish_items(self, items: list[str]) -> None:
        """Short ones are skills, longer ones wishes; how long somebody has worked is neither."""
        for item in (part for whole in items for part in _SEMICOLONS.split(whole) if part.strip()):
            if self._book.years.search(item):
                continue
            parts = [part for part in _COMMAS.split(item.strip(" .。")) if part]
            if all(length(part) <= MOST_SKILL_WORDS for part in parts):
                self.skills += self._quotable(parts)
            else:
                self.wishes += self._quotable([item])

    def _sentences(self, text: str) -> Iterator[str]:
        for part in re.split(r"(?<=[.!?؟।])\s+|(?<=[。？！])", text):
            if part.strip() and not clean.harmful(part, self._book.rules) and not clean.paid(part, self._book.rules):
                yield part.strip()

    def _quotable(self, items: list[str]) -> list[str]:
        rules, kept = self._book.rules, []
        for item in items:
            said = clean.phrase(re.sub(r"\([^)]*\)", " ", item), MOST_QUOTED_CHARS)
            unfit = said is None or "?" in item or clean.paid(item, rules) or clean.harmful(item, rules)
            if said and not unfit and length(said) <= MOST_QUOTED_WORDS and not rules.negative.search(said):
                kept.append(said)
        return kept


def _occupation(name: str, book: Book) -> str | None:
    """The family of occupations that a title names: the one whose sign stands last in it."""
    found = [
        (max((match.end() for match in sign.finditer(name)), default=-1), family)
        for family, sign in book.titles.items()
        if sign is not None and family in OCCUPATIONS
    ]
    end, family = max(found, default=(-1, ""))
    return family if end >= 0 else None


def _seniority(brief: Brief, book: Book, texts: list[str]) -> tuple[Seniority, tuple[str, ...]]:
    """The level asked for, or the detected one with quotes that stand in the brief. No sign: intermediate."""
    if brief.seniority is not None:
        return brief.seniority, ()
    whole = "\n".join([*texts, brief.candidate_expectations or ""])
    described = [piece for piece, _ in clean.pieces(whole, book.rules)]
    for sources in ([brief.name], described):
        for level in (
            Seniority.EXECUTIVE, Seniority.DIRECTOR, Seniority.MANAGERIAL, Seniority.SENIOR, Seniority.ENTRY_LEVEL,
            Seniority.INTERMEDIATE,
        ):  # fmt: skip
            sign = book.seniority.get(level.value)
            quotes = [match.group() for source in sources if sign and (match := sign.search(source))]
            leading = level in (Seniority.EXECUTIVE, Seniority.DIRECTOR, Seniority.MANAGERIAL)
            if quotes and not (leading and sources is described):
                return level, tuple(dict.fromkeys(quotes))[:3]
    for source in described:
        match = book.years.search(source)
        if match and int(match.group(1)) <= MOST_YEARS:
            years = int(match.group(1))
            senior = Seniority.SENIOR if years >= _SENIOR_YEARS else Seniority.INTERMEDIATE
            return (Seniority.ENTRY_LEVEL if years <= _JUNIOR_YEARS else senior), (match.group(),)
    return Seniority.INTERMEDIATE, ()
