"""A phrasebook: the words of one language for everything that ``outline.toml`` lists. Data only, read once.

``docs/adding-a-language.md`` says what each table holds; ``check`` proves that a file is whole and sound.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale

from vivavoce.ports.llm.builtin.author.bank import Competency, Rules
from vivavoce.ports.llm.builtin.author.script import AFTER_WORD, BEFORE_WORD, LETTER, anywhere
from vivavoce.ports.llm.port import Tone

OCCUPATIONS = (
    "software", "office", "sales", "service", "marketing", "care", "education", "logistics", "kitchen", "construction",
    "production", "cleaning",
)  # fmt: skip
_WORDING = {Tone.SIMPLE: 1, Tone.PROFESSIONAL: 2}
_CLDR = {"br": "pt_BR", "no": "nb", "pt": "pt_PT", "zh": "zh_Hans"}


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the outline, free of words."""

    section: str
    name: str
    competency: str
    levels: str
    gist: str

    @property
    def key(self) -> str:
        return f"{self.section}.{self.name}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the language's descriptions are read with."""

    tasks: re.Pattern[str]
    wishes: re.Pattern[str]
    remote: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Book:
    """All words of one language."""

    code: str
    table: Mapping[str, Any]
    competencies: Mapping[str, Competency]
    titles: Mapping[str, re.Pattern[str] | None]
    seniority: Mapping[str, re.Pattern[str] | None]
    years: re.Pattern[str]
    reading: Reading
    rules: Rules

    def question(self, row: Row, tone: Tone) -> str:
        """The wording of a question for a tone."""
        return worded(self.table["q"][row.section][row.name], tone)

    def text(self, name: str, tone: Tone) -> str:
        """The wording of a spoken text for a tone."""
        return worded(self.table["texts"][name], tone)

    def counted(self, name: str, count: float) -> str:
        """ "8 questions" with the plural of the language (CLDR); fractions are rounded up."""
        forms: Mapping[str, str] = self.table["plural"][name]
        whole = math.ceil(count)
        form = Locale.parse(_CLDR.get(self.code, self.code)).plural_form(whole)
        return forms.get(form, forms["other"]).replace("{n}", str(whole))

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.code in ("ja", "zh") else " "

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return {"ja": "。", "zh": "。", "hi": "।", "th": ""}.get(self.code, ".")

    def listing(self, items: Sequence[str]) -> str:
        """ "a, b and c"."""
        comma = {"ja": "、", "zh": "、", "ar": "، "}.get(self.code, ", ")
        if len(items) < 2:
            return "".join(items)
        return comma.join(items[:-1]) + str(self.table["language"]["and"]) + items[-1]


def worded(wordings: Sequence[str], tone: Tone) -> str:
    """One of ``[normal, simple, formal]``; what is left out is worded as normal."""
    at = _WORDING.get(tone, 0)
    return wordings[at] if at < len(wordings) else wordings[0]


@cache
def outline() -> Mapping[str, tuple[Row, ...]]:
    """Every section with its questions, in the outline's order."""
    table = tomllib.loads((resources.files(__package__) / "outline.toml").read_text(encoding="utf-8"))
    return {
        section: tuple(
            Row(section, name, *(part.strip() for part in line.split("|", 2))) for name, line in rows.items()
        )
        for section, rows in table.items()
    }


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a phrasebook."""
    folder = resources.files(__package__) / "phrases"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def book_of(code: str) -> Book | None:
    """The phrasebook of a language; None when there is none."""
    if code not in languages():
        return None
    file = resources.files(__package__) / "phrases" / f"{code}.toml"
    return opened(code, tomllib.loads(file.read_text(encoding="utf-8")))


def opened(code: str, table: Mapping[str, Any]) -> Book:
    """A phrasebook from its tables. Raises KeyError, ValueError, re.error when it is not whole (see ``check``)."""
    signs = dict(table["seniority"])
    years = signs.pop("years")
    reading = table["reading"]
    return Book(
        code=code,
        table=table,
        competencies={name: _competency(name, line) for name, line in table["competencies"].items()},
        titles={name: _signs(words) for name, words in table["titles"].items()},
        seniority={name: _signs(words) for name, words in signs.items()},
        years=_years(years),
        reading=Reading(
            tasks=_heading(reading["tasks"]), wishes=_heading(reading["wishes"]), remote=_any([reading["remote"]])
        ),
        rules=_rules(table["rules"], bool(table["language"]["spaced"])),
    )


def _competency(name: str, line: str) -> Competency:
    label, learned, points, strong, moderate, weak = (part.strip() for part in line.split("|"))
    split = tuple(point.strip() for point in re.split(r"[;；]", points) if point.strip())
    return Competency(name, label, learned, split, (strong, moderate, weak))


def _sign(word: str, *, after: bool = True) -> str:
    """A word with ``*`` for any letters, as a pattern."""
    parts = [re.escape(part.replace("-", " ")).replace(r"\ ", r"[\s-]") for part in word.split("*")]
    inner = f"{LETTER}*".join(parts)
    if anywhere(word):
        return inner
    return rf"{BEFORE_WORD}{inner}{AFTER_WORD if after else ''}"


def _signs(words: str) -> re.Pattern[str] | None:
    return re.compile("|".join(_sign(word) for word in words.split()), re.IGNORECASE) if words.strip() else None


def _years(words: str) -> re.Pattern[str]:
    """A number and the word for years after it, in any of its forms: "5+ years", "5年", "3-5 lat"."""
    forms = "|".join(_sign(word, after=False) for word in words.split())
    return re.compile(rf"(\d+)\s*(?:\+|[-–—]\s*\d+)?\s*(?:{forms})", re.IGNORECASE)


def _heading(pattern: str) -> re.Pattern[str]:
    """A heading: the words begin its line, and little follows."""
    return re.compile(rf"^[\s#*_>-]*(?:\S+\s+){{0,2}}?(?:{pattern}).{{0,30}}$", re.IGNORECASE)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of the patterns, each from the beginning of a word where the script has words."""
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile("|".join(one if anywhere(one) else f"{BEFORE_WORD}(?:{one})" for one in patterns), re.IGNORECASE)


def _rules(table: Mapping[str, Any], spaced: bool) -> Rules:
    never = re.compile(r"(?!)")
    stop = frozenset(word.lower() for word in table["stop"].split())
    return Rules(
        empty=stop,
        frame=stop,
        yes_no=never,
        request=never,
        asks=_any(table["asks"]),
        asks_inside=_any(table["asks"]),
        double=(_any(table["double"]),),
        leading=(_any(table["leading"]),),
        illegal=(_any(table["illegal"]),),
        negative=_any(table["negative"]),
        protected=_any(table["protected"]),
        instruction=_any(table["instruction"]),
        money=_any(table["money"]),
        question_words=_any(table["question_words"]),
        spaced=spaced,
    )
