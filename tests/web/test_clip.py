"""What the interviewer tells before the start, heard or read; and what a candidate sees while she talks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mock_room import CLIP, Attempt
from playwright.sync_api import Page, expect
from test_room import AXE, grave, in_state, start

from tests.support.page import LOUDNESS, MOST_SHIFT, SHIFTS, TOTAL_SHIFT

Visit = Callable[..., Attempt]


def agree(page: Page, mode: str) -> None:
    page.get_by_test_id(f"choose-{mode}").check()
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()


def audible(page: Page) -> None:
    """The page's policy lets no test evaluate a string in it again and again; so it is asked anew."""
    for _ in range(100):
        if page.evaluate("window.__loudest") > 0.05:
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing is heard")


def phase(page: Page, name: str, seconds: float = 20) -> None:
    expect(page.locator(".clip")).to_have_attribute("data-phase", name, timeout=seconds * 1000)


def test_it_is_told_with_captions_and_then_the_microphone_is_checked(page: Page, visit: Visit) -> None:
    page.add_init_script(LOUDNESS)
    page.add_init_script(SHIFTS)
    visit("clip")
    agree(page, "voice")
    caption = page.get_by_test_id("clip-caption")
    phase(page, "playing")
    audible(page)
    expect(caption).to_have_text(CLIP[0])
    expect(caption).to_have_text(CLIP[1])
    page.get_by_test_id("clip-pause").click()
    phase(page, "paused")
    page.wait_for_timeout(2_500)
    expect(caption).to_have_text(CLIP[1])
    page.get_by_test_id("clip-listen").click()
    expect(caption).to_have_text(CLIP[2])
    phase(page, "over")
    assert page.evaluate(TOTAL_SHIFT) <= MOST_SHIFT, page.evaluate("window.__shifts")
    page.get_by_test_id("clip-again").click()
    expect(caption).to_have_text(CLIP[0])
    assert grave(page) == []
    page.get_by_test_id("clip-done").click()
    page.get_by_test_id("mic-ready").click()
    in_state(page, "listening")


def test_it_can_be_read_and_skipped(page: Page, visit: Visit) -> None:
    visit("clip")
    agree(page, "voice")
    phase(page, "playing")
    page.get_by_test_id("clip-read").click()
    expect(page.get_by_test_id("clip-words")).to_have_text("".join(CLIP))
    assert grave(page) == []
    page.get_by_test_id("clip-listen").click()
    phase(page, "playing")
    page.get_by_test_id("clip-done").click()
    expect(page.get_by_test_id("microphone")).to_be_visible()


def test_who_types_reads_it_and_may_listen(page: Page, visit: Visit) -> None:
    page.add_init_script(LOUDNESS)
    one = visit("clip")
    agree(page, "text")
    expect(page.get_by_test_id("clip-words")).to_have_text("".join(CLIP))
    assert (page.evaluate("window.__loudest"), one.received) == (0, [])
    page.get_by_test_id("clip-listen").click()
    audible(page)
    page.get_by_test_id("clip-done").click()
    in_state(page, "listening")
    page.reload()
    page.get_by_test_id("continue").click()
    in_state(page, "listening")


@pytest.mark.parametrize("why", ["mute", "gone"])
def test_where_its_sound_is_missing_it_is_read(page: Page, visit: Visit, why: str) -> None:
    if why == "gone":
        page.route("**/room/v1/instructions/*", lambda route: route.abort())
    visit("mute" if why == "mute" else "clip")
    agree(page, "voice")
    expect(page.get_by_test_id("clip-words")).to_have_text("".join(CLIP))
    page.get_by_test_id("clip-done").click()
    expect(page.get_by_test_id("microphone")).to_be_visible()


def test_the_face_and_the_clock_are_as_she_wants_them(page: Page, visit: Visit) -> None:
    page.add_init_script(SHIFTS)
    visit("fresh")
    start(page, "voice")
    in_state(page, "listening")
    expect(page.get_by_test_id("face").locator(".presenter-figure")).to_be_visible()
    expect(page.get_by_test_id("minutes-left")).to_be_hidden()
    assert page.evaluate(TOTAL_SHIFT) <= MOST_SHIFT, page.evaluate("window.__shifts")
    page.get_by_test_id("more").click()
    page.get_by_test_id("show-face").uncheck()
    page.get_by_test_id("show-clock").check()
    page.keyboard.press("Escape")
    expect(page.locator(".presenter-figure")).to_have_count(0)
    expect(page.get_by_test_id("minutes-left")).to_have_text("About 19 minutes left")
    assert grave(page) == []
    page.get_by_test_id("finish-answer").click()
    in_state(page, "speaking")
    page.reload()
    page.get_by_test_id("continue").click()
    in_state(page, "listening")
    expect(page.locator(".presenter-figure")).to_have_count(0)
    expect(page.get_by_test_id("minutes-left")).to_be_visible()


LONG_CAPTION = " ".join(["I measured how long every single delivery took and showed the numbers to the team."] * 12)


def test_captions_that_grow_move_nothing(page: Page, visit: Visit) -> None:
    visit("fresh")
    start(page, "text")
    in_state(page, "listening")
    before = boxes(page)
    page.evaluate("(text) => document.querySelector('[data-testid=caption-interviewer]').append(text)", LONG_CAPTION)
    assert boxes(page) == before


def boxes(page: Page) -> Any:
    return page.evaluate(
        "['.live-stage', '.live-words', '.live-foot', '.live-status']"
        ".map((one) => JSON.stringify(document.querySelector(one).getBoundingClientRect()))"
    )


@pytest.mark.parametrize("window", [(390, 844), (844, 390), (640, 400), (320, 568)], ids=str)
def test_everything_is_within_reach_in_small_windows(page: Page, visit: Visit, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    visit("clip", "de")
    agree(page, "voice")
    phase(page, "playing")
    for screen in ("clip-done", "mic-ready"):
        fits(page)
        page.get_by_test_id(screen).click()
    in_state(page, "listening")
    fits(page)
    for control in ("finish-answer", "hold", "say-again", "mute", "more", "end-interview", "toggle-transcript"):
        page.get_by_test_id(control).scroll_into_view_if_needed()
        page.get_by_test_id(control).click(trial=True)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("setting", [{"forced_colors": "active"}, {"contrast": "more"}], ids=str)
def test_who_needs_contrast_sees_what_is_chosen(page: Page, visit: Visit, setting: dict[str, Any]) -> None:
    page.emulate_media(**setting)
    visit("clip")
    drawn = "(one) => JSON.stringify([getComputedStyle(one).outline, getComputedStyle(one).border])"
    voice, typing = (page.locator("label", has=page.get_by_test_id(f"choose-{mode}")) for mode in ("voice", "text"))
    page.get_by_test_id("choose-voice").check()
    assert voice.evaluate(drawn) != typing.evaluate(drawn)
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run().then(result => result.violations.filter(v => v.impact === 'critical'))") == []
