"""From espeak-ng's IPA to the letters that Kokoro-82M was trained on, and to its token numbers.

The vocabulary is the model's ``config.json``. Kokoro learnt misaki's notation: diphthongs and affricates are one
letter, American English has no length marks. espeak-ng's letters of one phoneme come tied with ``^``, so that e.g. the
diphthong ``o^ʊ`` and a chance meeting of ``o`` and ``ʊ`` can be told apart.
"""

from __future__ import annotations

import re
import unicodedata

from vivavoce.ports.speech.espeak import EspeakWorker

LONGEST = 510
"""Tokens that the model takes at once, without the pad at each end."""

_RUNS = {
    1: ";:,.!?",
    9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI',
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
TOKENS: dict[str, int] = {letter: first + offset for first, run in _RUNS.items() for offset, letter in enumerate(run)}

_ENGLISH = (
    ("ʔˌn\u0329", "tᵊn"),
    ("ʔn\u0329", "tᵊn"),
    ("ʔn", "tᵊn"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^l", "ᵊl"),
    ("ɚ", "əɹ"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɬ", "l"),
    ("ʔ", "t"),
    ("ʲ", ""),
    ("\u0303", ""),
)
_AMERICAN = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪ^ə", "iə"), ("ɾ", "T"), ("ː", ""), ("ɹɹ", "ɹ"))
_BRITISH = (("e^ə", "ɛː"), ("i^ə", "ɪə"), ("ə^ʊ", "Q"))
_OTHERS = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
)
_UNSTRESSED_A = re.compile(r"(?<=\S)ɐ|ɐ(?=\S)")
"""Inside a word. The article stays as it is."""
_UNSTRESSED_I = re.compile(r"(?<!\S)I(?=[mvld]?(?:\s|$))")
"""The pronoun, alone or as I'm, I've, I'll, I'd: without stress the model swallows it ("worked" for "I worked")."""
_SYLLABIC = re.compile("(\\S)\u0329")
_PUNCTUATION = re.compile(r"(\s*[;:,.!?…—\"()]+(?=\s|$|[\"()])\s*|(?:^|(?<=\s))[\"(¿¡]+)")


def phonemized(worker: EspeakWorker, text: str, voice: str) -> str:
    """Kokoro's letters for a speakable text; ``voice`` is espeak-ng's. Punctuation stays, for it makes the melody."""
    pieces = _PUNCTUATION.split(text)
    words = [index for index, piece in enumerate(pieces) if index % 2 == 0 and piece.strip()]
    spoken = worker.phonemes(voice, [pieces[index] for index in words])
    for index, ipa in zip(words, spoken, strict=True):
        piece = pieces[index]
        before = " " if piece[0].isspace() else ""
        pieces[index] = before + from_espeak(ipa, voice) + (" " if piece[-1].isspace() else "")
    joined = "".join(letter for letter in "".join(pieces) if letter in TOKENS)
    return re.sub(r"\s+", " ", joined).strip()


def from_espeak(ipa: str, voice: str) -> str:
    """espeak-ng's IPA of a voice (``en-us``, ``en-gb``, ``es``…) in Kokoro's notation."""
    ipa = unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç")
    if voice.startswith("en"):
        ipa = _replaced(ipa, _ENGLISH)
        ipa = _UNSTRESSED_A.sub("ə", ipa)
        ipa = _UNSTRESSED_I.sub("ˌI", ipa)
        ipa = _SYLLABIC.sub("ᵊ\\1", ipa)
        ipa = _replaced(ipa, _AMERICAN if voice == "en-us" else _BRITISH)
        ipa = ipa.replace("o", "ɔ").replace("e", "A")
    else:
        ipa = _replaced(ipa, _OTHERS)
    return ipa.replace("^", "").replace("-", "")


def _replaced(ipa: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        ipa = ipa.replace(old, new)
    return ipa
