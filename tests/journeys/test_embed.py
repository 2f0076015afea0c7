"""An interview in somebody else's page, on another site: signed or not, storage or none, and what goes wrong."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.async_api import BrowserContext, async_playwright, expect

from tests.journeys.conftest import Integrator
from tests.journeys.playground import Visit, again, guessed, host, late, playground
from tests.journeys.test_screens import AXE
from tests.journeys.test_voice import ANSWERS, heard_in
from tests.journeys.test_weather import hand_in, write, write_on
from tests.support.candidate import CHROMIUM, FLAGS
from tests.support.server import Server
from vivavoce.ports.mail.outbox import OutboxMailer

THIRD_PARTY_COOKIES_BLOCKED = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
ALL_STORAGE_BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}

expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def embed(server: Server, integrator: Integrator) -> Any:
    """An interview of two questions that anybody may frame."""
    made = integrator.call(
        "job-interview-create",
        {
            "name": "Delivery manager",
            "location": "remote",
            "interview_template_id": server.demo()["interview_template_id"],
            "mojito_language_code": "en",
            "status": "active",
            "type": "interview",
            "visibility": "merchant_unlisted",
            "interview_length": 2,
            "max_duration": 4,
            "include_closing_prompt": False,
            "is_embedded": True,
        },
    )
    return host.Embed(server.url, made["embed_id"], made["embed_signing_key"])


@pytest.fixture(scope="module")
def site(embed: Any) -> Iterator[Any]:
    """A page with that interview in it."""
    with playground(embed) as served:
        yield served


@asynccontextmanager
async def browser(
    folder: Path, preferences: dict[str, Any] | None = None, **options: Any
) -> AsyncIterator[BrowserContext]:
    """Chromium with preferences that a person can choose in its settings."""
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(httpx2.Response(200, json=preferences or {}).text)
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            str(folder), executable_path=CHROMIUM, args=FLAGS, **{"viewport": {"width": 1280, "height": 800}, **options}
        )
        try:
            yield context
        finally:
            await context.close()


async def go_in(visit: Visit) -> None:
    """From the position's page to the live interview."""
    frame = await visit.frame()
    await frame.get_by_test_id("consent").check()
    await frame.get_by_test_id("choose-text").check()
    await frame.get_by_test_id("start").click()
    await frame.get_by_test_id("text-input").wait_for()


async def storage_of(visit: Visit) -> str:
    """What the frame finds when it reaches for the storage of its tab."""
    touch = "(() => { try { sessionStorage.length; return 'open'; } catch (error) { return error.name; } })()"
    return str(await (await visit.frame()).evaluate(touch))


@pytest.mark.browser
async def test_a_signed_visitor_from_the_first_screen_to_the_last(
    site: Any, integrator: Integrator, tmp_path: Path, pictures: Path
) -> None:
    """With third-party cookies blocked, as most browsers have it; a reload of the frame alone in the middle."""
    integrator.call("embed-set", {"embed_id": site.embed.embed_id, "allowed_origins": [site.origin]})
    async with browser(tmp_path / "chromium", THIRD_PARTY_COOKIES_BLOCKED) as context:
        visit = await Visit.begin(context, f"{site.origin}/?as=v2&email=signed@example.com")
        await (await visit.frame()).get_by_test_id("start").wait_for()
        assert await visit.page.locator("#interview").get_attribute("aria-busy") is None
        assert await visit.height() > 800, "as high as the page in it"
        assert not await visit.scrolls_inside()
        await visit.page.screenshot(path=str(pictures / "1-position.png"), full_page=True)

        await go_in(visit)
        assert await visit.hears("started")
        await expect(visit.page.locator("iframe")).to_have_css("height", "760px")
        assert await visit.page.evaluate("document.querySelector('iframe').getBoundingClientRect().top") > -1
        candidate = await visit.candidate()
        await candidate.floor()
        await visit.page.screenshot(path=str(pictures / "2-live.png"))
        await write(candidate, ANSWERS[0])

        candidate.frames.received.clear()
        await candidate.page.evaluate("location.reload()")
        await (await visit.frame()).get_by_test_id("continue").click()
        candidate = await visit.candidate()
        written = await write_on(candidate, [ANSWERS[0]])
        await visit.hears("completed")
        await hand_in(candidate.page)
        done = await visit.hears("submitted")
        await visit.page.screenshot(path=str(pictures / "3-submitted.png"), full_page=True)

        types = [message["type"] for message in await visit.said()]
        assert types == ["ready", "started", "ready", "started", "completed", "submitted"]
        assert {tuple(message) for message in await visit.said()} == {("type",), ("type", "profile_interview_id")}
        heights = await visit.said("resize")
        assert len({message["height"] for message in heights}) >= 3
        assert {message["fit"] for message in heights} == {True, False}
        assert await context.cookies() == []
        assert visit.faults == []
    assert heard_in(await integrator.scored(done["profile_interview_id"])) == written


