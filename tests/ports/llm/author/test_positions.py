"""Thirty positions from kitchen help to hospital director: each gets an interview that can be used as it is.

The adverts in ``tests/gold/positions`` are invented. Beside the fields of a brief a file says what to expect:
``expected_seniority`` as a recruiter reads the advert, ``spoken_title``, ``must_mention`` (tools and tasks of which at
least one is asked about), ``never`` (protected traits, instructions: nowhere) and ``not_asked`` (pay, benefits,
internals: in nothing that is asked, scored or said).

Five of them are written down in ``docs/examples``. After a change of the author's words, write them anew with
``PYTHONPATH=src python -m tests.ports.llm.author.test_positions`` and read what has changed.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vivavoce.ports.llm.builtin.author import BuiltinAuthor, lint
from vivavoce.ports.llm.port import Brief, Draft, InterviewType, Kind, Passage, Seniority, Tone

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "tests" / "gold" / "positions"
EXAMPLES = ROOT / "docs" / "examples"
SHOWN = {
    "software_developer": "20_software_developer",
    "restaurant_manager": "24_restaurant_manager",
    "nurse": "09_nurse",
    "kindergarten_teacher": "14_kindergarten_teacher",
    "hospital_director": "30_hospital_director",
}
LANGUAGES = {"en": "English", "de": "German", "ja": "Japanese", "ar": "Arabic"}
EXPECTED = ("expected_seniority", "spoken_title", "must_mention", "never", "not_asked")
POSITIONS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}

each_position = pytest.mark.parametrize("slug", POSITIONS)


def brief_of(slug: str) -> Brief:
    """The brief that a file holds."""
    row = {name: value for name, value in POSITIONS[slug].items() if name not in EXPECTED}
    row["kind"] = Kind(row["kind"])
    row["interview_type"] = InterviewType(row["interview_type"])
    row["tone"] = Tone(row["tone"])
    row["seniority"] = Seniority(row["seniority"]) if row["seniority"] else None
    row["passages"] = tuple(Passage(**passage) for passage in row["passages"])
    return Brief(**row)


@cache
def draft_of(slug: str) -> Draft:
    """The interview that the built-in author writes for a file."""
    return asyncio.run(BuiltinAuthor().write(brief_of(slug)))


def given(brief: Brief) -> str:
    """Everything that a merchant wrote of a position."""
    texts = [brief.name, brief.location, brief.company, brief.description, brief.description_long]
    texts += [brief.candidate_expectations, json.dumps(brief.additional_context, ensure_ascii=False)]
    texts += [f"{passage.document} {passage.page} {passage.text}" for passage in brief.passages]
    return "\n".join(text for text in texts if text)


def spoken(draft: Draft) -> str:
    """What is said around the questions."""
    around = (draft.welcome, draft.thank_you, draft.rapport, draft.closing, draft.instructional)
    return "\n".join(text for text in around if text)


def asked(draft: Draft) -> str:
    """What candidates are asked, and what they are measured by."""
    parts = [spoken(draft), *draft.rubric.strong, *draft.rubric.moderate, *draft.rubric.weak]
    for question in draft.questions:
        parts += [question.text, question.competency, question.why, *question.strong_answer]
    return "\n".join(parts)


def holds(text: str, words: str) -> bool:
    """Whether a text holds words, in any case and with any ending; in Latin letters from the beginning of a word."""
    start = r"(?<!\w)" if words.isascii() else ""
    return bool(re.search(start + re.escape(words), text, re.IGNORECASE))


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are written: "1,150", "38,5", "11:30"."""
    return set(re.findall(r"\d(?:[\d.,:]*\d)?", text))


def test_the_positions_cover_the_field() -> None:
    briefs = [brief_of(slug) for slug in POSITIONS]
    assert len(briefs) == 30
    languages = Counter(brief.language for brief in briefs)
    assert languages.pop("en") == 18
    assert len(languages) == 12
    assert {brief.interview_type for brief in briefs} == set(InterviewType)
    assert {brief.tone for brief in briefs} == set(Tone)
    assert {brief.kind for brief in briefs} == set(Kind)
    assert {row["expected_seniority"] for row in POSITIONS.values()} == {level.value for level in Seniority}
    assert sum(brief.seniority is None for brief in briefs) >= 25
    assert all(len(brief.country_code or "") == 2 for brief in briefs)
    for brief in briefs:
        advert = brief.description_long or ""
        assert 80 <= len(advert.split()) <= 250 or brief.language == "ja", brief.name


