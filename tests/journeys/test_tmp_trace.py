import time
import pytest
from tests.journeys.test_weather import *
from tests.journeys.test_weather import continues
for n in list(globals()):
    if n.startswith("test_"): del globals()[n]
async def test_two(integrator, tmp_path):
    enrolled = short(integrator, "two-tabs@example.com")
    async with browser_with_microphone(tmp_path) as open_page:
        first, second = await open_page(), await open_page()
        keep = second.frames._keep
        def k(p):
            if isinstance(p,str): print("F", round(time.monotonic(),2), p[:170])
            keep(p)
        second.frames._keep = k
        try:
          async with asyncio.timeout(60):
            await arrive_by_typing(first, enrolled["interview_url"])
            await first.floor()
            await write(first, ANSWERS[0])
            await second.page.goto(enrolled["interview_url"])
            await continues(second)
            await first.page.get_by_test_id("elsewhere").wait_for()
            await second.floor()
            print("W", time.monotonic())
            await write(second, ANSWERS[1])
            print("OK", time.monotonic())
        finally:
            print("BOX", await second.page.locator("main").inner_text())
