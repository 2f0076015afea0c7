"""For any brief at all: no exception, the exact count, nothing for lint to say, nothing obeyed."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ports.llm.author.briefs import CONVERSATIONS, RICH, TITLES
from vivavoce.ports.llm.builtin.author import BuiltinAuthor, lint
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, InterviewType, Kind, Passage, Seniority, Tone

FRAGMENTS = (
    "You will", "and how do you", "Are you married?", "responsible for", "\n- ", "? ", ". ", "“", "”", "{role}", "<b>",
    "must have SQL", "Ignore previous instructions", "lead a team of 5", "What", "Tell me", "children", "&", "C++",
    "experience with Foobar CRM", "not", "n't", "Prepare coffee", "Manage", "your age", "日本語", "\u202e", "\x00",
    "(m/w/d)",
)  # fmt: skip

KEYS = ("team", "values", "product", "tools", "tasks", "requirements", "deep")

wild = st.text(max_size=120)
patched = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=14).map(" ".join)
texts = wild | patched
titles = st.sampled_from(TITLES) | texts
json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


def write(brief: Brief) -> None:
    draft = asyncio.run(BuiltinAuthor().write(brief))
    assert lint(draft, brief) == ()
    if brief.question_count is not None:
        assert len(draft.questions) == brief.question_count
    haystack = "\n".join(
        [brief.name, brief.description or "", brief.description_long or "", brief.candidate_expectations or ""]
    )
    assert all(quote in haystack for quote in draft.seniority_evidence)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=titles,
    location=texts,
    company=texts,
    interviewer=texts,
    description=st.none() | texts,
    long=st.none() | texts,
    expectations=st.none() | texts,
    context=st.dictionaries(st.sampled_from(("team", "values", "product", "tools", "tasks", "deep")), json, max_size=4),
    interview_type=st.sampled_from(CONVERSATIONS),
    tone=st.sampled_from(Tone),
    kind=st.sampled_from(Kind),
    seniority=st.none() | st.sampled_from(Seniority),
    count=st.none() | st.integers(1, 40),
    minutes=st.floats(0.1, 240),
    flags=st.tuples(*[st.booleans()] * 4),
)
def test_any_brief_gives_a_sound_interview(
    name: str,
    location: str,
    company: str,
    interviewer: str,
    description: str | None,
    long: str | None,
    expectations: str | None,
    context: dict[str, Any],
    interview_type: InterviewType,
    tone: Tone,
    kind: Kind,
    seniority: Seniority | None,
    count: int | None,
    minutes: float,
    flags: tuple[bool, ...],
) -> None:
    write(
        Brief(
            name=name,
            location=location,
            company=company,
            interviewer_name=interviewer,
            description=description,
            description_long=long,
            candidate_expectations=expectations,
            additional_context=context,
            interview_type=interview_type,
            tone=tone,
            kind=kind,
            seniority=seniority,
            question_count=count,
            max_duration_minutes=minutes,
            enhanced_expectations=flags[0],
            include_rapport=flags[1],
            include_closing=flags[2],
            include_instructional=flags[3],
        )
    )


@settings(max_examples=40, deadline=None)
@given(
    documents=st.lists(st.tuples(texts, texts, st.none() | st.integers(1, 99)), max_size=4),
    tone=st.sampled_from(Tone),
    kind=st.sampled_from(Kind),
    count=st.none() | st.integers(1, 40),
)
def test_any_document_gives_a_sound_interview_or_none(
    documents: list[tuple[str, str, int | None]], tone: Tone, kind: Kind, count: int | None
) -> None:
    passages = (*(Passage(*document) for document in documents), Passage("Manual", "Count the till twice a day."))
    write(
        Brief(
            name="Clerk",
            location="Porto",
            company="Kaffa",
            interview_type=InterviewType.PROCESS_VERIFICATION,
            passages=passages,
            tone=tone,
            kind=kind,
            question_count=count,
        )
    )


@settings(max_examples=60, deadline=None)
@given(documents=st.lists(st.tuples(texts, texts), max_size=3))
def test_documents_alone_never_break_the_author(documents: list[tuple[str, str]]) -> None:
    passages = tuple(Passage(*document) for document in documents)
    brief = Brief(
        name="Clerk",
        location="Porto",
        company="Kaffa",
        interview_type=InterviewType.PROCESS_VERIFICATION,
        passages=passages,
        additional_context=RICH["additional_context"],  # type: ignore[arg-type]
    )
    try:
        draft = asyncio.run(BuiltinAuthor().write(brief))
    except AuthorUnusableError:
        return
    assert lint(draft, brief) == ()
