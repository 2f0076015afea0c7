"""What must not matter in a resume, blanked before anything is compared.

Names, contact data, birth, age, photograph, nationality, marital status, gender, schools and employers. Every
character keeps its place, so quotes are still cut from the original. Titles are made neutral ("waitress" becomes
"waiter") where they are compared, not here.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re

_SCHOOL = (
    r"(?:university|college|school|institute|academy|polytechnic|faculty|seminary|conservatory|lyc[eé]e|gymnasium|"
    r"universit[aäéy]t?|hochschule|universidad|universidade|universit[eé])"
)
_NAME_WORD = r"(?:[A-Z][\w.&'’-]*|of|for|and|&|the|de|di|da|in|at)"
_EMPLOYED = (
    r"(?:work(?:ed|ing|s)?|employed|job|role|position|internship|spent|years?|months?|career|hired|engaged|placement)"
)

_ANYWHERE = [
    r"[\w.+-]+@[\w-]+\.[\w.-]+",
    r"(?:https?://|www\.)\S+|\b(?:linkedin|github|xing)\.com/\S*",
    # Telephone numbers; a number that contains a year is taken for dates.
    r"(?<![\w.])(?:\+\d|\(?0)(?!\d?[./]?(?:19|20)\d\d\b)[\d ()/.-]{6,}\d(?!\w)",
    r"(?<![\w.])(?!\S*\b(?:19|20)\d\d\b)\d{3}[ .-]\d{3}[ .-]\d{3,4}(?!\w)",
    r"(?i:\b(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday|born(?: on| in)?|place of birth|age|aged|sex|"
    r"gender|pronouns|"
    r"nationality|citizenship|marital status|civil status|family status|religion|photo(?:graph)?|height|weight|"
    r"children|"
    r"driving distance|address|residence|hometown|visa status|ethnicity|race|name|full name|first name|last "
    r"name|surname)"
    r"\b\s*[:\-–]\s*[^\n|;]*)",
    r"(?i:\b(?:born|aged)\b[^\n|;.]*)",
    r"(?i:\b(?:i am|i'm)?\s*\d{2} ?(?:-| )?years?(?: |-)old\b)",
    r"(?i:\b(?:single|married|divorced|widowed|engaged)\b(?=\s*(?:$|[,|;\n]|with)))",
    r"(?i:\b[a-z]+ (?:citizen|national|passport|by birth)\b)",
    r"(?i:\b(?:mother|father) of \w+\b)",
    r"(?i:\b(?:he|she|him|her|hers|his|himself|herself|they/them|he/him|she/her|mr|mrs|ms|miss|mx|sir|madam|"
    r"man|woman|men|"
    r"women|male|female|boy|girl|lady|ladies|gentleman|gentlemen|wife|husband)\b\.?)",
    rf"\b(?:[A-Z][\w.&'’-]*\s+)*(?:(?i:{_SCHOOL}))\b(?:\s+{_NAME_WORD})*(?:\s*,\s*[A-Z][\w'’-]+)?",
    rf"(?i:\b{_EMPLOYED})\b[^\n.;:]{{0,25}}?\b(?:at|for)\s+(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:[A-Z][\w.&'’-]*|"
    rf"of|and|&))*",
    r"(?i:\b\d{1,4}[a-z]?,? [\w .'’-]{2,30}\b(?:street|st|road|rd|avenue|ave|lane|drive|square|boulevard|blvd|"
    r"way|court)\b\.?)",
]
_PATTERNS = [re.compile(pattern, re.M) for pattern in _ANYWHERE]
_TITLE_PAGE = re.compile(
    r"^(?:curriculum vitae|resume|résumé|cv|lebenslauf|personal (?:details|data|information)|name)\W*$", re.I
)
_NAME_LINE = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Ing|Mag)\.?\s+)*[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,5}$")
LONGEST_NAME_LETTERS = 60


def masked(text: str, wanted: frozenset[str]) -> str:
    """The text with blanks of the same length; ``wanted`` are the position's own words, which no name can take away."""
    name = name_in(text)
    kept = _blank(text, *name) if name else text
    if name:
        kept = _without_name(kept, text[name[0] : name[1]], wanted)
    for pattern in _PATTERNS:
        kept = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), kept)
    return kept


def name_in(text: str) -> tuple[int, int] | None:
    """The place of the name: the first line, up to a comma, bar or dash, if it looks like one at all.

    A title in that place is lost with it ("James Cook" and "Line Cook" look alike); losing it costs little, keeping a
    name could move a score.
    """
    place = 0
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or _TITLE_PAGE.match(bare):
            place += len(line) + 1
            continue
        start = place + line.index(bare[0])
        first = re.split(r"\s*[|,;•·(/]\s*|\s+[-–—]\s+|\t|\s{3,}", re.sub(r"^(?i:name)\s*:\s*", "", bare))[0]
        start = text.index(first, start) if first else start
        if first and len(first) <= LONGEST_NAME_LETTERS and _NAME_LINE.match(first) and not first[0].islower():
            return start, start + len(first)
        return None
    return None


def _without_name(text: str, name: str, wanted: frozenset[str]) -> str:
    parts = [part for part in re.findall(r"[^\W\d_][\w'’-]+", name) if len(part) > 2 and part.lower() not in wanted]
    for part in parts:
        text = re.sub(rf"\b{re.escape(part)}\b", lambda found: " " * len(found[0]), text, flags=re.I)
    return text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


# -man and -woman, and titles that name a gender: compared in one form.
_NEUTRAL = {
    "waitress": "waiter", "stewardess": "steward", "hostess": "host", "actress": "actor", "seamstress": "tailor",
    "barmaid": "bartender", "barman": "bartender", "salesman": "salesperson", "saleswoman": "salesperson",
    "businesswoman": "businessperson", "businessman": "businessperson", "chairman": "chairperson",
    "chairwoman": "chairperson", "foreman": "foreperson", "forewoman": "foreperson", "craftsman": "craftsperson",
    "craftswoman": "craftsperson", "policeman": "police officer", "policewoman": "police officer",
    "fireman": "firefighter", "firewoman": "firefighter", "cameraman": "camera operator",
    "camerawoman": "camera operator", "handyman": "handyperson", "manageress": "manager", "headmistress": "headteacher",
    "headmaster": "headteacher", "midwife": "midwife", "housewife": "homemaker", "repairman": "repairer",
    "deliveryman": "delivery driver", "tradesman": "tradesperson", "tradeswoman": "tradesperson", "maid": "cleaner",
}  # fmt: skip
_GENDERED = frozenset("man woman men women male female boy girl lady gentleman m w f d x mr mrs ms".split())


def neutral_words(tokens: list[str]) -> list[str]:
    """Lower-case words of a title without gender ("coffee boy" becomes "coffee", "salesman" "salesperson")."""
    return [part for word in tokens if word not in _GENDERED for part in _NEUTRAL.get(word, word).split()]
