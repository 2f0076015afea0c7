"""What merchants write, made fit to be spoken and printed: data only, whatever it says.

Markup, control characters, addresses and gender markers go; sentences that address a machine, or that speak about
protected traits, are left out. Nothing here raises, and nothing here is ever obeyed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.author.bank import Bank, Rules
from vivavoce.ports.llm.builtin.author.script import MARKS

MOST_TITLE = 60
MOST_TITLE_WORDS = 8

_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|</?[A-Za-z!][^<>]{0,300}>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CURRENCY = (
    "AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EGP|EUR|GBP|GHS|HKD|HRK|HUF|IDR|ILS|INR|JPY|KES|KRW|MAD|MXN|MYR|NGN|NOK|NZD|PHP|"
    "PLN|QAR|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
_AMOUNT = re.compile(
    rf"[$€£¥₹₩₽₺฿₫₱]\s?\d|\d[\d.,' ]*\s?[€$£¥₹₩₽₺฿₫₱円元]|\bR\$\s?\d|\bR\s\d[\d ,.]{{3,}}|\bRs\.?\s?\d{{3,}}"
    rf"|\b(?:{_CURRENCY})\s?\d[\d.,' ]{{2,}}|\d[\d.,' ]{{2,}}\s?(?:{_CURRENCY})\b"
    r"|\b\d[\d.,' ]{2,}\s?(?:zł|kr|Kč|lei|Ft|лв|грн|руб)\b"
)
"""Money in any language; a version ("PHP 8") is none."""
_MARK = re.compile(r"[*_`~^|\\<>{}\[\]=§¶#]+(?!\w)|(?<![\w])[*_`~^|\\<>{}\[\]=§¶#]+|[`{}<>\\|*~^]+")
_GENDER = re.compile(
    r"[(\[]\s*(?:[mwfdxihn](?:\s*[/|,.*:]\s*[mwfdxigvnh*]){1,4}|all genders?|gn|m\s*w\s*d|any gender|divers)\s*[)\]]"
    r"|(?<!\w)(?:[mwf]\s?[/|]\s?[mwfh]\s?[/|]\s?[dxgi])(?!\w)"
    r"|(?<!\w)(?:h/f|f/h|m/f|f/m|m/w|w/m|k/m|m/k|m/v|v/m)(?!\w)|(?<!\w)all genders(?!\w)|(?<=\w)[*:]in(?:nen)?\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】")
_CUT = re.compile(r"\s+[-–—|•]+\s+|\s*[;:|•!?\n]+\s*|(?<=\w{4})\.\s+(?=[A-Z])|\s[–—]\s")
_TITLE_CHARS = re.compile(rf"[^\w{MARKS}\s+#/&.,'’()・\-–]")
_DANGLING = re.compile(
    r"(?:[\s,/&+.'’\-–]+|\s(?:and|or|of|for|the|a|an|in|at|to|with|und|für|on|by|our))+$", re.IGNORECASE
)
_ENDS = re.compile(r"(?<=[.!?])\s+|\n+|(?:^|\s)[•●▪·]\s+|(?<=[;])\s+")
_ITEM = re.compile(r"^\s*(?:[-*+•●▪·–—]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """A position's name: as it is printed, and as it is spoken. ``spoken`` None: nothing in it can be said."""

    written: str | None
    spoken: str | None


def plain(text: str) -> str:
    """Without markup, addresses, control and invisible characters; line breaks are kept."""
    text = unicodedata.normalize("NFC", html.unescape(text[:100_000]))
    text = re.sub(r"[\ufe00-\ufe0f]", "", text)
    text = _LINK.sub(r"\1", _TAG.sub(" ", text))
    text = _ADDRESS.sub(" ", text)
    kept = (
        char
        if char in "\n\t" or (unicodedata.category(char)[0] in "LNPSMZ" and unicodedata.category(char) != "So")
        else " "
        for char in text
    )
    text = "".join(kept).replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n").replace("\ufffc", " ")
    return re.sub(r"[^\S\n]+", " ", text).strip()


