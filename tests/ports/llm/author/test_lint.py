"""What lint finds in an author's work, and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ports.llm.author.briefs import PASSAGES, brief
from vivavoce.ports.llm.builtin.author import BuiltinAuthor, lint
from vivavoce.ports.llm.builtin.author.lint import lint_question
from vivavoce.ports.llm.port import Draft, DraftQuestion, InterviewType, Rubric, Tone


def codes(text: str, language: str = "en", tone: Tone = Tone.RELAXED) -> set[str]:
    return {code for code, _ in lint_question(text, language, tone)}


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about a time when two deliveries arrived at once.",
        "Could you describe how you plan a shift?",
        "Picture this: a guest is angry and wants to leave. What would you do first?",
        "How do you care for children who miss their parents?",
        "How do you explain a diagnosis to a family?",
        "What do you know about health and safety on site?",
        "How do you teach religion to a class of mixed faiths?",
        "Which trade unions have you negotiated with as an employer?",
        "I'd love to hear how you work with people who don't report to you.",
        "So, what would you do and not do in your first week?",
        "Please explain how you decide what to do first.",
    ],
)
def test_good_questions_pass(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("Have you worked with SQL?", "closed"),
        ("Tell me: do you like guests?", "closed"),
        ("So, are you punctual?", "closed"),
        ("How do you plan and what do you do when it fails?", "double_barrelled"),
        ("Tell me about SQL and describe your last project.", "double_barrelled"),
        ("Why did you leave? Where did you go?", "two_questions"),
        ("Why don't you like teams?", "leading"),
        ("What do you obviously like about sales?", "leading"),
        ("You like customers, right?", "leading"),
        ("How old are you?", "illegal_topic"),
        ("What year were you born?", "illegal_topic"),
        ("Do you have children?", "illegal_topic"),
        ("How does your family cope with night shifts?", "illegal_topic"),
        ("What is your religion?", "illegal_topic"),
        ("Which union are you in, and what is your nationality?", "illegal_topic"),
        ("Where are you originally from?", "illegal_topic"),
        ("How is your health?", "illegal_topic"),
        ("What was your last salary?", "illegal_topic"),
        ("What is your mother tongue?", "illegal_topic"),
        ("Sales are important to the team.", "no_question"),
        ("One. Two. What is three?", "too_many_sentences"),
        ("What " + "very " * 50 + "long thing is this?", "too_long"),
    ],
)
def test_bad_questions_are_found(text: str, code: str) -> None:
    assert code in codes(text)


def test_the_simple_tone_wants_short_sentences() -> None:
    long = "Tell me about a time when you had to decide something important with only half of the facts."
    assert codes(long) == set()
    assert "sentence_too_long" in codes(long, tone=Tone.SIMPLE)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Wie planst du? Was machst du danach?", "de", "two_questions"),
        ("你怎么计划？你做什么？", "zh", "two_questions"),
        ("Eins. Zwei. Drei.", "de", "too_many_sentences"),
    ],
)
def test_what_is_free_of_language_is_checked_in_every_language(text: str, language: str, code: str) -> None:
    assert code in codes(text, language)


async def draft() -> Draft:
    return await BuiltinAuthor().write(brief(question_count=5))


def changed(sound: Draft, at: int, **parts: object) -> Draft:
    questions = list(sound.questions)
    questions[at] = replace(questions[at], **parts)  # type: ignore[arg-type]
    return replace(sound, questions=tuple(questions))


async def test_a_sound_draft_has_no_findings() -> None:
    assert lint(await draft(), brief(question_count=5)) == ()


async def test_count_and_parts_of_questions() -> None:
    sound = await draft()
    assert [finding.code for finding in lint(sound, brief(question_count=6))] == ["count"]
    few = replace(sound, questions=sound.questions[:3])
    assert [finding.code for finding in lint(few, brief())] == ["count"]
    for parts, code in (
        ({"strong_answer": ("one",)}, "strong_answer_size"),
        ({"competency": " "}, "no_competency"),
        ({"minutes": 0}, "minutes"),
    ):
        findings = lint(changed(sound, 2, **parts), brief(question_count=5))
        assert [(finding.code, finding.question) for finding in findings] == [(code, 2)]


async def test_near_duplicates() -> None:
    sound = await draft()
    twice = changed(sound, 0, text="Tell me about a time when a guest complained loudly about cold coffee.")
    twice = changed(
        twice, 4, text="Please describe a situation in which a guest was complaining about cold coffee loudly."
    )
    assert [(one.code, one.question) for one in lint(twice, brief(question_count=5))] == [("near_duplicate", 4)]


async def test_rubrics() -> None:
    sound = await draft()
    for rubric, code in (
        (Rubric(("a b", "c d"), ("e f", "g h", "i j"), ("k l", "m n", "o p")), "rubric_size"),
        (Rubric(("a b", "c d", "e f"), ("E  f.", "g h", "i j"), ("k l", "m n", "o p")), "rubric_repeat"),
        (Rubric(("a b", "c d", "e f"), ("g h", "i j", "k l"), ("Can't plan", "m n", "o p")), "rubric_negative"),
        (Rubric(("a b", "c d", "e f"), ("g h", "i j", "k l"), (" ", "m n", "o p")), "rubric_empty"),
    ):
        assert [one.code for one in lint(replace(sound, rubric=rubric), brief(question_count=5))] == [code]


async def test_missing_texts_and_sources() -> None:
    sound = await draft()
    silent = replace(sound, welcome="", closing=None)
    assert [one.code for one in lint(silent, brief(question_count=5))] == ["missing_text", "missing_text"]
    wish = brief(question_count=1, interview_type=InterviewType.PROCESS_VERIFICATION, passages=PASSAGES)
    uncited = DraftQuestion("What comes first?", "Order", "To know.", ("a", "b", "c"))
    assert [one.code for one in lint(replace(sound, questions=(uncited,)), wish)] == ["no_source"]


async def test_hard_words_are_found_in_the_simple_tone_unless_they_are_the_merchants() -> None:
    plain = brief("Barista", tone=Tone.SIMPLE)
    draft = await BuiltinAuthor().write(plain)
    hard = replace(draft.questions[0], text="How would you mitigate discrepancies?")
    spoiled = replace(draft, questions=(hard, *draft.questions[1:]))
    owned = replace(plain, description="You mitigate discrepancies.")
    for wish, expected in ((plain, True), (owned, False), (replace(plain, tone=Tone.RELAXED), False)):
        assert any(finding.code == "hard_word" for finding in lint(spoiled, wish)) is expected
