"""Visitors without a link: a company's pages, the code from the letter, and addresses that lead nowhere."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.features.support import INTERVIEW
from tests.journeys.conftest import Integrator
from tests.journeys.test_screens import Inspector, inspector
from tests.journeys.test_weather import Sql, sql
from tests.support.candidate import browser_with_microphone
from tests.support.server import Server
from vivavoce.ports.mail.outbox import OutboxMailer

__all__ = ["inspector", "sql"]

LOOKS = {"colours": {"primary": "#7a1fa2"}, "contact_email": "jobs@example.com"}


def publish(integrator: Integrator, name: str, **changes: Any) -> str:
    """A short interview that is open to visitors; its id."""
    body = INTERVIEW | {"name": name, "location": "Zagreb", "max_duration": 4}
    made: dict[str, Any] = integrator.call("job-interview-create", body | changes)
    return str(made["interview_def_set_id"])


def letters_to(server: Server, email: str) -> list[str]:
    """The letters to an address, the newest last."""
    found = OutboxMailer(server.data / "outbox").letters(200)
    return [letter.get_content() for letter in found if letter["To"] == email]


async def code_for(server: Server, email: str, nth: int = 1) -> str:
    """The code in the nth letter to this address."""
    async with asyncio.timeout(30):
        while len(letters := await asyncio.to_thread(letters_to, server, email)) < nth:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    digits = re.search(r"\b\d{6}\b", letters[nth - 1])
    assert digits
    return digits[0]


async def ask(page: Page, name: str, email: str) -> None:
    await page.get_by_test_id("entrance-name").fill(name)
    await page.get_by_test_id("entrance-email").fill(email)
    await page.get_by_test_id("entrance-send").click()
    await page.get_by_test_id("entrance-code").wait_for()


async def enter(page: Page, code: str) -> None:
    await page.get_by_test_id("entrance-code").fill(code)
    await page.get_by_test_id("entrance-enter").click()


async def arrives(page: Page) -> None:
    """She has a link and is on the page of her interview."""
    await page.get_by_test_id("start").wait_for()
    assert re.search(r"/i/[^/]+$", page.url)


@pytest.mark.browser
async def test_from_the_list_by_a_code_to_the_interview(
    server: Server, integrator: Integrator, tmp_path: Path, inspector: Inspector
) -> None:
    slug = integrator.call("merchant-portal-set", LOOKS)["slug"]
    publish(integrator, "Street musician")
    publish(integrator, "Hidden musician", visibility="merchant_unlisted")
    publish(integrator, "Rehearsal", type="coaching")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(f"{server.url}/m/{slug}")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Open interviews")
        adverts = page.get_by_test_id("advert")
        await expect(adverts.filter(has_text="Street musician")).to_be_visible()
        assert not {"Hidden musician", "Rehearsal"} & set(await adverts.all_inner_texts())
        await expect(page).to_have_title(re.compile("Open interviews · "))
        accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"
        assert await page.evaluate(accent) == "#7a1fa2"
        await inspector.look(page, "1-list")

        await adverts.filter(has_text="Street musician").click()
        await page.get_by_test_id("entrance-send").click()
        await expect(page.get_by_test_id("entrance-name")).to_be_focused()
        await expect(page.get_by_text("Please enter your name.")).to_be_visible()
        await inspector.look(page, "2-entrance")
        await ask(page, "Ana Kovač", "ana.typo@example.com")
        await page.get_by_test_id("entrance-back").click()
        await expect(page.get_by_test_id("entrance-name")).to_have_value("Ana Kovač")
        await ask(page, "Ana Kovač", "ana@example.com")
        code = await code_for(server, "ana@example.com")
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        await enter(page, wrong)
        await expect(page.get_by_text("That is not the code from the e-mail.")).to_be_visible()
        await expect(page.get_by_test_id("entrance-code")).to_be_focused()
        await inspector.look(page, "3-code")
        await enter(page, f" {code[:3]} {code[3:]} ")
        await arrives(page)
        assert await page.evaluate(accent) == "#7a1fa2"
        assert candidate.errors == []

        await page.goto(f"{server.url}/coach/{slug}")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Coaching sessions")
        await expect(page.get_by_test_id("advert").filter(has_text="Rehearsal")).to_be_visible()
    assert inspector.faults == []


@pytest.mark.browser
async def test_unlisted_and_invited_by_the_keyboard(
    server: Server, integrator: Integrator, tmp_path: Path, inspector: Inspector
) -> None:
    slug = integrator.call("merchant-portal-set", LOOKS)["slug"]
    unlisted = publish(integrator, "Lighthouse keeper", visibility="merchant_unlisted")
    invited = publish(integrator, "Ship's cook", visibility="merchant_invite")
    user = {"name": "Mia", "email": "mia@example.com"}
    integrator.call("job-interview-register-users", {"interview_id": invited, "users": [user]})
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        press, write = page.keyboard.press, page.keyboard.type

        async def tab_to(testid: str) -> None:
            for _ in range(40):
                await press("Tab")
                if await page.evaluate("document.activeElement?.dataset.testid") == testid:
                    assert await page.evaluate("document.activeElement.matches(':focus-visible')")
                    return
            raise AssertionError(f"Tab never comes to {testid}")

        await page.goto(f"{server.url}/m/{slug}/{unlisted}")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Lighthouse keeper")
        await tab_to("entrance-name")
        await write("Leo")
        await tab_to("entrance-email")
        await write("leo@example.com")
        await press("Enter")
        await expect(page.get_by_test_id("entrance-code")).to_be_focused()
        await write(await code_for(server, "leo@example.com"))
        await press("Enter")
        await arrives(page)

        said: dict[str, str] = {}
        for email in ("eve@example.com", "mia@example.com"):
            await page.goto(f"{server.url}/m/{slug}/{invited}")
            await expect(page.get_by_test_id("entrance")).not_to_contain_text("Ship's cook")
            await ask(page, "Somebody", email)
            said[email] = (await page.get_by_test_id("entrance").inner_text()).replace(email, "")
        assert "is registered here, a code is on its way" in said["mia@example.com"]
        pause = re.compile(r"\(\d+s\)")
        assert pause.sub("", said["eve@example.com"]) == pause.sub("", said["mia@example.com"])
        await inspector.look(page, "1-invited")
        await enter(page, await code_for(server, "mia@example.com"))
        await arrives(page)
        assert letters_to(server, "eve@example.com") == []
        assert candidate.errors == []
    assert inspector.faults == []


@pytest.mark.browser
async def test_addresses_that_lead_elsewhere(
    server: Server, integrator: Integrator, sql: Sql, tmp_path: Path, inspector: Inspector
) -> None:
    slug = integrator.call("merchant-portal-set", LOOKS)["slug"]
    interview, coaching = publish(integrator, "Judge"), publish(integrator, "Moot court", type="coaching")
    closed = {status: publish(integrator, f"Clerk {status}", status=status) for status in ("draft",)}
    closed["archived"] = publish(integrator, "Clerk archived")
    integrator.call("job-interview-set-state", {"position_id": closed["archived"], "status": "archived"})
    user = {"name": "Zoe", "email": "zoe@example.com"}
    body = {"interview_id": interview, "users": [user]}
    (registered,) = integrator.call("job-interview-register-users", body)
    enrolment = registered["profile_interview_id"]
    sql("update access_link set expires_at = now() where enrolment_id = %s", enrolment)
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        for path, testid in {
            f"/m/{slug}/{coaching}": "other-page",
            f"/coach/{slug}/{interview}": "other-page",
            f"/m/{slug}/{closed['draft']}": "shut",
            f"/m/{slug}/{closed['archived']}": "shut",
            f"/m/{slug}/{uuid4()}": "no-interview",
            f"/m/{slug}/nothing": "no-interview",
        }.items():
            answer = await page.goto(server.url + path)
            assert answer is not None
            assert answer.status == 200
            await page.get_by_test_id(testid).wait_for()
            await inspector.look(page, path.split("/")[1] + "-" + testid)
        answer = await page.goto(f"{server.url}/m/nobody-of-this-name")
        assert answer is not None
        assert answer.status == 404
        await page.get_by_test_id("no-company").wait_for()
        await inspector.look(page, "no-company")

        await page.goto(f"{server.url}/m/{slug}/{coaching}")
        await page.get_by_test_id("go-there").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Moot court")

        await page.goto(registered["interview_url"])
        await expect(page.get_by_role("heading", level=1)).to_have_text("This link has expired")
        await expect(page.get_by_test_id("contact")).to_have_text("jobs@example.com")
        await inspector.look(page, "expired")
        await page.get_by_test_id("fresh-link").click()
        await ask(page, "Zoe", "zoe@example.com")
        await enter(page, await code_for(server, "zoe@example.com"))
        await arrives(page)

        await page.route("**/room/v1/**", lambda route: route.abort())
        await page.goto(f"{server.url}/m/{slug}")
        await page.get_by_test_id("away").wait_for()
        await page.unroute("**/room/v1/**")
        await page.get_by_test_id("portal").wait_for()
        assert candidate.errors == []
    assert inspector.faults == []
