"""What a candidate reads, in all languages: whole, in its language, with its plurals, and nothing left in English."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from vivavoce.features import languages
from vivavoce.features.screening import policy
from vivavoce.features.sessions import disclosure, texts
from vivavoce.ports.documents.port import Hidden, HiddenReason
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Quote, Requirement, RequirementFinding, ResumeRating

CODES = [code.value for code in languages.LANGUAGES]
OTHERS = [code for code in CODES if code != "en"]
NAME = re.compile(r"\{(\w+)\}")
PLURAL = re.compile(r"\{(\w+), plural, (.+)\}", re.DOTALL)
FORM = re.compile(r"(\w+) \{((?:[^{}]|\{\w+\})*)\}")
FRACTION = re.compile(r"[\W\d_]+")
SAME_AS_ENGLISH = {
    "page.title": set(CODES),
    "live.question": {"fr"},
    "live.pause": {"fr"},
    "instructions.pause": {"da"},
    "live.pace.normal": {"de", "es", "br", "pt", "fr", "da", "no", "sv", "ro", "tr", "id", "ms", "fil", "hr"},
    "live.status.paused": {"de", "da", "no", "sv"},
    "live.transcript": {"nl"},
    "live.key.space": {"fil"},
    "live.send": {"da", "no"},
    "position.questions": {"fr"},
    "position.questions.value": {"fr"},
    "result.rating.3": {"fr"},
    "mic.sound.no": {"es", "it"},
    "page.title.plain": {"nl"},
    "entrance.kind.coaching": {"hr", "da", "nl", "fil", "fr", "de", "hu", "it", "no", "pl", "pt", "br", "ro", "es"},
}
"""Texts that a language writes just as English does."""
LATIN = {"ar", "bg", "zh", "el", "hi", "ja", "ko", "ru", "ta", "th", "uk"}
"""Languages of another script; Latin letters stand only in these words."""
NAMES = re.compile(
    r"JavaScript|Wi-Fi|Ctrl|Chrome|Edge|Firefox|Safari|https|Mac|Enter|Shift|AI|KI|PDF|DOCX|HTML|Markdown|MB|e-mail|name@example\.com|Tab\b|[Ii][Tt]-?",
    re.ASCII,
)


@cache
def catalogue(code: str) -> dict[str, Message]:
    with (resources.files(texts.__package__) / "screens" / f"{code}.po").open("rb") as opened:
        return {str(message.context): message for message in read_po(opened) if message.id}


def said(code: str) -> dict[str, str]:
    return {key: str(message.string or message.id) for key, message in catalogue(code).items()}


def forms(text: str) -> dict[str, str]:
    """The texts of an entry by plural category; one without a count is ``other``."""
    found = PLURAL.fullmatch(text)
    return dict(FORM.findall(found[2])) if found else {"other": text}


def names_in(text: str) -> set[str]:
    return set(NAME.findall(text)) | ({"#"} if "#" in text else set())


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_missing_and_nothing_is_stale(code: str) -> None:
    english = {key: message.id for key, message in catalogue("en").items()}
    assert {key: message.id for key, message in catalogue(code).items()} == english
    assert [key for key, message in catalogue(code).items() if not str(message.string).strip()] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_name_is_kept(code: str) -> None:
    """A form for one or two may say its number in words."""
    english, lost = said("en"), []
    for key, text in said(code).items():
        wanted = names_in(forms(english[key])["other"])
        for form, worded in forms(text).items():
            spelt = {"#"} if form in {"zero", "one", "two"} else set()
            if not wanted - spelt <= names_in(worded) <= wanted:
                lost.append((key, form, wanted ^ names_in(worded)))
    assert lost == []


@pytest.mark.parametrize("code", CODES)
def test_every_plural_of_the_language_is_there(code: str) -> None:
    """The categories of CLDR: a form too few would be said wrongly, one too many never."""
    rule = Locale.parse(languages.find(code).bcp47, sep="-").plural_form
    counted = {key: set(forms(text)) for key, text in said(code).items() if PLURAL.fullmatch(text)}
    assert counted == dict.fromkeys(counted, set(rule.tags) | {"other"})
    assert set(counted) == {key for key, text in said("en").items() if PLURAL.fullmatch(text)}


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(code: str) -> None:
    same = [key for key, text in said(code).items() if text == said("en")[key]]
    assert [key for key in same if code not in SAME_AS_ENGLISH.get(key, set())] == []


@pytest.mark.parametrize("code", CODES)
def test_it_is_written_in_its_language(code: str) -> None:
    """As a whole, and nearly every longer text by itself; short ones tell too little."""
    plain = [" ".join(NAME.sub("", form) for form in forms(text).values()) for text in said(code).values()]
    assert is_written_in(" ".join(plain[:40]), code)
    long = [text for text in plain if len(text) > 60]
    foreign = [text for text in long if is_written_in(text, code) is False]
    assert len(foreign) <= len(long) * 0.1, foreign


@pytest.mark.parametrize("code", sorted(LATIN))
def test_other_scripts_hold_latin_letters_only_in_names(code: str) -> None:
    strange = {
        key: found
        for key, text in said(code).items()
        for form in forms(text).values()
        if (found := re.findall(r"[A-Za-z]+", NAMES.sub("", NAME.sub("", form))))
    }
    assert strange == {}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["interview", "assessment", "coaching"])
def test_the_disclosure_is_told_in_every_language(code: str, kind: str) -> None:
    told = disclosure.points(company="Harbour & Lane", kind=kind, minutes=20, language=code)
    assert len(told) == 7
    assert "20" in told[0].text
    assert not any(re.search(r"[{}#]", point.title + point.text) for point in told)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("video", [None, "optional", "required"])
def test_what_she_agrees_to_is_told_in_every_language(video: str | None, code: str) -> None:
    told = [disclosure.asks(one, company="Harbour & Lane", language=code) for one in disclosure.purposes(video)]
    assert len(set(told)) == (2 if video else 1)
    assert not any(re.search(r"[{}#]", text) for text in told)
    assert all("Harbour & Lane" in text for text in told[1:])


def test_a_fraction_of_a_minute_has_the_words_of_fractions() -> None:
    assert "7,5 минуты" in disclosure.points(company="x", kind="interview", minutes=7.5, language="ru")[0].text


@pytest.mark.parametrize("code", OTHERS)
def test_every_reason_of_the_screening_is_known(code: str) -> None:
    """The reasons are kept in English; each is found again by its English text."""
    quote = Quote("built {it} alone", 0, 16)
    found = [
        RequirementFinding(f"Knows {name}", finding, (quote,) if finding is not Requirement.NOT_FOUND else ())
        for name, finding in zip(("SQL", "Python", "Go"), Requirement, strict=True)
    ]
    rating = ResumeRating(2.5, None, tuple(found), None, (), None, (quote,), "", "builtin")
    hidden = (Hidden("white on white", HiddenReason.TINY, None), Hidden("more", HiddenReason.TINY, None))
    for some in (hidden, hidden[:1]):
        reasons = policy.decide(rating, policy.Thresholds(), some).reasons
        told = [texts.reason(reason, code) for reason in reasons]
        assert [reason for reason, shown in zip(reasons, told, strict=True) if reason == shown] == []
        assert all(
            part in " ".join(told) for part in ("2.5", "SQL", "Python", "Go", "built {it} alone", "white on white")
        )


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert texts.reason("We need someone on site.", "de") == "We need someone on site."


def test_the_room_knows_the_same_languages(repository: object) -> None:
    source = resources.files("vivavoce").joinpath("../../web/packages/i18n/languages.ts").read_text()  # type: ignore[attr-defined]
    listed = re.findall(r'"([a-z]+)"', source[source.index("CODES = [") : source.index("] as const")])
    tags = dict(re.findall(r'(\w+): "([\w-]+)"', source[source.index("TAGS") : source.index("};")]))
    assert listed == CODES
    assert {code: tags.get(code, code) for code in listed} == {code: languages.find(code).bcp47 for code in CODES}
