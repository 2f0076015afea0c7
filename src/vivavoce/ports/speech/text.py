"""Written language made speakable, and cut into sentences. Pure functions; no engine is known here.

English is written out as far as espeak-ng gets it wrong (money, versions, names of technologies, abbreviations,
years, times). Other languages only get their typography tidied: espeak-ng knows their numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TYPOGRAPHY = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "–": "—",
    "\u2011": "-",
    "\u2212": "-",
    "…": "...",
    "、": ", ",
    "。": ". ",
    "！": "! ",
    "，": ", ",
    "：": ": ",
    "；": "; ",
    "？": "? ",
    "।": ". ",
}
_MARKUP = re.compile(r"[*_`#~|<>\\{}\[\]^]+(?!\w*\+)")

_SAID_OTHERWISE = {
    "vivavoce": "veevah vochay",
    "c++": "C plus plus",
    "c#": "C sharp",
    "f#": "F sharp",
    ".net": "dot net",
    "24/7": "twenty-four seven",
    "and/or": "and or",
    "he/she": "he or she",
    "his/her": "his or her",
    "w/o": "without",
    "ci/cd": "C-I C-D",
    "tcp/ip": "T-C-P I-P",
    "i/o": "I-O",
    "a/b": "A-B",
    "ui/ux": "U-I U-X",
    "r&d": "R and D",
    "q&a": "Q and A",
    "saas": "sass",
    "paas": "pass",
    "ios": "I-O-S",
    "macos": "mac O-S",
    "nginx": "engine X",
    "mysql": "my S-Q-L",
    "nosql": "no S-Q-L",
    "graphql": "graph Q-L",
    "postgresql": "post-gress Q-L",
    "postgres": "post-gress",
    "kubectl": "cube control",
    "devops": "dev ops",
    "jira": "jeera",
    "b2b": "B to B",
    "b2c": "B to C",
    "phd": "P-H-D",
    "e.g.": "for example,",
    "i.e.": "that is,",
    "etc.": "et cetera",
    "vs.": "versus",
    "approx.": "approximately",
    "mr.": "Mister",
    "mrs.": "Missis",
    "ms.": "Miz",
    "dr.": "Doctor",
    "prof.": "Professor",
    "no.": "no.",
}
_SAID_AS_WORDS = frozenset(
    {"AJAX", "ASAP", "BASIC", "CRUD", "COBOL", "COVID", "GIF", "HIPAA", "JPEG", "JSON", "LAMP", "LAN", "NASA", "NATO"}
    | {"OSHA", "PIN", "RAM", "REST", "ROM", "SCRUM", "SIM", "SOAP", "SOLID", "SWOT", "WAN", "YAML"}
    | {
        "AND",
        "ALL",
        "ANY",
        "ARE",
        "BUT",
        "CAN",
        "DO",
        "FOR",
        "GO",
        "HAS",
        "HE",
        "IF",
        "IN",
        "IS",
        "NO",
        "NOT",
        "OF",
        "ON",
    }
    | {"ONE", "OR", "OUR", "OUT", "SHE", "SO", "THE", "TO", "TWO", "VERY", "WE", "WHO", "WHY", "YES", "YOU", "MUST"}
)
_DECADES = {"10": "tens", "20": "twenties", "30": "thirties", "40": "forties", "50": "fifties"}
_DECADES |= {"60": "sixties", "70": "seventies", "80": "eighties", "90": "nineties"}
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "rouble", "₩": "won"}
_UNCOUNTED = frozenset({"yen", "won"})
_SCALE = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


def speakable(text: str, language: str) -> str:
    """The text as it should be given to a phonemizer. Markup goes, typography becomes plain ASCII punctuation."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(_TYPOGRAPHY.get(letter, letter) for letter in text)
    text = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    if language == "en":
        text = _english(text)
    text = _MARKUP.sub(" ", text)
    text = re.sub(r"\s*—\s*|\s-+\s", " — ", text).replace("--", " — ")
    return re.sub(r"\s+", " ", text).strip()


def _english(text: str) -> str:
    for pattern, spoken in _ENGLISH:
        text = pattern.sub(spoken, text)
    return text


def _money(found: re.Match[str]) -> str:
    unit = _MONEY[found["sign"]]
    amount, scale = found["amount"], (found["scale"] or "").lower()
    if scale:
        return f"{amount} {_SCALE.get(scale, scale)} {_plural(unit)}"
    whole, _, fraction = amount.partition(".")
    one = whole == "1" and not fraction
    if len(fraction) == 2 and unit in ("dollar", "euro", "pound"):
        coin = "pence" if unit == "pound" else "cents"
        head = f"{whole} {unit if whole == '1' else _plural(unit)}"
        return head if fraction == "00" else f"{head} and {int(fraction)} {coin}"
    return f"{amount} {unit if one else _plural(unit)}"


def _plural(unit: str) -> str:
    return unit if unit in _UNCOUNTED else unit + "s"


