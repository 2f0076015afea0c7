"""What scripts do to words: where one begins, how many there are, which quotation marks stand around one.

Some scripts write no spaces (Chinese, Japanese, Thai), some write vowels as marks that are no letters to ``\\w``
(Devanagari, Tamil, Thai). Everything that counts or compares words goes through here.
"""

from __future__ import annotations

import re

MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
LETTER = rf"(?:[^\W_]|[{MARKS}])"
WORD = re.compile(rf"{LETTER}+(?:['’]{LETTER}+)*")
BEFORE_WORD = rf"(?<![\w{MARKS}])"
AFTER_WORD = rf"(?![\w{MARKS}])"
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|『[^『』]*』|”[^”]*”|‘[^‘’]*’(?!\w)|»[^«»]*«")

HAN_PER_WORD = 2.3
"""Characters of Chinese and Japanese that weigh as much as a word of a spaced language, in interview questions."""
THAI_PER_WORD = 4.0


def anywhere(text: str) -> bool:
    """Whether a pattern of this script is looked for inside of words as well: no spaces, or particles at their end."""
    return bool(UNSPACED.search(text) or re.search(r"[\uac00-\ud7af]", text))


def unspaced(text: str) -> bool:
    """Whether a text is mostly written without spaces."""
    return len(UNSPACED.findall(text)) * 2 > len(text) > 0


def length(text: str) -> float:
    """Words, or what weighs as much where a script writes no spaces."""
    han, thai = len(_HAN_KANA.findall(text)), len(_THAI.findall(text))
    rest = WORD.findall(UNSPACED.sub(" ", text))
    return len(rest) + han / HAN_PER_WORD + thai / THAI_PER_WORD
