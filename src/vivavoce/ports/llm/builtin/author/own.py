"""A merchant's own questions: asked word for word, and described as if the author had written them.

The competency is that of the nearest question that the author knows, in meaning where the language has an embedding,
otherwise in letters. Blocks for some 0.3 s at the first call of a language: call it in a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vivavoce.ports.llm.builtin.author import plan
from vivavoce.ports.llm.builtin.author.bank import Competency, bank_of
from vivavoce.ports.llm.builtin.author.phrasebook.book import book_of, outline
from vivavoce.ports.llm.builtin.author.phrasing import fill
from vivavoce.ports.llm.builtin.similarity import shared
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, DraftQuestion, Tone

FALLBACK = "experience"
_IN_ENGLISH = {"integrity": "trust"}
"""Competencies that the English bank knows under another name than the outline."""
NEAR_ENOUGH = 0.3
"""Similarity from which a known question says what an own one is about; below it, experience is the safe reading."""


def described(texts: Sequence[str], brief: Brief) -> tuple[DraftQuestion, ...]:
    """The questions with competency, reason, points of a strong answer, and time. Raises AuthorUnusableError for a
    language without texts."""
    if not texts:
        return ()
    known = _known(brief.language)
    names = _nearest(texts, brief.language)
    times = plan.minutes(["how"] * len(texts), brief.max_duration_minutes)
    general, why = _words(brief)
    most = 5 if brief.enhanced_expectations else 4
    return tuple(
        DraftQuestion(
            text,
            known[name].label,
            fill(why, {"learned": known[name].learned}),
            tuple(dict.fromkeys((*known[name].points, *general)))[:most],
            minutes,
        )
        for text, name, minutes in zip(texts, names, times, strict=True)
    )


def _known(language: str) -> dict[str, Competency]:
    book, bank = book_of(language), bank_of(language)
    if book is None and bank is None:
        raise AuthorUnusableError(f"The built-in author does not write in {language!r}.")
    return dict(book.competencies if book else bank.competencies)  # type: ignore[union-attr]


def _words(brief: Brief) -> tuple[tuple[str, ...], str]:
    if book := book_of(brief.language):
        return tuple(book.table["points"]["general"]), str(book.table["why"][brief.kind.value])
    bank = bank_of(brief.language)
    assert bank is not None
    return tuple(bank.spoken["points"]["ask"]), str(bank.spoken["why"][brief.kind.value])


@cache
def _patterns(language: str) -> tuple[tuple[str, str], ...]:
    """Every whole question that the author knows, with its competency (in English, the gists of the outline)."""
    rows = [row for section, rows in outline().items() if section != "process" for row in rows]
    book = book_of(language)
    return tuple((book.question(row, Tone.RELAXED) if book else row.gist, row.competency) for row in rows)


def _nearest(texts: Sequence[str], language: str) -> list[str]:
    patterns = _patterns(language)
    known = _known(language)
    near = shared().between(texts, [text for text, _ in patterns], language)
    names = []
    for row in near:
        at = int(row.argmax())
        name = patterns[at][1] if row[at] >= NEAR_ENOUGH else FALLBACK
        name = name if name in known else _IN_ENGLISH.get(name, FALLBACK)
        names.append(name)
    return names
