"""A question of the built-in author, found again among its patterns, in the pattern's plain wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from vivavoce.ports.llm.builtin.author import bank, grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Pattern
from vivavoce.ports.llm.builtin.author.lint import lint_question
from vivavoce.ports.llm.builtin.author.phrasebook.book import Book, book_of
from vivavoce.ports.llm.builtin.author.phrasebook.texts import filled
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases
from vivavoce.ports.llm.port import Manner, Tone

_SLOT = re.compile(r"\\\{(\w+)\\\}")
_FORMAL = 2


@dataclass(frozen=True, slots=True)
class _Wording:
    """One wording of a pattern, as an expression, and the plain one. ``formal``: worded for the formal address."""

    found: re.Pattern[str]
    plain: str
    formal: bool


def plain_wording(question: str, manner: Manner, phrases: Phrases) -> str | None:
    """None: no pattern of ours, or it is plain already."""
    if manner.tone is Tone.SIMPLE:
        return None
    book, english = book_of(phrases.code), bank.bank_of(phrases.code)
    if book is not None:
        plain = _in_book(question, book, formal_differs=phrases.has_formal_address)
    else:
        plain = _in_bank(question, english) if english is not None else None
    same = plain is None or _bare(plain) == _bare(question)
    return None if same or plain is None or any(lint_question(plain, phrases.code, Tone.SIMPLE)) else plain


def _in_book(question: str, book: Book, *, formal_differs: bool) -> str | None:
    for bare in _unframed(question, book):
        for wording in _book_wordings(book.code):
            if (found := wording.found.fullmatch(bare)) and not (wording.formal and formal_differs):
                return filled(wording.plain, found.groupdict())
    return None


def _unframed(question: str, book: Book) -> Iterator[str]:
    """The question itself, then without what a tone put around it."""
    yield question
    for frames in book.table["frames"].values():
        for frame in frames:
            before, _, after = frame.partition("{q}")
            if (before or after) and question.startswith(before) and question.endswith(after):
                yield question[len(before) : len(question) - len(after)]


@cache
def _book_wordings(code: str) -> tuple[_Wording, ...]:
    book = book_of(code)
    assert book is not None
    rows = [wordings for section in book.table["q"].values() for wordings in section.values()]
    return tuple(
        _Wording(_expression(text), wordings[1], place == _FORMAL)
        for wordings in rows
        if len(wordings) > 1
        for place, text in enumerate(wordings)
        if place != 1
    )


def _in_bank(question: str, english: Bank) -> str | None:
    spoken = grammar.expanded(question, english.words["contractions"])
    for form, template in _templates():
        if not (found := template.fullmatch(spoken)):
            continue
        said = found.groupdict()
        for matter, pattern in _bank_patterns():
            if pattern.form == form and (slots := matter.fullmatch(said["c"])):
                return _plainly(pattern, {**said, **slots.groupdict()}, english)
    return None


def _plainly(pattern: Pattern, slots: Mapping[str, str], english: Bank) -> str:
    """The plain wording of a pattern in the first plain template of its form."""
    matter = filled(grammar.expanded(pattern.plain, english.words["contractions"]), slots)
    small = matter if pattern.plain.startswith("{") else grammar.lower(matter)
    template = english.tones["interview"][Tone.SIMPLE.value][pattern.form][0]
    return grammar.capital(filled(template, {**slots, "c": small, "C": grammar.capital(matter)}))


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every template with its form; whole ones last, since they fit anything."""
    english = bank.bank_of("en")
    assert english is not None
    listed = {
        (form, grammar.expanded(template, english.words["contractions"]).replace("{C}", "{c}"))
        for tones in english.tones.values()
        for forms in tones.values()
        for form, templates in forms.items()
        for template in templates
    }
    return tuple((form, _expression(one)) for form, one in sorted(listed, key=lambda pair: (-len(pair[1]), pair)))


@cache
def _bank_patterns() -> tuple[tuple[re.Pattern[str], Pattern], ...]:
    english = bank.bank_of("en")
    assert english is not None
    families = [pattern for family in english.families for pattern in family.patterns]
    every = [*families, *(pattern for section in english.sections.values() for pattern in section)]
    contractions = english.words["contractions"]
    return tuple((_expression(grammar.expanded(one.text, contractions)), one) for one in every)


def _expression(text: str) -> re.Pattern[str]:
    """The text as an expression of any case; what fills a slot is a group of that name, the second time a repeat."""
    seen: set[str] = set()

    def group(slot: re.Match[str]) -> str:
        name = slot[1]
        again = name in seen
        seen.add(name)
        return f"(?P={name})" if again else f"(?P<{name}>.+?)"

    return re.compile(_SLOT.sub(group, re.escape(text)), re.IGNORECASE)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
