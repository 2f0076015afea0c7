"""Proves that a phrasebook is whole and sound: ``python -m vivavoce.ports.llm.builtin.author.phrasebook.check de``.

Every table and key, the slots of every text, every wording by the linter, repeats, languages and scripts, and an
interview of forty questions for every type, seniority and tone. Prints faults, then sample interviews.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import combinations, cycle, product
from typing import Any

from vivavoce.ports.llm.builtin.author.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.author.lint import NEAR, alike, content, lint, lint_question
from vivavoce.ports.llm.builtin.author.phrasebook.book import OCCUPATIONS, Book, opened, outline
from vivavoce.ports.llm.builtin.author.phrasebook.texts import filled
from vivavoce.ports.llm.builtin.author.script import WORD
from vivavoce.ports.llm.detect import language_of
from vivavoce.ports.llm.port import (
    AuthorUnusableError,
    Brief,
    InterviewType,
    Kind,
    Passage,
    Seniority,
    Tone,
)

_SLOT = re.compile(r"\{(\w+)\}")
SPOKEN = frozenset({"name", "company", "title", "questions", "minutes"})
PRINTED = frozenset({"company", "title", "place", "skills", "level", "questions", "minutes"})
_QUOTING = ("skill", "task", "wish", "process")
TEXTS = tuple(
    [f"{name}_{kind}" for name in ("welcome", "thanks") for kind in Kind] + ["rapport", "closing", "instructional"]
)
DESCRIBE = (
    "interview", "coaching", "assessment", "skills", "general", "level", "heading_role", "heading_tasks",
    "heading_look", "heading_interview", "no_tasks", "no_tasks_closed", "look", "look_entry", "how",
    "how_coaching", "team", "department", "industry", "customers", "hours", "contract", "start", "subject",
    "value",
)  # fmt: skip
WHY = {
    "interview": {"learned"}, "coaching": {"learned"}, "assessment": {"learned"}, "skill": {"x"}, "task": {"x"},
    "wish": {"x"}, "occupation": set(), "level": {"level"}, "process": {"document", "page", "quote"}, "page": {"n"},
}  # fmt: skip
COMPETENCIES = (
    "motivation", "availability", "experience", "knowledge", "learning", "teamwork", "conflict", "communication",
    "priorities", "quality", "problem", "decision", "initiative", "responsibility", "resilience", "change",
    "planning", "customers", "safety", "leading", "strategy", "influence", "strengths", "independence",
    "integrity",
)  # fmt: skip
LATIN = frozenset("de nl sv da no fi fr es it pt br ro pl cs sk hr hu tr vi id ms fil".split())  # noqa: SIM905


def faults(code: str, table: Mapping[str, Any], *, thorough: bool = True) -> Iterator[str]:
    """Everything that is wrong with a phrasebook, structure first; the rest is looked at once that is whole.

    ``thorough``: interviews for every type, seniority and tone together; otherwise every type in every tone, with the
    levels in turn.
    """
    missing = list(_structure(table))
    yield from missing
    if missing:
        return
    try:
        book = opened(code, table)
    except (KeyError, ValueError, re.error) as error:
        yield f"can't be read: {error!r}"
        return
    for part in (_questions, _repeats, _frames, _requirements, _texts, _language):
        yield from part(code, book)
    yield from _variety(code, thorough)


def _structure(table: Mapping[str, Any]) -> Iterator[str]:
    wanted: dict[str, Any] = {
        "language": ("address", "and", "untitled", "quotes", "spaced"),
        "plural": ("questions", "minutes"),
        "frames": (*Tone, "coaching", "coaching_simple"),
        "texts": TEXTS,
        "describe": DESCRIBE,
        "types": tuple(InterviewType),
        "levels": tuple(Seniority),
        "why": tuple(WHY),
        "points": ("general", "skill", "task", "wish", "step"),
        "competencies": COMPETENCIES,
        "rubric": ("skill", "task", "wish", "process", "process_doubt", "detail", "levels"),
        "titles": OCCUPATIONS,
        "seniority": (*Seniority, "years"),
        "reading": ("tasks", "wishes", "remote"),
        "rules": (
            "stop", "question_words", "asks", "double", "leading", "illegal", "negative", "protected", "instruction",
            "money",
        ),
    }  # fmt: skip
    for name, keys in wanted.items():
        held = table.get(name, {})
        yield from (f"[{name}] lacks {key}" for key in keys if str(key) not in held)
        if name != "plural":
            yield from (f"[{name}] has {key}, which nobody reads" for key in held if key not in {str(k) for k in keys})
    for section, rows in outline().items():
        held = table.get("q", {}).get(section, {})
        for row in rows:
            if not isinstance(held.get(row.name), list) or not 2 <= len(held[row.name]) <= 3:
                yield f"[q.{section}] {row.name} needs [normal, simple] or [normal, simple, formal]"
        yield from (
            f"[q.{section}] {name} is not in the outline" for name in held if name not in {r.name for r in rows}
        )
    for name in TEXTS:
        if not 2 <= len(table.get("texts", {}).get(name, [])) <= 3:
            yield f"[texts] {name} needs two or three wordings"
    for name in table.get("plural", {}):
        if "other" not in table["plural"][name]:
            yield f"[plural] {name} lacks other"
    levels = table.get("rubric", {}).get("levels", {})
    for level in Seniority:
        if len(levels.get(level.value, [])) != 2 or any(len(lines) != 3 for lines in levels[level.value]):
            yield f"[rubric.levels] {level} needs two requirements of three lines"
    for name, line in table.get("competencies", {}).items():
        parts = line.split("|")
        if len(parts) != 6 or len([one for one in re.split("[;；]", parts[2]) if one.strip()]) < 3:
            yield f"[competencies] {name} needs six parts, the third with three points"


def _slots(text: str) -> set[str]:
    return set(_SLOT.findall(text))


SAMPLE = {"title": "Ada Lovelace", "skill": "SQL", "task": "ABC", "wish": "XYZ", "doc": "Doc", "step": "ABC DEF"}


def _questions(code: str, book: Book) -> Iterator[str]:
    for section, rows in outline().items():
        for row in rows:
            for at, text in enumerate(book.table["q"][section][row.name]):
                where = f"[q.{section}] {row.name}[{at}]"
                if _slots(text) != _slots(row.gist):
                    yield f"{where}: has the slots {_slots(text) or 'none'} instead of {_slots(row.gist) or 'none'}"
                tone = Tone.SIMPLE if at == 1 else Tone.PROFESSIONAL
                for fault, message in lint_question(filled(text, SAMPLE), code, tone):
                    yield f"{where}: {fault}: {message} {text}"


def _repeats(code: str, book: Book) -> Iterator[str]:
    for tone in (Tone.RELAXED, Tone.SIMPLE, Tone.PROFESSIONAL):
        worded_rows = [
            (row, content(filled(book.question(row, tone), SAMPLE), book.rules))
            for rows in outline().values()
            for row in rows
        ]
        for (one, first), (other, second) in combinations(worded_rows, 2):
            if one.section == other.section and one.section in _QUOTING:
                continue  # they share the sentence that quotes; the writer asks one of them about a thing
            if alike(first, second) >= NEAR:
                yield f"{one.key} and {other.key} are too alike ({tone}): {book.question(other, tone)}"


def _frames(code: str, book: Book) -> Iterator[str]:
    row = outline()["common"][0]
    for name, frames in book.table["frames"].items():
        tone = Tone.SIMPLE if "simple" in name else Tone.PROFESSIONAL
        question = book.question(row, tone)
        for frame in frames:
            if _slots(frame) != {"q"}:
                yield f"[frames] {name}: needs the slot q alone: {frame}"
            for fault, message in lint_question(frame.replace("{q}", question), code, tone):
                yield f"[frames] {name}: {fault}: {message} {frame}"
            if any(mark in frame for mark in "?？؟"):
                yield f"[frames] {name}: asks something itself: {frame}"


def _requirements(code: str, book: Book) -> Iterator[str]:
    rubric = book.table["rubric"]
    rows = [list(known.brackets) for known in book.competencies.values()]
    rows += [rubric[name] for name in ("skill", "task", "wish", "process", "process_doubt")]
    rows += [lines for level in rubric["levels"].values() for lines in level]
    seen: set[str] = set()
    for lines in rows:
        for line in lines:
            if line.casefold() in seen:
                yield f"a requirement stands twice: {line}"
            seen.add(line.casefold())
            if match := book.rules.negative.search(_SLOT.sub("", line)):
                yield f"a requirement is worded negatively ({match.group()}): {line}"
    for name in ("skill", "task", "wish"):
        yield from (f"[rubric] {name} lacks its slot: {line}" for line in rubric[name] if _slots(line) != {name})
    for name in ("skill", "task", "wish", "step"):
        if _slots(book.table["points"][name]) != {name}:
            yield f"[points] {name} lacks its slot"


def _texts(code: str, book: Book) -> Iterator[str]:
    for name in TEXTS:
        for text in book.table["texts"][name]:
            if _slots(text) - SPOKEN:
                yield f"[texts] {name}: unknown slot {_slots(text) - SPOKEN}"
            wanted = {"name", "title", "questions"} | ({"company"} if name == "welcome_interview" else set())
            if name.startswith("welcome") and not wanted <= _slots(text):
                yield f"[texts] {name} lacks {wanted - _slots(text)}: {text}"
        for tone in Tone:
            asks = name in ("rapport", "closing")
            if (
                asks
                and not re.search("[?？؟;]|か。", book.text(name, tone))
                and not book.rules.asks.search(book.text(name, tone))
            ):
                yield f"[texts] {name} asks nothing: {book.text(name, tone)}"
    for name in DESCRIBE:
        text = book.table["describe"][name]
        for line in text if isinstance(text, list) else [text]:
            if _slots(line) - PRINTED:
                yield f"[describe] {name}: unknown slot {_slots(line) - PRINTED}"
    for name, slots in WHY.items():
        if _slots(book.table["why"][name]) != slots:
            yield f"[why] {name}: has the slots {_slots(book.table['why'][name])} instead of {slots or 'none'}"


def _all_texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        for value in table.values():
            yield from _all_texts(value)
    elif isinstance(table, list):
        for value in table:
            yield from _all_texts(value)


def _language(code: str, book: Book) -> Iterator[str]:
    expected = {"br": "pt"}.get(code, code)
    groups = {f"q.{name}": rows for name, rows in book.table["q"].items()}
    groups |= {name: book.table[name] for name in ("texts", "describe", "competencies", "frames", "rubric", "types")}
    for name, rows in groups.items():
        text = _SLOT.sub(" ", " ".join(_all_texts(rows)))
        found = language_of(text)
        if found != expected:
            yield f"[{name}] is taken for {found}, not {expected}"
        if code not in LATIN:
            strange = sorted({word for word in WORD.findall(text) if word.isascii() and word.isalpha()} - {"AI"})
            if strange:
                yield f"[{name}] has words in another script: {' '.join(strange[:12])}"


def _variety(code: str, thorough: bool) -> Iterator[str]:
    turns = cycle(Seniority)
    some = ((kind, next(turns), tone) for kind, tone in product(InterviewType, Tone))
    for kind, level, tone in product(InterviewType, Seniority, Tone) if thorough else some:
        if kind is InterviewType.PROCESS_VERIFICATION:
            continue
        brief = Brief(
            "X 1", "Y", "Z", language=code, interview_type=kind, seniority=level, tone=tone, question_count=40,
            max_duration_minutes=80,
        )  # fmt: skip
        try:
            draft = asyncio.run(BuiltinAuthor().write(brief))
        except AuthorUnusableError as error:
            yield f"{kind}, {level}, {tone}: {error}"
            continue
        found = lint(draft, brief)
        yield from (f"{kind}, {level}, {tone}: {one.code}: {one.message} ({one.question})" for one in found)


def _samples(code: str, book: Book) -> Iterator[str]:
    rows = (
        (InterviewType.PRE_SCREENING, Tone.RELAXED, Kind.INTERVIEW, None),
        (InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS, Tone.SIMPLE, Kind.INTERVIEW, Seniority.ENTRY_LEVEL),
        (InterviewType.SECOND_INTERVIEW, Tone.PROFESSIONAL, Kind.INTERVIEW, Seniority.MANAGERIAL),
        (InterviewType.STRENGTH_BASED, Tone.PERSUASIVE, Kind.COACHING, None),
        (InterviewType.PROCESS_VERIFICATION, Tone.RELAXED, Kind.ASSESSMENT, None),
    )
    for kind, tone, product_kind, level in rows:
        title = book.table["language"]["untitled"]
        step = book.table["describe"]["no_tasks"]
        brief = Brief(
            title, "Lisboa", "Acme", language=code, interview_type=kind, tone=tone, kind=product_kind, seniority=level,
            question_count=8, candidate_expectations="SQL, SAP", include_rapport=True, include_instructional=True,
            passages=(Passage("handbook_v2.pdf", " ".join(_all_texts(book.table["types"])) + " " + step, 3),),
        )  # fmt: skip
        draft = asyncio.run(BuiltinAuthor().write(brief))
        yield f"\n== {kind} · {tone} · {product_kind}\n{draft.welcome}\n{draft.instructional}\n{draft.rapport}"
        yield from (
            f"{at}. {one.text}\n   [{one.competency}] {one.why} | {'; '.join(one.strong_answer)}"
            for at, one in enumerate(draft.questions, 1)
        )
        yield f"{draft.closing}\n{draft.thank_you}\n{draft.description}\n{draft.description_long}"
        for name in ("strong", "moderate", "weak"):
            yield f"{name}: " + " | ".join(getattr(draft.rubric, name))
        left = [
            text for text in (draft.welcome, draft.description_long, *(q.text for q in draft.questions)) if "{" in text
        ]
        yield from (f"LEFTOVER: {text}" for text in left)


def main(codes: list[str]) -> int:
    """Prints what is wrong with each language; 1 when anything is."""
    bad = False
    for code in codes:
        file = resources.files(__package__) / "phrases" / f"{code}.toml"
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found = list(faults(code, table))
        bad = bad or bool(found)
        lines = found[:80] + ([f"… and {len(found) - 80} more"] if len(found) > 80 else [])
        if not found:
            lines = [*_samples(code, opened(code, table)), f"{code}: sound"]
        print("\n".join(lines or []) + (f"\n{code}: {len(found)} faults" if found else ""))  # noqa: T201
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
