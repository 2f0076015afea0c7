"""What candidates say, in every language: examples in ``said/<code>.toml``, held against the words of that language.

``[wishes]`` holds for each wish what is said for it, politeness and fillers included. Lists beside it: ``answers``
(no wish), ``unfinished``, ``finished``, ``questions`` (to the company), ``not_questions``, ``backchannels``,
``no_backchannels``, ``yes``, ``no_yes``, ``nothing_more``, ``something_more``, ``never_mind`` (said where she may ask
a question of hers).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from vivavoce.features.languages import LanguageCode
from vivavoce.features.sessions import said, wording
from vivavoce.features.sessions.said import LONGEST_WISH
from vivavoce.features.sessions.wording import Wish

FOLDER = Path(__file__).parent / "said"
CODES = sorted(file.stem for file in FOLDER.glob("*.toml"))
MOST_READINGS = 1500
FEWEST_READINGS = 10

Check = Callable[[str, str], bool]
PAIRS: tuple[tuple[str, str, int, Check], ...] = (
    ("unfinished", "finished", 5, said.unfinished),
    ("questions", "not_questions", 4, said.asks_company),
    ("backchannels", "no_backchannels", 3, said.is_backchannel),
    ("yes", "no_yes", 3, said.agrees),
    ("nothing_more", "something_more", 3, said.has_nothing_to_add),
    ("never_mind", "questions", 3, said.takes_back),
)
"""What is true of the first list, at least so many of it, and of none in the second."""


def examples(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def wishes(code: str) -> dict[Wish, frozenset[str]]:
    return wording.words_of(code).wishes


def test_every_language_has_examples() -> None:
    assert set(CODES) == {code.value for code in LanguageCode}


@pytest.mark.parametrize("code", CODES)
def test_no_list_is_empty(code: str) -> None:
    words, where_there_are_some = wording.words_of(code), ("endings", "asking")
    assert [one.name for one in fields(words) if not getattr(words, one.name)] in ([], [*where_there_are_some])


@pytest.mark.parametrize("code", CODES)
def test_wishes_are_heard(code: str) -> None:
    meant = {Wish(name): phrases for name, phrases in examples(code)["wishes"].items()}
    assert all(len(meant.get(wish, ())) >= 3 for wish in Wish), "each wish has examples"
    heard = {(phrase, wish): said.wish_of(phrase, code) for wish, phrases in meant.items() for phrase in phrases}
    assert not {phrase: found for (phrase, wish), found in heard.items() if found is not wish}


@pytest.mark.parametrize("code", CODES)
def test_answers_are_no_wishes(code: str) -> None:
    answers = [*examples(code)["answers"], *examples(code).get("opposites", [])]
    assert len(answers) >= 10
    assert not {answer: found for answer in answers if (found := said.wish_of(answer, code))}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("true", "false", "least", "check"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_words_mean_what_they_mean(code: str, true: str, false: str, least: int, check: Check) -> None:
    known = examples(code)
    assert min(len(known[true]), len(known[false])) >= least
    assert not [text for text in known[true] if not check(text, code)]
    assert not [text for text in known[false] if check(text, code)]


@pytest.mark.parametrize("code", CODES)
def test_every_reading_of_a_wish_is_that_wish_alone(code: str) -> None:
    readings = wishes(code)
    assert all(FEWEST_READINGS <= len(phrases) <= MOST_READINGS for phrases in readings.values())
    assert not [phrase for phrases in readings.values() for phrase in phrases if len(phrase) > LONGEST_WISH]
    assert not {two: shared for two in combinations(Wish, 2) if (shared := readings[two[0]] & readings[two[1]])}
    others = frozenset().union(*(phrases for wish, phrases in readings.items() if wish is not Wish.STOP))
    assert not wording.words_of(code).yes & others, "whoever agrees to the end may also ask for it"
