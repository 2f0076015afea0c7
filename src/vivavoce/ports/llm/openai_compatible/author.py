"""An author that is a language model: one typed draft, checked by the same linter as the built-in author's."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from vivavoce.ports.llm.builtin.author.clean import markdown
from vivavoce.ports.llm.builtin.author.lint import lint
from vivavoce.ports.llm.openai_compatible.models import Models
from vivavoce.ports.llm.openai_compatible.prompt import prompt
from vivavoce.ports.llm.openai_compatible.spoken import line
from vivavoce.ports.llm.port import Brief, Draft, DraftQuestion, Rubric, Seniority

PROMPT = "author.v1"
_MOST_PASSAGES = 24

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class QuestionOut(BaseModel):
    """One question as a model writes it."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    competency: Line
    why: Line
    strong_answer: list[Line]
    minutes: Annotated[float, Field(gt=0, le=30)]


class DraftOut(BaseModel):
    """A whole interview as a model writes it."""

    description: Said
    description_long: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
    questions: Annotated[list[QuestionOut], Field(min_length=1, max_length=60)]
    strong: list[Line]
    moderate: list[Line]
    weak: list[Line]
    seniority: Seniority
    seniority_evidence: list[Line] = Field(default_factory=list)
    welcome: Said
    thank_you: Said
    rapport: Said | None = None
    closing: Said | None = None
    instructional: Said | None = None


class ModelAuthor:
    """Writes interviews with the configured models."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def write(self, brief: Brief) -> Draft:
        """See ``Author.write``; the draft carries the calls that it took, and so do the errors."""

        def faults(out: DraftOut) -> list[str]:
            own, written = brief.own_questions, tuple(question.text for question in out.questions)
            found = ["`questions` must be the texts of `own_questions`, unchanged and in order."] * (written != own)
            return [
                *(found if own else ()),
                *(
                    finding.message
                    if finding.question is None
                    else f"question {finding.question + 1}: {finding.message}"
                    for finding in lint(_draft(out, brief, ""), brief)
                    if not (own and finding.question is not None)
                ),
            ]

        answer = await self._models.ask(prompt(PROMPT), _data(brief), DraftOut, faults, purpose="author")
        return replace(_draft(answer.output, brief, f"{answer.model} {PROMPT}"), calls=answer.calls)


def _data(brief: Brief) -> dict[str, Any]:
    data = asdict(brief)
    data["passages"] = data["passages"][:_MOST_PASSAGES]
    data["country"] = data.pop("country_code")
    return data


def _draft(out: DraftOut, brief: Brief, author: str) -> Draft:
    texts = " ".join(
        text for text in (brief.name, brief.description, brief.description_long, brief.candidate_expectations) if text
    )
    evidence = [quote for quote in out.seniority_evidence if quote and quote in texts]
    return Draft(
        description=line(markdown(out.description)),
        description_long=markdown(out.description_long),
        questions=tuple(
            DraftQuestion(
                one.text if brief.own_questions else line(one.text),
                line(one.competency),
                line(one.why),
                tuple(map(line, one.strong_answer)),
                one.minutes,
            )
            for one in out.questions
        ),
        rubric=Rubric(tuple(map(line, out.strong)), tuple(map(line, out.moderate)), tuple(map(line, out.weak))),
        seniority=brief.seniority or out.seniority,
        seniority_evidence=() if brief.seniority else tuple(evidence[:3]),
        welcome=line(out.welcome),
        thank_you=line(out.thank_you),
        rapport=line(out.rapport) if out.rapport and brief.include_rapport else None,
        closing=line(out.closing) if out.closing and brief.include_closing else None,
        instructional=line(out.instructional) if out.instructional and brief.include_instructional else None,
        author=author,
    )
