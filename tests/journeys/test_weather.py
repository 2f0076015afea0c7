"""What can come between a candidate and her interview: closed links, bad lines, lost servers, second thoughts.

Each time: the right screen, words that say what to do, and nothing lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, LiteralString

import numpy as np
import psycopg
import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_voice import ANSWERS, arrive_by_voice, check_order, heard_in
from tests.support.candidate import RATE, Candidate, browser_with_microphone, speak, write_wav
from tests.support.server import Server, data_folder
from vivavoce.features.sessions.lines import lines_of
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres

EN = lines_of("en")

expect.set_options(timeout=60_000)

Sql = Callable[..., list[tuple[Any, ...]]]

BAKER = """Tom Miller, baker

2015 - 2024 Baker at Golden Crust: bread, rolls and cakes from three in the morning.
Skills: sourdough, ovens, early rising.
"""


@pytest.fixture(scope="session")
def sql(server: Server) -> Iterator[Sql]:
    """For what no endpoint changes yet. A second user of the server's PostgreSQL."""
    postgres = EmbeddedPostgres(server.data / "postgres")

    def run(statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    yield run
    postgres.stop()


def short(integrator: Integrator, email: str, code: str = "weather", **changes: Any) -> Any:
    """A candidate of a short interview: two questions, no closing."""
    return integrator.candidate(
        email,
        position_external_id=code,
        position_name="Delivery manager",
        max_duration=4,
        include_closing_prompt=False,
        welcome_message="Hello {candidate}, good to see you.",
        **changes,
    )


async def arrive_by_typing(candidate: Candidate, url: str) -> None:
    """From the link to the live interview."""
    page = candidate.page
    await page.goto(url)
    await page.get_by_test_id("consent").check()
    if await page.get_by_test_id("consent-introduction_video").count():
        await page.get_by_test_id("consent-introduction_video").check()
    await page.get_by_test_id("choose-text").check()
    await page.get_by_test_id("start").click()
    await page.get_by_test_id("text-input").wait_for()


async def write(candidate: Candidate, words: str) -> None:
    """One typed answer; returns when it is safe."""
    heard = len(candidate.frames.of("heard"))
    await candidate.page.get_by_test_id("text-input").fill(words)
    await candidate.page.get_by_test_id("text-send").click()
    await candidate.frames.until(lambda _: len(candidate.frames.of("heard")) > heard)


async def write_on(candidate: Candidate, written: list[str]) -> list[str]:
    """Types until the interview is over; ``written`` grows by what was sent."""
    while await candidate.floor():
        words = ANSWERS[len(written) % len(ANSWERS)]
        await write(candidate, words)
        written.append(words)
    return written


async def hand_in(page: Page) -> None:
    await page.get_by_test_id("submit").click()
    await page.get_by_test_id("submitted").wait_for()


async def continues(candidate: Candidate) -> None:
    """The page of an interview that is open, and on. What earlier pages received is forgotten."""
    page = candidate.page
    candidate.frames.received.clear()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your interview is still open")
    await expect(page.locator(".lead")).to_contain_text("Your answers so far are safe")
    await page.get_by_test_id("continue").click()
    await page.get_by_test_id("status").wait_for()


def in_state(page: Page, state: str) -> Any:
    return expect(page.get_by_test_id("status")).to_have_attribute("data-state", state)


def turns_of(details: Any, *, questions: int = 2) -> list[str]:
    """The kinds of turns, after a check that nothing was asked twice or greeted twice."""
    kinds = [item["view"] for item in details["transcript"]]
    check_order(kinds, questions=questions)
    asked = [item["question_asked"] for item in details["transcript"] if item["view"] == "question"]
    assert len(set(asked)) == len(asked)
    return kinds


# --- links that open nothing ------------------------------------------------------------------------------------------


async def closed(page: Page, title: str, advice: str) -> Locator:
    """The closed screen, with these words."""
    screen = page.get_by_test_id("closed")
    await screen.wait_for()
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)
    await expect(screen).to_contain_text(advice)
    return screen


