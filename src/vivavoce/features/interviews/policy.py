"""Decisions about a definition, pure: how many questions, whether a draft can be used, which steps it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vivavoce.features.interviews.spec import InterviewSpec, OwnQuestion
from vivavoce.ports.llm.port import Draft, DraftQuestion

MINUTES_PER_QUESTION = 2
CHOSEN_BY_AUTHOR = range(5, 9)
"""How many questions an author may choose when nobody asks for a number."""


class StepKind(StrEnum):
    """What happens at a step."""

    WELCOME = "welcome"
    INSTRUCTIONAL = "instructional"
    RAPPORT = "rapport"
    QUESTION = "question"
    CLOSING = "closing"
    THANK_YOU = "thank_you"


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step before it has an id."""

    kind: StepKind
    text: str
    competency: str | None = None
    why: str | None = None
    strong_answer: tuple[str, ...] = ()
    minutes: float = 0.0
    own: OwnQuestion | None = None


def question_count(asked: int | None, max_duration_minutes: float) -> int | None:
    """How many questions to write; None: five to eight, the author chooses.

    More than one per two minutes is capped, not refused; there is always at least one.
    """
    cap = max(1, int(max_duration_minutes // MINUTES_PER_QUESTION))
    if asked is not None:
        return min(asked, cap)
    return None if cap >= CHOSEN_BY_AUTHOR[-1] else cap


def draft_fault(draft: Draft, count: int | None, own: tuple[str, ...] = ()) -> str | None:
    """Why a draft can't be used, or None. ``own``: questions that had to be left as they are."""
    wanted = CHOSEN_BY_AUTHOR if count is None else (count,)
    brackets = (draft.rubric.strong, draft.rubric.moderate, draft.rubric.weak)
    spoken = (draft.description, draft.description_long, draft.welcome, draft.thank_you)
    if len(draft.questions) not in wanted:
        return f"it has {len(draft.questions)} questions"
    if own and tuple(question.text for question in draft.questions) != own:
        return "it changed questions that were to be asked word for word"
    if not all(question.text.strip() for question in draft.questions):
        return "a question is empty"
    if not all(bracket and all(line.strip() for line in bracket) for bracket in brackets):
        return "a bracket of its candidate expectations is empty"
    if not all(text.strip() for text in spoken):
        return "one of its texts is empty"
    return None


def steps_of(spec: InterviewSpec, draft: Draft) -> tuple[StepDraft, ...]:
    """The steps in the order in which they happen. What the request words itself replaces what was written."""
    steps = [StepDraft(StepKind.WELCOME, spec.welcome_message or draft.welcome)]
    if spec.instructional_video and (text := spec.instructional_video_custom_text or draft.instructional):
        steps.append(StepDraft(StepKind.INSTRUCTIONAL, text))
    if spec.include_rapport_question and draft.rapport:
        steps.append(StepDraft(StepKind.RAPPORT, draft.rapport))
    own = spec.own_questions or (None,) * len(draft.questions)
    steps += [question_step(question, given) for question, given in zip(draft.questions, own, strict=True)]
    if spec.include_closing_prompt and draft.closing:
        steps.append(StepDraft(StepKind.CLOSING, draft.closing))
    return (*steps, StepDraft(StepKind.THANK_YOU, spec.thank_you_message or draft.thank_you))


def question_step(question: DraftQuestion, own: OwnQuestion | None = None) -> StepDraft:
    """A question's step; what the merchant says of it goes before what was written."""
    said = own or OwnQuestion(question.text)
    return StepDraft(
        StepKind.QUESTION,
        question.text,
        said.label or question.competency,
        question.why,
        said.strong_answer or question.strong_answer,
        said.minutes or question.minutes,
        own,
    )


def missing_step(spec: InterviewSpec, draft: Draft) -> str | None:
    """Which step was asked for and not written, or None."""
    wanted = (
        (spec.include_rapport_question, draft.rapport, "the rapport question"),
        (spec.include_closing_prompt, draft.closing, "the closing prompt"),
        (spec.instructional_video, spec.instructional_video_custom_text or draft.instructional, "the instructions"),
    )
    return next((name for asked, text, name in wanted if asked and not (text or "").strip()), None)
