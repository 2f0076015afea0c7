"""Which language a text is written in, as far as the built-in raters need it: English, another one, or no telling.

By script first, then by the small words that no text of a language does without.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from vivavoce.ports.llm.builtin.rating.text import words

_SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "THAI": "th",
    "DEVANAGARI": "hi", "TAMIL": "ta", "GREEK": "el", "HEBREW": "he", "BENGALI": "bn", "GEORGIAN": "ka",
}  # fmt: skip

# Only words that are not also everyday English words ("die", "was", "an", "in", "on", "pan" are left out).
_SMALL_WORDS = {
    "en": "the and of with for to a at was is were have had i my we that this from as by it they you are but "
    "so because "
    "when our on in be not their would been which who experience skills education university manager work "
    "worked team",
    "de": "und der das ist nicht mit für ich ein eine einen auf dem den zu von wir sie auch bei als habe wurde mein "
    "meine im zur zum sowie über nach aus durch erfahrung kenntnisse berufserfahrung ausbildung",
    "fr": "le la les des et est une un dans pour avec je nous vous que qui sur pas mon ma mes du au aux été suis ai "
    "expérience compétences formation chez ainsi cette",
    "es": "el la los las y es una un en para con que del por mi mis como pero se al yo era fue experiencia "
    "habilidades "
    "educación trabajo desde hasta muy",
    "it": "il la gli le e è una un di che per con non sono del della nel mio mia ho anche come da al alla esperienza "
    "competenze formazione presso lavoro",
    "pt": "o os as e é uma um de que para com não do da em no na meu minha eu foi como mas ao experiência formação "
    "habilidades trabalho sou",
    "nl": "het een en van ik niet met voor dat zijn op te mijn bij ook aan als maar naar heb ben werd werk ervaring "
    "opleiding vaardigheden",
    "pl": "i w na z nie się jest to że do jak po od dla oraz przez moje mam byłem byłam doświadczenie umiejętności "
    "wykształcenie praca",
    "cs": "a v na se je že jsem s do za pro jako jsme byl byla při nebo také zkušenosti vzdělání dovednosti práce",
    "sk": "a v na sa je že som s do za pre ako sme bol bola pri alebo tiež skúsenosti vzdelanie zručnosti práca",
    "hr": "i u na se je da sam s za kao od smo bio bila pri ili također iskustvo obrazovanje vještine rad nije su",
    "ro": "și în la cu de este nu pe din sau un o am fost pentru care mai experiență educație competențe",
    "hu": "és a az hogy nem egy is van volt vagyok mint meg csak de ki tapasztalat készségek végzettség",
    "tr": "ve bir bu için ile de da çok olarak ben benim gibi olan daha ama deneyim eğitim beceriler",
    "sv": "och att det som på är av för med den till inte jag har ett om var mitt min erfarenhet utbildning",
    "da": "og at det som på er af for med den til ikke jeg har et om var mit min erfaring uddannelse",
    "no": "og at det som på er av for med den til ikke jeg har et om var mitt min erfaring utdanning",
    "fi": "ja on ei se että oli minä mutta myös kun olen ovat kanssa työ kokemus koulutus taidot",
    "id": "dan yang di untuk dengan dari ini itu saya adalah pada tidak dalam ke kami pengalaman pendidikan",
    "vi": "và của là có tôi trong cho với không được các những một đã làm việc kinh nghiệm",
    "fil": "ang ng mga sa at na ako ko po siya hindi ay para kung dahil naman",
}
_SETS = {code: frozenset(listed.split()) for code, listed in _SMALL_WORDS.items()}

FOREIGN_LETTERS = 0.4
"""Share of letters of another script from which the text is taken to be in that script's language."""
CLEARLY_MORE = 1.3
"""Another language needs this many times the small words of English: names of firms and towns are no evidence."""
FEWEST_SMALL_WORDS = 3


def language_of(text: str) -> str | None:
    """``en``, another code, or None when the text gives too little to tell (a bare list of terms, one word)."""
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    letters = sum(scripts.values())
    if not letters:
        return None
    foreign = Counter({code: scripts[name] for name, code in _SCRIPTS.items() if scripts[name]})
    if sum(foreign.values()) > FOREIGN_LETTERS * letters:
        return "ja" if foreign["ja"] else foreign.most_common(1)[0][0]
    return _latin_language(Counter(words(text)))


def _script(letter: str) -> str:
    return "LATIN" if ord(letter) < 0x250 else unicodedata.name(letter, "LATIN").split()[0].split("-")[0]


def _latin_language(counted: Counter[str]) -> str | None:
    hits = {code: sum(counted[word] for word in small) for code, small in _SETS.items()}
    english = hits.pop("en")
    code, most = max(hits.items(), key=lambda item: (item[1], item[0]))
    if most >= FEWEST_SMALL_WORDS and most > CLEARLY_MORE * english:
        return code
    return "en" if english else None
