"""The words of each language: dates, sections, detection, and that the files fit together."""

from __future__ import annotations

import re
from datetime import date

import pytest

from vivavoce.features.languages import LanguageCode
from vivavoce.ports.llm.builtin.rating.families import implied, weak
from vivavoce.ports.llm.builtin.rating.language import is_mixed, language_of
from vivavoce.ports.llm.builtin.rating.languages import FILES, codes, table, words_of
from vivavoce.ports.llm.builtin.rating.lexicon import concepts, is_role, lexicon_of
from vivavoce.ports.llm.builtin.rating.mask import masked
from vivavoce.ports.llm.builtin.rating.periods import dates_of, periods_in, years_covered
from vivavoce.ports.llm.builtin.rating.resume_text import Section, section_of
from vivavoce.ports.llm.builtin.rating.text import plain

from .screening import pairs, text_of

TODAY = date(2025, 6, 1)
UNREAD = {"hi", "ta", "fil"}


def test_what_is_read() -> None:
    assert codes() == {code.value for code in LanguageCode} - UNREAD
    with pytest.raises(KeyError):
        words_of("hi")


@pytest.mark.parametrize("code", sorted(codes() - set(FILES)))
def test_files_fit_together(code: str) -> None:
    families, roles = concepts()
    listed = table(f"terms/{code}.toml")
    assert set(listed) <= set(families)
    assert len(set(listed) & roles) >= 40
    words, lexicon = words_of(code), lexicon_of(code)
    assert len(words.months) == 12
    assert len(words.small) >= 20
    assert dates_of(code).period.pattern
    assert any(is_role(concept) for found in (*lexicon.exact.values(), *lexicon.prefixes.values()) for concept in found)
    assert words.orders.direct
    assert code == "en" or (words.orders.ignore and words.orders.marks)


def test_concepts_fit_together() -> None:
    families, roles = concepts()
    related = {name for pair in table("concepts.toml")["related"]["pairs"].split(",") for name in pair.split()}
    assert related <= set(families.values())
    assert set(implied()) <= roles
    assert frozenset().union(*implied().values()) <= set(families)
    assert weak("roles") | weak("leading") <= roles
    assert weak("things") <= set(families)


@pytest.mark.parametrize("resume", sorted({one.resume for one in pairs()}))
def test_the_language_of_a_resume_is_found(resume: str) -> None:
    text = text_of(resume)
    code = resume.split("_")[0]
    assert language_of(text) == FILES.get(code, code)
    assert not is_mixed(text, FILES.get(code, code))


