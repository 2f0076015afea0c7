"""Written English as it is said, and where sentences end."""

from __future__ import annotations

import pytest

from vivavoce.ports.speech.text import cut, speakable, split_sentences


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("a budget of €50k", "a budget of 50 thousand euros"),
        ("$3.5m a year", "3.5 million dollars a year"),
        ("£1.50 or $1", "1 pound and 50 pence or 1 dollar"),
        ("$10,000", "10000 dollars"),
        ("10,000 users", "10000 users"),
        ("over 50%", "over 50 percent"),
        ("C++ and C#", "C plus plus and C sharp"),
        ("node.js, Vue.js", "node J-S, Vue J-S"),
        ("on call 24/7", "on call twenty-four seven"),
        ("in 2019 and 1905", "in 20 19 and 19 oh 5"),
        ("the 1990s", "the 19 nineties"),
        ("in 2005", "in 2005"),
        ("at 10:30 or 9:05", "at 10 30 or 9 oh 5"),
        ("at 9:00", "at 9 o'clock"),
        ("3-5 years", "3 to 5 years"),
        ("5+ years", "5 plus years"),
        ("v3.5", "version 3.5"),
        ("yes/no", "yes or no"),
        ("CI/CD on AWS", "C-I C-D on A-W-S"),
        ("REST and JSON APIs", "REST and JSON A-P-I's"),
        ("do NOT do it", "do NOT do it"),
        ("Dr. Smith, e.g. today", "Doctor Smith, for example, today"),
        ("sales & marketing", "sales and marketing"),
        ("**Bold** and `code`", "Bold and code"),
        ("“quoted” — it’s", '"quoted" — it\'s'),
        ("see https://www.example.com/a?b=1.", "see example dot com."),
        ("3.5", "3.5"),
    ],
)
def test_english(written: str, spoken: str) -> None:
    assert speakable(written, "en") == spoken


def test_other_languages_keep_their_numbers_to_the_phonemizer() -> None:
    assert speakable("Es kostet 3,5 € – *oder*?", "de") == "Es kostet 3,5 € — oder ?"
    assert speakable("你好，再见。", "zh") == "你好, 再见."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ("Hello Dr. Smith. It is 3.5 km.", ("Hello Dr. Smith.", "It is 3.5 km.")),
        ("Read J. K. Rowling. Then rest.", ("Read J. K. Rowling.", "Then rest.")),
        ('She said "Go." Then she left.', ('She said "Go."', "Then she left.")),
        ("Wait... what? I see… Yes.", ("Wait...", "what?", "I see…", "Yes.")),
        ("A line\nAnother", ("A line", "Another")),
        ("你好。再见！", ("你好。", "再见！")),
        ("It was me and I. He left.", ("It was me and I.", "He left.")),
        ("  ", ()),
        ("...", ()),
    ],
)
def test_sentences(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


def test_cutting_prefers_the_end_of_a_clause() -> None:
    text = "aaaa bbbb, cccc dddd; eeee ffff gggg"
    assert cut(text, 24) == ("aaaa bbbb, cccc dddd;", "eeee ffff gggg")
    assert cut(text, 12) == ("aaaa bbbb,", "cccc dddd;", "eeee ffff", "gggg")
    assert cut("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)
    assert cut("", 10) == ()
    assert "".join(cut(text, 12)).replace(" ", "") == text.replace(" ", "")