def markdown(text: str) -> str:
    """Markdown without HTML, links, images, addresses, control and invisible characters; its own marks are kept."""
    lines = (line.rstrip() for line in plain(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def phrase(text: str, most: int = 80) -> str | None:
    """A short fact on one line, with no marks that a voice would stumble over; None when too long or empty."""
    text = " ".join(_GENDER.sub(" ", _MARK.sub(" ", plain(text))).replace('"', "").split())
    text = re.sub(r"[“”„«»「」『』]", "", text).strip(" .,;:-–—!?")
    return text if len(text) <= most and any(char.isalpha() for char in text) else None


def harmful(text: str, rules: Rules) -> bool:
    """Whether a sentence addresses a machine or speaks about a protected trait."""
    return bool(rules.instruction.search(text) or rules.protected.search(text))


def paid(text: str, rules: Rules) -> bool:
    """Whether a sentence is about pay or benefits: by the words of the language, or by an amount of money in any."""
    return bool(rules.money.search(text) or _AMOUNT.search(text))


def pieces(text: str, rules: Rules) -> Iterator[tuple[str, bool]]:
    """The sentences and list items that may be used, each with whether it is a list item."""
    for line in plain(text).split("\n"):
        heading = line.lstrip().startswith("#")
        item = bool(_ITEM.match(line))
        line = _MARK.sub(" ", _ITEM.sub("", line))
        if heading:
            continue
        for part in _ENDS.split(line):
            sentence = " ".join((part or "").split()).strip()
            if len(sentence) > 1 and not harmful(sentence, rules):
                yield sentence, item


def _cased(text: str, bank: Bank) -> str:
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 5 or not all(char.isupper() for char in letters) or not text.isascii():
        return text
    acronyms = frozenset(bank.words["acronyms"].split())
    small = frozenset(bank.words["small"].split())

    def word(match: re.Match[str]) -> str:
        raw = match.group()
        if raw in acronyms:
            return raw
        return raw.lower() if raw.lower() in small and match.start() else raw.capitalize()

    return re.sub(r"[A-Z][A-Z'’]*(?:&[A-Z]|\+\+|#)?", word, text)


def _shortened(text: str) -> str:
    words = text.split()
    while len(words) > MOST_TITLE_WORDS or len(" ".join(words)) > MOST_TITLE:
        words.pop()
    return _DANGLING.sub("", " ".join(words)).strip()


def _spoken(text: str, bank: Bank) -> str:
    abbreviations: dict[str, str] = bank.words["abbreviations"]
    text = _BRACKETS.sub(" ", text).replace("(", " ").replace(")", " ")

    def word(match: re.Match[str]) -> str:
        raw = match.group()
        long = abbreviations.get(raw.rstrip(".").lower())
        if long is None:
            return raw
        return long.capitalize() if raw[0].isupper() else long

    text = re.sub(r"(?<![\w/])[A-Za-z]{2,5}\b(?:/[A-Za-z]\b)?\.?", word, text)
    text = re.sub(r"\s*&\s*(?=\w{2})|(?<=\w\w)\s*&\s*", " and ", text)
    text = re.sub(r"(?<=[\w+#])\s*/\s*(?=\w)", " and ", text)
    return " ".join(text.split())


def _segments(name: str, rules: Rules) -> Iterator[str]:
    """The usable parts of a position's name, without steering words, gender markers and loose ends."""
    for segment in _CUT.split(re.sub(r"（[^（）]*）|【[^【】]*】", " ", plain(_GENDER.sub(" ", name)))):
        steered = rules.instruction.search(segment)
        segment = segment[: steered.start()] if steered else segment
        segment = _GENDER.sub(" ", _TITLE_CHARS.sub(" ", segment).replace("_", " "))
        segment = _DANGLING.sub("", " ".join(segment.split()).strip(" -–,.'’/&")).strip()
        if sum(char.isalpha() for char in segment) >= 2 and not harmful(segment, rules):
            yield segment


def _paired(text: str) -> str:
    if text.count("(") == text.count(")"):
        return text
    return " ".join(text.replace("(", " ").replace(")", " ").split())


def title(name: str, bank: Bank, rules: Rules) -> Title:
    """The name of a position, cut to what can be said; see the tests for what comes in."""
    for segment in _segments(name, rules):
        written = _paired(_shortened(_cased(segment, bank)))
        spoken = _shortened(_spoken(written, bank))
        if sum(char.isalpha() for char in spoken) >= 2:
            return Title(written, spoken)
    return Title(None, None)


def printed_title(name: str, rules: Rules) -> str | None:
    """The name of a position as it can be quoted in any language; None when nothing usable is left."""
    for segment in _segments(name, rules):
        bare = " ".join(_BRACKETS.sub(" ", segment).replace("(", " ").replace(")", " ").split())
        short = _shortened(re.sub(r"(?<=\w)/-?(?:in|innen|a|e|ka|ová|trice|euse)\b", "", bare))
        if sum(char.isalpha() for char in short) >= 2:
            return short
    return None


def item(line: str) -> tuple[str, bool]:
    """A line without its markup, and whether it is an item of a list."""
    return " ".join(_MARK.sub(" ", _ITEM.sub("", line)).split()), bool(_ITEM.match(line))


def name(text: str, rules: Rules, most: int = 60) -> str | None:
    """A company's, a person's or a place's name; None when nothing usable is left."""
    first = _CUT.split(plain(text))[0] if text.strip() else ""
    steered = rules.instruction.search(first)
    first = first[: steered.start()] if steered else first
    found = phrase(_TITLE_CHARS.sub(" ", first).replace("_", " "), most)
    return None if found is None or harmful(found, rules) else found