@each_position
def test_a_file_lists_only_what_its_advert_says(slug: str) -> None:
    row, text = POSITIONS[slug], given(brief_of(slug))
    for words in (*row["must_mention"], *row["never"], *row["not_asked"]):
        assert holds(text, words), words
    assert row["must_mention"]


@each_position
def test_the_interview_can_be_used_as_it_is(slug: str) -> None:
    brief, draft = brief_of(slug), draft_of(slug)
    assert lint(draft, brief) == ()
    assert sum(question.minutes for question in draft.questions) <= brief.max_duration_minutes
    assert bool(draft.rapport) == brief.include_rapport
    assert bool(draft.closing) == brief.include_closing
    assert bool(draft.instructional) == brief.include_instructional
    size = 5 if brief.enhanced_expectations else len(draft.rubric.strong)
    assert [len(draft.rubric.strong), len(draft.rubric.moderate), len(draft.rubric.weak)] == [size] * 3


@each_position
def test_the_same_advert_gives_the_same_interview(slug: str) -> None:
    assert asyncio.run(BuiltinAuthor().write(brief_of(slug))) == draft_of(slug)


@each_position
def test_the_seniority_is_what_a_recruiter_reads(slug: str) -> None:
    brief, draft = brief_of(slug), draft_of(slug)
    assert draft.seniority.value == POSITIONS[slug]["expected_seniority"], draft.seniority_evidence
    assert all(quote in given(brief) for quote in draft.seniority_evidence)


@each_position
def test_what_must_not_matter_is_neither_asked_nor_said(slug: str) -> None:
    row, draft = POSITIONS[slug], draft_of(slug)
    for words in row["never"]:
        assert not holds(f"{asked(draft)}\n{draft.description}\n{draft.description_long}", words), words
    for words in row["not_asked"]:
        assert not holds(asked(draft), words), words


@each_position
def test_what_the_advert_names_is_asked_about(slug: str) -> None:
    questions = "\n".join(question.text for question in draft_of(slug).questions)
    assert any(holds(questions, words) for words in POSITIONS[slug]["must_mention"]), questions


@each_position
def test_the_position_is_welcomed_by_its_name(slug: str) -> None:
    draft = draft_of(slug)
    assert POSITIONS[slug]["spoken_title"] in draft.welcome
    assert brief_of(slug).company in draft.welcome
    assert not re.search(r"[<>*#{}📦✈💰]|\([mwfhkHM]/", spoken(draft))


@each_position
def test_descriptions_hold_no_number_that_nobody_gave(slug: str) -> None:
    brief, draft = brief_of(slug), draft_of(slug)
    own = {str(len(draft.questions)), str(brief.max_duration_minutes)}
    assert numbers(f"{draft.description}\n{draft.description_long}") <= numbers(given(brief)) | own


def example(slug: str) -> str:
    """A position and its interview as a page to read."""
    brief, draft = brief_of(slug), draft_of(slug)
    blocks = [
        f"# {brief.name}",
        f"Written by the built-in author from `tests/gold/positions/{slug}.json`. The position is invented.",
        "## The request",
        _request(brief),
        "The advert (`description_long`):",
        f"```text\n{brief.description_long}\n```",
        "## The descriptions",
        draft.description,
        "The long description is shown where a request has none of its own:",
        _quoted(draft.description_long),
        "## The spoken texts",
        *_spoken_texts(draft),
        f"## The questions ({len(draft.questions)})",
        f"Seniority: `{draft.seniority.value}`{_evidence(draft)}.",
        *(_question(at, draft) for at in range(len(draft.questions))),
        "## The candidate expectations",
        *(_bracket(name, draft) for name in ("strong", "moderate", "weak")),
    ]
    return "\n\n".join(blocks) + "\n"


