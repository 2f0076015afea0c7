"""The verb of ``job-interview-update``: changes what stands, counts a version, and lints the whole again.

Attempts keep the script and the terms that they began with, so nothing here touches a conversation or a score.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import knowledge, templates
from vivavoce.features.access import merchant_name
from vivavoce.features.interviews import service, store
from vivavoce.features.interviews.authoring import Plan, brief_of, write
from vivavoce.features.interviews.models import InterviewRow, StepRow
from vivavoce.features.interviews.own import own_questions
from vivavoce.features.interviews.policy import StepKind, question_step
from vivavoce.features.interviews.questions_diff import Diff, Standing, diff
from vivavoce.features.interviews.revising import NEVER_NULL
from vivavoce.features.interviews.scoring import merged, refuse_prohibited, with_weights
from vivavoce.features.interviews.spec import DEFAULT_MAX_DURATION_MINUTES, InterviewSpec, OwnQuestion
from vivavoce.features.interviews.vocabulary import ResultView
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database, lock
from vivavoce.kernel.errors import FieldError
from vivavoce.ports.llm.builtin.author import described, lint
from vivavoce.ports.llm.port import (
    Author,
    AuthorUnusableError,
    Brief,
    Draft,
    DraftQuestion,
    InterviewType,
    Kind,
    Rubric,
    Seniority,
)

PLAIN = ("name", "location", "code", "cover_image_url", "description", "description_long", "candidate_expectations")
"""Columns that take the text as it is."""
CHOSEN = ("status", "visibility", "recording", "recording_full_session", "candidate_video_introduction")
"""Columns that take the value of an enum, or null."""
SPOKEN = {
    "welcome_message": (StepKind.WELCOME, "welcome"),
    "thank_you_message": (StepKind.THANK_YOU, "thank_you"),
    "instructional_video_custom_text": (StepKind.INSTRUCTIONAL, "instructional"),
}


@dataclass(frozen=True, slots=True)
class Revised:
    """What an update did. ``ids``: for every question of the new list, its id now."""

    version: int
    diff: Diff | None = None
    ids: tuple[UUID, ...] = ()


async def update(
    database: Database, author: Author, region: str, merchant_id: UUID, id: UUID, changes: Mapping[str, Any]
) -> Revised:
    """Makes all changes, or none. Raises NotFoundError, FieldError, ProviderError."""
    rubric: Rubric | None = None
    if changes.get("regenerate_candidate_expectations"):
        rubric = await _rubric(database, author, merchant_id, id, changes)
    async with database.merchant(merchant_id) as session:
        row = await service.find(session, merchant_id, id)
        await lock(session, "interview", row.id)
        await session.refresh(row)
        return await _Revision(session, row, region, changes, rubric).run()


async def _rubric(
    database: Database, author: Author, merchant_id: UUID, id: UUID, changes: Mapping[str, Any]
) -> Rubric:
    """The expectations, written anew from what will stand."""
    async with database.merchant(merchant_id) as session:
        row = await service.find(session, merchant_id, id)
        template = await templates.get(session, row.template_id)
        company = await merchant_name(session, merchant_id)
        asked = [step.text for step in await store.steps(session, row.id) if step.kind == StepKind.QUESTION.value]
    if changes.get("questions"):
        asked = [one.question for one in changes["questions"]]
    spec = _spec(row, {name: changes[name] for name in PLAIN if name in changes}, asked)
    draft = await write(database, author, Plan(merchant_id, company, spec, template, row.scoring))
    return draft.rubric


def _spec(row: InterviewRow, changed: Mapping[str, Any], asked: Sequence[str]) -> InterviewSpec:
    """What an interview that stands would be asked for."""
    given = row.creation_parameters
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN} | dict(changed)
    return InterviewSpec(
        **values,
        interview_template_id=row.template_id,
        mojito_language_code=LanguageCode(row.language),
        type=Kind(row.type),
        interview_type=InterviewType(row.interview_type),
        interview_tone=row.tone,
        seniority_level=Seniority(row.seniority),
        max_duration=row.max_duration_minutes,
        country_code=row.country_code,
        additional_context=given.get("additional_context"),
        use_enhanced_expectations=bool(given.get("use_enhanced_expectations")),
        own_questions=tuple(OwnQuestion(text) for text in asked),
    )


class _Revision:
    """One update, within its transaction."""

    def __init__(
        self, session: AsyncSession, row: InterviewRow, region: str, changes: Mapping[str, Any], rubric: Rubric | None
    ) -> None:
        self._session, self._row, self._region = session, row, region
        self._changes, self._rubric = changes, rubric

    async def run(self) -> Revised:
        row, changes = self._row, self._changes
        for name in NEVER_NULL:
            if name in changes and changes[name] is None:
                raise FieldError(name, f"{name} can't be cleared: send a value, or leave the field out.")
        if not set(changes) - {"mojito_language_code", "regenerate_candidate_expectations"} and self._rubric is None:
            self._same_language()
            return Revised(row.version)
        self._same_language()
        self._columns()
        await self._template()
        await self._knowledge()
        self._scoring()
        steps = list(await store.steps(self._session, row.id))
        self._spoken(steps)
        made = await self._questions(steps) if changes.get("questions") else None
        row.version += 1
        row.updated_at = now()
        await self._session.flush()
        await self._lint()
        return Revised(row.version, *(made or ()))

    def _same_language(self) -> None:
        name = "mojito_language_code"
        wanted = self._changes.get(name)
        if wanted is not None and wanted.value != self._row.language:
            raise FieldError(name, f"{name} can't be changed: make another interview for another language.")

    def _columns(self) -> None:
        row, changes = self._row, self._changes
        for name in PLAIN:
            if name in changes:
                setattr(row, name, changes[name])
        for name in CHOSEN:
            if name in changes:
                setattr(row, name, changes[name] and changes[name].value)
        if "result_view" in changes:
            row.result_view = (changes["result_view"] or ResultView.MINIMAL).value
        if "interview_attempts" in changes:
            row.attempts = changes["interview_attempts"] or 1
        if "max_duration" in changes:
            row.max_duration_minutes = changes["max_duration"] or DEFAULT_MAX_DURATION_MINUTES
        given = changes.get("candidate_expectations_json")
        if given is not None:
            row.rubric = _brackets(given.rubric())
        elif self._rubric is not None:
            row.rubric = _brackets(self._rubric)

    async def _template(self) -> None:
        row, changes = self._row, self._changes
        wanted = changes.get("interview_template_id")
        if wanted is not None and wanted != row.template_id:
            template = await templates.get_visible(self._session, row.merchant_id, wanted)
            if template is None:
                name = "interview_template_id"
                raise FieldError(
                    name, f"{name} is unknown: take an id from merchant-avatar-list.", code="unknown_template"
                )
            row.template_id = template.id
        if "max_followups" in changes:
            template = await templates.get(self._session, row.template_id)
            row.max_followups = template.max_followups if changes["max_followups"] is None else changes["max_followups"]
        if "custom_scoring" in changes and changes["custom_scoring"] is None:
            template = await templates.get(self._session, row.template_id)
            row.scoring = merged(template.custom_scoring, None)

    async def _knowledge(self) -> None:
        name = "knowledge_base_store_id"
        if name not in self._changes:
            return
        wanted = self._changes[name]
        if wanted is not None and await knowledge.find_store(self._session, self._row.merchant_id, wanted) is None:
            raise knowledge.unknown_store()
        if wanted is None and self._row.interview_type == InterviewType.PROCESS_VERIFICATION.value:
            raise FieldError(name, f"{name} can't be cleared: the questions of this interview come from its documents.")
        self._row.knowledge_base_store_id = wanted

    def _scoring(self) -> None:
        given = self._changes.get("custom_scoring")
        if given:
            self._row.scoring = merged(self._row.scoring, given)
        refuse_prohibited(self._row.scoring, Kind(self._row.type), self._region)

    def _spoken(self, steps: list[StepRow]) -> None:
        for name, (kind, generated) in SPOKEN.items():
            if name not in self._changes:
                continue
            text = self._changes[name] or self._row.spoken.get(generated)
            step = next((one for one in steps if one.kind == kind.value), None)
            if text is None:
                raise FieldError(name, f"{name} can't be cleared: there is no generated text to go back to.")
            if step is None:
                raise FieldError(name, f"{name} has no place: this interview was made without instructional_video.")
            step.text = text

    async def _questions(self, steps: list[StepRow]) -> tuple[Diff, tuple[UUID, ...]]:
        row = self._row
        given = own_questions(self._changes["questions"], row.language)
        standing = {step.id: step for step in steps if step.kind == StepKind.QUESTION.value}
        found = diff(given, [Standing(step.id, step.text, step.external_id) for step in standing.values()])
        new = [one for one, _, same in found.placed if not same]
        try:
            made = await asyncio.to_thread(described, [one.text for one in new], self._brief())
        except AuthorUnusableError as error:
            raise FieldError("questions", f"questions can't be described: {error}") from None
        fresh = dict(zip((id(one) for one in new), made, strict=True))
        before = [step for step in steps if step.kind in _BEFORE]
        after = [step for step in steps if step.kind not in _BEFORE and step.id not in standing]
        questions = [
            self._step(one, standing.get(old) if old else None, same, fresh) for one, old, same in found.placed
        ]
        await self._replace(standing, before, questions, after)
        weights = {
            str(step.id): 0.0 for (one, _, _), step in zip(found.placed, questions, strict=True) if not one.scored
        }
        kept = {
            key: value for key, value in row.scoring["question_weights"].items() if key not in set(map(str, standing))
        }
        row.scoring = with_weights({**row.scoring, "question_weights": kept}, weights)
        return found, tuple(step.id for step in questions)

    def _step(self, one: OwnQuestion, old: StepRow | None, same: bool, fresh: Mapping[int, DraftQuestion]) -> StepRow:
        """The question's row: the old one where the words stay, otherwise a new one that carries on what is not said
        anew."""
        if old is not None and same:
            old.competency = one.label or old.competency
            old.minutes = one.minutes or old.minutes
            old.strong_answer = list(one.strong_answer) or old.strong_answer
            old.external_id = one.external_id or old.external_id
            old.external_data = old.external_data if one.external_data is None else one.external_data
            return old
        made = store.step_row(self._row, 0, question_step(fresh[id(one)], one))
        if old is not None:
            made.competency = one.label or old.competency
            made.minutes = one.minutes or old.minutes
            made.external_id = one.external_id or old.external_id
            made.external_data = old.external_data if one.external_data is None else one.external_data
        return made

    async def _replace(
        self,
        standing: Mapping[UUID, StepRow],
        before: Sequence[StepRow],
        questions: Sequence[StepRow],
        after: Sequence[StepRow],
    ) -> None:
        """Rows in their new places. Places are unique, so all leave theirs first."""
        stays = {step.id for step in questions}
        for old in standing.values():
            if old.id not in stays:
                await self._session.delete(old)
        ordered = [*before, *questions, *after]
        for place, step in enumerate(ordered):
            step.place = -1 - place
        self._session.add_all(questions)
        await self._session.flush()
        for place, step in enumerate(ordered):
            step.place = place
        await self._session.flush()

    def _brief(self) -> Brief:
        row = self._row
        return Brief(
            row.name, row.location, "", language=row.language, kind=Kind(row.type),
            max_duration_minutes=row.max_duration_minutes,
        )  # fmt: skip

    async def _lint(self) -> None:
        row = self._row
        steps = await store.steps(self._session, row.id)
        template = await templates.get(self._session, row.template_id)
        company = await merchant_name(self._session, row.merchant_id)
        asked = [step for step in steps if step.kind == StepKind.QUESTION.value]
        brief = brief_of(Plan(row.merchant_id, company, _spec(row, {}, [one.text for one in asked]), template, {}))
        row.findings = [asdict(finding) for finding in lint(_draft(row, steps), brief)]
        await self._session.flush()


_BEFORE = frozenset((StepKind.WELCOME.value, StepKind.INSTRUCTIONAL.value, StepKind.RAPPORT.value))


def _brackets(rubric: Rubric) -> dict[str, list[str]]:
    return {name: list(lines) for name, lines in asdict(rubric).items()}


def _draft(row: InterviewRow, steps: Sequence[StepRow]) -> Draft:
    """What stands, as an author would have written it."""
    said = {step.kind: step.text for step in steps}
    return Draft(
        description=row.description,
        description_long=row.description_long,
        questions=tuple(
            DraftQuestion(step.text, step.competency or "", step.why or "", tuple(step.strong_answer), step.minutes)
            for step in steps
            if step.kind == StepKind.QUESTION.value
        ),
        rubric=Rubric(**{name: tuple(lines) for name, lines in row.rubric.items()}),
        seniority=Seniority(row.seniority),
        seniority_evidence=tuple(row.seniority_evidence),
        welcome=said.get(StepKind.WELCOME.value, ""),
        thank_you=said.get(StepKind.THANK_YOU.value, ""),
        rapport=said.get(StepKind.RAPPORT.value),
        closing=said.get(StepKind.CLOSING.value),
        instructional=said.get(StepKind.INSTRUCTIONAL.value),
        author=row.author,
    )
