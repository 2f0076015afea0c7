"""After the last word: a video in which she introduces herself, an answer put right, and the hand-in."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_screens import Inspector, inspector
from tests.journeys.test_weather import arrive_by_typing, hand_in, short, write_on
from tests.support.candidate import browser_with_microphone

__all__ = ["inspector"]

MINE = "I led the move to Postgres, together with Tom."
REFUSE = """(name) => {
  const devices = navigator.mediaDevices;
  window.__ask ??= devices.getUserMedia;
  devices.getUserMedia = name ? () => Promise.reject(new DOMException("", name)) : window.__ask;
}"""


async def refused(page: Page, error: str, words: str) -> None:
    """What she reads when the browser gives no camera."""
    await page.evaluate(REFUSE, error)
    await page.get_by_test_id("intro-record").click()
    await expect(page.get_by_test_id("intro-trouble")).to_contain_text(words)
    await page.evaluate(REFUSE, "")


async def closed(page: Page, words: str) -> None:
    """Sends, and is told what comes first."""
    await page.get_by_test_id("submit").click()
    await expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    assert await page.get_by_test_id("result").is_visible()


async def record(page: Page, seconds: int) -> None:
    """From the open camera to the look at what was recorded."""
    await page.get_by_test_id("intro-start").click()
    await expect(page.get_by_role("timer")).to_contain_text(f"0:{seconds:02} of 2:00")
    await expect(page.get_by_test_id("intro-stop")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("intro-keep")).to_be_focused()


async def plays(player: Locator) -> dict[str, Any]:
    """Width, time and error of a video after a moment of playing."""
    found: dict[str, Any] = await player.evaluate(
        """async (video) => {
          video.muted = true;
          await video.play();
          const shown = () => video.currentTime > 0.2;
          await new Promise((resolve) => video.addEventListener("timeupdate", () => shown() && resolve()));
          video.pause();
          return { width: video.videoWidth, error: video.error };
        }"""
    )
    return found


async def broken_line(page: Page) -> None:
    """The first pieces that she sends get lost, one of them with its answer."""
    tries = itertools.count(1)

    async def lose(route: Route) -> None:
        match next(tries):
            case 1:
                await route.abort()
            case 2:
                await route.fetch()  # it arrives, and she never hears of it
                await route.abort()
            case _:
                await route.continue_()

    await page.route("**/introduction/chunk*", lose)


async def correct(page: Page, inspector: Inspector) -> None:
    """One answer put right by the keyboard, one begun and left."""
    first, second = page.get_by_test_id("answer").nth(0), page.get_by_test_id("answer").nth(1)
    await first.get_by_test_id("correct").focus()
    await page.keyboard.press("Enter")
    await expect(first.get_by_test_id("correct-input")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.type(MINE)
    await page.keyboard.press("Escape")  # never throws words away
    await page.keyboard.press("Control+Enter")
    await expect(first.get_by_test_id("corrected")).to_have_text(MINE)
    await expect(first.get_by_test_id("correct")).to_be_focused()
    await expect(first.get_by_test_id("correct-status")).to_have_text("Your correction is saved.")

    await second.get_by_test_id("correct").click()
    await second.get_by_test_id("correct-input").fill("Half a")
    await inspector.look(page, "corrections")
    await closed(page, "A correction is not saved yet.")
    await expect(second.get_by_test_id("correct-input")).to_be_focused()
    await second.get_by_test_id("correct-save").click()
    await second.get_by_test_id("restore").click()
    await expect(second.get_by_test_id("correct-status")).to_have_text("The correction is undone.")


def check_video(content: bytes, folder: Path) -> None:
    """WebM by its first bytes; picture and sound, where there is a tool that tells."""
    assert content[:4] == bytes.fromhex("1a45dfa3")
    assert b"webm" in content[:64]
    assert len(content) > 5_000
    if not (ffprobe := shutil.which("ffprobe")):
        return
    (folder / "video.webm").write_bytes(content)
    told = subprocess.run(
        [ffprobe, "-v", "error", "-count_frames", "-show_streams", "-of", "json", str(folder / "video.webm")],
        check=True,
        capture_output=True,
    )
    streams = {stream["codec_type"]: stream for stream in json.loads(told.stdout)["streams"]}
    assert set(streams) == {"video", "audio"}
    assert int(streams["video"]["nb_read_frames"]) > 10


@pytest.mark.browser
async def test_a_video_a_correction_and_the_hand_in(
    integrator: Integrator, tmp_path: Path, inspector: Inspector
) -> None:
    enrolled = short(integrator, "hand-in@example.com", "hand-in", candidate_video_introduction="required")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(enrolled["interview_url"])
        await expect(page.get_by_test_id("introduction-to-come")).to_contain_text("asks for a short video")
        await arrive_by_typing(candidate, enrolled["interview_url"])
        typed = await write_on(candidate, [])

        await closed(page, "Please add your introduction video first.")
        await refused(page, "NotAllowedError", "The camera is blocked.")
        await refused(page, "NotFoundError", "No camera was found.")
        await refused(page, "NotReadableError", "The camera could not be started.")
        await inspector.look(page, "introduction")
        await page.get_by_test_id("intro-record").click()
        await record(page, 1)
        assert await plays(page.get_by_test_id("intro-player")) == {"width": 640, "error": None}
        await closed(page, "Your video is not saved yet.")
        await page.get_by_test_id("intro-again").click()
        await record(page, 2)
        await broken_line(page)
        await page.get_by_test_id("intro-keep").click()
        await expect(page.get_by_test_id("intro-said")).to_contain_text("Your video is saved.")
        await correct(page, inspector)

        await page.reload()
        await expect(page.get_by_test_id("corrected")).to_have_text(MINE)
        assert (await plays(page.get_by_test_id("intro-player")))["width"] == 640
        await hand_in(page)
        await page.get_by_text("Read the transcript").click()
        await expect(page.get_by_test_id("corrected")).to_have_text(MINE)
        assert candidate.errors == []
    assert inspector.faults == []

    details = await integrator.scored(enrolled["profile_interview_id"])
    answers = [(item["answer"], item["corrected"]) for item in details["transcript"] if item["is_answer"]]
    assert answers == [(typed[0], MINE), *((words, None) for words in typed[1:])]
    assert "Postgres" not in json.dumps(details["answers"])
    introduced = details["introduction_video"]
    assert 2 <= introduced["seconds"] < 10
    answer = httpx2.get(introduced["url"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, introduced["content_type"])
    check_video(answer.content, tmp_path)
    assert httpx2.get(introduced["url"], headers={"Range": "bytes=0-3"}).content == answer.content[:4]
