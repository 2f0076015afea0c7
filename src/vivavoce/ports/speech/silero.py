"""Silero VAD: is this 32 ms of microphone speech? One session for all microphones, the state belongs to each stream.

The model carries a state from frame to frame. Long silence or music pulls that state down, so that the speech which
follows is noticed late; a stream that has been quiet for a while starts afresh.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.catalogue import SILERO_MODEL
from vivavoce.ports.speech.onnx import session
from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples, VoiceStream

_CONTEXT = 64
"""Samples of the frame before, which the model wants in front of each frame."""
_FRESH_AFTER_FRAMES = 62
"""2 s between two fresh starts."""
_QUIET_FRAMES = 5
_QUIET = 0.1

_Run = NDArray[np.float32]


class SileroVoiceActivity:
    """See ``VoiceActivity``. 0.1 to 0.2 ms a frame on one core."""

    def __init__(self, models_dir: Path) -> None:
        self._session = session(models_dir / SILERO_MODEL)
        self._rate = np.array(HEARING_RATE, dtype=np.int64)

    def open(self) -> VoiceStream:
        """A stream for one microphone. Its calls must come one after the other."""
        return _Stream(self)

    def probabilities(self, samples: Samples) -> NDArray[np.float32]:
        """Of each whole frame of a finished recording."""
        stream = self.open()
        whole = len(samples) // VAD_FRAME
        frames = samples[: whole * VAD_FRAME].reshape(whole, VAD_FRAME)
        return np.array([stream.probability(frame) for frame in frames], dtype=np.float32)

    def infer(self, frame: Samples, state: _Run) -> tuple[float, _Run]:
        """One step: a frame with its context, and the state from before; probability and the state after."""
        output, after = self._session.run(None, {"input": frame[None], "state": state, "sr": self._rate})
        return float(np.asarray(output).flat[0]), np.asarray(after, dtype=np.float32)


class _Stream:
    def __init__(self, model: SileroVoiceActivity) -> None:
        self._model = model
        self._context = np.zeros(_CONTEXT, np.float32)
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._state = np.zeros((2, 1, 128), np.float32)
        self._frames = 0
        self._quiet = 0

    def probability(self, frame: Samples) -> float:
        """See ``VoiceStream``. Raises ValueError for another length than ``VAD_FRAME``."""
        if frame.shape != (VAD_FRAME,):
            raise ValueError(f"a frame has {VAD_FRAME} samples, this one {frame.shape}")
        with_context = np.concatenate((self._context, frame.astype(np.float32, copy=False)))
        probability, self._state = self._model.infer(with_context, self._state)
        self._context = with_context[-_CONTEXT:]
        self._frames += 1
        self._quiet = self._quiet + 1 if probability < _QUIET else 0
        if self._frames >= _FRESH_AFTER_FRAMES and self._quiet >= _QUIET_FRAMES:
            self._start_afresh()
        return probability
