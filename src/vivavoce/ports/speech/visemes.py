"""From phonemes to mouth shapes: IPA letters (espeak-ng's and Kokoro's) to the fifteen visemes of the Oculus reference.

Pure tables and arithmetic. A shape lasts until the next one; the last one is always closed (``sil``). A mouth can't be
read faster than about 20 shapes a second, so shapes shorter than ``SHORTEST_MS`` melt into what comes before them.
"""

from __future__ import annotations

from collections.abc import Iterable

from vivavoce.ports.speech.port import MouthShape, Viseme

SHORTEST_MS = 40
PAUSE_MS = 110
"""A space between words that lasts longer than this closes the mouth."""

_LETTERS: dict[Viseme, str] = {
    "PP": "pbmɓʙɱ",
    "FF": "fvʋⱱɸβ",
    "TH": "θð",
    "DD": "tdʈɖɾɽɗ",
    "kk": "kɡgqɢxɣχħhɦʔʕcɟçʝɰŋɴhʜ",
    "CH": "ʃʒʧʤʨʥɕʑʂʐ",
    "SS": "szʦʣ",
    "nn": "nlɲɳɫɬɭʎʟɮɺ",
    "RR": "rɹɻʁʀ",
    "aa": "aɑɐʌæɶ",
    "E": "eɛəɜɘɚɝɞᵊɤ",
    "I": "iɪɨᵻyʏjɥ",
    "O": "oɔɒøœɵ",
    "U": "uʊʉɯwʍᵝ",
}
_VISEME: dict[str, Viseme] = {letter: viseme for viseme, letters in _LETTERS.items() for letter in letters}

DIPHTHONGS: dict[str, tuple[Viseme, Viseme]] = {
    "A": ("E", "I"),
    "I": ("aa", "I"),
    "O": ("O", "U"),
    "Q": ("E", "U"),
    "W": ("aa", "U"),
    "Y": ("O", "I"),
}
"""Kokoro's one-letter diphthongs (misaki's notation)."""

SILENT = frozenset(" ;:,.!?—…\"()“”'-")


def of_ipa(ipa: str) -> tuple[Viseme, ...]:
    """Shapes of one phoneme in IPA, in order; none for mere modifiers (stress, length, tones)."""
    shapes: list[Viseme] = []
    for letter in ipa:
        viseme = _VISEME.get(letter)
        if viseme is not None and (not shapes or shapes[-1] != viseme):
            shapes.append(viseme)
    return tuple(shapes)


def of_kokoro(letter: str, lasts_ms: float) -> tuple[Viseme, ...]:
    """Shapes of one letter of Kokoro's vocabulary; ``sil`` for a pause. Between words the mouth stays as it is."""
    if letter in DIPHTHONGS:
        return DIPHTHONGS[letter]
    if letter == " " and lasts_ms < PAUSE_MS:
        return ()
    if letter in SILENT or not letter:
        return ("sil",)
    return of_ipa(letter)


def track(spans: Iterable[tuple[float, float, tuple[Viseme, ...]]], duration_ms: int) -> tuple[MouthShape, ...]:
    """One mouth track from (start ms, end ms, shapes) in order of time; a span without shapes prolongs the one before.

    Starts at 0, strictly rising, all before ``duration_ms``, no shape twice in a row, ends closed.
    """
    marks: list[tuple[float, Viseme]] = [(0.0, "sil")]
    for start, end, shapes in spans:
        for index, viseme in enumerate(shapes):
            marks.append((start + (end - start) * index / len(shapes), viseme))
    track_: list[MouthShape] = []
    for index, (at, viseme) in enumerate(marks):
        until = marks[index + 1][0] if index + 1 < len(marks) else float(duration_ms)
        if until - at < SHORTEST_MS and viseme in ("sil", "kk", "E") and index > 0:
            continue  # a short gap between words, and sounds that are made behind the teeth, don't move the mouth
        _put(track_, MouthShape(round(at), viseme), duration_ms)
    if track_ and track_[-1].viseme != "sil":
        _put(track_, MouthShape(max(track_[-1].at_ms + 1, duration_ms - SHORTEST_MS), "sil"), duration_ms)
    return tuple(track_)


def cut(mouth: tuple[MouthShape, ...], from_ms: int, until_ms: int) -> tuple[MouthShape, ...]:
    """What of a track lies between two moments, counted from the first; begins with the shape that lasts there."""
    begun = [shape.viseme for shape in mouth if shape.at_ms <= from_ms]
    first = (MouthShape(0, begun[-1] if begun else "sil"),)
    return first + tuple(MouthShape(at - from_ms, viseme) for at, viseme in _pairs(mouth) if from_ms < at < until_ms)


def joined(tracks: Iterable[tuple[int, tuple[MouthShape, ...]]]) -> tuple[MouthShape, ...]:
    """One track of (begins at ms, track) in order; a shape that goes on over a border stands once."""
    track_: list[MouthShape] = []
    for begins_ms, mouth in tracks:
        for at, viseme in _pairs(mouth):
            if not track_ or track_[-1].viseme != viseme:
                track_.append(MouthShape(begins_ms + at, viseme))
    return tuple(track_)


def _pairs(mouth: tuple[MouthShape, ...]) -> Iterable[tuple[int, Viseme]]:
    return ((shape.at_ms, shape.viseme) for shape in mouth)


def _put(track_: list[MouthShape], shape: MouthShape, duration_ms: int) -> None:
    if shape.at_ms >= duration_ms:
        return
    if track_ and shape.at_ms <= track_[-1].at_ms:
        track_.pop()  # the later of two at the same moment
    if not track_ or track_[-1].viseme != shape.viseme:
        track_.append(shape)
