"""Pipecat's WebSocket pipeline with scripted services: ``python -m tests.bench.capacity.pipecat_server``.

Lean on purpose: no metrics, no tracing, no RTVI, nothing logged, no database, the whole line of the model in one piece.
Needs the dependency group ``bench``.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import sys
from collections.abc import AsyncGenerator
from dataclasses import fields
from typing import Any

import numpy as np
import uvicorn
from fastapi import FastAPI, WebSocket
from loguru import logger
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.audio.vad.vad_analyzer import VADAnalyzer, VADParams
from pipecat.frames.frames import (
    Frame,
    InputTransportMessageFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMRunFrame,
    LLMTextFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.processors.frame_processor import FrameDirection
from pipecat.serializers.protobuf import ProtobufFrameSerializer
from pipecat.services.llm_service import LLMService
from pipecat.services.settings import LLMSettings, STTSettings, TTSSettings
from pipecat.services.stt_service import SegmentedSTTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport
from pipecat.turns.types import ProcessFrameResult
from pipecat.turns.user_start import VADUserTurnStartStrategy
from pipecat.turns.user_stop import BaseUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies
from pipecat.workers.runner import WorkerRunner

from tests.bench.capacity import script
from tests.bench.capacity.pipecat_wire import FINISHED, QUESTIONS

VAD = VADParams(start_secs=0.1, stop_secs=0.35)
"""As quick as our ear: three frames, and 350 ms."""


class Loudness(VADAnalyzer):
    """Voice activity by loudness, as in the twin of the other side."""

    def num_frames_required(self) -> int:
        return 512

    def voice_confidence(self, buffer: bytes) -> float:
        samples = np.frombuffer(buffer, "<i2").astype(np.float32) / 32768
        return float(script.loudness(samples) > script.QUIET_RMS)


class ScriptedHearing(SegmentedSTTService):
    """Words of a tone, in the script's time."""

    def __init__(self) -> None:
        super().__init__(settings=STTSettings(model=None, language=None))

    @property
    def wants_wav_segments(self) -> bool:
        return False

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        await asyncio.sleep(script.TRANSCRIBE_S)
        samples = np.frombuffer(audio, "<i2").astype(np.float32) / 32768
        yield TranscriptionFrame(script.words_of(script.number_in(samples)), "", "")


class ScriptedModel(LLMService[Any]):
    """The next question, whatever was said."""

    def __init__(self) -> None:
        super().__init__(
            settings=LLMSettings(**{field.name: None for field in fields(LLMSettings) if field.name != "extra"})
        )
        self._questions = itertools.cycle(QUESTIONS)

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        await self.push_frame(LLMFullResponseStartFrame())
        await asyncio.sleep(script.THINK_S)
        await self.push_frame(LLMTextFrame(next(self._questions)))
        await self.push_frame(LLMFullResponseEndFrame())


class ScriptedVoice(TTSService):
    """Sound as long as the text, in the script's time."""

    def __init__(self) -> None:
        voiced = TTSSettings(model=None, voice=None, language=None)
        super().__init__(sample_rate=script.SPEAK_RATE, push_start_frame=True, push_stop_frames=True, settings=voiced)

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        await asyncio.sleep(script.SPEAK_S)
        yield TTSAudioRawFrame(script.spoken(text), script.SPEAK_RATE, 1, context_id=context_id)


class FinishButton(BaseUserTurnStopStrategy):
    """Her "I've finished" ends the turn, and nothing else does."""

    async def process_frame(self, frame: Frame) -> ProcessFrameResult:
        if isinstance(frame, InputTransportMessageFrame) and frame.message == FINISHED:
            await self.trigger_user_turn_stopped()
        return ProcessFrameResult.CONTINUE


async def converse(socket: WebSocket, *, silero: bool) -> None:
    """One interview: a pipeline of its own, until the line is closed."""
    params = FastAPIWebsocketParams(audio_in_enabled=True, audio_out_enabled=True, serializer=ProtobufFrameSerializer())
    transport = FastAPIWebsocketTransport(socket, params)
    turns = UserTurnStrategies(start=[VADUserTurnStartStrategy()], stop=[FinishButton()])
    vad = SileroVADAnalyzer(params=VAD) if silero else Loudness(params=VAD)
    hers, its = LLMContextAggregatorPair(
        LLMContext(),
        user_params=LLMUserAggregatorParams(vad_analyzer=vad, user_turn_strategies=turns, user_turn_stop_timeout=30),
    )
    chain = [ScriptedHearing(), hers, ScriptedModel(), ScriptedVoice(), transport.output(), its]
    worker = PipelineWorker(
        Pipeline([transport.input(), *chain]),
        params=PipelineParams(audio_in_sample_rate=script.HEAR_RATE, audio_out_sample_rate=script.SPEAK_RATE),
        enable_rtvi=False,
        enable_turn_tracking=False,
        idle_timeout_secs=None,
    )

    @transport.event_handler("on_client_connected")
    async def greet(_transport: object, _socket: object) -> None:
        await worker.queue_frames([LLMRunFrame()])

    @transport.event_handler("on_client_disconnected")
    async def end(_transport: object, _socket: object) -> None:
        await worker.cancel()

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()


def main() -> None:
    """Serves until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--core", type=int)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--silero", action="store_true")
    parser.add_argument("--no-deflate", action="store_true")
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    logger.remove()
    logger.add(sys.stderr, level="ERROR")
    app = FastAPI()

    @app.get("/readyz")
    async def ready() -> dict[str, bool]:
        return {"ready": True}

    @app.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        await converse(socket, silero=options.silero)

    deflate = not options.no_deflate
    uvicorn.run(app, port=options.port, log_level="warning", access_log=False, ws_per_message_deflate=deflate)


if __name__ == "__main__":
    main()
