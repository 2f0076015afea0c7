"""The introduction video: in pieces, once, hers until she hands it in, gone when it is erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from tests.features.recordings.conftest import VIDEO, Candidate, ended, video
from tests.features.recordings.test_policy import WEBM, box
from tests.features.support import World, new_merchant
from vivavoce.features import recordings
from vivavoce.features.access import Role
from vivavoce.features.recordings import addresses, policy
from vivavoce.features.sessions.models import Attempt
from vivavoce.kernel.clock import now
from vivavoce.kernel.ids import new_id


def files(folder: Path) -> list[bytes]:
    """All pieces that lie in the store, in order."""
    return [path.read_bytes() for path in sorted((folder / "blobs").rglob("*")) if path.is_file()]


async def deleting(world: World) -> list[str]:
    """Folders whose deletion waits for the worker."""
    query = "select args->>'folder' from procrastinate_jobs where task_name = :name and args->>'folder' like :mine"
    values = {"name": recordings.DELETE_BLOBS, "mine": f"{world.merchant_id}/%"}
    async with world.database.platform() as session:
        return list(await session.scalars(text(query), values))


async def delete_blobs(world: World) -> None:
    """What the worker does."""
    for folder in await deleting(world):
        await recordings.delete_blobs(world.app.state.blobs, folder=folder)


async def kept(candidate: Candidate) -> Any:
    return (await candidate.result())["introduction"]["video"]


async def test_submit_is_closed_until_it_is_there(candidate: Candidate) -> None:
    found = (await candidate.result())["introduction"]
    assert found == {"wanted": "required", "max_seconds": 120, "max_bytes": 100_000_000, "video": None}
    assert (await candidate.post("/submit", {}, status=409))["code"] == "introduction_missing"
    await candidate.introduce()
    assert (await candidate.post("/submit", {}))["screen"] == "submitted"


@pytest.mark.parametrize("wish", ["optional", None])
async def test_where_it_is_not_needed_submit_is_open(rooms: World, wish: str | None) -> None:
    candidate = await ended(rooms, candidate_video_introduction=wish)
    found = (await candidate.result())["introduction"]
    assert (found and found["wanted"]) == wish
    await candidate.post("/submit", {})
    assert (await candidate.details())["introduction_video"] is None


async def test_where_none_is_asked_for_none_is_taken(rooms: World) -> None:
    candidate = await ended(rooms)
    assert (await candidate.post("/introduction", status=409))["code"] == "introduction_not_asked"
    assert (await candidate.chunk(str(new_id()), 0, VIDEO, status=409))["code"] == "introduction_not_asked"


async def test_she_sees_what_she_kept(candidate: Candidate, tmp_path: Path) -> None:
    recording = await candidate.introduce()
    found = await kept(candidate)
    assert (found["id"], found["seconds"], found["content_type"]) == (recording, 12.5, "video/webm")
    answer = await video(candidate.world.client, found["url"])
    assert answer.content == VIDEO == b"".join(files(tmp_path))
    owner = f"{candidate.world.merchant_id}/{candidate.enrolment_id}/{recording}/00000"
    assert (tmp_path / "blobs" / owner).exists()


async def test_the_company_watches_what_was_handed_in(candidate: Candidate) -> None:
    await candidate.introduce()
    assert (await candidate.details())["introduction_video"] is None  # hers, until she submits
    await candidate.post("/submit", {})
    found = (await candidate.details())["introduction_video"]
    assert (found["seconds"], found["content_type"]) == (12.5, "video/webm")
    assert found["url"].startswith("https://talk.example/recordings/v1/")
    answer = await video(candidate.world.client, found["url"])
    assert (answer.status_code, answer.content) == (200, VIDEO)
    headers = answer.headers
    assert headers["content-type"] == "video/webm"
    assert headers["content-length"] == str(len(VIDEO))
    assert headers["content-disposition"] == 'inline; filename="introduction.webm"'
    assert headers["cache-control"] == "private, no-store"
    assert headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(("asked", "start", "end"), [("bytes=0-99", 0, 100), ("bytes=39990-80010", 39_990, 80_011)])
async def test_a_player_may_jump(candidate: Candidate, asked: str, start: int, end: int) -> None:
    await candidate.introduce()
    answer = await video(candidate.world.client, (await kept(candidate))["url"], Range=asked)
    assert (answer.status_code, answer.content) == (206, VIDEO[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(VIDEO)}"


async def test_a_jump_behind_the_end_is_refused(candidate: Candidate) -> None:
    await candidate.introduce()
    answer = await video(candidate.world.client, (await kept(candidate))["url"], Range="bytes=999999999-")
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(VIDEO)}")


async def test_only_a_signed_address_opens_it(candidate: Candidate) -> None:
    recording = await candidate.introduce()
    client, url = candidate.world.client, (await kept(candidate))["url"]
    other = await (await ended(candidate.world, candidate_video_introduction="optional")).introduce()
    secret = candidate.world.app.state.settings.installation_secret
    later = url.replace("expires=", "expires=9")
    for wrong in (url[:-1] + ("0" if url[-1] != "0" else "1"), later, url.replace(recording, other)):
        assert (await video(client, wrong)).status_code == 404
    assert (await video(client, url.split("?")[0])).status_code == 422
    old = addresses.path_of(secret, recording, now() - recordings.URL_LIFE)  # type: ignore[arg-type]
    expired = await video(client, old)
    assert (expired.status_code, expired.json()["code"]) == (403, "address_expired")


async def test_another_merchant_gets_404(candidate: Candidate) -> None:
    await candidate.introduce()
    await candidate.post("/submit", {})
    candidate.world.becomes(Role.MERCHANT_OWNER, await new_merchant(candidate.world.database, "Other"))
    body = {"interview_result_id": str(candidate.attempt_id)}
    await candidate.world.refused("job-interview-details", body, 404)


async def test_chunks_come_in_any_order_and_twice(candidate: Candidate, tmp_path: Path) -> None:
    recording = await candidate.begin()
    cut = [VIDEO[:30_000], VIDEO[30_000:60_000], VIDEO[60_000:]]
    for seq in (2, 0, 2, 1, 0):
        await candidate.chunk(recording, seq, cut[seq])
    for _ in range(2):
        await candidate.keep(recording, 3)
    await candidate.chunk(recording, 1, cut[1])  # late, and known
    assert (await video(candidate.world.client, (await kept(candidate))["url"])).content == VIDEO
    assert len(files(tmp_path)) == 3


async def test_another_piece_under_the_same_number_is_refused(candidate: Candidate) -> None:
    recording = await candidate.begin()
    await candidate.chunk(recording, 0, VIDEO)
    assert (await candidate.chunk(recording, 0, VIDEO + b"x", status=409))["code"] == "chunk_differs"
    await candidate.keep(recording, 1)
    assert (await candidate.chunk(recording, 1, b"more", status=409))["code"] == "recording_kept"


@pytest.mark.parametrize(("sent", "announced"), [((0, 2), 3), ((0, 1), 3), ((1, 2), 3), ((0, 1, 2), 2), ((), 1)])
async def test_what_is_not_whole_is_not_kept(candidate: Candidate, sent: tuple[int, ...], announced: int) -> None:
    recording = await candidate.begin()
    for seq in sent:
        await candidate.chunk(recording, seq, VIDEO)
    assert (await candidate.keep(recording, announced, status=409))["code"] == "chunks_missing"
    assert await kept(candidate) is None


@pytest.mark.parametrize(
    "data", [b"<script>alert(1)</script>", b"", b"\x89PNG\r\n\x1a\n" + bytes(50), box(b"heic"), WEBM[:3]]
)
async def test_what_is_no_video_is_refused(candidate: Candidate, data: bytes, tmp_path: Path) -> None:
    recording = await candidate.begin()
    refused = await candidate.chunk(recording, 0, data, status=422)
    assert refused["code"] == ("not_a_video" if data else "invalid_field")
    assert files(tmp_path) == []


async def test_a_film_of_a_telephone_is_taken(candidate: Candidate) -> None:
    await candidate.introduce(box(b"qt  ") + bytes(1000))
    answer = await video(candidate.world.client, (await kept(candidate))["url"])
    assert answer.headers["content-type"] == "video/quicktime"
    assert answer.headers["content-disposition"].endswith('introduction.mov"')


async def test_it_has_limits(candidate: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = await candidate.begin()
    assert (await candidate.chunk(recording, 0, VIDEO + bytes(1_000_000), status=413))["code"] == "body_too_large"
    assert (await candidate.chunk(recording, 1000, VIDEO, status=422))["name"] == "seq"
    monkeypatch.setattr(policy, "MOST_BYTES", len(VIDEO) + 10)
    await candidate.chunk(recording, 0, VIDEO)
    assert (await candidate.chunk(recording, 1, bytes(11), status=413))["code"] == "video_too_large"
    await candidate.chunk(recording, 1, bytes(10))
    refused = await candidate.keep(recording, 2, 200, status=422)
    assert (refused["code"], refused["name"]) == ("video_too_long", "seconds")
    await candidate.keep(recording, 2, 122)
    assert (await kept(candidate))["seconds"] == 120


async def test_it_is_hers_alone(candidate: Candidate, rooms: World) -> None:
    recording = await candidate.begin()
    other = await ended(rooms, candidate_video_introduction="required")
    for id in (recording, str(new_id())):
        assert (await other.chunk(id, 0, VIDEO, status=404))["name"] == "recording_id"
        assert (await other.keep(id, 1, status=404))["name"] == "recording_id"
    await other.post("/introduction/remove")
    await candidate.chunk(recording, 0, VIDEO)
    async with rooms.database.merchant(new_id()) as session:
        for table in ("recording", "recording_chunk"):
            assert (await session.execute(text(f"select count(*) from {table}"))).scalar_one() == 0
    rooms.client.headers.pop("authorization", None)
    assert (await rooms.client.put("/room/v1/introduction/chunk", content=VIDEO)).status_code == 401


async def test_again_replaces_it_and_its_files_go(candidate: Candidate, tmp_path: Path) -> None:
    first = await candidate.introduce()
    second = await candidate.begin()
    await candidate.chunk(second, 0, VIDEO + b"second")
    assert (await kept(candidate))["id"] == first  # until the other one is kept
    await candidate.keep(second, 1)
    assert (await kept(candidate))["id"] == second
    await delete_blobs(candidate.world)
    assert files(tmp_path) == [VIDEO + b"second"]


async def test_beginning_anew_drops_what_was_on_its_way(candidate: Candidate, tmp_path: Path) -> None:
    first = await candidate.begin()
    await candidate.chunk(first, 0, VIDEO)
    await candidate.begin()
    assert (await candidate.keep(first, 1, status=404))["name"] == "recording_id"
    await delete_blobs(candidate.world)
    assert files(tmp_path) == []


async def test_she_removes_it(candidate: Candidate, tmp_path: Path) -> None:
    await candidate.introduce()
    url = (await kept(candidate))["url"]
    state = await candidate.post("/introduction/remove")
    assert state["result"]["introduction"]["video"] is None
    assert (await video(candidate.world.client, url)).status_code == 404
    assert (await candidate.post("/submit", {}, status=409))["code"] == "introduction_missing"
    await delete_blobs(candidate.world)
    assert files(tmp_path) == []


async def test_after_the_hand_in_nothing_changes(candidate: Candidate) -> None:
    recording = await candidate.introduce()
    await candidate.post("/submit", {})
    for path in ("/introduction", "/introduction/remove"):
        assert (await candidate.post(path, status=409))["code"] == "already_submitted"
    assert (await candidate.chunk(recording, 9, VIDEO, status=409))["code"] == "already_submitted"
    assert (await candidate.keep(recording, 3, status=409))["code"] == "already_submitted"


@pytest.mark.parametrize("state", ["started", "abandoned", "no_speech"])
async def test_not_before_the_end(candidate: Candidate, state: str) -> None:
    async with candidate.world.database.platform() as session:
        await session.execute(update(Attempt).where(Attempt.id == candidate.attempt_id).values(state=state))
    assert (await candidate.post("/introduction", status=409))["code"] == "not_finished"


async def test_erasing_takes_rows_and_files(candidate: Candidate, tmp_path: Path) -> None:
    await candidate.introduce()
    world = candidate.world
    async with world.database.merchant(world.merchant_id) as session:
        await recordings.erase_attempt(session, candidate.attempt_id)
    assert await world.count("recording") == await world.count("recording_chunk") == 0
    await delete_blobs(world)
    assert files(tmp_path) == []


async def test_what_she_never_kept_goes_within_a_day(candidate: Candidate) -> None:
    await candidate.introduce()
    await candidate.chunk(await candidate.begin(), 0, VIDEO)
    world = candidate.world
    await recordings.forget_unfinished(world.database)
    assert await world.count("recording") == 2
    async with world.database.platform() as session:
        await session.execute(text("update recording set created_at = now() - interval '25 hours'"))
    await recordings.forget_unfinished(world.database)
    assert await world.count("recording") == 1
    assert await kept(candidate)


async def test_a_file_that_is_gone_is_told_as_such(candidate: Candidate) -> None:
    await candidate.introduce()
    await candidate.world.app.state.blobs.delete(str(candidate.world.merchant_id))
    assert (await video(candidate.world.client, (await kept(candidate))["url"])).status_code == 404


async def test_keeping_it_is_agreeing_to_it(rooms: World) -> None:
    she = await ended(rooms, candidate_video_introduction="optional")
    before = (await she.details())["consent"]
    assert before["purposes"] == ["interview"]
    await she.introduce()
    after = (await she.details())["consent"]
    assert after["purposes"] == ["interview", "introduction_video"]
    assert after["at"] > before["at"]
    assert after["earlier"] == [before]
    await she.introduce()
    assert (await she.details())["consent"] == after
