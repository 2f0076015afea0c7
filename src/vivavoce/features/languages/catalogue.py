"""The languages, with what CLDR (through Babel) knows of them.

The codes on the wire are the hosted product's: ``br`` is Brazilian Portuguese, ``no`` Norwegian Bokmål, ``zh``
Mandarin in simplified characters. Everything else in the product speaks BCP 47.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from babel import Locale


class LanguageCode(StrEnum):
    """The language of an interview, as its code on the wire."""

    AR = "ar"
    BG = "bg"
    ZH = "zh"
    HR = "hr"
    CS = "cs"
    DA = "da"
    NL = "nl"
    EN = "en"
    FIL = "fil"
    FI = "fi"
    FR = "fr"
    DE = "de"
    EL = "el"
    HI = "hi"
    HU = "hu"
    ID = "id"
    IT = "it"
    JA = "ja"
    KO = "ko"
    MS = "ms"
    NO = "no"
    PL = "pl"
    PT = "pt"
    BR = "br"
    RO = "ro"
    RU = "ru"
    SK = "sk"
    ES = "es"
    SV = "sv"
    TA = "ta"
    TH = "th"
    TR = "tr"
    UK = "uk"
    VI = "vi"


@dataclass(frozen=True, slots=True)
class Accent:
    """A regional variety: ``code`` is a BCP 47 tag with its territory, such as ``en-GB``."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language. ``accents`` begins with the one that is assumed when nothing is known."""

    code: LanguageCode
    bcp47: str
    name_english: str
    name_local: str
    direction: Literal["ltr", "rtl"]
    accents: tuple[Accent, ...]

    @property
    def territory(self) -> str:
        """ISO 3166-1 alpha-2 of the first accent."""
        return self.accents[0].code.rsplit("-", 1)[1]

    def plural(self, count: int) -> str:
        """The plural category of a count (CLDR): one, few, many, other…"""
        return str(Locale.parse(self.bcp47, sep="-").plural_form(count))

    @property
    def flag(self) -> str:
        """The flag of that territory, as two regional indicator symbols."""
        return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in self.territory)


_BCP47 = {LanguageCode.BR: "pt-BR", LanguageCode.NO: "nb", LanguageCode.PT: "pt-PT", LanguageCode.ZH: "zh-Hans"}

_TERRITORIES = {
    "ar": "SA AE DZ EG IQ JO KW LB MA QA TN", "bg": "BG", "zh": "CN SG", "hr": "HR", "cs": "CZ", "da": "DK",
    "nl": "NL BE", "en": "US AU CA GB IE IN KE NG NZ PH SG ZA", "fil": "PH", "fi": "FI", "fr": "FR BE CA CH",
    "de": "DE AT CH", "el": "GR CY", "hi": "IN", "hu": "HU", "id": "ID", "it": "IT CH", "ja": "JP", "ko": "KR",
    "ms": "MY", "no": "NO", "pl": "PL", "pt": "PT", "br": "BR", "ro": "RO MD", "ru": "RU", "sk": "SK",
    "es": "ES AR CL CO MX PE US", "sv": "SE FI", "ta": "IN LK MY SG", "th": "TH", "tr": "TR CY", "uk": "UA",
    "vi": "VN",
}  # fmt: skip


def _language(code: LanguageCode) -> Language:
    tag = _BCP47.get(code, code.value)
    locale = Locale.parse(tag, sep="-")
    english = Locale("en")
    base = tag.split("-")[0]
    return Language(
        code=code,
        bcp47=tag,
        name_english=str(locale.get_display_name("en")),
        name_local=str(locale.get_display_name()),
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        accents=tuple(
            Accent(f"{base}-{territory}", f"{english.languages[base]} ({english.territories[territory]})")
            for territory in _TERRITORIES[code].split()
        ),
    )


LANGUAGES: dict[LanguageCode, Language] = {code: _language(code) for code in LanguageCode}


def find(code: str) -> Language:
    """The language with this code. Raises ValueError when the platform does not have it."""
    return LANGUAGES[LanguageCode(code)]