@pytest.mark.browser
async def test_an_unsigned_visitor_confirms_her_address(
    server: Server, site: Any, tmp_path: Path, pictures: Path
) -> None:
    async with browser(tmp_path / "chromium", viewport={"width": 390, "height": 844}) as context:
        visit = await Visit.begin(context, f"{site.origin}/?language=de")
        frame = await visit.frame()
        await frame.get_by_test_id("entrance-name").fill("Ana Kovačić")
        await frame.get_by_test_id("entrance-email").fill("unsigned@example.com")
        await visit.page.screenshot(path=str(pictures / "entrance-phone.png"), full_page=True)
        assert await visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not await visit.scrolls_inside()
        await frame.get_by_test_id("entrance-send").click()
        await frame.get_by_test_id("entrance-code").fill(await letter_to(server, "unsigned@example.com"))
        await frame.get_by_test_id("entrance-enter").click()
        await frame.get_by_test_id("start").wait_for()
        assert await frame.locator("html").get_attribute("lang") == "de", "the language of the page around it"
        assert visit.page.url.startswith(site.origin)
        assert "/embed?" in frame.url, "it never goes to the link that nobody may frame"

        await frame.evaluate("location.reload()")
        await frame.get_by_test_id("start").wait_for()
        await go_in(visit)
        await visit.hears("started")
        assert visit.faults == []


async def letter_to(server: Server, email: str) -> str:
    """The code in the newest letter to her."""
    outbox = OutboxMailer(server.data / "outbox")
    async with asyncio.timeout(30):
        while True:
            for letter in reversed(outbox.letters()):
                if str(letter["to"]) == email and (found := re.search(r"\b\d{6}\b", letter.get_content())):
                    return found[0]
            await asyncio.sleep(0.1)


@pytest.mark.browser
async def test_where_nothing_may_be_stored(site: Any, tmp_path: Path) -> None:
    """A reload of the frame goes on, a reload of the whole page signs anew and goes on, too."""
    async with browser(tmp_path / "chromium", ALL_STORAGE_BLOCKED) as context:
        visit = await Visit.begin(context, f"{site.origin}/?as=v2&email=nothing-stored@example.com")
        assert await storage_of(visit) == "SecurityError"
        await go_in(visit)
        await (await visit.candidate()).floor()
        await write(await visit.candidate(), ANSWERS[0])
        await (await visit.frame()).evaluate("location.reload()")
        await visit.hears("started", 2)
        await (await visit.frame()).get_by_test_id("continue").wait_for()
        await visit.page.reload()
        await (await visit.frame()).get_by_test_id("continue").wait_for()
        assert visit.faults == []