def _request(brief: Brief) -> str:
    rows = {
        "name": brief.name,
        "location": brief.location,
        "company (the merchant's)": brief.company,
        "mojito_language_code": f"`{brief.language}`",
        "type": f"`{brief.kind.value}`",
        "interview_type": f"`{brief.interview_type.value}`",
        "seniority_level": f"`{brief.seniority.value}`" if brief.seniority else "(not given)",
        "interview_tone": f"`{brief.tone.value}`",
        "interview_length": brief.question_count or "(not given)",
        "max_duration": f"{brief.max_duration_minutes} minutes",
        "description": brief.description,
        "candidate_expectations": brief.candidate_expectations,
        "additional_context": f"`{json.dumps(brief.additional_context, ensure_ascii=False)}`",
        "use_enhanced_expectations": f"`{json.dumps(brief.enhanced_expectations)}`",
    }
    lines = "\n".join(f"| {name} | {str(value).replace('|', '/')} |" for name, value in rows.items())
    return f"| field | value |\n|---|---|\n{lines}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _spoken_texts(draft: Draft) -> list[str]:
    texts = {
        "Instructional clip": draft.instructional,
        "Welcome": draft.welcome,
        "Opening question, not scored": draft.rapport,
        "Closing": draft.closing,
        "Thanks": draft.thank_you,
    }
    return [f"**{name}**\n\n{text}" for name, text in texts.items() if text]


def _evidence(draft: Draft) -> str:
    quotes = ", ".join(f"“{quote}”" for quote in draft.seniority_evidence)
    return f", read from {quotes}" if quotes else ""


def _question(at: int, draft: Draft) -> str:
    question = draft.questions[at]
    points = "\n".join(f"  - {point}" for point in question.strong_answer)
    return (
        f"### {at + 1}. {question.text}\n\n"
        f"- Competency: {question.competency} ({question.minutes:g} minutes)\n"
        f"- Why: {question.why}\n"
        f"- A strong answer:\n{points}"
    )


def _bracket(name: str, draft: Draft) -> str:
    lines = "\n".join(f"- {line}" for line in getattr(draft.rubric, name))
    return f"**{name.capitalize()}**\n\n{lines}"


def contents() -> str:
    """The page that lists the examples."""
    rows = []
    for name, slug in SHOWN.items():
        brief, draft = brief_of(slug), draft_of(slug)
        cells = (
            f"[{brief.name}]({name}.md)",
            LANGUAGES[brief.language],
            f"`{brief.interview_type.value}`",
            f"`{draft.seniority.value}`",
            f"`{brief.tone.value}`",
            f"{len(draft.questions)} in {brief.max_duration_minutes} minutes",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return (
        "# Examples\n\n"
        "Interviews as the built-in author writes them, with no language model, each from an invented advert. A test\n"
        "compares these pages with what the author writes today. They are written anew with\n\n"
        "```sh\nPYTHONPATH=src python -m tests.ports.llm.author.test_positions\n```\n\n"
        "| position | language | interview_type | seniority | tone | questions |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_is_what_the_author_writes_today(name: str) -> None:
    assert (EXAMPLES / f"{name}.md").read_text(encoding="utf-8") == example(SHOWN[name])


def test_the_examples_are_listed_and_differ() -> None:
    assert (EXAMPLES / "README.md").read_text(encoding="utf-8") == contents()
    assert {path.stem for path in EXAMPLES.glob("*.md")} == {*SHOWN, "README"}
    briefs = [brief_of(slug) for slug in SHOWN.values()]
    assert len({brief.interview_type for brief in briefs}) == len({brief.language for brief in briefs}) + 1 == 5
    assert len({draft_of(slug).seniority for slug in SHOWN.values()}) == 5


def write_examples() -> None:
    """Writes the pages anew."""
    EXAMPLES.mkdir(exist_ok=True)
    for name, slug in SHOWN.items():
        (EXAMPLES / f"{name}.md").write_text(example(slug), encoding="utf-8")
    (EXAMPLES / "README.md").write_text(contents(), encoding="utf-8")


if __name__ == "__main__":
    write_examples()
