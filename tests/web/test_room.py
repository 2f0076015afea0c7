"""The candidate's room in a real browser: the way through it, what it survives, and that everybody can use it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mock_room import ANSWER, CLOSED, COACHED, SCORED, Attempt
from playwright.sync_api import Page, expect

from vivavoce.features.sessions import disclosure

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SITUATIONS = ["fresh", "abandoned", "live", "result", "submitted", SCORED, COACHED, "away", *sorted(CLOSED)]
Visit = Callable[..., Attempt]


def in_state(page: Page, state: str) -> None:
    expect(page.get_by_test_id("status")).to_have_attribute("data-state", state, timeout=20_000)


def start(page: Page, mode: str) -> None:
    page.get_by_test_id(f"choose-{mode}").check()
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()
    if mode == "voice":
        page.get_by_test_id("mic-ready").click()


def commands(one: Attempt) -> list[str]:
    return [frame["name"] for frame in one.received if frame["type"] == "command"]


def test_a_whole_interview_by_voice(page: Page, visit: Visit) -> None:
    one = visit("fresh")
    start(page, "voice")
    in_state(page, "speaking")
    expect(page.get_by_test_id("caption-interviewer")).to_contain_text("Hello Maya")
    in_state(page, "listening")
    expect(page.get_by_test_id("caption-candidate")).to_contain_text("I noticed")
    for number in (1, 2):
        page.get_by_test_id("finish-answer").click()
        expect(page.get_by_test_id("question-number")).to_contain_text(f"Question {number} of 2")
        in_state(page, "listening")
    page.get_by_test_id("finish-answer").click()
    expect(page.get_by_test_id("transcript")).to_contain_text(ANSWER)
    page.get_by_test_id("rating-4").check()
    page.get_by_test_id("feedback-text").fill("Calm and clear.")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("submitted")).to_be_visible()
    assert one.feedback == {"rating": 4, "text": "Calm and clear."}
    assert one.received[0]["consent"] == {"version": disclosure.VERSION, "purposes": ["interview"]}
    assert one.sound_bytes > 3 * 32_000


def test_a_whole_interview_by_typing(page: Page, visit: Visit) -> None:
    one = visit("fresh")
    start(page, "text")
    for answer in ("Yes.", "First answer.", "Second answer."):
        in_state(page, "listening")
        page.get_by_test_id("text-input").fill(answer)
        page.get_by_test_id("text-input").press("Enter")
    expect(page.get_by_test_id("transcript")).to_contain_text("Second answer.")
    assert one.sound_bytes == 0


def test_nothing_begins_without_consent(page: Page, visit: Visit) -> None:
    one = visit("fresh")
    page.get_by_test_id("choose-text").check()
    page.get_by_test_id("start").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_test_id("consent")).to_be_focused()
    assert one.received == []


def test_a_reload_goes_on_after_one_click(page: Page, visit: Visit) -> None:
    visit("fresh")
    start(page, "voice")
    in_state(page, "listening")
    page.reload()
    page.get_by_test_id("continue").click()
    in_state(page, "listening")
    page.get_by_test_id("finish-answer").click()
    expect(page.get_by_test_id("question-number")).to_contain_text("Question 1 of 2")


def test_the_line_comes_back_by_itself(page: Page, visit: Visit) -> None:
    one = visit("live")
    page.get_by_test_id("continue").click()
    in_state(page, "listening")
    one.drop_line(code=1012)
    in_state(page, "reconnecting")
    expect(page.get_by_role("alert")).to_contain_text("Stay here")
    in_state(page, "listening")
    page.get_by_test_id("finish-answer").click()
    in_state(page, "speaking")


def test_another_tab_takes_the_line_and_this_one_takes_it_back(page: Page, visit: Visit) -> None:
    visit("live")
    page.get_by_test_id("continue").click()
    in_state(page, "listening")
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_test_id("continue").click()
    expect(page.get_by_test_id("elsewhere")).to_be_visible()
    page.get_by_test_id("take-back").click()
    in_state(page, "listening")
    expect(second.get_by_test_id("elsewhere")).to_be_visible()


def test_she_can_hear_it_again_and_end(page: Page, visit: Visit) -> None:
    one = visit("live")
    page.get_by_test_id("continue").click()
    in_state(page, "listening")
    page.get_by_test_id("say-again").click()
    in_state(page, "speaking")
    page.get_by_test_id("end-interview").click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("end-confirm")).to_be_hidden()
    page.get_by_test_id("end-interview").click()
    page.get_by_test_id("end-confirm").click()
    expect(page.get_by_test_id("result")).to_be_visible()
    assert commands(one) == ["repeat", "end"]


def test_a_result_comes_by_itself_and_never_holds_her_up(page: Page, visit: Visit) -> None:
    page.clock.install()
    one = visit(SCORED)
    expect(page.get_by_test_id("overall")).to_contain_text("7.4 of 10")
    one.rating_s, one.asked_at = 3600, None
    page.reload()
    status = page.get_by_test_id("outcome").get_by_role("status")
    expect(status).to_contain_text("you don't have to wait for it")
    expect(page.get_by_test_id("submit")).to_be_enabled()
    one.rating_s = 0
    page.clock.run_for(5_000)
    expect(page.get_by_test_id("overall")).to_contain_text("7.4 of 10")
    expect(status).to_have_text("Your result")


def test_what_she_wrote_outlives_a_bad_line_and_a_reload(page: Page, visit: Visit) -> None:
    one = visit(SCORED)
    page.get_by_test_id("rating-4").check()
    page.get_by_test_id("feedback-text").fill("It was calm.")
    one.refuse_hand_in = True
    page.get_by_test_id("submit").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be reached")
    expect(page.get_by_test_id("feedback-text")).to_have_value("It was calm.")
    page.reload()
    expect(page.get_by_test_id("rating-4")).to_be_checked()
    one.refuse_hand_in = False
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("submitted")).to_contain_text("To reach a person")
    assert one.feedback == {"rating": 4, "text": "It was calm."}


def test_another_attempt_begins_with_consent(page: Page, visit: Visit) -> None:
    one = visit(COACHED)
    expect(page.get_by_test_id("another")).to_contain_text("Harbour & Lane sees all your attempts")
    page.get_by_test_id("again").click()
    page.get_by_test_id("language").select_option("de")
    expect(page.get_by_test_id("start")).to_contain_text("Mikrofon")
    start(page, "text")
    in_state(page, "listening")
    assert one.received[0]["type"] == "start"


def test_a_blocked_microphone_is_explained_and_typing_is_offered(page: Page, visit: Visit) -> None:
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') }"
    )
    one = visit("fresh")
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()
    expect(page.get_by_role("alert")).to_contain_text("The microphone is blocked")
    page.get_by_test_id("mic-type").click()
    in_state(page, "listening")
    assert one.received[0]["mode"] == "text"


LOUDSPEAKER_BESIDE_MICROPHONE = """
const Context = window.AudioContext;
window.AudioContext = class extends Context {
  constructor(options) { super(options); window.loop = new MediaStreamAudioDestinationNode(this); }
};
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...more) {
  if (target instanceof AudioDestinationNode) connect.call(this, window.loop);
  return connect.call(this, target, ...more);
};
navigator.mediaDevices.getUserMedia = async () => window.loop.stream;
"""
"""What is played is all that the microphone hears."""


def test_silence_and_echo_are_noticed_and_hold_nobody_up(page: Page, visit: Visit) -> None:
    page.add_init_script(LOUDSPEAKER_BESIDE_MICROPHONE)
    visit("fresh")
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()
    expect(page.get_by_text("Your microphone seems to be muted")).to_be_visible()
    expect(page.get_by_test_id("line")).to_have_attribute("data-verdict", "good")
    page.get_by_test_id("test-sound").click()
    expect(page.get_by_text("Your microphone hears your loudspeaker")).to_be_visible()
    expect(page.get_by_test_id("mic-hearing")).to_have_attribute("data-heard", "false")
    page.get_by_test_id("sound-no").click()
    expect(page.get_by_text("Turn the volume up")).to_be_visible()
    expect(page.get_by_test_id("test-sound")).to_be_focused()
    assert grave(page) == []
    expect(page.get_by_test_id("mic-ready")).to_be_enabled()


def test_another_microphone_can_be_chosen_and_is_remembered(page: Page, visit: Visit) -> None:
    visit("fresh")
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()
    chosen = page.get_by_test_id("mic-choose").locator("option").nth(2).get_attribute("value")
    page.get_by_test_id("mic-choose").select_option(chosen)
    expect(page.get_by_test_id("mic-choose")).to_have_value(str(chosen))
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_test_id("consent")).to_be_checked()
    page.get_by_test_id("start").click()
    expect(page.get_by_test_id("mic-choose")).to_have_value(str(chosen))
    page.evaluate("localStorage.setItem('vivavoce.microphone', 'unplugged')")
    page.get_by_role("button", name="Back").click()
    page.get_by_test_id("start").click()
    expect(page.get_by_test_id("mic-choose")).to_have_value("default")
    page.get_by_test_id("mic-ready").click()
    in_state(page, "speaking")


def test_a_browser_without_worklets_can_type(page: Page, visit: Visit) -> None:
    page.add_init_script("delete window.AudioWorkletNode")
    visit("fresh")
    expect(page.get_by_test_id("choose-voice")).to_be_disabled()
    expect(page.get_by_test_id("choose-text")).to_be_checked()


def test_a_server_that_is_away_can_be_asked_again(page: Page, visit: Visit) -> None:
    one = visit("away")
    expect(page.get_by_test_id("away")).to_be_visible()
    one.situation = "fresh"
    page.get_by_test_id("retry").click()
    expect(page.get_by_test_id("start")).to_be_visible()


def grave(page: Page) -> list[str]:
    """Serious and critical findings of axe-core on what is shown now."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: npm ci in web/")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_page_is_accessible(page: Page, visit: Visit, situation: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    visit(situation)
    page.get_by_role("heading", level=1).wait_for()
    if situation in {SCORED, COACHED}:
        page.get_by_test_id("overall").wait_for()
    assert grave(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_live_screens_are_accessible(page: Page, visit: Visit, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    visit("fresh")
    page.get_by_test_id("consent").check()
    page.get_by_test_id("start").click()
    page.get_by_test_id("mic-hearing").wait_for()
    assert grave(page) == []
    page.get_by_test_id("mic-ready").click()
    in_state(page, "listening")
    page.get_by_test_id("type-instead").click()
    page.get_by_test_id("toggle-transcript").click()
    assert grave(page) == []
    page.get_by_test_id("end-interview").click()
    assert grave(page) == []
