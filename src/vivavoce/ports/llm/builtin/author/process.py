"""Questions from a merchant's own documents: each names its document, and quotes the step it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vivavoce.ports.llm.builtin.author import clean, grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Rules
from vivavoce.ports.llm.builtin.author.choice import Choice
from vivavoce.ports.llm.builtin.author.matter import Matter
from vivavoce.ports.llm.builtin.author.phrasing import fill
from vivavoce.ports.llm.port import Brief, Passage, Tone

_WORDS = {Tone.SIMPLE: 7}
_MOST_WORDS = 14
_MOST_STEPS = 60


def steps(brief: Brief, level: str, bank: Bank, rules: Rules, choice: Choice) -> list[Matter]:
    """Every pattern on every step, the most telling steps of each document first; empty when nothing is usable."""
    found = [(passage, sentence) for passage in brief.passages for sentence in _sentences(passage, rules)]
    found.sort(key=lambda pair: (not bank.reading["process"].search(pair[1]), choice.rank(pair[1])))
    found = _spread(found[:_MOST_STEPS])
    patterns = [
        pattern
        for section in ("process", "process_more")
        for pattern in choice.shuffled(bank.sections[section], lambda pattern: pattern.name)
        if level in pattern.levels
    ]
    matters = []
    for turn in range(len(patterns)):
        for at, (passage, sentence) in enumerate(found):
            pattern = patterns[(turn + at) % len(patterns)]
            known = bank.competencies[pattern.competency]
            quoted = _short(sentence, _WORDS.get(brief.tone, _MOST_WORDS), bank)
            page = fill(bank.spoken["why"]["page"], {"n": str(passage.page)}) if passage.page is not None else ""
            document = " ".join(clean.plain(passage.document).split()) or passage.document
            source = fill(bank.spoken["why"]["process"], {"document": document, "page": page, "quote": sentence})
            point = fill(bank.spoken["points"]["step"], {"step": _short(sentence, 12, bank)})
            slots = {"doc": _document(passage, brief, bank, rules), "step": quoted}
            key = f"step:{sentence}"
            matters.append(Matter(pattern, key, known.label, known.learned, source, (point, *known.points), slots))
    return matters


def _sentences(passage: Passage, rules: Rules) -> Iterator[str]:
    for sentence, _ in clean.pieces(passage.text, rules):
        words = re.sub(r"[“”\"«»?]", "", sentence).strip(" .;,:!")
        if 3 <= len(words.split()) <= 60 and sum(char.isalpha() for char in words) * 2 > len(words):
            yield words


def _spread(found: list[tuple[Passage, str]]) -> list[tuple[Passage, str]]:
    """In turn from every document, so that a long one does not crowd out the others."""
    by_document: dict[str, list[tuple[Passage, str]]] = {}
    for pair in found:
        by_document.setdefault(pair[0].document, []).append(pair)
    longest = max((len(pairs) for pairs in by_document.values()), default=0)
    return [pairs[turn] for turn in range(longest) for pairs in by_document.values() if turn < len(pairs)]


def _short(sentence: str, most: int, bank: Bank) -> str:
    """The beginning of a sentence, up to a natural break, in at most that many words."""
    sentence = re.sub(r"[.!]+\s", "; ", sentence)
    if len(sentence.split()) <= most:
        return sentence
    condition = bank.reading["condition"].match(sentence)
    if condition and 3 <= len(sentence[condition.end() :].split()) <= most:
        return sentence[condition.end() :]
    if condition:
        sentence = sentence[condition.end() :]
    for cut in reversed(list(bank.reading["breaks"].finditer(sentence))):
        head = bank.reading["tail"].sub("", sentence[: cut.start()])
        if 4 <= len(head.split()) <= most:
            return head
    return bank.reading["tail"].sub("", " ".join(sentence.split()[:most])) + " …"


def _document(passage: Passage, brief: Brief, bank: Bank, rules: Rules) -> str:
    """A file's name as one says it: "Returns policy" for "returns_policy_v2.pdf"."""
    bare = re.sub(r"\.\w{2,5}$", "", passage.document)
    bare = re.sub(r"[_\-]+", " ", bare)
    bare = bank.reading["version"].sub("", bare)
    name = clean.name(bare, rules, 40)
    if name is None or (brief.tone is Tone.SIMPLE and len(name.split()) > 4):
        return str(bank.spoken["role"]["document"])
    return f"“{grammar.capital(name)}”"
