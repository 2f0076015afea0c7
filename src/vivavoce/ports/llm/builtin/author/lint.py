"""Checks on an interview that need no opinion: for the built-in author's own work and for any other author's.

Pure: a draft and its brief in, findings out, in the order of the questions. Counts, repeats, brackets and lengths are
checked in every language; wording (closed, leading, two questions in one, forbidden topics) where the bank of the
language has rules. Sources for the forbidden topics: EEOC guidance on pre-employment inquiries; EU Directives
2000/43/EC, 2000/78/EC, 2006/54/EC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import floor

from vivavoce.ports.llm.builtin.author import bank
from vivavoce.ports.llm.builtin.author.bank import Rules
from vivavoce.ports.llm.builtin.author.clean import plain
from vivavoce.ports.llm.builtin.author.phrasebook.book import book_of
from vivavoce.ports.llm.builtin.author.plain_words import hard_words
from vivavoce.ports.llm.builtin.author.script import QUOTED, WORD, length, unspaced
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Brief, Draft, InterviewType, Rubric, Tone

MOST_SENTENCES = 2
MOST_WORDS = 45
MOST_WORDS_SIMPLE = 15
"""Words in a sentence at CEFR A2."""
NEAR = 0.6
"""Share of common content words from which two questions count as one."""

_SENTENCE = re.compile(r"(?<=[.!?؟।])[\"”’»“)]*\s+|(?<=[。？！])(?![」』”])")
_PLACEHOLDER = re.compile(
    r"\{\w*\}|\[(?:name|company|position|title|your \w+|insert [^\]]*)\]|<\w+>|\bXX+\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[.!?:;,–—])\s+")
_ENDS_ASKING = re.compile(r"(?:[?？؟]|か。?)[\"”’»“」)]*$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be asked, or stored, as it is. ``question`` counts from 0; None: the draft as a whole."""

    code: str
    message: str
    question: int | None = None


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a spoken text."""
    return tuple(part.strip() for part in _SENTENCE.split(text) if part.strip())


def rules_of(language: str) -> Rules | None:
    """The rules of a language, from its bank or its phrasebook; None: only what is free of language is checked."""
    if (book := book_of(language)) is not None:
        return book.rules
    return bank.rules_of(language)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a question that carry its content: those asked, and those quoted from a document."""

    asked: frozenset[str]
    quoted: frozenset[str]


@lru_cache(maxsize=8_192)
def content(text: str, rules: Rules | None) -> Content:
    """The content of a question (pairs of characters where a script writes no spaces)."""
    quoted = " ".join(QUOTED.findall(text))
    asked = QUOTED.sub(" ", text)
    if quoted and rules and rules.question_words:
        return Content(_words(asked, rules.empty), _words(quoted, frozenset()))
    if quoted:
        after = text.rsplit("”", 1)[-1]
        asked = after if len(WORD.findall(after)) > 1 else asked
        frame = rules.frame if rules else frozenset()
        return Content(_words(asked, frame), _words(quoted, rules.empty if rules else frozenset()))
    return Content(_words(asked, rules.empty if rules else frozenset()), frozenset())


def _words(text: str, empty: frozenset[str]) -> frozenset[str]:
    if unspaced(text):
        for word in sorted(empty, key=len, reverse=True):
            text = text.replace(word, " ")
        joined = "".join(WORD.findall(text))
        return frozenset(joined[at : at + 2] for at in range(len(joined) - 1))
    return frozenset(_stem(word) for word in WORD.findall(text) if word.lower().replace("’", "'") not in empty)


def alike(one: Content, other: Content) -> float:
    """How much two questions have in common, 0 to 1. Two questions on one quoted passage may ask different things."""
    if one.quoted and other.quoted:
        return min(_common(one.asked, other.asked), _common(one.quoted, other.quoted))
    return _common(one.asked | one.quoted, other.asked | other.quoted)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return float(one == other)
    return len(one & other) / len(one | other)


@lru_cache(maxsize=8_192)
def lint_question(text: str, language: str, tone: Tone) -> tuple[tuple[str, str], ...]:
    """Code and message of everything that is wrong with one question."""
    return tuple(_question(text, language, tone))


def _question(text: str, language: str, tone: Tone) -> Iterator[tuple[str, str]]:
    text = text.replace(";", "?") if language == "el" else text
    parts = sentences(text)
    if not text.strip():
        yield "empty", "The question has no words."
        return
    if len(parts) > MOST_SENTENCES:
        yield "too_many_sentences", f"{len(parts)} sentences; at most {MOST_SENTENCES} can be followed by ear."
    if length(text) > MOST_WORDS:
        yield "too_long", f"More than {MOST_WORDS} words."
    if tone is Tone.SIMPLE and any(length(part) > MOST_WORDS_SIMPLE + 0.5 for part in parts):
        yield "sentence_too_long", f"A sentence of more than {MOST_WORDS_SIMPLE} words in the simple tone."
    if sum(text.count(mark) for mark in "?？؟") > 1:
        yield "two_questions", "More than one question mark: ask one thing."
    rules = rules_of(language)
    if rules is not None:
        yield from _wording(text, parts, rules)


def _wording(text: str, parts: tuple[str, ...], rules: Rules) -> Iterator[tuple[str, str]]:
    spoken = text.replace("’", "'")
    opened = any(rules.asks.search(part) for part in parts) or bool(rules.asks_inside.search(spoken))
    worded = bool(rules.question_words and rules.question_words.search(QUOTED.sub(" ", text)))
    if "?" not in text and not opened and not worded:
        yield "no_question", "Nothing is asked."
    for part in parts:
        if _ENDS_ASKING.search(part) and _closed(part, rules):
            yield "closed", "It can be answered with yes or no."
            break
    for code, message, patterns in (
        ("double_barrelled", "It asks two things at once.", rules.double),
        ("leading", "It suggests the answer.", rules.leading),
        ("illegal_topic", "It touches a topic that must not matter in a selection.", rules.illegal),
    ):
        if any(pattern.search(spoken) for pattern in patterns):
            yield code, message


