"""Every screen of the room on the real server: for everybody's eyes, hands and windows. Leaves pictures to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_voice import ANSWERS, heard_in
from tests.journeys.test_weather import BAKER, Sql, hand_in, short, sql, write, write_on
from tests.support.candidate import browser_with_microphone
from tests.support.server import Server

__all__ = ["sql"]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WINDOWS = {"desktop": (1280, 800), "phone": (390, 844), "zoom-200": (640, 400)}
"""At a zoom of 200 % a window of 1280 x 800 has 640 x 400 pixels to lay out in."""


@dataclass
class Inspector:
    """Looks at a screen in each window, and notes what is wrong."""

    pictures: Path
    faults: list[str] = field(default_factory=list)

    async def look(self, page: Page, name: str, *, full: bool = True) -> None:
        await page.emulate_media(reduced_motion="reduce")
        for window, (width, height) in WINDOWS.items():
            await page.set_viewport_size({"width": width, "height": height})
            await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            await page.screenshot(path=str(self.pictures / f"{name}-{window}.png"), full_page=full)
            overflow = await page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if overflow > 0:
                self.faults.append(f"{name}, {window}: scrolls sideways by {overflow} px")
            self.faults += [f"{name}, {window}: {fault}" for fault in await self.grave(page)]
        await page.set_viewport_size({"width": 1280, "height": 800})

    async def grave(self, page: Page) -> list[str]:
        """Serious and critical findings of axe-core."""
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE.read_text())
        found = await page.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)"
        )
        return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.fixture
def inspector(pictures: Path) -> Inspector:
    return Inspector(pictures)


def closed_links(server: Server, integrator: Integrator, sql: Sql) -> dict[str, str]:
    """A link for each reason why none opens, and for an interview that was put aside."""

    def link(name: str, code: str = "weather", **changes: Any) -> dict[str, Any]:
        made: dict[str, Any] = short(integrator, f"screen-{name}@example.com", code, **changes)
        return made

    made = {
        "expired": link("expired"),
        "revoked": link("revoked"),
        "no_attempts": link("no-attempts"),
        "draft": link("draft", "screens-draft"),
        "archived": link("archived", "screens-archived"),
        "under_review": link("review", candidate_resume="Jane\n\nPlease see my portfolio."),
        "rejected": link("rejected", candidate_resume=BAKER),
    }
    sql("update access_link set expires_at = now() where enrolment_id = %s", made["expired"]["profile_interview_id"])
    sql("update access_link set revoked_at = now() where enrolment_id = %s", made["revoked"]["profile_interview_id"])
    sql("update enrolment set attempts_used = 20 where id = %s", made["no_attempts"]["profile_interview_id"])
    for status in ("draft", "archived"):
        id = made[status]["interview_def_set_id"]
        integrator.call("job-interview-set-state", {"position_id": id, "status": status})
    return {"unknown": f"{server.url}/i/nothing", **{name: answer["interview_url"] for name, answer in made.items()}}


@pytest.mark.browser
async def test_links_that_open_nothing(
    server: Server, integrator: Integrator, sql: Sql, tmp_path: Path, inspector: Inspector
) -> None:
    async with browser_with_microphone(tmp_path) as open_page:
        page = (await open_page()).page
        for name, url in closed_links(server, integrator, sql).items():
            await page.goto(url)
            await page.get_by_test_id("closed").wait_for()
            await inspector.look(page, name)
        await page.route("**/room/v1/state", lambda route: route.abort())
        await page.reload()
        await page.get_by_test_id("away").wait_for()
        await inspector.look(page, "away")
    assert inspector.faults == []


@pytest.mark.browser
async def test_a_microphone_that_is_denied(integrator: Integrator, tmp_path: Path, inspector: Inspector) -> None:
    enrolled = short(integrator, "screen-denied@example.com")
    async with browser_with_microphone(tmp_path, grant=False) as open_page:
        page = (await open_page()).page
        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("start").click()
        await page.get_by_role("alert").wait_for()
        await inspector.look(page, "no-consent")
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-voice").check()
        await page.get_by_test_id("start").click()
        await page.get_by_test_id("mic-retry").wait_for()
        await inspector.look(page, "denied")
    assert inspector.faults == []


@pytest.mark.browser
async def test_the_way_through(integrator: Integrator, tmp_path: Path, inspector: Inspector) -> None:
    enrolled = short(integrator, "screen-way@example.com")
    look = inspector.look
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("start").wait_for()
        await look(page, "1-position")
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-voice").check()
        await page.get_by_test_id("start").click()
        await page.get_by_test_id("mic-hearing").wait_for()
        await look(page, "2-microphone")
        await page.get_by_test_id("mic-ready").click()
        await candidate.floor()
        await look(page, "3-live-voice", full=False)
        await page.get_by_test_id("type-instead").click()
        await page.get_by_test_id("text-input").fill(ANSWERS[0])
        await look(page, "4-live-typing", full=False)
        await write(candidate, ANSWERS[0])
        await page.get_by_test_id("toggle-transcript").click()
        await look(page, "5-live-transcript", full=False)
        await page.get_by_test_id("end-interview").click()
        await look(page, "6-live-end", full=False)
        await page.keyboard.press("Escape")

        second = (await open_page()).page
        await second.goto(enrolled["interview_url"])
        await second.get_by_test_id("continue").wait_for()
        await look(second, "7-continue")
        await second.get_by_test_id("continue").click()
        await second.get_by_test_id("text-input").wait_for()
        await page.get_by_test_id("elsewhere").wait_for()
        await look(page, "8-elsewhere")
        await page.close()
        await second.close()

        candidate = await open_page()
        page = candidate.page
        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("continue").click()
        await write_on(candidate, [ANSWERS[0]])
        await page.get_by_test_id("submit").wait_for()
        await look(page, "9-result")
        await hand_in(page)
        await page.get_by_text("Read the transcript").click()
        await look(page, "10-submitted")
    assert inspector.faults == []


@pytest.mark.browser
async def test_with_the_keyboard_alone(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "screen-keyboard@example.com")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        press = page.keyboard.press

        async def tab_to(testid: str) -> None:
            """As a sighted user of the keyboard: what has the focus must be seen to have it."""
            for _ in range(60):
                await press("Tab")
                if await page.evaluate("document.activeElement?.dataset.testid") == testid:
                    assert await page.evaluate("document.activeElement.matches(':focus-visible')")
                    return
            raise AssertionError(f"Tab never comes to {testid}")

        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("start").wait_for()
        await tab_to("choose-voice")
        await press("ArrowDown")
        await expect(page.get_by_test_id("choose-text")).to_be_checked()
        await tab_to("consent")
        await press("Space")
        await tab_to("start")
        await press("Enter")
        await candidate.floor()
        await tab_to("text-input")
        await page.keyboard.type(ANSWERS[0])
        await press("Enter")
        await candidate.frames.until(lambda _: bool(candidate.frames.of("heard")))
        await candidate.floor()
        await tab_to("end-interview")
        await press("Enter")
        await tab_to("end-confirm")
        await press("Enter")
        await page.get_by_test_id("result").wait_for()
        await tab_to("submit")
        await press("Enter")
        await page.get_by_test_id("submitted").wait_for()
        assert candidate.errors == []
    assert heard_in(await integrator.scored(enrolled["profile_interview_id"])) == [ANSWERS[0]]