@asynccontextmanager
async def opened(folder: Path, url: str, **options: bool) -> AsyncIterator[Candidate]:
    """A browser with this page, in which no script may fail."""
    async with browser_with_microphone(folder, **options) as open_page:
        candidate: Candidate = await open_page()
        await candidate.page.goto(url)
        yield candidate
        assert candidate.errors == []


@pytest.mark.browser
async def test_a_link_that_nobody_handed_out(server: Server, tmp_path: Path) -> None:
    async with opened(tmp_path, f"{server.url}/i/{'x' * 43}") as candidate:
        await closed(candidate.page, "This link does not open an interview", "Open it again from your invitation")


@pytest.mark.browser
async def test_a_link_that_has_expired_and_a_fresh_one(integrator: Integrator, sql: Sql, tmp_path: Path) -> None:
    enrolled = short(integrator, "expired@example.com")
    token = enrolled["interview_url"].rsplit("/", 1)[1]
    sql(
        "update access_link set expires_at = now() - interval '1 minute' where token_hash = %s",
        hashlib.sha256(token.encode()).digest(),
    )
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        await closed(candidate.page, "This link has expired", "you get a new link at once")
        await candidate.page.goto(short(integrator, "expired@example.com")["interview_url"])
        await candidate.page.get_by_test_id("start").wait_for()


@pytest.mark.browser
async def test_a_link_that_was_withdrawn_in_the_middle(integrator: Integrator, sql: Sql, tmp_path: Path) -> None:
    enrolled = short(integrator, "revoked@example.com")
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        await arrive_by_typing(candidate, enrolled["interview_url"])
        await candidate.floor()
        await write(candidate, ANSWERS[0])
        revoke = "update access_link set revoked_at = now() where enrolment_id = %s"
        sql(revoke, enrolled["profile_interview_id"])
        await candidate.page.reload()
        await closed(candidate.page, "This link is no longer valid", "you get a new link at once")
        await candidate.page.goto(short(integrator, "revoked@example.com")["interview_url"])
        await continues(candidate)
        written = await write_on(candidate, [ANSWERS[0]])
        await hand_in(candidate.page)
    assert heard_in(await integrator.scored(enrolled["profile_interview_id"])) == written


@pytest.mark.browser
async def test_a_draft_opens_when_it_is_published(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "draft@example.com", code="weather-draft")
    state = {"position_id": enrolled["interview_def_set_id"]}
    integrator.call("job-interview-set-state", {**state, "status": "draft"})
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        await closed(candidate.page, "This interview has not opened yet", "Keep your link and try again later")
        integrator.call("job-interview-set-state", {**state, "status": "active"})
        await candidate.page.get_by_test_id("retry").click()
        await candidate.page.get_by_test_id("start").wait_for()


@pytest.mark.browser
async def test_an_archived_position_lets_nobody_in_but_who_has_begun(integrator: Integrator, tmp_path: Path) -> None:
    late, begun = (short(integrator, f"{who}@example.com", code="weather-archived") for who in ("late", "begun"))
    async with opened(tmp_path, begun["interview_url"]) as candidate:
        await arrive_by_typing(candidate, begun["interview_url"])
        await candidate.floor()
        await write(candidate, ANSWERS[0])
        archive = {"position_id": begun["interview_def_set_id"], "status": "archived"}
        integrator.call("job-interview-set-state", archive)
        await candidate.page.goto(late["interview_url"])
        await closed(candidate.page, "This position is closed", "please write to your contact there")
        await candidate.page.goto(begun["interview_url"])
        await continues(candidate)
        written = await write_on(candidate, [ANSWERS[0]])
        await hand_in(candidate.page)
    assert heard_in(await integrator.scored(begun["profile_interview_id"])) == written


@pytest.mark.browser
async def test_a_resume_that_a_person_has_to_look_at(integrator: Integrator, tmp_path: Path) -> None:
    resume = "Jane\n\nPlease see my portfolio."
    enrolled = short(integrator, "review@example.com", candidate_resume=resume)
    assert enrolled["status"] == "recruiter_action", enrolled
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        await closed(candidate.page, "A person is looking at your application", "Keep your link: it will work then")
        decision = {"decision": "recruiter_accept", "reason": "Her portfolio shows what the resume does not."}
        integrator.call("enrolment-decide", {"profile_interview_id": enrolled["profile_interview_id"], **decision})
        await candidate.page.get_by_test_id("retry").click()
        await candidate.page.get_by_test_id("start").wait_for()