def _closed(sentence: str, rules: Rules) -> bool:
    """Whether the clause that asks begins like a yes/no question ("Would you…", but not "Would you describe…"), or,
    where the language tells by question words, has none."""
    if rules.question_words:
        asked = QUOTED.sub(" ", sentence)
        return not rules.question_words.search(asked) and not rules.asks.search(asked)
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
    return any(rules.yes_no.search(clause) and not rules.request.search(clause) for clause in (clauses[0], clauses[-1]))


def _rubric(rubric: Rubric, rules: Rules | None) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, bracket in (("strong", rubric.strong), ("moderate", rubric.moderate), ("weak", rubric.weak)):
        if not 3 <= len(bracket) <= 5:
            yield Finding(
                "rubric_size", f"The {name} bracket has {len(bracket)} requirements; three to five are needed."
            )
        for requirement in bracket:
            key = " ".join(requirement.casefold().split()).rstrip(".")
            if not requirement.strip():
                yield Finding("rubric_empty", f"A requirement of the {name} bracket has no words.")
            elif key in seen:
                yield Finding("rubric_repeat", f"“{requirement}” stands in {seen[key]} and in {name}.")
            elif rules and rules.negative.search(requirement):
                yield Finding("rubric_negative", f"“{requirement}” is worded negatively.")
            seen.setdefault(key, name)


def _count(draft: Draft, brief: Brief) -> Iterator[Finding]:
    asked = len(draft.questions)
    if brief.own_questions:
        return
    if brief.question_count is None:
        if not 5 <= asked <= 8:
            yield Finding("count", f"{asked} questions; five to eight are chosen when no number is given.")
    elif asked != brief.question_count:
        yield Finding("count", f"{asked} questions instead of {brief.question_count}.")


def _letters(text: str) -> str:
    return " ".join(WORD.findall(text.lower().replace("_", " ")))


def _texts(draft: Draft, brief: Brief) -> Iterator[Finding]:
    wanted = (
        ("description", draft.description, True),
        ("description_long", draft.description_long, True),
        ("welcome", draft.welcome, True),
        ("thank_you", draft.thank_you, True),
        ("rapport", draft.rapport, brief.include_rapport),
        ("closing", draft.closing, brief.include_closing),
        ("instructional", draft.instructional, brief.include_instructional),
    )
    for name, text, needed in wanted:
        if needed and not (text or "").strip():
            yield Finding("missing_text", f"The text {name} is missing.")


def _language(draft: Draft, brief: Brief) -> Iterator[Finding]:
    """Whether the language is the one asked for, by what a detector says of the words that are the author's own."""
    requirements = ". ".join((*draft.rubric.strong, *draft.rubric.moderate, *draft.rubric.weak))
    spoken = QUOTED.sub(" ", f"{draft.welcome} {draft.thank_you}")
    parts = {
        "questions": " ".join(QUOTED.sub(" ", question.text) for question in draft.questions),
        "other texts": " ".join((spoken, requirements, draft.description, draft.description_long)),
    }
    for name, text in parts.items():
        if is_written_in(text, brief.language) is False:
            yield Finding("language", f"The {name} are not written in the language asked for ({brief.language}).")
        if _PLACEHOLDER.search(text):
            yield Finding("placeholder", f"The {name} hold a placeholder that nobody has filled.")


def _said_in(brief: Brief) -> str:
    """Every word of the merchant's, which may be used however hard it is."""
    texts = (brief.name, brief.description, brief.description_long, brief.candidate_expectations, brief.company)
    return " ".join([*filter(None, texts), str(brief.additional_context), *(one.text for one in brief.passages)])


def lint(draft: Draft, brief: Brief) -> tuple[Finding, ...]:
    """Everything that is wrong with a draft; empty when it can be used as it is."""
    rules = rules_of(brief.language)
    found = list(_count(draft, brief))
    for index, question in enumerate(draft.questions):
        found += [Finding(*pair, index) for pair in lint_question(question.text, brief.language, brief.tone)]
        if brief.tone is Tone.SIMPLE and brief.language == "en":
            hard = hard_words(QUOTED.sub(" ", question.text), _said_in(brief))
            found += [Finding("hard_word", f"“{word}” is not plain English (CEFR A2).", index) for word in hard]
        if not question.competency.strip():
            found.append(Finding("no_competency", "The question names no competency.", index))
        if not 3 <= len(question.strong_answer) <= 5:
            found.append(Finding("strong_answer_size", "A strong answer has three to five points.", index))
        if not question.minutes > 0:
            found.append(Finding("minutes", "The question has no time.", index))
        cites = any(_letters(plain(passage.document)) in _letters(question.why) for passage in brief.passages)
        if brief.interview_type is InterviewType.PROCESS_VERIFICATION and not cites:
            found.append(Finding("no_source", "The question cites no document.", index))
    words = [content(question.text, rules) for question in draft.questions]
    for (one, first), (other, second) in combinations(enumerate(words), 2):
        if alike(first, second) >= NEAR:
            found.append(Finding("near_duplicate", f"It repeats question {one + 1}.", other))
    found += _rubric(draft.rubric, rules)
    found += _texts(draft, brief)
    found += _language(draft, brief)
    return tuple(found)


def most_questions(minutes: float) -> int:
    """How many questions fit: one per two minutes, at least one."""
    return max(1, floor(minutes / 2))
