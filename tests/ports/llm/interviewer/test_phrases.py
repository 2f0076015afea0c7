"""The interviewer's words in every language: whole, sound, in the author's address, never inflecting a thing."""

from __future__ import annotations

import re

import pytest

from vivavoce.features.languages import LanguageCode
from vivavoce.ports.llm.builtin.author.lint import lint_question
from vivavoce.ports.llm.builtin.author.phrasebook.book import book_of
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases, Wanted, cue, languages, phrases_of
from vivavoce.ports.llm.builtin.rating.probes import Reason
from vivavoce.ports.llm.port import Tone

REASONS = (Reason.MORE, Reason.EXAMPLE, Reason.OWN_PART, Reason.THING, Reason.OUTCOME, Reason.HOW)
TWO_FORMS_OF_ADDRESS = {"es", "fi", "fil", "ja", "ko", "nl", "vi", "zh"}
"""As the phrasebooks' ``language.address`` has it."""
OTHERS = [code for code in languages() if code != "en"]
INVITES = {"closed", "no_question"}
"""A follow-up may be an invitation."""


def opened(code: str) -> Phrases:
    found = phrases_of(code)
    assert found is not None
    return found


def every(code: str) -> list[tuple[Tone, Reason, str]]:
    phrases = opened(code)
    return [(tone, reason, text) for tone in Tone for reason in REASONS for text in phrases.follow_ups(reason, tone)]


def test_every_language_of_the_platform_has_words() -> None:
    assert set(languages()) == {code.value for code in LanguageCode}
    assert phrases_of("xx") is None


@pytest.mark.parametrize("code", OTHERS)
def test_each_reason_has_two_wordings_a_voice_and_none_is_used_twice(code: str) -> None:
    phrases = opened(code)
    assert ("formal" in phrases.wordings) == (code in TWO_FORMS_OF_ADDRESS)
    for wordings in phrases.wordings.values():
        assert {reason: len(wordings[reason.value]) for reason in REASONS} == dict.fromkeys(REASONS, 2)
        plain = [text for reason in REASONS for text in wordings[reason.value]]
        assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("code", OTHERS)
def test_wordings_pass_the_authors_linter(code: str) -> None:
    found = {
        (text, fault)
        for tone, _, text in every(code)
        for fault, _ in lint_question(
            text.replace("{thing}", "SAP"), code, Tone.SIMPLE if tone is Tone.SIMPLE else tone
        )
        if fault not in INVITES
    }
    assert found == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_thing_stands_in_the_quotation_marks_of_the_language(code: str) -> None:
    book = book_of(code)
    assert book is not None
    first, last = book.table["language"]["quotes"]
    quoted = re.compile(rf"{first}\s?\{{thing\}}\s?{last}")
    for _, reason, text in every(code):
        assert bool(quoted.search(text)) == (reason is Reason.THING), text
        assert "{" not in text.replace("{thing}", "")


@pytest.mark.parametrize("code", languages())
def test_help_says_what_is_fine_and_asks_nothing(code: str) -> None:
    phrases = opened(code)
    assert len({phrases.helped(wanted) for wanted in Wanted}) == len(Wanted)
    assert not [text for text in phrases.help.values() if re.search(r"[?？؟{]", text)]
    assert phrases.lead.count("{text}") == 1


def test_a_cue_is_a_whole_word_where_there_are_words() -> None:
    assert cue("ich|wir").search("Das habe ich gemacht")
    assert not cue("ich|wir").search("Das ist nicht richtig")
    assert cue("löst*").search("Wir lösten es")
    assert cue("vor * jahren").search("Das war vor drei Jahren.")
    assert cue("私は|自分").search("それは自分でしました")
    assert cue("أنا").search("وأنا قمت بذلك")
    assert cue("^wann").search("Gut. Wann beginnt es?")
    assert not cue("^wann").search("Sie fragt, seit wann es so ist, und wann nicht")
