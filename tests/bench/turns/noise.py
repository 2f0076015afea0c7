"""What else a microphone brings: the tone of a room, a fan, voices next door, a cough, a plate. Pure arithmetic."""

from __future__ import annotations

import numpy as np

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import HEARING_RATE, Samples

ROOM_DBFS = sound.LOUDNESS_DBFS - 45.0
_FADE = HEARING_RATE // 100


def room_tone(length: int, seed: int) -> Samples:
    """A quiet room and a cheap microphone: pink noise."""
    return _at(_pink(length, np.random.default_rng(seed)), ROOM_DBFS)


def noise_of(kind: str, length: int, ratio_db: float, seed: int) -> Samples:
    """``fan`` (steady) or ``babble`` (a room full of people, no words), ``ratio_db`` below the voice."""
    draw = np.random.default_rng(seed + 1)
    made = _pink(length, draw, 1.4) if kind == "fan" else _babble(length, draw)
    return _at(made, sound.LOUDNESS_DBFS - ratio_db)


def cough(seed: int) -> Samples:
    """Two bursts of breath, 0.5 s, about as loud as a voice."""
    draw = np.random.default_rng(seed)
    parts = []
    for ms in (180, 220):
        length = HEARING_RATE * ms // 1000
        time = np.arange(length) / HEARING_RATE
        envelope = np.minimum(1.0, time / 0.012) * np.exp(-time / 0.07)
        parts += [_pink(length, draw, 0.6) * envelope, np.zeros(HEARING_RATE * 60 // 1000)]
    return _at(np.concatenate(parts), sound.LOUDNESS_DBFS + 2.0)


def clatter(seed: int) -> Samples:
    """A plate on a table: ringing metal, 0.4 s."""
    draw = np.random.default_rng(seed)
    time = np.arange(HEARING_RATE * 2 // 5) / HEARING_RATE
    rings = [np.sin(2 * np.pi * hertz * time + draw.uniform(0, 6)) for hertz in draw.uniform(1200, 6000, 7)]
    return _at(np.sum(rings, axis=0) * np.exp(-time / 0.06), sound.LOUDNESS_DBFS)


def echo(spoken: Samples, below_db: float) -> Samples:
    """The interviewer out of a loudspeaker and back: 60 ms late, dull, with a little of the room, ``below_db`` less."""
    length = len(spoken) + HEARING_RATE // 2
    late = np.zeros(1 << length.bit_length())  # a power of two: this is made while the microphone is on
    for delay_ms, gain in ((60, 1.0), (83, 0.5), (121, 0.35), (190, 0.2), (310, 0.1)):
        at = HEARING_RATE * delay_ms // 1000
        late[at : at + len(spoken)] += gain * spoken
    spectrum = np.fft.rfft(late)
    hertz = np.fft.rfftfreq(len(late), 1 / HEARING_RATE)
    dull = np.fft.irfft(spectrum / np.sqrt(1 + (hertz / 2500) ** 4), len(late))[:length]
    return _at(dull, sound.LOUDNESS_DBFS - below_db)


def faded(samples: Samples) -> Samples:
    """Both edges, over 10 ms."""
    out = samples.copy()
    width = min(_FADE, len(out) // 2)
    ramp = np.linspace(0.0, 1.0, width, dtype=np.float32)
    out[:width] *= ramp
    out[len(out) - width :] *= ramp[::-1]
    return out


def drawn_out(samples: Samples, last_ms: int, factor: float) -> Samples:
    """The last ``last_ms`` said slower by ``factor``, at the same pitch: how people hold the floor while they think.

    Waveform-similarity overlap-add (Verhelst & Roelands 1993), 30 ms windows.
    """
    width, reach = HEARING_RATE * 30 // 1000 // 2 * 2, HEARING_RATE * 8 // 1000
    hop, begin = width // 2, max(0, len(samples) - HEARING_RATE * last_ms // 1000)
    source = np.concatenate((samples[begin:], np.zeros(width + reach, np.float32)))
    length = len(samples) - begin
    out = np.zeros(int(length * factor) + 2 * width, np.float32)
    window = np.hanning(width + 1)[:-1].astype(np.float32)
    at, natural = 0, 0
    while at < length * factor:
        wanted = min(int(at / factor), length)
        starts = range(max(0, wanted - reach), wanted + reach + 1)
        like = source[natural : natural + width]
        fits = [float(np.dot(source[start : start + width][: len(like)], like)) for start in starts] if at else [0.0]
        chosen = starts[int(np.argmax(fits))] if at else 0
        out[at : at + width] += source[chosen : chosen + width] * window
        natural, at = min(chosen + hop, length), at + hop
    out[:hop] += source[:hop] * window[hop:]
    return np.concatenate((samples[:begin], out[:at]))


def _pink(length: int, draw: np.random.Generator, slope: float = 1.0) -> np.ndarray:
    """Power falls with frequency to the ``slope``; nothing below 60 Hz."""
    spectrum = np.fft.rfft(draw.standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / HEARING_RATE)
    return np.asarray(np.fft.irfft(spectrum * (hertz > 60) / np.maximum(hertz, 60.0) ** (slope / 2), length))


def _babble(length: int, draw: np.random.Generator) -> np.ndarray:
    """Six streams shaped like speech: harmonics of a wandering voice under a rhythm of syllables."""
    time = np.arange(length) / HEARING_RATE
    mixed = np.zeros(length)
    for _ in range(6):
        pitch = draw.uniform(95, 230) * (
            1 + 0.12 * np.sin(2 * np.pi * draw.uniform(0.2, 0.6) * time + draw.uniform(0, 6))
        )
        phase = 2 * np.pi * np.cumsum(pitch) / HEARING_RATE
        voice = np.sum([np.sin(number * phase) / number for number in range(1, 16)], axis=0)
        rhythm = np.clip(np.sin(2 * np.pi * draw.uniform(2.5, 5) * time + draw.uniform(0, 6)), 0, 1)
        mixed += voice * rhythm + 0.15 * draw.standard_normal(length) * (1 - rhythm)
    return mixed


def _at(samples: np.ndarray, dbfs: float) -> Samples:
    """Scaled to a root mean square level."""
    level = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2))) + 1e-12
    return (samples * (10 ** (dbfs / 20) / level)).astype(np.float32)