@pytest.mark.browser
async def test_a_reject_gives_its_reasons_and_the_way_to_a_person(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "baker@example.com", candidate_resume=BAKER, candidate_name="Tom Miller")
    assert enrolled["status"] == "ai_reject", enrolled
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        title = "There is no interview for you here at the moment"
        screen = await closed(candidate.page, title, "ask that a person at Demo Company looks at it again")
        for reason in await screen.get_by_role("listitem").all_inner_texts():
            assert reason in enrolled["reason"]
        decision = {"decision": "recruiter_reject", "reason": "We look for somebody with years in software delivery."}
        integrator.call("enrolment-decide", {"profile_interview_id": enrolled["profile_interview_id"], **decision})
        await candidate.page.reload()
        await closed(candidate.page, title, decision["reason"])


@pytest.mark.browser
async def test_no_attempt_is_left(integrator: Integrator, sql: Sql, tmp_path: Path) -> None:
    enrolled = short(integrator, "spent@example.com")
    use_up = "update enrolment set attempts_used = 20 where id = %s"
    sql(use_up, enrolled["profile_interview_id"])
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        await closed(candidate.page, "You have no attempts left", "tell Demo Company: they can give you another")


# --- the microphone ---------------------------------------------------------------------------------------------------


@pytest.mark.browser
async def test_a_microphone_that_is_denied(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "denied@example.com")
    async with opened(tmp_path, enrolled["interview_url"], grant=False) as candidate:
        page = candidate.page
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-voice").check()
        await page.get_by_test_id("start").click()
        alert = page.get_by_role("alert")
        await expect(alert).to_contain_text("The microphone is blocked")
        await expect(alert).to_contain_text("allow the microphone, and try again")
        await page.get_by_test_id("mic-type").click()
        written = await write_on(candidate, [])
        assert {frame["duration_ms"] for frame in candidate.frames.of("speech")} == {0}, "nobody listens to it"
        await hand_in(page)
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == written
    assert details["mode"] == "text"
    turns_of(details)


@pytest.mark.browser
async def test_nobody_speaks(integrator: Integrator, sql: Sql, tmp_path: Path) -> None:
    """The first kind word in the browser; all of them, and the end, are in tests/live in virtual time."""
    enrolled = short(integrator, "silent@example.com")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await arrive_by_voice(candidate, enrolled["interview_url"])
        await candidate.frames.until(lambda _: "prompt" in [turn["kind"] for turn in candidate.frames.turns])
        await expect(page.get_by_test_id("caption-interviewer")).to_contain_text(EN.prompts[0])
        await page.goto("about:blank")
        put_aside = "update attempt set state = 'no_speech' where enrolment_id = %s"
        sql(put_aside, enrolled["profile_interview_id"])

        candidate.frames.received.clear()
        await page.goto(enrolled["interview_url"])
        await expect(page.locator("main")).to_contain_text("We could not hear you last time")
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-text").check()
        await page.get_by_test_id("continue").click()
        written = await write_on(candidate, [])
        await hand_in(page)
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == written
    assert "prompt" in turns_of(details)


