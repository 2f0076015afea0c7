"""How many interviews a machine holds: arithmetic, and a measurement with the real engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ports.speech.conftest import models_dir
from vivavoce.entry import capacity, doctor, metrics
from vivavoce.entry.capacity import Speed, interviews_at_a_time
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech.compute import Compute

__all__ = ["models_dir"]


@pytest.mark.parametrize(
    ("speed", "cores", "threads", "number"),
    [
        (Speed(hear=0.10, speak=0.50, floor=0.02), 2, 2, 9),  # 0.15 a second each: the cores
        (Speed(hear=0.10, speak=0.50, floor=0.02), 16, 2, 12),  # 0.11 a second each: the threads
        (Speed(hear=0.01, speak=0.05, floor=0.06), 16, 16, 11),  # the one thread of the floor
        (Speed(hear=2.00, speak=9.00, floor=0.50), 2, 2, 1),
    ],
)
def test_what_bounds_the_number(speed: Speed, cores: int, threads: int, number: int) -> None:
    assert interviews_at_a_time(speed, cores, threads) == number


def test_it_is_one_core_at_least() -> None:
    assert capacity.cores() >= 1


async def test_doctor_measures_and_says_what_hears_and_speaks(models_dir: Path) -> None:
    settings = Settings(_env_file=None, models=models_dir)  # type: ignore[call-arg]
    speed = await doctor._speed(settings)
    assert "real-time factor" in speed.state
    assert "at a time" in speed.state
    hearing, voices = await doctor._hearing(settings), await doctor._voices(settings)
    assert "moonshine-tiny: en" in hearing.state
    assert "nothing, so candidates type: ar" in hearing.state
    assert "kokoro-82m-int8: br en es fr hi it pt" in voices.state
    assert "espeak-ng: ar bg" in voices.state


async def test_doctor_names_a_server_where_one_is_configured(models_dir: Path) -> None:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, models=models_dir, stt_base_url="http://127.0.0.1:9/v1", stt_model="big", stt_languages="th"
    )
    assert "big: th" in (await doctor._hearing(settings)).state
    refused = await doctor._hearing_server(settings)
    assert not refused.ok
    assert "VIVAVOCE_STT_BASE_URL" in refused.remedy
    assert (await doctor._speaking_server(settings)).ok


def test_metrics_name_every_lane() -> None:
    pool = Compute(1)
    shown = metrics.page(3, pool.load()).decode()
    pool.close()
    assert "vivavoce_live_interviews 3.0" in shown
    for lane in ("floor", "hear", "speak"):
        for what in ("queued", "running", "wait_ms", "work_ms"):
            assert f'vivavoce_speech_{what}{{lane="{lane}"}} 0.0' in shown
    assert "vivavoce_speech_late_seconds_bucket" in shown
