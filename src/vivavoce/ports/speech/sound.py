"""Small arithmetic on speech: PCM, resampling, trimming, fades, loudness. Pure functions on mono float32 in [-1, 1]."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.port import HEARING_RATE, Samples, Speech

SPEECH_RATE = 24_000
"""Of everything that we say, whichever engine said it."""

LOUDNESS_DBFS = -20.0
"""Root mean square of the voiced parts of all speech, so that no voice or engine jumps out."""
PEAK_DBFS = -1.5
LEAD_MS = 30
"""Silence that is kept before the first sound: room for the fade, and for plosives that rise slowly."""
TAIL_MS = 80
FADE_MS = 8
FRAME_MS = 10
FLOOR_DB = 42.0
"""Quieter than the loudest frame by this much is silence. Kokoro breathes at about -45 dB."""
_KNEE = 0.75
"""Of the highest peak: from here on ``limited`` bends."""


def from_pcm(pcm: bytes) -> Samples:
    """Signed 16 bit little-endian to float."""
    return np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768.0)


def to_pcm(samples: Samples) -> bytes:
    """Float to signed 16 bit little-endian; clips."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype("<i2").tobytes()


def resampled(samples: Samples, rate: int, target: int) -> Samples:
    """Band-limited, through the spectrum: for finished clips of some seconds, not for streams."""
    if rate == target or not len(samples):
        return samples
    padded = _fast_length(len(samples) + rate // 10, rate, target)
    spectrum = np.fft.rfft(samples, padded)
    length = padded * target // rate
    fitted = np.zeros(length // 2 + 1, dtype=np.complex128)
    count = min(len(spectrum), len(fitted))
    fitted[:count] = spectrum[:count]
    wave = np.fft.irfft(fitted, length) * (length / padded)
    return wave[: round(len(samples) * target / rate)].astype(np.float32)


def heard(speech: Speech) -> Samples:
    """Our own speech as a microphone would bring it: 16 kHz float. For tests, rehearsals and echo checks."""
    return resampled(from_pcm(speech.pcm), speech.sample_rate, HEARING_RATE)


def trimmed(samples: Samples, rate: int) -> slice:
    """The part from the first to the last sound, with ``LEAD_MS`` before and ``TAIL_MS`` after it."""
    level = levels(samples, rate)
    if not len(level) or level.max() <= -90.0:
        return slice(0, len(samples))
    loud = np.flatnonzero(level > level.max() - FLOOR_DB)
    frame = rate * FRAME_MS // 1000
    start = int(loud[0]) * frame - rate * LEAD_MS // 1000
    stop = (int(loud[-1]) + 1) * frame + rate * TAIL_MS // 1000
    return slice(max(0, start), min(len(samples), stop))


def gain(samples: Samples, rate: int) -> float:
    """The factor that makes speech as loud as all speech is, and that does not clip it; 1 for silence."""
    level = levels(samples, rate)
    if not len(level) or level.max() <= -90.0:
        return 1.0
    voiced = level[level > level.max() - 25.0]
    loudness = 10.0 * np.log10(np.mean(10.0 ** (voiced / 10.0)))
    headroom = PEAK_DBFS - 20.0 * np.log10(float(np.abs(samples).max()))
    return float(10.0 ** (min(LOUDNESS_DBFS - loudness, headroom) / 20.0))


def polished(samples: Samples, rate: int) -> Samples:
    """Same loudness for all speech, no clipping, no clicks at the ends."""
    return faded((samples * np.float32(gain(samples, rate))).astype(np.float32), rate)


def limited(samples: Samples) -> Samples:
    """Peaks bent below ``PEAK_DBFS``, sample by sample, so that it does not matter where a clip is cut."""
    ceiling = 10.0 ** (PEAK_DBFS / 20.0)
    knee = ceiling * _KNEE
    over = np.abs(samples) - knee
    bent = knee + (ceiling - knee) * np.tanh(over / (ceiling - knee))
    return np.where(over > 0, np.sign(samples) * bent, samples).astype(np.float32)


def faded(samples: Samples, rate: int, *, begins: bool = True, ends: bool = True) -> Samples:
    """A copy without clicks where it ``begins`` and ``ends``."""
    out = samples.copy()
    fade = min(rate * FADE_MS // 1000, len(out) // (1 + (begins and ends)))
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    if begins:
        out[:fade] *= ramp
    if ends:
        out[len(out) - fade :] *= ramp[::-1]
    return out


def levels(samples: Samples, rate: int) -> NDArray[np.float64]:
    """Level of each 10 ms in dBFS."""
    frame = rate * FRAME_MS // 1000
    whole = len(samples) // frame
    power = np.mean(samples[: whole * frame].astype(np.float64).reshape(whole, frame) ** 2, axis=1)
    return np.asarray(10.0 * np.log10(power + 1e-12))


def _fast_length(at_least: int, rate: int, target: int) -> int:
    """A length that is a whole number of samples at both rates and made of small primes, so that the FFT is fast."""
    step = rate // np.gcd(rate, target)
    count = -(-at_least // int(step))
    while not _small_primes(count):
        count += 1
    return int(step) * count


def _small_primes(number: int) -> bool:
    for prime in (2, 3, 5, 7):
        while number % prime == 0:
            number //= prime
    return number == 1
