"""From sound to events: speech that starts, stops and becomes words, and whether it sounds like an end.

In a lull, work begins that is good if she stays silent: her words so far, and the end-of-turn model's verdict. While
the interviewer speaks, the words of what she says are looked at before she has ended: they decide whether it is an
interruption.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog

from vivavoce.features.sessions.ear import Ear, Happening, Lulled, Settled, Started, Stopped
from vivavoce.features.sessions.echo import Aloud
from vivavoce.features.sessions.events import (
    Event,
    PartlyHeard,
    SegmentHeard,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
)
from vivavoce.features.sessions.state import Phase, State
from vivavoce.features.sessions.thoughts import Start
from vivavoce.features.sessions.turns import is_complete
from vivavoce.features.sessions.voice import Voice
from vivavoce.ports.speech.port import Samples

log = structlog.get_logger(__name__)

TRANSCRIBE_LIMIT_S = 30
"""A segment whose words are not there by then is given up, and she is told."""
LISTEN_IN_MS = 450
"""Speech over the interviewer, until its words are looked at, and from then on between looks."""
LOOKS = 4
"""So often; what goes on longer is decided by its length."""

NOT_UNDERSTOOD = "We couldn't understand your voice just now. You can say it again or type your answer."


@dataclass(frozen=True, slots=True)
class _Early:
    """Begun in a lull: the words so far, and whether the turn sounds complete (None: nobody asked)."""

    words: asyncio.Task[str]
    verdict: asyncio.Task[float | None] | None

    def cancel(self) -> None:
        """She went on."""
        self.words.cancel()
        if self.verdict:
            self.verdict.cancel()


@dataclass(frozen=True, slots=True)
class Lost:
    """A segment whose words could not be had: the step it belongs to, when it ended, how long she spoke, its sound."""

    segment: int
    step: int
    at_ms: int
    speech_ms: int
    samples: Samples


class Hearing:
    """One microphone of one line. ``feed`` and ``cut`` from the runner; ``words`` are the tasks to wait for at its end,
    and to cancel when that takes too long: what they were about goes to ``lost``.
    """

    def __init__(
        self,
        key: str,
        language: str,
        voice: Voice,
        start: Start,
        tell: Callable[[Event], None],
        now_ms: Callable[[], int],
        state: Callable[[], State],
        send: Callable[[dict[str, Any]], Awaitable[None]],
        lost: Callable[[Lost], Awaitable[None]],
        aloud: Aloud,
        *,
        first_segment: int,
    ) -> None:
        self._key = key
        self._language = language
        self._voice = voice
        self._start = start
        self._tell = tell
        self._now_ms = now_ms
        self._state = state
        self._send = send
        self._lost = lost
        self._aloud = aloud
        self._ear = Ear(voice.open_stream(), first_segment=first_segment)
        self._early: dict[int, _Early] = {}
        self.words: set[asyncio.Task[Any]] = set()

    def feed(self, sound: bytes) -> None:
        """PCM s16le mono 16 kHz, of any length. On the event loop: the way to a thread and back costs more than the
        0.2 ms of the model, and what she says stays in order with what she presses.
        """
        self._heard(self._ear.feed(sound))

    def cut(self) -> None:
        """What is being said ends here."""
        self._heard(self._ear.cut())

    def begin_turn(self) -> None:
        """Her turn begins."""
        self._ear.begin_turn()

    @property
    def quiet_ms(self) -> int:
        """Silence that was really heard."""
        return self._ear.quiet_ms

    def _heard(self, happened: list[Happening]) -> None:
        for what in happened:
            match what:
                case Started():
                    self._started(what)
                case Lulled():
                    self._lulled(what)
                case Stopped():
                    self._stopped(what)
                case Settled():
                    self._settled()

    def _started(self, what: Started) -> None:
        over = self._state().phase in (Phase.SPEAKING, Phase.THINKING)
        echo = over and self._is_echo(self._ear.so_far())
        self._tell(SpeechStarted(self._now_ms(), what.segment, echo=echo))
        if not echo:
            self._start(self._show(speaking=True))
        if over:
            self._start(self._listen_in(what.segment, echo=echo))

    def _lulled(self, what: Lulled) -> None:
        if older := self._early.pop(what.segment, None):
            older.cancel()
        if self._is_echo(what.samples):
            return
        words = self._start(self._transcribe(what.samples))
        verdict = None
        if self._state().phase is Phase.LISTENING:
            verdict = self._start(self._verdict())
        self._early[what.segment] = _Early(words, verdict)

    def _stopped(self, what: Stopped) -> None:
        ended_at = self._now_ms() - what.ago_ms
        self._tell(SpeechStopped(ended_at, what.segment))
        early = self._early.pop(what.segment, None)
        if early and not what.lulled:
            early.cancel()
            early = None
        words = early.words if early else self._start(self._words_of(what.samples))
        of = Lost(what.segment, max(0, self._state().step), ended_at, what.speech_ms, what.samples)
        told = self._tell_words(of, words)
        self.words |= {words, telling := self._start(told)}
        telling.add_done_callback(lambda _: self.words.difference_update({words, telling}))
        if early and early.verdict:
            self._start(self._tell_verdict(early.verdict))
        if what.ago_ms:
            self._start(self._show(speaking=False))

    def _settled(self) -> None:
        """A turn that sounded complete is listened to once more before it ends."""
        state = self._state()
        if state.phase is Phase.LISTENING and is_complete(state.sounds_complete):
            self._start(self._tell_verdict(self._start(self._verdict())))

    async def _show(self, *, speaking: bool) -> None:
        await self._send({"type": "hearing", "speaking": speaking})

    def _is_echo(self, samples: Samples) -> bool:
        """Of the interviewer's own voice, out of her loudspeaker."""
        return self._aloud.is_echo(samples, self._now_ms())

    async def _words_of(self, samples: Samples) -> str:
        return "" if self._is_echo(samples) else await self._transcribe(samples)

    async def _transcribe(self, samples: Samples) -> str:
        async with asyncio.timeout(TRANSCRIBE_LIMIT_S):
            return await self._voice.transcribe(self._key, samples, self._language)

    async def _tell_words(self, of: Lost, words: asyncio.Task[str]) -> None:
        text = ""
        try:
            text = await words
        except asyncio.CancelledError:
            await asyncio.shield(self._lost(of))
            raise
        except Exception:
            # Whatever an engine does, the words of this segment must not be waited for for ever.
            log.exception("live.not_transcribed", attempt_id=self._key)
            await self._lost(of)
            with contextlib.suppress(Exception):
                await self._send({"type": "error", "code": "not_transcribed", "error": NOT_UNDERSTOOD})
        log.debug("live.segment_heard", attempt_id=self._key, speech_ms=of.speech_ms, words=len(text.split()))
        self._tell(SegmentHeard(self._now_ms(), of.segment, text, of.speech_ms))

    async def _verdict(self) -> float | None:
        return await self._voice.sounds_complete(self._key, self._ear.recent(), self._language)

    async def _tell_verdict(self, verdict: asyncio.Task[float | None]) -> None:
        probability = await verdict
        if probability is not None:
            self._tell(SoundedComplete(self._now_ms(), round(probability, 3)))

    async def _listen_in(self, segment: int, *, echo: bool) -> None:
        looks = 0
        while looks < LOOKS:
            await asyncio.sleep(LISTEN_IN_MS / 1000)
            if self._ear.segment != segment or self._state().phase not in (Phase.SPEAKING, Phase.THINKING):
                return
            heard = self._ear.so_far()
            if self._is_echo(heard):
                self._tell(PartlyHeard(self._now_ms(), segment, ""))
                continue
            if echo:  # it only began like one
                echo = False
                self._tell(SpeechStarted(self._now_ms(), segment))
                self._start(self._show(speaking=True))
            looks += 1
            self._tell(PartlyHeard(self._now_ms(), segment, await self._transcribe(heard)))
