"""Moonshine tiny: English speech to text on one CPU thread, greedy, with the decoder's cache.

The number of tokens is bounded by the length of the sound, and a text that the model itself thinks unlikely is dropped.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vivavoce.ports.speech import hearing
from vivavoce.ports.speech.catalogue import MOONSHINE_DECODER, MOONSHINE_ENCODER, MOONSHINE_TOKENIZER
from vivavoce.ports.speech.onnx import session
from vivavoce.ports.speech.port import HEARING_RATE, Samples, SpeechUnavailableError, Transcript
from vivavoce.ports.speech.silero import SileroVoiceActivity

_START, _END = 1, 2
_LAYERS, _HEADS, _HEAD_SIZE = 6, 8, 36
_TOKENS_PER_S = 7.0
"""Fast English is about 5; the makers advise a bound of 6.5."""
_SHORTEST = HEARING_RATE // 2
_UNLIKELY = -1.6
"""Mean log probability of the tokens below which nobody said that. Measured: clear speech -0.1 to 0,
as loud a noise beside it -0.4, noise three times as strong or speech played backwards -0.7 to -1.3."""


class MoonshineTranscriber:
    """See ``Transcriber``. About 0.03 CPU-seconds a second of speech."""

    name = "moonshine-tiny"

    def __init__(self, models_dir: Path, voice_activity: SileroVoiceActivity, threads: int = 1) -> None:
        self._voice_activity = voice_activity
        self._encoder = session(models_dir / MOONSHINE_ENCODER, threads)
        self._decoder = session(models_dir / MOONSHINE_DECODER, threads)
        try:
            self._tokenizer = Tokenizer.from_file(str(models_dir / MOONSHINE_TOKENIZER))
        except Exception as error:  # the library raises bare Exception
            raise SpeechUnavailableError(f"{MOONSHINE_TOKENIZER} can't be used: {error}") from error
        self._outputs = [output.name for output in self._decoder.get_outputs()][1:]

    def languages(self) -> frozenset[str]:
        """English only."""
        return frozenset({"en"})

    def transcribe(self, samples: Samples, language: str) -> Transcript:
        """See ``Transcriber``; longer recordings are cut where it is quietest."""
        if language not in self.languages():
            raise SpeechUnavailableError(f"{self.name} hears English only, not {language!r}")
        found = hearing.stretches(self._voice_activity, samples)
        return hearing.joined((self._stretch(one.samples, one.plenty) for one in found), self.name)

    def _stretch(self, samples: Samples, plenty: bool) -> tuple[str, float]:
        """Text, and mean log probability of its tokens."""
        if len(samples) < _SHORTEST:
            samples = np.concatenate((samples, np.zeros(_SHORTEST - len(samples), np.float32)))
        (hidden,) = self._encoder.run(None, {"input_values": samples[None]})
        most = int(4 + _TOKENS_PER_S * len(samples) / HEARING_RATE)
        tokens, likelihood = self._decode(hidden, most, may_be_empty=not plenty)
        if likelihood < _UNLIKELY:
            return "", likelihood
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True)).strip(), likelihood

    def _decode(self, hidden: NDArray[np.float32], most: int, *, may_be_empty: bool) -> tuple[list[int], float]:
        """Greedy; at most ``most`` tokens. The tokens, and their mean log probability."""
        empty = np.zeros((0, _HEADS, 1, _HEAD_SIZE), np.float32)
        cache = {name.replace("present", "past_key_values"): empty for name in self._outputs}
        token, tokens, likelihood = _START, list[int](), 0.0
        for step in range(most):
            feed = {"input_ids": np.array([[token]]), "encoder_hidden_states": hidden, **cache}
            logits, *present = self._decoder.run(None, {**feed, "use_cache_branch": np.array([step > 0])})
            named = zip(cache, present, strict=True)
            # the encoder's share doesn't change after the first step, and later ones give it out empty
            cache |= {name: value for name, value in named if step == 0 or ".decoder." in name}
            last = np.asarray(logits)[0, -1]
            if step == 0 and not may_be_empty:
                last[_END] = -np.inf
            token = int(last.argmax())
            likelihood += float(-np.log(np.exp(last - last[token]).sum()))
            if token == _END:
                return tokens, likelihood / (step + 1)
            tokens.append(token)
            if kept := hearing.loop_cut(tokens):
                return kept, likelihood / (step + 1)
        return tokens, likelihood / max(most, 1)
