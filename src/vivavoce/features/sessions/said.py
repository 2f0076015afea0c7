"""What her words mean to the conversation: a wish, a question to the company, an unfinished clause, nothing at all.

Nothing here judges an answer. The words lie in ``phrases/<code>.toml`` beside the interviewer's own lines; a phrase may
hold alternatives, ``{can|could} you {please|} repeat that``. A wish is a wish only when an utterance says nothing else
(but for another wish): an answer in which "say that again" occurs stays an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from vivavoce.features.sessions.wording import UNSPACED, Wish, Words, normalised, unspaced, words_of

LONGEST_WISH = 90
"""Letters. Longer utterances are answers."""
LONGEST_BREATH = 180
"""Letters, as they are heard, of several wishes in one breath."""
CLAUSES_OF_A_WISH = 3
MISHEARD_FROM_WORDS = 4
"""The first word of a phrase this long may be misheard ("good you say that again"), when it resembles the right one."""
RESEMBLES = 0.4
NEARLY = 0.86
"""Likeness of the whole from which a phrase counts in a script that writes no words apart."""
NEARLY_FROM_LETTERS = 6
BRIEF_WORDS = 4
"""Up to so many words are said in passing, and are no answer."""
LETTERS_PER_WORD = 2.3
"""Letters that weigh as much as a word in a script that writes none apart."""
ECHO = 0.75
"""The share of heard words that the interviewer just said, from which they are her loudspeaker's."""
LONGEST_QUESTION_WORDS = 45
"""A question to the company is short; whoever talks longer is answering."""

_SENTENCE = re.compile(r"[^.!?。！？؟।;\u037e]+[.!?。！？؟।;\u037e]*")
_CLAUSE_END = re.compile(rf"[.!?。！？؟।;\u037e,，、،:：…]+|(?<={UNSPACED.pattern})\s+(?={UNSPACED.pattern})")
"""Thai marks the end of a clause by a space, and nothing else."""
_ASKING = ("?", "？", "؟", ";", "\u037e")
"""The last two are the Greek question mark, as it is typed and as it is encoded."""
_COMMAS = (",", "、", "，", "،")
_GOES_ON = (*_COMMAS, "…", "-", "–", ":")
_FORGIVEN = (Wish.REPEAT, Wish.WAIT)
"""Wishes that may be misheard. One word lies between "I want to end this" and "I want to go on with this"."""


def wish_of(text: str, language: str) -> Wish | None:
    """The wish that these words are, and nothing else; also when a syllable was misheard.

    Of several in one breath ("one moment, what was the question?") the last counts that isn't to wait.
    """
    words = words_of(language)
    bared = [bare for bare in _bared(text, words) if bare and len(bare) <= LONGEST_WISH]
    if exact := _exactly(bared, words) or _together(text, words):
        return exact
    meant = (wish for bare in bared for wish in _FORGIVEN if _is_misheard(bare, words.wishes[wish]))
    return next(meant, None)


def unfinished(text: str, language: str) -> bool:
    """Whether the last words promise more: a conjunction, an article, a filler, a comma."""
    text = text.strip()
    if not text or text.endswith(_ASKING):
        return False
    words = words_of(language)
    said = normalised(text)
    return (
        text.endswith(_GOES_ON)
        or said.endswith(words.endings)
        or _ends_with(said, (*words.unfinished, *words.hesitations))
    )


def trails_off(text: str, language: str) -> bool:
    """Whether nothing but a comma makes these words unfinished: recognisers put one where the voice stays up, or so."""
    bare = text.strip().rstrip("".join(_COMMAS))
    return text.strip().endswith(_COMMAS) and not unfinished(bare, language)


def has_substance(text: str, language: str) -> bool:
    """Whether anything is left when fillers are taken out."""
    return bool(_without(normalised(text), words_of(language).fillers))


def is_backchannel(text: str, language: str) -> bool:
    """Whether this is the sound of somebody who listens ("mhm", "okay"), or nothing: no reason to stop talking."""
    words = words_of(language)
    return not _without(normalised(text), words.backchannels | words.fillers)


def is_interruption(text: str, spoken: str, language: str) -> bool:
    """Whether somebody who says this over the interviewer's ``spoken`` line wants the floor."""
    if wish_of(text, language):
        return True
    if is_backchannel(text, language):
        return False
    heard = normalised(text)
    if unspaced(heard):
        return len(heard) > 2 and heard not in normalised(spoken)
    words = heard.split()
    known = set(normalised(spoken).split())
    return len(words) > 1 and sum(word in known for word in words) < ECHO * len(words)


def is_brief(text: str) -> bool:
    """Whether this is a word or two, said in passing."""
    return length(text) <= BRIEF_WORDS


def length(text: str) -> float:
    """Words, or what weighs as much where words are not written apart."""
    plain = normalised(text)
    unspaced = len(UNSPACED.findall(plain))
    return len(UNSPACED.sub(" ", plain).split()) + unspaced / LETTERS_PER_WORD


def agrees(text: str, language: str) -> bool:
    """Whether these words are a plain yes."""
    words = words_of(language)
    return any(bare in words.yes for bare in _bared(text, words))


def has_nothing_to_add(text: str, language: str) -> bool:
    """Whether these words, said in the closing turn, mean "no, that is all"."""
    words = words_of(language)
    said = normalised(text)
    return len(said) <= LONGEST_WISH and _starts_with(said, words.nothing_more) and not _asking(text, words)


def is_courtesy(text: str, language: str) -> bool:
    """Whether nothing was said but politeness and fillers ("yes, thank you")."""
    return not _bare(text, words_of(language))


