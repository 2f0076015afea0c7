"""Pages: who may frame what."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from tests.features.portals.support import Street


def ancestors(answer: httpx2.Response) -> str:
    policy: str = answer.headers["content-security-policy"]
    return policy.rpartition("frame-ancestors ")[2]


@pytest.mark.parametrize("path", ["/m/{slug}", "/m/{slug}/1", "/coach/{slug}", "/coach/{slug}/1", "/i/token"])
async def test_pages_are_the_room_and_nobody_frames_them(street: Street, path: str) -> None:
    answer = await street.get(path.format(slug=await street.slug()))
    assert (answer.status_code, answer.text) == (200, "<title>room</title>")
    assert (ancestors(answer), answer.headers["x-frame-options"]) == ("'none'", "DENY")


@pytest.mark.parametrize("path", ["/m/nobody", "/coach/nobody", "/m/nobody/1", "/m/%00", f"/m/{'x' * 5000}"])
async def test_the_page_of_a_company_that_is_not_there_is_not_found(street: Street, path: str) -> None:
    answer = await street.get(path)
    assert (answer.status_code, answer.text) == (404, "<title>room</title>")
    assert ancestors(answer) == "'none'"


async def test_an_embed_is_framed_by_the_origins_that_it_names(street: Street) -> None:
    embed_id = (await street.embed())["embed_id"]
    answer = await street.get(f"/embed?embed_id={embed_id}")
    assert (answer.status_code, ancestors(answer)) == (200, "*")
    origins = ["https://jobs.example.com", "https://*.example.org:8443", "http://localhost:3000"]
    await street.ok("embed-set", {"embed_id": embed_id, "allowed_origins": [*origins, "https://Jobs.example.com/"]})
    answer = await street.get(f"/embed?embed_id={embed_id}&name=QW5h")
    assert ancestors(answer) == " ".join(origins)
    assert "x-frame-options" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "wss://talk.example" in policy
    opened = await street.visit("embed/open", {"embed_id": embed_id})
    assert opened["allowed_origins"] == origins


@pytest.mark.parametrize("query", ["", "?embed_id=1", f"?embed_id={uuid4()}", "?embed_id=%00"])
async def test_what_is_no_embed_says_so_in_any_frame(street: Street, query: str) -> None:
    """The page asks what is behind its address, and hears nothing; what it then says gives nothing away."""
    answer = await street.get(f"/embed{query}")
    assert (answer.status_code, ancestors(answer)) == (404, "*")
    assert "x-frame-options" not in answer.headers


async def test_an_embed_that_is_switched_off_says_so_and_is_another_one_later(street: Street) -> None:
    made = await street.embed()
    state = {"position_id": made["interview_def_set_id"]}
    await street.ok("job-interview-set-state", state | {"is_embedded": False})
    answer = await street.get(f"/embed?embed_id={made['embed_id']}")
    assert (answer.status_code, ancestors(answer)) == (404, "*")
    again = await street.ok("job-interview-set-state", state | {"is_embedded": True})
    assert again["embed_id"] != made["embed_id"]


async def test_the_script_for_other_pages_may_be_loaded_by_them(street: Street, tmp_path: Path) -> None:
    (tmp_path / "embed").mkdir()
    (tmp_path / "embed" / "embed.js").write_text("let script;")
    answer = await street.get("/embed.js")
    assert (answer.status_code, answer.text) == (200, "let script;")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age=3600" in answer.headers["cache-control"]
    again = await street.client.get("/embed.js", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, "*")


async def test_without_a_built_front_end_there_is_no_script(street: Street) -> None:
    assert (await street.get("/embed.js")).status_code == 404


@pytest.mark.parametrize("path", ["/", "/functions/v1/openapi", "/room/v1/portal/none", "/nothing"])
async def test_everything_else_is_framed_by_nobody(street: Street, path: str) -> None:
    answer = await street.get(path)
    assert (ancestors(answer), answer.headers["x-frame-options"]) == ("'none'", "DENY")