@pytest.mark.browser
async def test_say_that_again_and_i_have_finished(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "again@example.com")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page, frames = candidate.page, candidate.frames

        async def said_again(times: int) -> None:
            """Waits until the question has been said again so often, and the floor is hers once more."""

            def ready(received: list[dict[str, Any]]) -> bool:
                told = [frame for frame in received if frame["type"] in ("say", "status")]
                kinds = [frame["turn"]["kind"] for frame in told if frame["type"] == "say"]
                return kinds.count("repeat") == times and told[-1].get("state") == "listening"

            await frames.until(ready)

        await arrive_by_voice(candidate, enrolled["interview_url"])
        question = await candidate.floor()
        await page.get_by_test_id("say-again").click()
        await said_again(1)
        await candidate.speak_up("Sorry, could you say that again, please?")
        await said_again(2)
        again = await candidate.floor()
        assert question
        assert again
        assert again["text"] == question["text"]

        captions = len(frames.of("caption"))
        await candidate.speak_up("I led a team of eight engineers and")
        await frames.until(lambda _: len(frames.of("caption")) > captions)
        await page.get_by_test_id("finish-answer").click()
        await frames.until(lambda _: bool(frames.of("heard")))

        # The rest by typing, after a reload: she goes on in another way than she began.
        spoken = frames.of("heard")[0]["turn"]["text"]
        frames.received.clear()
        await page.reload()
        await page.get_by_test_id("continue-typing").click()
        written = await write_on(candidate, [spoken])
        await hand_in(page)
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert "team of" in spoken
    assert heard_in(details) == written
    assert details["mode"] == "text"
    assert turns_of(details).count("repeat") >= 2


# --- the line ---------------------------------------------------------------------------------------------------------


