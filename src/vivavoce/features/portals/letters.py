"""The letter that carries a code, in the language of the interview."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from vivavoce.features import languages
from vivavoce.features.languages import LanguageCode
from vivavoce.features.portals.policy import CODE_LIFE
from vivavoce.ports.mail.port import Letter

NAME_LIMIT = 120


@cache
def texts() -> dict[str, dict[str, str]]:
    """``code``, ``valid`` and ``unasked`` by language code."""
    return tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))


def code_letter(to: str, code: str, position: str, company: str, language: LanguageCode) -> Letter:
    """What somebody gets who has asked for a code. ``code``: six digits.

    Names stand on a line of their own: no language has to inflect them.
    """
    own = texts()[language.value]
    valid = own["valid"].format(minutes=round(CODE_LIFE.total_seconds() / 60))
    return Letter(
        to=to,
        subject=f"{own['code']} – {_line(position)}",
        text=f"{own['code']}: {code}\n\n{_line(position)} – {_line(company)}\n\n{valid}\n{own['unasked']}\n",
        language=languages.find(language).bcp47,
    )


def _line(name: str) -> str:
    """A merchant's own words, short and on one line, so that they can't pose as the letter's."""
    one = " ".join(name.split())
    return one if len(one) <= NAME_LIMIT else f"{one[: NAME_LIMIT - 1]}…"
