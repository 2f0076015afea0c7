"""The letter that carries a code, in the language of the interview."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from vivavoce.features import languages
from vivavoce.features.languages import LanguageCode
from vivavoce.features.portals.policy import CODE_LIFE
from vivavoce.ports.mail.port import Letter, own_words


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
        subject=f"{own['code']} – {own_words(position)}",
        text=f"{own['code']}: {code}\n\n{own_words(position)} – {own_words(company)}\n\n{valid}\n{own['unasked']}\n",
        language=languages.find(language).bcp47,
    )