class Cable:
    """The network between the browser and the server; it can be pulled out."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._ends: set[asyncio.StreamWriter] = set()
        self._plugged = True
        self.port = 0

    async def __aenter__(self) -> Cable:
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1")
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.pull()
        self._listener.close()

    def url(self, url: str) -> str:
        """The same address, through this cable."""
        return url.replace(f":{self._server.port}/", f":{self.port}/")

    def pull(self) -> None:
        self._plugged = False
        for end in self._ends:
            end.transport.abort()

    def plug(self) -> None:
        self._plugged = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._plugged:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        ends = {writer, far_writer}
        self._ends |= ends
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._ends -= ends


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@pytest.mark.browser
async def test_a_line_that_is_lost_in_the_middle_of_an_answer(
    server: Server, integrator: Integrator, tmp_path: Path
) -> None:
    enrolled = short(integrator, "offline@example.com")
    async with Cable(server) as cable, browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page, frames = candidate.page, candidate.frames
        await arrive_by_voice(candidate, cable.url(enrolled["interview_url"]))
        await candidate.floor()
        # A pause for breath, long enough for the beginning to be written down, too short to end the turn.
        story = [speak(ANSWERS[0]), np.zeros(RATE // 3, np.int16), speak(" ".join(ANSWERS[1:4]))]
        write_wav(candidate.microphone, np.concatenate(story))
        await page.evaluate("window.__speak()")
        await frames.until(lambda _: bool(frames.of("caption")))
        cable.pull()
        await in_state(page, "reconnecting")
        alert = page.get_by_role("alert")
        await expect(alert).to_contain_text("Stay here")
        sockets = frames.sockets
        await asyncio.sleep(1)
        cable.plug()
        await frames.until(lambda _: frames.sockets > sockets and len(frames.of("snapshot")) > 1)
        asked = await candidate.floor()
        assert asked
        assert asked["text"] == EN.welcome_back_answering
        await expect(alert).to_be_hidden()
        await candidate.say("That is how we did it.")
        (heard,) = frames.of("heard")
        await page.get_by_test_id("end-interview").click()
        await page.get_by_test_id("end-confirm").click()
        await hand_in(page)
        assert candidate.errors == []
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == [heard["turn"]["text"]]
    assert "a team of" in heard["turn"]["text"]
    assert "how we did it" in heard["turn"]["text"]
    assert details["status"] == "submitted"


def signed_in(server: Server) -> Integrator:
    facts = server.demo()
    return Integrator(server.url, facts["access_token"])


@pytest.fixture
def own_data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


@pytest.mark.browser
async def test_a_server_that_is_killed_and_comes_back(tmp_path: Path, own_data: Path) -> None:
    server = Server(own_data)
    await asyncio.to_thread(server.start)
    try:
        integrator = signed_in(server)
        enrolled = short(integrator, "killed@example.com")
        async with opened(tmp_path, enrolled["interview_url"]) as candidate:
            page, frames = candidate.page, candidate.frames
            await arrive_by_typing(candidate, enrolled["interview_url"])
            await candidate.floor()
            await write(candidate, ANSWERS[0])
            await candidate.floor()
            await page.get_by_test_id("text-input").fill("I had just begun to write")
            server.kill()
            await in_state(page, "reconnecting")
            await expect(page.get_by_role("alert")).to_contain_text("Stay here")
            snapshots = len(frames.of("snapshot"))
            await asyncio.to_thread(server.start)
            await frames.until(lambda _: len(frames.of("snapshot")) > snapshots)
            await expect(page.get_by_test_id("text-input")).to_have_value("I had just begun to write")
            written = await write_on(candidate, [ANSWERS[0]])
            await hand_in(page)
        details = await integrator.scored(enrolled["profile_interview_id"])
        assert heard_in(details) == written
        assert "repeat" in turns_of(details), "what she was to answer is said again"
    finally:
        server.stop()


# --- tabs, and second thoughts ----------------------------------------------------------------------------------------


@pytest.mark.browser
async def test_a_tab_that_was_closed_and_an_interview_that_was_sent(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "closed-tab@example.com", interview_attempts=1)
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        await arrive_by_typing(candidate, enrolled["interview_url"])
        await candidate.floor()
        await write(candidate, ANSWERS[0])
        await candidate.page.close()

        candidate = await open_page()
        page = candidate.page
        await page.goto(enrolled["interview_url"])
        await continues(candidate)
        written = await write_on(candidate, [ANSWERS[0]])
        await page.get_by_test_id("result").wait_for()
        await page.reload()
        await expect(page.get_by_test_id("transcript")).to_contain_text(written[-1])
        await hand_in(page)

        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("submitted").wait_for()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Your interview has been sent")
        await page.get_by_text("Read the transcript").click()
        for words in written:
            await expect(page.get_by_test_id("transcript")).to_contain_text(words)
        assert candidate.errors == []
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == written
    turns_of(details)
    assert short(integrator, "closed-tab@example.com")["status"] == "already-applied"


@pytest.mark.browser
async def test_two_tabs(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "two-tabs@example.com")
    async with browser_with_microphone(tmp_path) as open_page:
        first, second = await open_page(), await open_page()
        await arrive_by_typing(first, enrolled["interview_url"])
        await first.floor()
        await write(first, ANSWERS[0])
        await second.page.goto(enrolled["interview_url"])
        await continues(second)
        elsewhere = first.page.get_by_test_id("elsewhere")
        await expect(elsewhere).to_contain_text("The interview is open in another tab")
        await expect(elsewhere).to_contain_text("take it back to this one")
        await second.floor()
        await write(second, ANSWERS[1])

        first.frames.received.clear()
        await first.page.get_by_test_id("take-back").click()
        await second.page.get_by_test_id("elsewhere").wait_for()
        written = await write_on(first, [ANSWERS[0], ANSWERS[1]])
        await hand_in(first.page)
        assert [*first.errors, *second.errors] == []
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == written
    turns_of(details)


@pytest.mark.browser
async def test_ending_early_and_sound_that_is_switched_on(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = short(integrator, "early@example.com")
    async with opened(tmp_path, enrolled["interview_url"]) as candidate:
        page, frames = candidate.page, candidate.frames
        await arrive_by_typing(candidate, enrolled["interview_url"])
        await candidate.floor()
        assert {frame["duration_ms"] for frame in frames.of("speech")} == {0}
        await page.get_by_test_id("sound").click()
        await page.get_by_test_id("say-again").click()
        await frames.until(lambda _: any(frame["duration_ms"] > 0 for frame in frames.of("speech")))
        await page.get_by_test_id("sound").click()
        await candidate.floor()
        await write(candidate, ANSWERS[0])
        await page.get_by_test_id("end-interview").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("What you have said so far is kept")
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await page.get_by_test_id("end-interview").click()
        await page.get_by_test_id("end-confirm").click()
        await expect(page.get_by_test_id("transcript")).to_contain_text(ANSWERS[0])
        await hand_in(page)
    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == [ANSWERS[0]]
    kinds = [item["view"] for item in details["transcript"]]
    assert kinds[-1] == "thank_you"
    assert details["transcript"][-1]["question_asked"] == EN.ended_early
    assert all(pair != ("welcome", "welcome") for pair in itertools.pairwise(kinds))
