"""Tasks, expectations and sentences taken from a description.

A task is kept only in a shape that fits after "to" ("prepare coffee"), an expectation only when it can be read out as
it stands; what fits neither is left to the printed description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vivavoce.ports.llm.builtin.author import clean, grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Rules
from vivavoce.ports.llm.builtin.skills import find_skills

_MOST_LISTED = 12
_MOST_SENTENCES = 8
_MOST_WORDS = 12
_MOST_CHARS = 90


def tasks(texts: list[str], bank: Bank, rules: Rules) -> tuple[str, ...]:
    """The tasks a description names, in the base form: "prepare coffee"."""
    found: list[str] = []
    for text in texts:
        for sentence, item in clean.pieces(text, rules):
            lead = _lead(sentence, bank)
            if lead is not None:
                found += _split(sentence[lead:], bank, rules) or _care(sentence, bank, rules)
            elif (item or sentence[0].isupper()) and not _noun(sentence, bank):
                found += _split(sentence, bank, rules)
    return tuple(dict.fromkeys(found))[:_MOST_LISTED]


def _lead(sentence: str, bank: Bank) -> int | None:
    """Where the task begins after "You will …", or None when the sentence has no such beginning."""
    for name in ("you_will", "responsible", "you"):
        match = bank.reading[name].match(sentence)
        if match:
            return match.end()
    return None


def _noun(sentence: str, bank: Bank) -> bool:
    """Whether the first word is rather a noun here ("Market research", but not "Market our products")."""
    words = sentence.lower().split()
    if words[0] not in bank.words["noun_verbs"].split():
        return False
    return len(words) < 2 or not bank.reading["object"].match(words[1].strip(".,;"))


def _base_form(word: str, bank: Bank) -> str | None:
    """ "prepare" for "prepare" and "preparing"; None for what is no verb of a task."""
    word = word.lower().strip(",")
    if word in bank.verbs:
        return word
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3:
        return None
    candidates = (stem + "e", stem, stem[:-1] if stem[-1] == stem[-2] else stem)
    return next((base for base in candidates if base in bank.verbs), None)


def _split(text: str, bank: Bank, rules: Rules) -> list[str]:
    """One task, or several: "prepare coffee, serve guests and keep the bar clean"."""
    parts = [part for part in bank.reading["task_parts"].split(text.strip(" .")) if part.strip()]
    own = [_task(part, bank, rules) for part in parts]
    verbs = all(_base_form(part.split()[0], bank) for part in parts)
    if len(parts) > 1 and verbs and all(len(part.split()) > 1 for part in parts):
        return [task for task in own if task]
    whole = _task(text, bank, rules)
    if whole:
        return [whole]
    return [own[0]] if own and own[0] else []


def _care(sentence: str, bank: Bank, rules: Rules) -> list[str]:
    """ "look after sales and stock" for "responsible for sales and stock"."""
    match = bank.reading["responsible"].match(sentence)
    rest = sentence[match.end() :].strip(" .") if match else ""
    if not rest or len(rest.split()) > 10 or _unfit(rest, rules):
        return []
    task = clean.phrase(f"{bank.words['look_after']} {bank.reading['our'].sub(bank.words['the'], rest)}", _MOST_CHARS)
    return [task] if task else []


def _task(text: str, bank: Bank, rules: Rules) -> str | None:
    """A task that fits after "to", or None."""
    text = bank.reading["task_end"].split(re.sub(r"\([^)]*\)", "", text))[0]
    words = text.strip(" .,;!").split()
    if bank.reading["not_task"].match(text.strip()):
        return None
    if not 2 <= len(words) <= _MOST_WORDS or any(mark in text for mark in '?"“'):
        return None
    base = _base_form(words[0], bank)
    pair = len(words) > 2 and _base_form(words[2], bank) is not None
    if base is None or words[0].endswith(",") or (not pair and bank.reading["no_task"].match(words[1].strip(","))):
        return None
    rest = " ".join(words[1:])
    if rules.negative.search(rest) or clean.paid(rest, rules):
        return None
    rest = bank.reading["our"].sub(bank.words["the"], rest)
    return clean.phrase(f"{base} {rest}", _MOST_CHARS)


def expectations(texts: list[str], bank: Bank, rules: Rules) -> tuple[str, ...]:
    """What is expected, item by item, positively worded and free of protected traits."""
    found: list[str] = []
    seeks, parting = bank.reading["seeks"], bank.reading["expectation_parts"]
    for text in texts:
        for sentence, _ in clean.pieces(text, rules):
            stripped = seeks.sub("", sentence).strip(" .")
            long = len(stripped.split()) > 6 or stripped.count(",") > 1
            for part in parting.split(stripped) if long else [stripped]:
                usable = clean.phrase(seeks.sub("", part), _MOST_CHARS)
                if usable and len(usable.split()) <= _MOST_WORDS and not _unfit(usable, rules):
                    found.append(grammar.lower(usable) if bank.reading["small_first"].match(usable) else usable)
    return tuple(dict.fromkeys(found))[:_MOST_LISTED]


def says_more(text: str) -> bool:
    """Whether an expectation holds more than skills that are asked about anyway ("friendly", "good English")."""
    left = text
    for skill in reversed(find_skills(text)):
        left = left[: skill.start] + left[skill.end :]
    return len(text.split()) > 2 and sum(len(word) > 3 for word in re.findall(r"\w+", left)) > 1


def _unfit(text: str, rules: Rules) -> bool:
    return bool(rules.negative.search(text) or clean.paid(text, rules) or clean.harmful(text, rules) or "?" in text)


def about(texts: list[str], bank: Bank, rules: Rules) -> Iterator[str]:
    """Whole sentences of the description that can be printed again; tasks stand elsewhere."""
    left = _MOST_SENTENCES
    for text in texts:
        for sentence, item in clean.pieces(text, rules):
            task = item or _lead(sentence, bank) is not None or _base_form(sentence.split()[0], bank) is not None
            if left and not task and 3 <= len(sentence.split()) <= 40 and sentence[-1] in ".!":
                left -= 1
                yield sentence