@pytest.mark.browser
async def test_what_is_refused_says_why(
    server: Server, site: Any, integrator: Integrator, tmp_path: Path, pictures: Path
) -> None:
    embed = site.embed

    async with browser(tmp_path / "chromium") as context:

        async def shows(title: str, code: str) -> Visit:
            """Opens the page: the frame has this heading, the page hears this code, everybody can read it."""
            visit = await Visit.begin(context, f"{site.origin}/?as=v2")
            frame = await visit.frame()
            await expect(frame.get_by_role("heading", level=1)).to_have_text(title)
            assert await visit.hears("failed") == {"type": "failed", "code": code}
            await visit.page.screenshot(path=str(pictures / f"{code}.png"))
            await frame.evaluate(AXE.read_text())
            grave = await frame.evaluate("axe.run().then((r) => r.violations.filter((v) => v.impact !== 'minor'))")
            assert [one["id"] for one in grave] == []
            assert visit.faults == []
            return visit

        site.embed = guessed(embed)
        visit = await shows("This page could not tell us who you are", "signature_wrong")
        await expect((await visit.frame()).get_by_test_id("embed-refused")).to_contain_text("code: signature_wrong.")
        site.embed = host.Embed(server.url, "0199f3a8-1111-7000-8000-000000000000", embed.key)
        await shows("There is no interview here at the moment", "embed_unknown")
        site.embed = host.Embed(server.url, "not-an-id", embed.key)
        await shows("There is no interview here at the moment", "embed_unknown")
        site.embed = late(embed)
        await shows("Please open this page again", "signature_expired")
        site.embed = again(embed)
        visit = await Visit.begin(context, f"{site.origin}/?as=v2")
        await (await visit.frame()).get_by_test_id("start").wait_for()
        await shows("Please open this page again", "signature_used")
        site.embed = embed

        id = integrator.call("embed-get", {"embed_id": embed.embed_id})["interview_def_set_id"]
        integrator.call("job-interview-set-state", {"position_id": id, "status": "draft"})
        visit = await shows("There is no interview here at the moment", "interview_not_open")
        integrator.call("job-interview-set-state", {"position_id": id, "status": "active"})
        await (await visit.frame()).get_by_test_id("retry").click()
        await (await visit.frame()).get_by_test_id("start").wait_for()
        await old_signatures(context, site, integrator)
        await strangers(context, site, integrator, pictures)


async def old_signatures(context: BrowserContext, site: Any, integrator: Integrator) -> None:
    """Version 1 opens again and again, until it is switched off."""
    for _ in range(2):
        visit = await Visit.begin(context, f"{site.origin}/?as=v1&email=old@example.com")
        await (await visit.frame()).get_by_test_id("start").wait_for()
    integrator.call("embed-set", {"embed_id": site.embed.embed_id, "accepts_v1": False})
    visit = await Visit.begin(context, f"{site.origin}/?as=v1&email=other@example.com")
    assert await visit.hears("failed") == {"type": "failed", "code": "signature_v1_off"}
    integrator.call("embed-set", {"embed_id": site.embed.embed_id, "accepts_v1": True})


async def strangers(context: BrowserContext, site: Any, integrator: Integrator, pictures: Path) -> None:
    """A page that the embed does not name: the browser shows nothing, and the page offers the way around it."""
    allow = {"embed_id": site.embed.embed_id, "allowed_origins": ["https://jobs.example.com"]}
    integrator.call("embed-set", allow)
    visit = await Visit.begin(context, f"{site.origin}/?as=v2&language=fr")
    assert await visit.hears("failed") == {"type": "failed", "code": "not_ready"}
    assert [message["type"] for message in await visit.said()] == ["failed"]
    assert any("frame-ancestors" in fault for fault in visit.faults)
    alert = visit.page.get_by_role("alert")
    await expect(alert).to_contain_text("Nous n’arrivons pas à joindre l’entretien")
    await visit.page.screenshot(path=str(pictures / "not-allowed.png"))
    async with context.expect_page() as opened:
        await alert.get_by_role("link").click()
    tab = await opened.value
    await tab.get_by_test_id("start").wait_for()
    integrator.call("embed-set", {**allow, "allowed_origins": []})
