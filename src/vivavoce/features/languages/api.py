"""``platform-languages-list``: the languages that an interview can be held in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from vivavoce.features.access import Caller, Role, requires
from vivavoce.features.languages.catalogue import LANGUAGES, Language
from vivavoce.kernel.fields import Answer
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Platform"])

AnyCaller = Annotated[Caller, Depends(requires(frozenset(Role)))]


class AccentAnswer(Answer):
    """A regional variety of a language."""

    code: str = Field(description="BCP 47 tag with a territory.", examples=["en-GB"])
    name: str = Field(description="Its name in English.", examples=["English (United Kingdom)"])


class LanguageAnswer(Answer):
    """One language."""

    code: str = Field(description="The `mojito_language_code`.", examples=["br"])
    bcp47: str = Field(description="The same language as a BCP 47 tag.", examples=["pt-BR"])
    name_english: str = Field(description="Its name in English.", examples=["Portuguese (Brazil)"])
    name_local: str = Field(description="Its name in itself.", examples=["português (Brasil)"])
    direction: str = Field(description="Direction of writing: `ltr` or `rtl`.", examples=["ltr"])
    flag_emoji: str = Field(description="Flag of the first accent's territory.", examples=["🇧🇷"])
    flag_unicode: str = Field(description="The flag's code points.", examples=["U+1F1E7 U+1F1F7"])
    accents: list[AccentAnswer] = Field(description="Regional varieties, the assumed one first.")

    @classmethod
    def of(cls, language: Language) -> LanguageAnswer:
        """The language as it stands on the wire."""
        return cls(
            code=language.code,
            bcp47=language.bcp47,
            name_english=language.name_english,
            name_local=language.name_local,
            direction=language.direction,
            flag_emoji=language.flag,
            flag_unicode=" ".join(f"U+{ord(symbol):X}" for symbol in language.flag),
            accents=[AccentAnswer(code=accent.code, name=accent.name) for accent in language.accents],
        )


class LanguagesAnswer(Answer):
    """All languages, in the platform's order."""

    languages: list[LanguageAnswer] = Field(description="The 34 languages.")


@router.get("/platform-languages-list", summary="List the languages", responses=errors(401, 403))
@router.post("/platform-languages-list", summary="List the languages (as POST)", responses=errors(401, 403))
async def platform_languages_list(_caller: AnyCaller) -> LanguagesAnswer:
    """The languages that an interview can be held in, with their names, direction of writing and accents."""
    return LanguagesAnswer(languages=[LanguageAnswer.of(language) for language in LANGUAGES.values()])
