"""What a rating of a resume leads to. Pure: numbers and quotes in, a verdict with its reasons out.

Nothing of a person but the words of her resume arrives here. Hidden text and instructions never help: they were taken
out before the rating, and an accept becomes a person's to confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vivavoce.ports.documents.port import Hidden
from vivavoce.ports.llm.port import Quote, Requirement, ResumeRating

LONGEST_QUOTE = 160
QUOTES_SHOWN = 2


class Verdict(StrEnum):
    """What pre-screening says."""

    ACCEPT = "ai_accept"
    RECRUITER_ACTION = "recruiter_action"
    REJECT = "ai_reject"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from 0 to 10: below ``reject_below`` is a reject (0: never), from ``accept_from`` on an accept."""

    reject_below: float = 3
    accept_from: float = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and why, in sentences that quote the resume."""

    verdict: Verdict
    reasons: tuple[str, ...]


def decide(rating: ResumeRating, thresholds: Thresholds, hidden: Sequence[Hidden] = ()) -> Decision:
    """The verdict on a resume that was rated; ``hidden`` is what nobody sees in it, and was not rated."""
    unseen = tuple(_hidden(hidden))
    if rating.score is None:
        reason = rating.summary or rating.not_scored_reason or "The resume could not be judged."
        return Decision(Verdict.RECRUITER_ACTION, (reason, *unseen, *_instructions(rating)))
    verdict = _by_score(rating.score, thresholds)
    if (rating.instructions or hidden) and verdict is Verdict.ACCEPT:
        verdict = Verdict.RECRUITER_ACTION
    first, *rest = _reasons(rating, rating.score, verdict, thresholds)
    return Decision(verdict, (first, *unseen, *rest))


def unread(why: str) -> ResumeRating:
    """The rating of a resume that no reader could open: none, and the reason for the recruiter."""
    return ResumeRating(None, "unreadable", (), None, (), None, (), why, "none")


def _hidden(hidden: Sequence[Hidden]) -> Iterator[str]:
    if hidden:
        text = " ".join(hidden[0].text.split())
        text = f"{text[: LONGEST_QUOTE - 1]}…" if len(text) > LONGEST_QUOTE else text
        more = f" (and {len(hidden) - 1} more)" if len(hidden) > 1 else ""
        yield f"The resume holds text that nobody sees on it, which was left out: “{text}”{more}."


def _by_score(score: float, thresholds: Thresholds) -> Verdict:
    if score < thresholds.reject_below:
        return Verdict.REJECT
    return Verdict.ACCEPT if score >= thresholds.accept_from else Verdict.RECRUITER_ACTION


def _reasons(rating: ResumeRating, score: float, verdict: Verdict, thresholds: Thresholds) -> Iterator[str]:
    bar = {
        Verdict.REJECT: f"at least {thresholds.reject_below:g} is needed",
        Verdict.RECRUITER_ACTION: "a person looks at it",
        Verdict.ACCEPT: f"{thresholds.accept_from:g} is needed",
    }[verdict]
    yield f"The resume matches the position with {score:.1f} of 10; {bar}."
    yield from _instructions(rating)
    for finding in rating.requirements:
        if finding.finding is Requirement.NOT_FOUND:
            yield f"Not found in the resume: {_bare(finding.requirement)}."
    for finding in rating.requirements:
        if finding.finding is not Requirement.NOT_FOUND:
            how = "Found" if finding.finding is Requirement.MET else "Found in part"
            yield f"{how}: {_bare(finding.requirement)} — the resume says {_said(finding.quotes)}."


def _instructions(rating: ResumeRating) -> Iterator[str]:
    if rating.instructions:
        yield f"The resume gives instructions to its reader, which were not followed: {_said(rating.instructions)}."


def _bare(requirement: str) -> str:
    return requirement.strip().rstrip(".")


def _said(quotes: tuple[Quote, ...]) -> str:
    shown = (" ".join(quote.text.split()) for quote in quotes[:QUOTES_SHOWN])
    return ", ".join(f"“{text[: LONGEST_QUOTE - 1]}…”" if len(text) > LONGEST_QUOTE else f"“{text}”" for text in shown)


def rating_fault(rating: ResumeRating, resume: str) -> str | None:
    """Why a rating may not be used, or None: no quote, no score."""
    found = [finding for finding in rating.requirements if finding.finding is not Requirement.NOT_FOUND]
    quotes = [quote for finding in found for quote in finding.quotes] + [*rating.education, *rating.instructions]
    if rating.score is not None and not 0 <= rating.score <= 10:
        return "its score is not from 0 to 10"
    if not all(finding.quotes for finding in found):
        return "a requirement is met without a quote"
    if any(resume[quote.start : quote.end] != quote.text for quote in quotes):
        return "a quote is not in the resume"
    return None
