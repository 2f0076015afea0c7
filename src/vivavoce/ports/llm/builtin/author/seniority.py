"""Which seniority a brief speaks of, and the words that say so.

Signs in the title come before signs in the description; the first that matches decides. No sign: intermediate, with no
evidence.
"""

from __future__ import annotations

import re

from vivavoce.ports.llm.builtin.author.bank import Bank
from vivavoce.ports.llm.port import Brief, Seniority

LETTERS = {
    Seniority.ENTRY_LEVEL: "E",
    Seniority.INTERMEDIATE: "I",
    Seniority.SENIOR: "S",
    Seniority.MANAGERIAL: "M",
    Seniority.DIRECTOR: "D",
    Seniority.EXECUTIVE: "X",
}
_MOST_QUOTES = 3


def detect(brief: Brief, bank: Bank) -> tuple[Seniority, tuple[str, ...]]:
    """The level asked for, or the detected one with quotes that stand verbatim in the brief."""
    if brief.seniority is not None:
        return brief.seniority, ()
    texts = [text for text in (brief.description, brief.description_long, brief.candidate_expectations) if text]
    for signs, sources in ((bank.seniority["title"], [brief.name]), (bank.seniority["text"], texts)):
        for sign in signs:
            found = [quote for source in sources if (quote := _sign(sign, source))]
            if found:
                level = Seniority(sign["level"])
                return level, tuple(dict.fromkeys(found + _more(level, bank, texts)))[:_MOST_QUOTES]
    return Seniority.INTERMEDIATE, ()


def _sign(sign: dict[str, str], source: str) -> str | None:
    match = re.search(sign["is"], source, re.IGNORECASE)
    if match is None or ("not" in sign and re.search(sign["not"], source, re.IGNORECASE)):
        return None
    return match.group().strip() or None


def _more(level: Seniority, bank: Bank, texts: list[str]) -> list[str]:
    """Further signs of the same level in the description."""
    signs = [sign for sign in bank.seniority["text"] if sign["level"] == level]
    return [quote for sign in signs for source in texts if (quote := _sign(sign, source))]
