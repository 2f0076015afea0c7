"""English at the seams: where a title, a skill or a number is put into a sentence.

Bank texts avoid agreement ("the {title} role", past tense after a skill), so little is left to do here. Another
language brings its own module with the same names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_VOWEL_SOUND = re.compile(r"^(?:[aeiou]|8|11\b|18\b|h(?:our|onest|eir|onou?r))", re.IGNORECASE)
_CONSONANT_SOUND = re.compile(r"^(?:uni(?!n[a-z])|use|usu|util|eu|one\b|once|ubi|ura|uk|ux\b)", re.IGNORECASE)
_SPELLED_VOWEL = re.compile(r"^[AEFHILMNORSX](?![a-z])")
_PLURAL = re.compile(r"(?:[^s\W](?<!u)(?<!i)s|men|women|people|staff)$", re.IGNORECASE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SINGULAR_S = frozenset(
    ("sales", "operations", "logistics", "communications", "economics", "analytics", "systems", "physics", "relations")
)
_KEEPS = re.compile(r"^(?:I|I'[a-z]+)$")
_TOOLISH = re.compile(r"(?:systems|software|tools|databases|platforms|instruments|apis|spreadsheets)$", re.IGNORECASE)
_PRACTICE = re.compile(
    r"(?:ing|ment|tion|sales|design|support|administration|development|operation|work|engineering|care|science)$",
    re.IGNORECASE,
)


def a_an(phrase: str) -> str:
    """The phrase with its article, or with none when it is a plural ("nurses") or has no Latin beginning."""
    words = phrase.split()
    if not words or not re.match(r"[A-Za-z0-9]", phrase):
        return phrase
    if words[0].lower() in ("a", "an", "the") or is_plural(phrase):
        return phrase
    first = words[0]
    if first.isupper() and 1 < len(first) <= 4:
        return f"{'an' if _SPELLED_VOWEL.match(first) else 'a'} {phrase}"
    vowel = bool(_VOWEL_SOUND.match(first)) and not _CONSONANT_SOUND.match(first)
    return f"{'an' if vowel else 'a'} {phrase}"


def is_plural(phrase: str) -> bool:
    """Whether a title names several people ("Nurses", "Warehouse operatives", "Kitchen staff")."""
    head = re.split(r"\s+(?:of|for|in|at|with|to)\s+", phrase)[0].split()
    if not head:
        return False
    last = re.sub(r"\W+$", "", head[-1])
    return len(last) > 3 and last.lower() not in _SINGULAR_S and bool(_PLURAL.search(last)) and not last.isupper()


def capital(text: str) -> str:
    """With a capital first letter; a word of mixed case ("iOS", "e-Learning") stays as it is."""
    first = text.split(" ", 1)[0] if text else ""
    if not first or any(char.isupper() for char in first[1:]) or any(char.isdigit() for char in first):
        return text
    return text[0].upper() + text[1:]


def lower(text: str) -> str:
    """Ready to stand inside a sentence: the first letter small unless the word is a name, an acronym or "I"."""
    first = text.split(" ", 1)[0] if text else ""
    if not first or _KEEPS.match(first) or any(char.isupper() for char in first[1:]):
        return text
    return text[0].lower() + text[1:]


def expanded(text: str, contractions: Mapping[str, str]) -> str:
    """Written out ("you would" for "you'd"), for the formal tone and for the simple one."""
    for short, long in contractions.items():
        text = re.sub(rf"\b{re.escape(short)}(?!\w)", long, text)
        text = re.sub(rf"\b{re.escape(short[0].upper() + short[1:])}(?!\w)", long[0].upper() + long[1:], text)
    return text


def listing(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; "as well as" when the last item has an "and" of its own."""
    if len(items) < 2:
        return "".join(items)
    joint = " as well as " if " and " in items[-1] or (len(items) == 2 and " and " in items[0]) else " and "
    return ", ".join(items[:-1]) + joint + items[-1]


def number(count: float) -> str:
    """A count in words up to twelve."""
    whole = round(count)
    return _NUMBERS[whole] if 0 <= whole < len(_NUMBERS) else str(whole)


def is_tool(skill: str) -> bool:
    """Whether one uses it ("SQL", "CRM systems") rather than does it ("wound care", "B2B sales")."""
    named = skill[:1].isupper() or any(char.isdigit() for char in skill.split()[0])
    return bool(_TOOLISH.search(skill)) or (named and not _PRACTICE.search(skill))


def preposition(skill: str) -> str:
    """ "with" SQL, "in" wound care."""
    return "with" if is_tool(skill) else "in"
