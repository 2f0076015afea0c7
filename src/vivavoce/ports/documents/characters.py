"""Characters that take no room on the page: taken out of the text, and a message written in them decoded.

Joiners stay where they change what is seen (Persian, Indic scripts, emoji). Soft hyphens, a byte order mark at the
start, and direction marks in a text that has right-to-left letters are ordinary and go without a word.

Sources: Unicode 16, chapter 23 (special areas and format characters); UTS 51 (emoji tag sequences).
"""

from __future__ import annotations

import re
from collections import Counter

_TAGS = range(0xE0000, 0xE0080)
_SELECTORS = range(0xFE00, 0xFE10)
_MORE_SELECTORS = range(0xE0100, 0xE01F0)

_WEIGHTLESS = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_UNSEEN = re.compile(f"[{_WEIGHTLESS}\ufe00-\ufe0f]{{2,}}|[{_WEIGHTLESS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
"""Marks, embeddings and isolates; not the overrides, which turn letters around."""
_JOINERS = frozenset("\u200c\u200d")
_JOINED = re.compile(
    "[\u0590-\u10ff\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc\ufe0f\U0001f000-\U0001faff☀-➿]"
)
_BLACK_FLAG = "\U0001f3f4"
_MESSAGE = 4
"""Variation selectors in a row from which they are bytes and not a choice of glyph."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x85)}
_NO_CHARACTERS = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
_AS_SEEN = str.maketrans({**_LIGATURES, **_SPACES, **_BREAKS, **_CONTROLS, **_NO_CHARACTERS})
"""Ligatures as their letters, spaces of every width as spaces, breaks as line breaks, nothing that can't be written."""


def seen(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it shows, and what was written in characters that don't: messages decoded, the rest counted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").translate(_AS_SEEN)
    mixed = bool(_RIGHT_TO_LEFT.search(text))
    messages: list[str] = []
    others: Counter[str] = Counter()

    def taken_out(found: re.Match[str]) -> str:
        before = text[found.start() - 1] if found.start() else ""
        kept, run = _ordinary(before, found[0])
        message = _decoded(run)
        if message:
            messages.append(message)
        alone = len(run) == 1
        others.update(
            one
            for one in run
            if not (one == "\u00ad" or (mixed and one in _DIRECTION) or (_carries(one) and (message or alone)))
        )
        return kept

    shown = _UNSEEN.sub(taken_out, text)
    if others:
        messages.append(", ".join(f"U+{ord(one):04X} ×{count}" for one, count in others.most_common(12)))
    return shown, tuple(messages)


def _ordinary(before: str, run: str) -> tuple[str, str]:
    """What writing itself needs of a run of such characters after ``before``, and the rest of the run."""
    if before == _BLACK_FLAG and len(run) <= 7 and run[-1] == "\U000e007f":
        return "", ""
    kept = ""
    if run[0] in "\ufe0e\ufe0f":
        kept = before = run[0]
        run = run[1:]
    if run and run[0] in _JOINERS and _JOINED.match(before):
        return kept + run[0], run[1:]
    return kept, run


def is_unseen(character: str) -> bool:
    """Whether a character never has ink or room of its own."""
    return character >= "\u00ad" and (bool(_UNSEEN.fullmatch(character)) or ord(character) in _SELECTORS)


def _carries(character: str) -> bool:
    return ord(character) in _TAGS or ord(character) in _SELECTORS or ord(character) in _MORE_SELECTORS


def _decoded(run: str) -> str:
    """A message in tag characters (ASCII plus U+E0000) or in variation selectors (one byte each)."""
    codes = [ord(one) for one in run]
    tagged = "".join(chr(code - 0xE0000) for code in codes if 0xE0020 <= code < 0xE007F)
    raw = bytes(
        code - 0xFE00 if code in _SELECTORS else code - 0xE0100 + 16
        for code in codes
        if code in _SELECTORS or code in _MORE_SELECTORS
    )
    spelled = raw.decode("utf-8", "ignore") if len(raw) >= _MESSAGE else ""
    return (tagged + spelled).strip()