@pytest.mark.parametrize(
    ("code", "text", "years"),
    [
        ("de", "seit März 2019", 6.3),
        ("de", "01.03.2019 – 31.08.2020", 1.5),
        ("de", "Okt. 2018 bis heute", 6.8),
        ("fr", "depuis septembre 2017", 7.8),
        ("fr", "janv. 2013 à août 2017", 4.7),
        ("fr", "de 2015 à 2018", 3.0),
        ("es", "Marzo de 2020 – actualidad", 5.3),
        ("it", "dal 2019 ad oggi", 6.5),
        ("pt", "Setembro de 2016 – atualmente", 8.8),
        ("nl", "maart 2018 t/m heden", 7.3),
        ("pl", "od maja 2016 do kwietnia 2018 r.", 2.0),
        ("cs", "od ledna 2020 do března 2021", 1.3),
        ("sk", "máj 2017 – súčasnosť", 8.2),
        ("hr", "rujan 2018. – danas", 6.8),
        ("ru", "с 2015 по 2019 гг.", 4.0),
        ("ru", "март 2015 — по настоящее время", 10.3),
        ("uk", "березень 2015 – дотепер", 10.3),
        ("bg", "май 2016 г. – досега", 9.2),
        ("ro", "aprilie 2014 – prezent", 11.3),
        ("hu", "2015. április – jelenleg", 10.3),
        ("hu", "2009-től 2015-ig", 6.0),
        ("fi", "kesäkuu 2019 – nykyhetki", 6.1),
        ("sv", "augusti 2016 – nu", 8.9),
        ("da", "februar 2018 – nu", 7.4),
        ("no", "mars 2019 – nå", 6.3),
        ("tr", "Nisan 2019 – halen", 6.3),
        ("tr", "2019'dan beri", 6.5),
        ("el", "Απρίλιος 2017 – σήμερα", 8.3),
        ("id", "Januari 2018 – sekarang", 7.5),
        ("ms", "Mac 2019 – sekarang", 6.3),
        ("vi", "Tháng 3/2018 - nay", 7.3),
        ("vi", "từ tháng 3 năm 2018 đến tháng 2 năm 2020", 2.0),
        ("ar", "مارس ٢٠١٨ – حتى الآن", 7.3),
        ("zh", "2019年4月至今", 6.3),
        ("zh", "2016年7月－2019年3月", 2.8),
        ("ja", "2019年4月～現在", 6.3),
        ("ja", "令和元年5月～現在", 6.2),
        ("ja", "平成26年4月から平成31年3月まで", 5.0),
        ("ko", "2018년 3월 ~ 현재", 7.3),
        ("th", "เมษายน 2561 - ปัจจุบัน", 7.3),
        ("th", "พ.ศ. 2557 - 2561", 4.0),
        ("zh", "2018年 – 2020年，2019年 – 2021年", 3.0),
    ],
)
def test_periods(code: str, text: str, years: float) -> None:
    assert years_covered(periods_in(plain(text).text, TODAY, code)) == pytest.approx(years, abs=0.11)


@pytest.mark.parametrize(
    ("code", "line", "section"),
    [
        ("de", "Beruflicher Werdegang", Section.EXPERIENCE),
        ("fr", "FORMATION", Section.EDUCATION),
        ("es", "Idiomas: inglés", Section.LANGUAGES),
        ("ru", "Ключевые навыки", Section.SKILLS),
        ("ja", "【職務経歴】", Section.EXPERIENCE),
        ("zh", "教育背景：", Section.EDUCATION),
        ("ar", "الخبرات العملية", Section.EXPERIENCE),
        ("pl", "Skills: Excel", Section.SKILLS),
        ("de", "Erfahrung mit anspruchsvollen Kunden", None),
    ],
)
def test_headings(code: str, line: str, section: Section | None) -> None:
    opened = section_of(line, words_of(code))
    assert (opened[0] if opened else None) is section


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Familienstand: verheiratet, zwei Kinder"),
        ("de", "geb. am 02.11.1988 in Graz"),
        ("fr", "Née le 3 avril 1986, mariée"),
        ("es", "Fecha de nacimiento: 07/02/1996"),
        ("it", "Nata a Napoli il 02/06/2000"),
        ("pl", "Stan cywilny: panna"),
        ("ru", "Дата рождения: 15.09.1980"),
        ("zh", "出生年月：1992年3月"),
        ("ja", "生年月日：1990年8月12日（34歳）"),
        ("ko", "생년월일: 1991년 5월 20일"),
        ("ar", "الحالة الاجتماعية: متزوجة"),
        ("tr", "Medeni Durum: Bekar"),
    ],
)
def test_what_is_personal_is_blanked(code: str, line: str) -> None:
    text = plain(f"X\nWork\n{line}\n").text
    assert not re.search(r"\d|verheir|mari|panna|متزوج|Bekar", masked(text, frozenset(), words_of(code)))


def test_composed_and_decomposed_letters_are_read_alike() -> None:
    import unicodedata

    text = text_of("vi_accountant")
    assert plain(unicodedata.normalize("NFD", text)).text == plain(text).text


def test_a_text_in_two_languages_is_mixed() -> None:
    assert is_mixed(text_of("de_baker") + text_of("es_waiter"), "de")
    assert is_mixed(text_of("ru_driver") + text_of("en_marketing"), "ru")
