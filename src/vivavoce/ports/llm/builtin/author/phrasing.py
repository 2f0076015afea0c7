"""Puts a matter into words: tone, kind and form choose the template, slots are filled last and never re-read.

A slot's text is data. It is put in with ``str.replace`` on known names only, so braces in it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vivavoce.ports.llm.builtin.author import grammar
from vivavoce.ports.llm.builtin.author.bank import Bank
from vivavoce.ports.llm.builtin.author.lint import sentences
from vivavoce.ports.llm.builtin.author.material import Material
from vivavoce.ports.llm.port import Brief, Kind, Tone

_SLOT = re.compile(r"\{(\w+)\}")
_MOST_PLAIN_TITLE = 4


def fill(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled in one pass."""
    return _SLOT.sub(lambda match: slots.get(match.group(1), match.group()), text)


def base_slots(brief: Brief, material: Material, bank: Bank) -> dict[str, str]:
    """The slots every text may use."""
    roles: dict[str, str] = bank.spoken["role"]
    title = material.title.spoken
    plain = brief.tone is Tone.SIMPLE
    if title is None or (plain and len(title.split()) > _MOST_PLAIN_TITLE):
        role = roles["none_plain" if plain else "none"]
    elif re.search(r"\b(?:role|position|job|post|internship|apprenticeship)$", title, re.IGNORECASE):
        role = f"the {title}"
    else:
        role = fill(roles["plain" if plain else "normal"], {"title": title, "a_title": grammar.a_an(title)})
    company = material.company or roles["company"]
    return {"role": role, "company": company, "Company": grammar.capital(company), "name": material.interviewer}


def toned(text: str, brief: Brief, bank: Bank) -> str:
    """Written out where the tone asks for it."""
    written_out = brief.tone in (Tone.PROFESSIONAL, Tone.SIMPLE)
    return grammar.expanded(text, bank.words["contractions"]) if written_out else text


def question(
    form: str, text: str, slots: Mapping[str, str], brief: Brief, bank: Bank, variant: int, *, brisk: bool = False
) -> str:
    """One spoken question; a brisk one (a start date) is asked with nothing around it."""
    templates: list[str] = bank.tones[brief.kind.value][brief.tone.value][form]
    if brisk and brief.kind is not Kind.COACHING:
        templates = ["{C}"]
    verb = text.split(" ", 1)[0].lower()
    saying = verb in bank.words["saying"].split()
    fitting = [one for one in templates if not (saying and f" {verb} " in f" {one.lower()} ")] or templates
    template = fitting[variant % len(fitting)]
    if form == "process":
        return grammar.capital(fill(toned(template, brief, bank), {**slots, "C": toned(text, brief, bank)}))
    if form == "ask" and not _room_for(template, text):
        template = next((other for other in templates if _room_for(other, text)), "{C}")
    matter = toned(text, brief, bank)
    filled = fill(matter, slots)
    small = filled if matter.startswith("{") else grammar.lower(filled)
    words = fill(toned(template, brief, bank), {"c": small, "C": grammar.capital(filled)})
    return " ".join(words.split())


def _room_for(template: str, text: str) -> bool:
    """Whether a template fits a whole question: no lead-in before two sentences, none before an order."""
    if len(sentences(text)) > 1:
        return template == "{C}"
    return True
