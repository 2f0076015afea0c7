"""The 34 languages."""

from __future__ import annotations

import pytest

from tests.features.support import BASE, World
from vivavoce.features import languages
from vivavoce.features.access import Role
from vivavoce.features.languages import LANGUAGES, LanguageCode

CODES = "ar bg zh hr cs da nl en fil fi fr de el hi hu id it ja ko ms no pl pt br ro ru sk es sv ta th tr uk vi"


def test_the_codes_are_those_of_the_contract_in_its_order() -> None:
    assert [code.value for code in LanguageCode] == CODES.split()
    assert list(LANGUAGES) == list(LanguageCode)


@pytest.mark.parametrize(
    ("code", "tag", "english", "native"),
    [
        ("br", "pt-BR", "Portuguese (Brazil)", "português (Brasil)"),
        ("no", "nb", "Norwegian Bokmål", "norsk bokmål"),
        ("zh", "zh-Hans", "Chinese (Simplified)", "中文 (简体)"),
        ("fil", "fil", "Filipino", "Filipino"),
        ("uk", "uk", "Ukrainian", "українська"),
    ],
)
def test_names_and_tags(code: str, tag: str, english: str, native: str) -> None:
    found = languages.find(code)
    assert (found.bcp47, found.name_english, found.name_local) == (tag, english, native)


def test_arabic_alone_is_written_from_right_to_left() -> None:
    assert [code for code, language in LANGUAGES.items() if language.direction == "rtl"] == ["ar"]
    with pytest.raises(ValueError, match="xx"):
        languages.find("xx")


async def test_the_list_answers_get_and_post_for_every_caller(world: World) -> None:
    world.becomes(Role.CANDIDATE)
    read = (await world.client.get(f"{BASE}/platform-languages-list")).json()
    assert read == await world.ok("platform-languages-list", {})
    assert len(read["languages"]) == 34
    assert read["languages"][0] | {"accents": []} == {
        "code": "ar",
        "bcp47": "ar",
        "name_english": "Arabic",
        "name_local": "العربية",
        "direction": "rtl",
        "flag_emoji": "🇸🇦",
        "flag_unicode": "U+1F1F8 U+1F1E6",
        "accents": [],
    }
    english = next(row for row in read["languages"] if row["code"] == "en")
    assert {"code": "en-GB", "name": "English (United Kingdom)"} in english["accents"]
