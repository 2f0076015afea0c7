"""A whole interview, typed, in long words, from right to left, and in other scripts: every screen, in three windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from playwright.async_api import Page, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_screens import Inspector, inspector
from tests.journeys.test_weather import arrive_by_typing, hand_in, write
from tests.support.candidate import browser_with_microphone
from vivavoce.features.languages import find
from vivavoce.kernel.ids import new_id

__all__ = ["inspector"]

POSITIONS = {
    "de": ("Sachbearbeitung Kraftfahrzeughaftpflichtversicherung", "Garmisch-Partenkirchen"),
    "ar": ("مدير مشاريع برمجية", "الدار البيضاء"),
    "ja": ("ソフトウェア開発プロジェクトマネージャー", "東京都千代田区"),
    "ta": ("மென்பொருள் திட்ட மேலாளர்", "திருவனந்தபுரம்"),
}
ANSWERS = {
    "de": "Ich habe die Schadensregulierung für vierhundert Fahrzeuge neu geordnet und ein Drittel der Zeit gespart.",
    "ar": "قدتُ فريقًا من ثمانية أشخاص ونقلنا نظام الفوترة إلى منصة جديدة خلال ستة أشهر دون أي انقطاع.",
    "ja": "八人のチームを率いて、請求システムを新しい基盤に移し、費用を三割減らしました。",
    "ta": "எட்டு பேர் கொண்ட குழுவை வழிநடத்தி, கட்டண அமைப்பைப் புதிய தளத்திற்கு மாற்றி, செலவை மூன்றில் ஒரு பங்கு குறைத்தேன்.",
}
HOW = {"de": "voice", "ar": "text", "ja": "voice", "ta": "text"}
"""Arabic and Tamil are not heard by the engines of the tests."""
SCREENS = Path(__file__).parents[2] / "src" / "vivavoce" / "features" / "sessions" / "screens"

CUT_OFF = """
() => [...document.querySelectorAll("button, a, h1, h2, h3, label, legend, dt, dd, p, summary, li")]
  .filter((one) => one.checkVisibility() && !one.closest(".vv-hidden") && getComputedStyle(one).overflowX !== "visible")
  .filter((one) => one.scrollWidth - one.clientWidth > 1)
  .map((one) => one.textContent.trim().slice(0, 60))
"""


def words(code: str, key: str) -> str:
    with (SCREENS / f"{code}.po").open("rb") as file:
        return next(str(message.string) for message in read_po(file) if message.context == key)


def invited(integrator: Integrator, code: str) -> dict[str, Any]:
    name, place = POSITIONS[code]
    made = integrator.call(
        "job-interview-create",
        {
            "name": name,
            "location": place,
            "interview_template_id": "019a5f00-0000-7000-8000-000000000003",
            "mojito_language_code": code,
            "status": "active",
            "type": "interview",
            "visibility": "merchant_invite",
            "max_duration": 4,
            "result_view": "full",
            "include_closing_prompt": False,
            "candidate_video_introduction": "optional",
        },
    )
    user = {"name": "Maya Rao", "email": f"{new_id()}@example.com"}
    body = {"interview_id": made["interview_def_set_id"], "users": [user]}
    (let_in,) = integrator.call("job-interview-register-users", body)
    return dict(let_in)


@pytest.mark.browser
@pytest.mark.parametrize("code", POSITIONS)
async def test_every_screen_in_her_language(
    integrator: Integrator, tmp_path: Path, inspector: Inspector, code: str
) -> None:
    async def look(page: Page, name: str, *, full: bool = True) -> None:
        await inspector.look(page, name, full=full)
        await page.set_viewport_size({"width": 390, "height": 844})
        inspector.faults += [f"{name}: cut off: {text}" for text in await page.evaluate(CUT_OFF)]
        await page.set_viewport_size({"width": 1280, "height": 800})

    url = invited(integrator, code)["interview_url"]
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(url)
        await page.get_by_test_id("start").wait_for()
        root = page.locator("html")
        await expect(root).to_have_attribute("lang", find(code).bcp47)
        await expect(root).to_have_attribute("dir", "rtl" if code == "ar" else "ltr")
        await expect(page.get_by_test_id("start")).to_have_text(words(code, f"position.start.{HOW[code]}"))
        await look(page, "1-position")
        await arrive_by_typing(candidate, url)
        assert await candidate.floor()
        await look(page, "2-live", full=False)
        while await candidate.floor():
            await write(candidate, ANSWERS[code])
        await expect(page.get_by_test_id("submit")).to_have_text(words(code, "result.submit"))
        await look(page, "3-result")
        await hand_in(page)
        await look(page, "4-submitted")
        assert candidate.errors == []
    assert inspector.faults == []
