"""Small talk in every language: whole, in the language, and counted in its plurals."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from vivavoce.features.languages import LanguageCode
from vivavoce.features.sessions.lines import Lines, lines_of
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Tone

CODES = [code.value for code in LanguageCode]
PLACES = ("{question}", "{source}")


def plain(lines: Lines) -> dict[str, str]:
    named = {field.name: getattr(lines, field.name) for field in fields(lines) if field.name != "code"}
    return {name: text for name, text in named.items() if isinstance(text, str)}


def filled(text: str) -> str:
    """Nothing stands in the places, so that only the language is left."""
    for place in PLACES:
        text = text.replace(place, "")
    return text


def said(lines: Lines) -> list[str]:
    told = [*plain(lines).values(), *lines.prompts]
    return [filled(text) for text in (*told, *(text for tone in Tone for text in lines.acknowledgements[tone.value]))]


@pytest.mark.parametrize("code", CODES)
def test_every_line_is_there_and_in_its_language(code: str) -> None:
    lines = lines_of(code)
    assert set(lines.acknowledgements) == {tone.value for tone in Tone}
    assert all(len(set(choice)) >= 3 for choice in lines.acknowledgements.values()), "no tone repeats itself at once"
    assert len(lines.prompts) == 3
    plain = [re.sub(r"\{(question|source)\}", "", text) for text in said(lines)]
    assert all(text.strip() and not re.search(r"[(){}/\[\]]", text) for text in plain)
    assert is_written_in(" ".join(said(lines)), code)


@pytest.mark.parametrize("code", CODES)
def test_a_question_or_a_source_has_its_place_once_in_every_language(code: str) -> None:
    def places(code: str) -> dict[str, list[int]]:
        return {name: [text.count(place) for place in PLACES] for name, text in plain(lines_of(code)).items()}

    assert places(code) == places("en")
    assert all(text.endswith("{question}") for text in plain(lines_of(code)).values() if "{question}" in text)


@pytest.mark.parametrize("code", CODES)
def test_the_time_that_is_left_is_told_in_every_number(code: str) -> None:
    lines = lines_of(code)
    for minutes in (0, 1, 2, 3, 5, 8, 11, 21):
        told = lines.time_warning(minutes)
        assert "{" not in told
        assert minutes < 3 or str(minutes) in told


def test_counts_follow_the_language() -> None:
    assert "минуты" in lines_of("ru").time_warning(3)
    assert "минут" in lines_of("ru").time_warning(5)
    assert lines_of("en").time_warning(0) == lines_of("en").time_warning(1) == "Thank you. We have about a minute left."