def _year(found: re.Match[str]) -> str:
    century, rest = found["century"], found["rest"]
    if found["s"] and rest in _DECADES:
        return f"{century} {_DECADES[rest]}"
    if rest == "00":
        return f"{century} hundred{found['s']}"
    return f"{century} oh {rest[1]}{found['s']}" if rest[0] == "0" else f"{century} {rest}{found['s']}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), found["minute"]
    if minute == "00":
        return f"{hour}" if found["half"] else f"{hour} o'clock"
    return f"{hour} oh {minute[1]}" if minute[0] == "0" else f"{hour} {minute}"


def _spelled(found: re.Match[str]) -> str:
    word = found["word"]
    if word in _SAID_AS_WORDS:
        return found[0]
    return "-".join(word) + ("'s" if found["s"] else "")


def _other(found: re.Match[str]) -> str:
    return _SAID_OTHERWISE[found[0].lower()]


_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_WORDS = "|".join(re.escape(word) for word in sorted(_SAID_OTHERWISE, key=len, reverse=True))
_ENGLISH: tuple[_Rule, ...] = (
    (re.compile(r"https?://(?:www\.)?([\w.-]+\w)\S*?(?=[.,;:!?)]*(?:\s|$))"), r"\1"),
    (re.compile(r"\bw/\s?(?=\w)"), "with "),
    (re.compile(rf"(?<![\w.])(?:{_WORDS})(?![\w+#])", re.IGNORECASE), _other),
    (
        re.compile(
            rf"(?P<sign>[$€£¥₹₽₩])\s?(?P<amount>{_NUMBER})(?:\s?(?P<scale>bn|tn|mn|[kmb]|thousand|million|billion))?\b",
            re.IGNORECASE,
        ),
        _money,
    ),
    (re.compile(r"\b(\d+(?:\.\d+)?)k\b", re.IGNORECASE), r"\1 thousand"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"(?<=\d)\s?%"), " percent"),
    (
        re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])(?P<half>(?=\s?[ap]\.?m\b))?"),
        _time,
    ),
    (re.compile(r"(?<=\d)\s?(?:-|—)\s?(?=\d)"), " to "),
    (re.compile(r"(?<![\d.,$€£])\b(?P<century>1[1-9]|20)(?P<rest>(?!0\d)\d\d)(?P<s>s?)\b(?![.,]\d)"), _year),
    (re.compile(r"(?<![\d.,$€£])\b(?P<century>1[1-9])(?P<rest>0\d)(?P<s>s?)\b(?![.,]\d)"), _year),
    (re.compile(r"\bv(?=\d)"), "version "),
    (re.compile(r"(?<=\w)\.js\b", re.IGNORECASE), " J-S"),
    (re.compile(r"(?<=[a-z])\.(?=[a-z]{2,})"), " dot "),
    (re.compile(r"(?<=\d)\+"), " plus"),
    (re.compile(r"(?<=\d)\s?[x×]\b"), " times"),
    (re.compile(r"(?<=\S)\s?&\s?(?=\S)"), " and "),
    (re.compile(r"\s@\s|(?<=\w)@(?=\w)"), " at "),
    (re.compile(r"#(?=\d)"), "number "),
    (re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])"), " or "),
    (re.compile(r"(?<=\s)\+(?=\s)"), "plus"),
    (re.compile(r"\b(?P<word>[A-Z]{2,5})(?P<s>'?s)?\b(?![a-z'])"), _spelled),
)

_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "no",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "approx",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
    }
    | {"est", "fig", "al", "bzw", "z.b", "d.h", "ca", "ggf", "usw", "sr", "sra"}
)
_END = re.compile(r"([.!?…。！？।]+)([\"'”’»)\]]*)(\s+|$)|(?<=[。！？])(?=\S)|\n+")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, so that the first can be spoken while the next is being made.

    Knows abbreviations, initials and decimal points; a line break ends a sentence; scripts without spaces too.
    """
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end[0] and end[1] == "." and not _ends_sentence(text[start : end.start()], text[end.end() :]):
            continue
        sentences.append(text[start : end.end()].strip())
        start = end.end()
    sentences.append(text[start:].strip())
    return tuple(sentence for sentence in sentences if any(letter.isalnum() for letter in sentence))


def _ends_sentence(before: str, after: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1].lower().strip("(\"'") if before.strip() else ""
    if last in _ABBREVIATIONS:
        return False
    if re.fullmatch(r"[^\W\d_](\.[^\W\d_])*", last) and last not in ("i", "a"):
        return False  # initials: J. K. Rowling, U.S. law
    following = after.lstrip("\"'“‘«(¿¡ ")[:1]
    return not following.islower()


def cut(phonemes: str, limit: int) -> tuple[str, ...]:
    """Phonemes in pieces of at most ``limit`` characters, cut after a clause where there is one, else between words."""
    pieces = []
    rest = phonemes.strip()
    while len(rest) > limit:
        at = -1
        for marks in (".!?", ";:—", ",", " "):
            at = max(rest.rfind(mark, limit // 4, limit) for mark in marks)
            if at > 0:
                break
        at = limit if at <= 0 else at + 1
        pieces.append(rest[:at].strip())
        rest = rest[at:].strip()
    return tuple(piece for piece in (*pieces, rest) if piece)
