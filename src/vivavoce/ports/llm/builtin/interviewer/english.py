"""Follow-ups in English: to what was just said, or none.

Looks for what is missing for this kind of question (an example, one's own part, the outcome, the way of doing it)
and for what was named and not told, and asks for one of them, in the tone of the interview. It never asks the same
twice, never leads, never shows the rubric, and leaves alone who said all there is or chose not to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vivavoce.ports.llm.builtin.interviewer.steering import Worth, steered
from vivavoce.ports.llm.builtin.rating.answer import ELSEWHERE
from vivavoce.ports.llm.builtin.rating.gates import Gate, gate_of
from vivavoce.ports.llm.builtin.rating.language import language_of
from vivavoce.ports.llm.builtin.rating.phrases import skills_named, things_named
from vivavoce.ports.llm.builtin.rating.probes import FIRST_FOR_TYPE, FOR_RECRUITER, WORDINGS, Reason
from vivavoce.ports.llm.builtin.rating.relevance import relevance_of
from vivavoce.ports.llm.builtin.rating.signals import Ask, Signals, ask_of, signals_of
from vivavoce.ports.llm.builtin.rating.speech import Piece, pieces_of
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Answered, FollowUp, InterviewType, Tone

SHORT_STEMS = 5
"""Different own content words below which an answer is invited to go on: one spoken sentence has six to ten."""
FEW_ACTIONS = 1.0
FULL_STEMS, FULL_PARTS = 22, 3
"""An answer this rich that shows at least so many of: own steps, facts, reasons, an outcome. Nothing need be added."""
_LIKING = re.compile(r"\b(?:enjoy\w*|like[ds]?|love[ds]?|fun|energy|proud|satisf\w+|favou?rite|hate[ds]?)\b")
_LEARNT = re.compile(
    r"\b(?:learn\w*|taught me|lesson|next time|differently|realised|realized|understood|figured out)\b"
)


def follow_up(
    answered: Answered,
    asked: Sequence[str],
    undiscussed: Sequence[str],
    tone: Tone,
    interview_type: InterviewType,
    similarity: Similarity,
) -> FollowUp | None:
    """The thing most worth asking that was not asked yet. Some ten milliseconds once the embedder is loaded."""
    if language_of(answered.question) not in ("en", None):
        return None
    worth = list(_worth_asking(answered, asked, tone, interview_type, similarity))
    chosen = steered(worth, undiscussed, "en", similarity)
    return FollowUp(chosen.text, FOR_RECRUITER[chosen.reason]) if chosen else None


def _worth_asking(
    answered: Answered, asked: Sequence[str], tone: Tone, interview_type: InterviewType, similarity: Similarity
) -> Iterator[Worth]:
    """Everything that could be asked, most needed first."""
    pieces = pieces_of(answered.said)
    signals, ask = signals_of(pieces, answered.question), ask_of(answered.question)
    gate = gate_of(pieces, signals, ask, similarity)
    if gate not in (Gate.ANSWER, Gate.TOO_SHORT):
        return
    on_topic = ask not in (Ask.STORY, Ask.METHOD) or relevance_of(pieces, answered, similarity).topic >= ELSEWHERE
    # The follow-ups to this very question are the last ones: each was answered by one more turn.
    here = asked[len(asked) - max(0, len(answered.said) - 1) :]
    done_here = {reason for text in here for reason in reasons_of(text)}
    for reason in _missing(pieces, signals, ask, interview_type, on_topic, gate is Gate.TOO_SHORT):
        if reason not in done_here or reason is Reason.THING:
            yield from _worded(reason, pieces, answered, asked, tone)


def _missing(
    pieces: Sequence[Piece], signals: Signals, ask: Ask, interview_type: InterviewType, on_topic: bool, short: bool
) -> Iterator[Reason]:
    """Reasons to ask, most needed first."""
    if ask is Ask.FACT:
        if short or (not signals.facts and signals.own_stems < SHORT_STEMS):
            yield Reason.MORE
        return
    if not on_topic:
        yield Reason.TOPIC
        return
    if short:
        yield Reason.MORE
    told = signals.past >= 2 or (signals.facts >= 2 and signals.actions >= FEW_ACTIONS)
    if ask is Ask.STORY and not told:
        yield Reason.EXAMPLE
    if signals.own_stems < SHORT_STEMS:
        yield Reason.MORE
    yield from _of_style(pieces, signals, ask, interview_type)
    if is_complete(signals, ask):
        return
    if ask is Ask.STORY and signals.actions < FEW_ACTIONS:
        yield Reason.OWN_PART
    yield Reason.THING
    if ask is Ask.STORY and told and not signals.results:
        yield Reason.OUTCOME
    if ask is Ask.METHOD and signals.actions < 2:
        yield Reason.HOW
    if not told:
        yield Reason.EXAMPLE
    yield Reason.MORE


def _of_style(pieces: Sequence[Piece], signals: Signals, ask: Ask, interview_type: InterviewType) -> Iterator[Reason]:
    """What this style of interview wants to hear and did not."""
    text = " ".join(piece.text for piece in pieces)
    style = FIRST_FOR_TYPE.get(interview_type)
    if style is Reason.ENJOYMENT and not _LIKING.search(text):
        yield style
    if style is Reason.LEARNING and not _LEARNT.search(text):
        yield style
    if style is Reason.HOW and ask in (Ask.METHOD, Ask.STORY) and signals.actions < 3:
        yield style


def is_complete(signals: Signals, ask: Ask) -> bool:
    """Whether the answer shows enough that a follow-up would only fill time."""
    shown = [signals.actions >= 2, signals.facts >= 2, signals.reasons >= 1, signals.results >= 1]
    if ask is Ask.STORY and not (signals.results and signals.actions >= FEW_ACTIONS):
        return False
    return signals.own_stems >= FULL_STEMS and sum(shown) >= FULL_PARTS


def _worded(
    reason: Reason, pieces: Sequence[Piece], answered: Answered, asked: Sequence[str], tone: Tone
) -> Iterator[Worth]:
    """The reason in words that were not used yet; once for each thing that was named."""
    heard = {_bare(text) for text in asked}
    wordings = WORDINGS[reason][tone]
    # Start where the earlier uses of this reason ended, so that an interview does not always begin the same way.
    first = sum(reason in reasons_of(text) for text in asked) % len(wordings)
    ordered = wordings[first:] + wordings[:first]
    for thing in [""] if reason is not Reason.THING else _things(pieces, answered, asked):
        fresh = (text for one in ordered if _bare(text := one.format(thing=thing)) not in heard)
        if new := next(fresh, None):
            yield Worth(reason, new, thing)


def _things(pieces: Sequence[Piece], answered: Answered, asked: Sequence[str]) -> list[str]:
    """What was named, best first, except what an earlier follow-up named already. Once per question is enough."""
    here = asked[len(asked) - max(0, len(answered.said) - 1) :]
    if any(Reason.THING in reasons_of(text) for text in here):
        return []
    said_before = " ".join(asked).lower()
    named = things_named(pieces, answered.said, answered.question)
    named += skills_named(answered.said, answered.question)
    return [thing for thing in named if thing.lower().removeprefix("the ").removeprefix("your ") not in said_before]


def reasons_of(text: str) -> set[Reason]:
    """Why a follow-up of this prober was asked, found by its wording in any tone."""
    return {reason for reason, pattern in _ASKED.items() if pattern.fullmatch(_bare(text))}


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


def _pattern(reason: Reason) -> re.Pattern[str]:
    every = {_bare(one.replace("{thing}", "thingxx")) for wordings in WORDINGS[reason].values() for one in wordings}
    return re.compile("|".join(re.escape(one).replace("thingxx", ".+") for one in sorted(every)))


_ASKED = {reason: _pattern(reason) for reason in Reason}
