"""Follow-ups in every language but English: what the cues of the language do not find is asked for, most needed first.

A language without cues for answers is honest about it: only a short answer is invited to go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vivavoce.ports.llm.builtin.author.phrasebook.texts import filled
from vivavoce.ports.llm.builtin.interviewer.asking import wanted_by
from vivavoce.ports.llm.builtin.interviewer.noticing import SHORT, Noticed, is_answer, noticed, text_of, things
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases, Wanted
from vivavoce.ports.llm.builtin.interviewer.steering import Worth, steered
from vivavoce.ports.llm.builtin.rating.probes import FOR_RECRUITER, Reason
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Answered, FollowUp, Manner, Tone

FULL = 60.0
"""Words from which an answer that shows what its kind needs is left alone."""
SHORT_FACT = 2.0
_SLOT = "{thing}"


def follow_up(
    answered: Answered,
    asked: Sequence[str],
    undiscussed: Sequence[str],
    manner: Manner,
    phrases: Phrases,
    similarity: Similarity,
) -> FollowUp | None:
    """The thing most worth asking that was not asked yet."""
    text = text_of(answered.said)
    if not is_answer(text, answered, phrases):
        return None
    worth = list(_worth_asking(text, answered, asked, undiscussed, manner.tone, phrases))
    chosen = steered(worth, undiscussed, phrases.code, similarity)
    return FollowUp(chosen.text, FOR_RECRUITER[chosen.reason]) if chosen else None


def _worth_asking(
    text: str, answered: Answered, asked: Sequence[str], undiscussed: Sequence[str], tone: Tone, phrases: Phrases
) -> Iterator[Worth]:
    here = asked[len(asked) - max(0, len(answered.said) - 1) :]
    done_here = {reason for reason in Reason for told in here if _is_worded(told, reason, phrases)}
    for reason in _missing(noticed(text, phrases), wanted_by(answered.question, phrases), phrases):
        if reason in done_here:
            continue
        named = things(text, answered, undiscussed, phrases.code) if reason is Reason.THING else [""]
        yield from _worded(reason, named, asked, tone, phrases)


def _missing(shown: Noticed, wanted: Wanted, phrases: Phrases) -> Iterator[Reason]:
    """Reasons to ask, most needed first."""
    if wanted is Wanted.FACT:
        if shown.length < SHORT_FACT and not shown.facts:
            yield Reason.MORE
        return
    if shown.length < SHORT:
        yield Reason.MORE
    if not phrases.answer or is_complete(shown, wanted):
        return
    story = wanted in (Wanted.STORY, Wanted.OTHER)
    if wanted is Wanted.STORY and not shown.told:
        yield Reason.EXAMPLE
    if story and shown.shared and not shown.own:
        yield Reason.OWN_PART
    yield Reason.THING
    if wanted is Wanted.STORY and shown.told and not shown.result:
        yield Reason.OUTCOME
    if wanted is Wanted.METHOD and not shown.steps:
        yield Reason.HOW
    if not shown.told:
        yield Reason.EXAMPLE


def is_complete(shown: Noticed, wanted: Wanted) -> bool:
    """Whether the answer shows enough that a follow-up would only fill time."""
    if shown.length < FULL:
        return False
    if wanted is Wanted.STORY:
        return shown.told and shown.result
    if wanted is Wanted.METHOD:
        return shown.steps
    return shown.told or shown.reason


def _worded(
    reason: Reason, named: Sequence[str], asked: Sequence[str], tone: Tone, phrases: Phrases
) -> Iterator[Worth]:
    """The reason in words that were not used yet; once for each thing that no earlier follow-up named."""
    heard, before = {_letters(text) for text in asked}, " ".join(asked).casefold()
    for thing in named:
        if thing and thing.casefold() in before:
            continue
        every = (filled(one, {"thing": thing}) for one in phrases.follow_ups(reason, tone))
        if text := next((one for one in every if _letters(one) not in heard), None):
            yield Worth(reason, text, thing)


def _is_worded(told: str, reason: Reason, phrases: Phrases) -> bool:
    """Whether a follow-up was asked for this reason, found by its wording in any tone."""
    every = [one for tone in Tone for one in phrases.follow_ups(reason, tone)]
    return any(re.fullmatch(re.escape(one).replace(re.escape(_SLOT), ".+"), told) for one in every)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
