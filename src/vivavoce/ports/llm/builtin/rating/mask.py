"""What must not matter in a resume, blanked before anything is compared.

Names, contact data, birth, age, photograph, nationality, marital status, gender, schools and employers. Every
character keeps its place, so quotes are still cut from the original. Titles are made neutral ("waitress" becomes
"waiter") where they are compared, not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vivavoce.ports.llm.builtin.rating import english
from vivavoce.ports.llm.builtin.rating.languages import Words, words_of

_ANYWHERE = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"(?:https?://|www\.)\S+|\b(?:linkedin|github|xing)\.com/\S*"),
    # Telephone numbers; a number that contains a year is taken for dates.
    re.compile(r"(?<![\w.])(?:\+\d|\(?0)(?!\d?[./]?(?:19|20)\d\d\b)[\d ()/.-]{6,}\d(?!\w)"),
    re.compile(r"(?<![\w.])(?!\S*\b(?:19|20)\d\d\b)\d{3}[ .-]\d{3}[ .-]\d{3,4}(?!\w)"),
)
_NAME_LINE = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Ing|Mag)\.?\s+)*[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,5}$")
LONGEST_NAME_LETTERS = 60
_EDGE = re.compile(r"[,;|·•(（)）、，；\n]|\s[-–—]\s|\s{3,}|\t")


def masked(
    text: str, wanted: frozenset[str], words: Words | None = None, listed: Callable[[str], bool] = lambda _: False
) -> str:
    """The text with blanks of the same length.

    ``wanted`` are the position's own words; those, and words that are ``listed`` as something else, no name can take
    away elsewhere in the text.
    """
    words = words or words_of("en")
    name = name_in(text, words)
    kept = _blank(text, *name) if name else text
    if name:
        kept = _without_name(kept, text[name[0] : name[1]], lambda part: part.lower() in wanted or listed(part))
    for pattern in (*_ANYWHERE, *(english.masked_patterns() if words.code == "en" else words.personal)):
        kept = pattern.sub(_blanks, kept)
    if words.code == "en":
        return kept
    kept = words.employed_at.sub(
        lambda found: found[0][: found.start("name") - found.start()] + " " * len(found["name"]), kept
    )
    return _without_schools(kept, words)


def _blanks(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _without_schools(text: str, words: Words) -> str:
    """Schools blanked, levels of education kept.

    The name of a school stands before its word, after it, or on both sides, as the language has it; a part of a line
    that names a school and no degree is blanked whole.
    """
    english_ = words_of("en")
    edges = [0, *(place for gap in _EDGE.finditer(text) for place in gap.span()), len(text)]
    kept = list(text)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = text[start:end]
        school = words.schools.search(part) or english_.schools.search(part)
        if not school:
            continue
        degrees = [found for _, level in words.levels for found in level.finditer(part)]
        first, last = 0, len(part)
        if degrees and words.school_names == "after":
            first = school.start()
        elif degrees and words.school_names == "before":
            last = school.end()
            first = max((one.end() for one in degrees if one.end() <= school.start()), default=0)
        blank = set(range(first, last)) - {place for one in degrees for place in range(*one.span())}
        for place in blank:
            kept[start + place] = " "
    return "".join(kept)


def name_in(text: str, words: Words | None = None) -> tuple[int, int] | None:
    """The place of the name: the first line, up to a comma, bar or dash, if it looks like one at all.

    A title in that place is lost with it ("James Cook" and "Line Cook" look alike); losing it costs little, keeping a
    name could move a score.
    """
    place = 0
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or english.pattern("name_page").match(bare) or (words and words.name_page.match(bare)):
            place += len(line) + 1
            continue
        start = place + line.index(bare[0])
        label = words.name_label if words else _NAME_LABEL
        first = re.split(
            r"\s*[|,;•·(/（，、]\s*|\s+[-–—]\s+|\t|\s{3,}", _NAME_LABEL.sub("", label.sub("", bare, count=1), count=1)
        )[0]
        start = text.index(first, start) if first else start
        if first and len(first) <= LONGEST_NAME_LETTERS and _is_name(first):
            return start, start + len(first)
        return None
    return None


_NAME_LABEL = re.compile(r"^(?:name|full name)\s*[:：]\s*", re.I)


def _is_name(first: str) -> bool:
    return bool(_NAME_LINE.match(_bare_letters(first))) and not first[0].islower()


def _bare_letters(text: str) -> str:
    """Without the signs that Python does not count as letters (Hindi, Tamil, Thai vowels)."""
    return re.sub(r"[^\w\s'’.-]", "", text)


def _without_name(text: str, name: str, kept: Callable[[str], bool]) -> str:
    parts = [part for part in re.findall(r"[^\W\d_][\w'’-]+", name) if len(part) > 2 and not kept(part)]
    if not name.isascii() and not name[0].islower() and not name[0].isupper():
        parts = [name, *name.split()]  # no case: given and family name may stand without a space, or have two signs
        parts = [part for part in parts if len(part) > 1 and not kept(part)]
        return _without_parts(text, parts)
    for part in parts:
        text = re.sub(rf"\b{re.escape(part)}\b", lambda found: " " * len(found[0]), text, flags=re.I)
    return text


def _without_parts(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, " " * len(part))
    return text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