def takes_back(text: str, language: str) -> bool:
    """Whether these words, said where she may ask her question, mean "no, never mind"."""
    words = words_of(language)
    said = normalised(text)
    if _asking(text, words):
        return False
    short = len(said) <= LONGEST_WISH
    if short and any(_starts_with(bare, words.never_mind) for one in _clauses(text) for bare in _bared(one, words)):
        return True
    declines = short and _starts_with(said, words.nothing_more)
    return (declines or is_brief(text)) and not _names(said, words.topics)


def is_question(text: str, language: str) -> bool:
    """Whether these words, said where she may ask her question, can be it: so many that ask nothing are an answer."""
    return len(normalised(text).split()) <= LONGEST_QUESTION_WORDS or _asking(text, words_of(language))


def asks_company(text: str, language: str) -> bool:
    """Whether she asks something about the job or the company instead of answering."""
    words = words_of(language)
    sentences = _SENTENCE.findall(text.strip())
    if not sentences or len(normalised(text).split()) > LONGEST_QUESTION_WORDS:
        return False
    last = sentences[-1]
    return (_opens(last, words) and _names(normalised(last), words.topics)) or _announces(text, words)


def asks_something(text: str, language: str) -> bool:
    """Whether these words, said in the closing turn, ask for an answer."""
    return _asking(text, words_of(language))


def _exactly(bared: Iterable[str], words: Words) -> Wish | None:
    return next((wish for bare in bared for wish, phrases in words.wishes.items() if bare in phrases), None)


def _together(text: str, words: Words) -> Wish | None:
    """What is wished for when each clause is a wish, or polite; a polite word counts as nothing else here."""
    left = _clauses(text) if len(text) <= LONGEST_BREATH else []
    if len(left) < 2:
        return None
    wished: list[Wish] = []
    while left:
        size, wish = _first_wish(left, words)
        if not wish and _bare(left[0], words):
            return None
        wished += [wish] if wish else []
        left = left[size:]
    return next((wish for wish in reversed(wished) if wish is not Wish.WAIT), wished[-1] if wished else None)


def _first_wish(clauses: list[str], words: Words) -> tuple[int, Wish | None]:
    """The wish that they begin with, and how many it takes: "I'm not sure, what you mean" is one of two clauses."""
    for size in range(min(CLAUSES_OF_A_WISH, len(clauses)), 0, -1):
        if not (_bare(clauses[0], words) and _bare(clauses[size - 1], words)):
            continue
        if wish := _exactly(_bared(" ".join(clauses[:size]), words), words):
            return size, wish
    return 1, None


def _announces(text: str, words: Words) -> bool:
    """Whether "can I ask something?" comes first, and then the question."""
    for end in _CLAUSE_END.finditer(text):
        asked = _SENTENCE.findall(text[end.end() :].strip())
        if asked and _exactly(_bared(text[: end.start()], words), words) is Wish.ASK:
            return _asking(asked[-1], words)
    return False


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if clause.strip()]


def _asking(text: str, words: Words) -> bool:
    return any(one.strip().endswith(_ASKING) or _opens(one, words) for one in _SENTENCE.findall(text))


def _opens(sentence: str, words: Words) -> bool:
    said = _bare(sentence, words)
    if unspaced(said):
        return any(opening in said for opening in words.openings)
    return _starts_with(said, words.openings) or said.endswith(words.asking)


def _bared(text: str, words: Words) -> Iterator[str]:
    """The utterance, and what is left of it as fillers and politeness fall off both ends, layer by layer."""
    said = normalised(text)
    around = (*words.polite, *sorted(words.fillers, key=len, reverse=True))
    yield said
    while said and (shorter := next((cut for word in around if (cut := _cut(said, word)) != said), None)) is not None:
        said = shorter
        yield said


def _bare(text: str, words: Words) -> str:
    """Without any fillers and politeness around it."""
    return [*_bared(text, words)][-1]


def _cut(said: str, word: str) -> str:
    if said == word:
        return ""
    gap = "" if unspaced(word) else " "
    return said.removeprefix(word + gap).removesuffix(gap + word).strip()


def _without(said: str, words: Iterable[str]) -> str:
    """What is left of an utterance without these words, wherever they stand."""
    for word in sorted(words, key=len, reverse=True):
        said = said.replace(word, " ") if unspaced(word) else re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", " ", said)
    return "".join(said.split())


def _starts_with(said: str, phrases: Sequence[str]) -> bool:
    return any(said == one or said.startswith(one if unspaced(one) else one + " ") for one in phrases)


def _ends_with(said: str, phrases: Sequence[str]) -> bool:
    return any(said == one or said.endswith(one if unspaced(one) else " " + one) for one in phrases)


def _names(said: str, topics: Sequence[str]) -> bool:
    """``gehalt*`` stands for every word that begins so."""
    tokens = said.split()
    return any(
        topic.rstrip("*") in said
        if unspaced(topic)
        else any(token.startswith(topic[:-1]) if topic.endswith("*") else token == topic for token in tokens)
        or (" " in topic and f" {topic} " in f" {said} ")
        for topic in topics
    )


def _is_misheard(bare: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases was said and its first word, often cut off, was not heard right."""
    if unspaced(bare):
        return len(bare) >= NEARLY_FROM_LETTERS and any(_is_nearly(bare, phrase) for phrase in phrases)
    heard = bare.split()
    if len(heard) < MISHEARD_FROM_WORDS:
        return False
    others = (phrase.split() for phrase in phrases)
    return any(heard[1:] == meant[1:] and _likeness(heard[0], meant[0]) >= RESEMBLES for meant in others)


def _is_nearly(one: str, other: str) -> bool:
    """The two cheap upper bounds first: thousands of phrases are compared while somebody waits."""
    alike = SequenceMatcher(None, one, other, autojunk=False)
    return all(ratio() >= NEARLY for ratio in (alike.real_quick_ratio, alike.quick_ratio, alike.ratio))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
