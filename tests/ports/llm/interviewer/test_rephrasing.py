"""A question in plainer form: the author's own in its plain wording, anybody else's with a word of help."""

from __future__ import annotations

import re

import pytest

from vivavoce.ports.llm.builtin.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.author.lint import lint_question
from vivavoce.ports.llm.builtin.author.phrasebook.book import book_of
from vivavoce.ports.llm.builtin.interviewer import BuiltinInterviewer
from vivavoce.ports.llm.builtin.interviewer.phrases import languages
from vivavoce.ports.llm.port import Brief, InterviewType, Manner, Tone


def manner(code: str, tone: Tone = Tone.RELAXED) -> Manner:
    return Manner(code, tone, InterviewType.SECOND_INTERVIEW, "Cook")


async def again(question: str, code: str = "en", tone: Tone = Tone.RELAXED) -> str | None:
    return await BuiltinInterviewer().rephrase(question, manner(code, tone))


@pytest.mark.parametrize("code", languages())
async def test_questions_of_the_author_get_their_plain_wording(code: str) -> None:
    brief = Brief("Cook", "Rome", "Trattoria", language=code, question_count=8, tone=Tone.PERSUASIVE)
    questions = [one.text for one in (await BuiltinAuthor().write(brief)).questions]
    plainer = 0
    for question in questions:
        text = await again(question, code, Tone.PERSUASIVE)
        assert text is not None
        assert text != question
        assert "{" not in text
        plainer += not text.startswith(question)
        assert not {fault for fault, _ in lint_question(text, code, Tone.RELAXED)} & {
            "two_questions",
            "double_barrelled",
        }
    assert plainer >= len(questions) - 2, "a wording of ours is found again"


async def test_what_filled_a_slot_stays() -> None:
    book = book_of("de")
    assert book is not None
    wordings = book.table["q"]["skill"]
    question = next(iter(wordings.values()))[0].replace("{skill}", "Warenannahme (SAP)")
    text = await again(f"Machen wir weiter. {question}", "de")
    assert text is not None
    assert "„Warenannahme (SAP)“" in text
    assert "Machen wir weiter" not in text


async def test_the_form_of_address_never_changes() -> None:
    book = book_of("es")
    assert book is not None
    formal = next(
        rows[2] for rows in book.table["q"]["second-interview"].values() if len(rows) > 2 and "usted" in rows[2]
    )
    text = await again(formal, "es", Tone.PROFESSIONAL)
    assert text is not None
    assert text.startswith(formal)


@pytest.mark.parametrize(
    ("code", "question", "expected"),
    [
        ("en", "Tell me about a delivery that went badly wrong.", "One example from your own work is enough."),
        ("en", "How do you calibrate a spectrometer?", "The main steps are enough."),
        ("de", "Wie kalibrieren Sie ein Spektrometer?", "Die wichtigsten Schritte genügen."),
        ("de", "Ab wann könnten Sie bei der Fähre anheuern?", "Eine kurze Antwort genügt."),
        ("ja", "分光計をどのように校正しますか。", "おもな手順だけで十分です。"),
        ("th", "คุณสอบเทียบเครื่องสเปกโตรมิเตอร์อย่างไร", "บอกขั้นตอนหลักๆ ก็พอ"),
    ],
)
async def test_another_question_is_said_again_with_help(code: str, question: str, expected: str) -> None:
    text = await again(question, code)
    assert text is not None
    assert text.startswith(question)
    assert text.endswith(expected)
    assert await again(text, code) is None, "help is given once"


async def test_only_a_sentence_that_says_all_stands_alone() -> None:
    asking = "How do you make sure that allergens in a dish are known to every waiter?"
    assert await again(f"Our kitchen is small. {asking}") == asking
    scene = "A guest with a nut allergy has ordered the cake. What do you do?"
    text = await again(scene)
    assert text is not None
    assert text.startswith(scene)


async def test_nothing_was_asked() -> None:
    assert await again("   ") is None
    assert await again("Habari?", "sw") is None


async def test_help_never_speaks_of_rating() -> None:
    for code in ("en", "de", "fr", "es", "it"):
        text = await again("Calibration?", code)
        assert text is not None
        assert not re.search(r"score|rubric|points|punkt|note|puntos|punti", text, re.IGNORECASE)
