"""Embeds: signed visitors, and everything that is not quite a signed visitor."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import Any

import pytest

from tests.features.portals.support import Street
from tests.features.support import new_merchant
from vivavoce.features import embeds
from vivavoce.features.access import Role
from vivavoce.features.embeds.signatures import sign

NAME, EMAIL = "Ana Kovač", "ana@example.com"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def v1(embed: dict[str, Any], name: str = NAME, email: str = EMAIL) -> dict[str, Any]:
    """As existing integrations sign: the texts themselves."""
    signature = sign(embed["embed_signing_key"], f"{embed['embed_id']}{name}{email}".encode())
    return {"embed_id": embed["embed_id"], "name": b64(name), "email": b64(email), "signature": signature}


def v2(embed: dict[str, Any], name: str = NAME, email: str = EMAIL, ts: int | None = None) -> dict[str, Any]:
    query = {"embed_id": embed["embed_id"], "name": b64(name), "email": b64(email), "ts": ts or int(time.time())}
    message = json.dumps(["v2", *query.values()], separators=(",", ":"))
    return query | {"v": 2, "signature": sign(embed["embed_signing_key"], message.encode())}


async def code_of(street: Street, query: dict[str, Any], status: int = 403) -> str:
    return str((await street.visit("embed/open", query, status))["code"])


@pytest.mark.parametrize("signed", [v1, v2])
async def test_a_signed_visitor_gets_a_link_at_once(street: Street, signed: Any) -> None:
    embed = await street.embed()
    link = (await street.visit("embed/open", signed(embed)))["link"]
    holder = await street.holder(link)
    assert (holder.status, holder.candidate_name, holder.candidate_email) == ("recruiter_accept", NAME, EMAIL)
    again = (await street.visit("embed/open", signed(embed, email="ANA@example.com ")))["link"]
    assert again["profile_interview_id"] == link["profile_interview_id"]
    assert street.postman.letters == []


async def test_a_query_as_strings_and_with_spaces_for_plus_signs(street: Street) -> None:
    """As ``URLSearchParams`` gives it when the host page forgot to escape."""
    embed = await street.embed()
    query = v2(embed, name="ÿÿû~~>")
    assert "+" in query["name"]
    sent = {**query, "name": query["name"].replace("+", " "), "ts": str(query["ts"]), "v": "2"}
    assert (await street.visit("embed/open", sent))["link"]


async def test_base64_as_it_stands_in_the_address_may_be_signed_too(street: Street) -> None:
    embed = await street.embed()
    query = v1(embed)
    message = f"{query['embed_id']}{query['name']}{query['email']}"
    signature = sign(embed["embed_signing_key"], message.encode())
    assert (await street.visit("embed/open", query | {"signature": signature}))["link"]


@pytest.mark.parametrize("signed", [v1, v2])
async def test_what_is_not_signed_like_this_opens_nothing(street: Street, signed: Any) -> None:
    embed, other = await street.embed(), await street.embed(name="Cook")
    good = signed(embed)
    forged = [
        good | {"signature": "0" * 64},
        good | {"signature": good["signature"].upper()},
        good | {"signature": good["signature"][:-1]},
        good | {"signature": "é" * 64},
        good | {"name": b64("Eve")},
        good | {"email": b64("eve@example.com")},
        good | {"name": good["email"], "email": good["name"]},
        good | {"embed_id": other["embed_id"]},
        signed(embed | {"embed_signing_key": other["embed_signing_key"]}),
        signed(embed | {"embed_signing_key": ""}),
    ]
    for query in forged:
        assert await code_of(street, query) == "signature_wrong", query
    assert await street.count("enrolment") == 0
    assert (await street.visit("embed/open", good))["link"]


async def test_letters_moved_between_name_and_address_are_noticed_by_version_2(street: Street) -> None:
    embed = await street.embed()
    mine = v2(embed, "Eve", "xyzana@example.com")
    assert await code_of(street, mine | {"name": b64("Evexyz"), "email": b64("ana@example.com")}) == "signature_wrong"


async def test_a_version_is_not_taken_for_another(street: Street) -> None:
    embed = await street.embed()
    new, old = v2(embed), v1(embed)
    assert await code_of(street, {key: new[key] for key in ("embed_id", "name", "email", "signature")}) == (
        "signature_wrong"
    )
    assert await code_of(street, old | {"v": 2, "ts": int(time.time())}) == "signature_wrong"
    refused = await street.visit("embed/open", old | {"v": 2}, 422)
    assert (refused["name"], refused["code"]) == ("ts", "missing_field")


@pytest.mark.parametrize(("late_s", "opens"), [(-310, False), (-290, True), (290, True), (310, False)])
async def test_a_signature_with_a_time_is_good_for_five_minutes(street: Street, late_s: int, opens: bool) -> None:
    embed = await street.embed()
    query = v2(embed, ts=int(time.time()) + late_s)
    if opens:
        assert (await street.visit("embed/open", query))["link"]
    else:
        assert await code_of(street, query) == "signature_expired"
    assert await code_of(street, query | {"ts": int(time.time())}) == "signature_wrong"


async def test_a_signature_with_a_time_opens_one_session(street: Street) -> None:
    embed = await street.embed()
    query = v2(embed)
    answers = await asyncio.gather(*(street.client.post("/room/v1/embed/open", json=query) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403, 403]
    assert await code_of(street, query) == "signature_used"
    assert await street.count("access_link") == 1


async def test_a_signature_is_not_spent_by_a_visit_that_failed(street: Street) -> None:
    embed = await street.embed()
    query = v2(embed, email="nobody")
    for _ in range(2):
        assert (await street.visit("embed/open", query, 422))["name"] == "email"
    await street.ok("job-interview-set-state", {"position_id": embed["interview_def_set_id"], "status": "draft"})
    good = v2(embed)
    assert await code_of(street, good, 409) == "interview_not_open"
    await street.ok("job-interview-set-state", {"position_id": embed["interview_def_set_id"], "status": "active"})
    assert (await street.visit("embed/open", good))["link"]


async def test_spent_signatures_are_forgotten_when_their_time_refuses_them(street: Street) -> None:
    embed = await street.embed()
    await street.visit("embed/open", v2(embed))
    await embeds.forget_expired(street.database)
    assert await street.count("embed_signature") == 1
    await street.write("update embed_signature set expires_at = now() - interval '1 second'")
    await embeds.forget_expired(street.database)
    assert await street.count("embed_signature") == 0


async def test_signatures_without_a_time_can_be_switched_off(street: Street) -> None:
    embed = await street.embed()
    for _ in range(2):
        await street.visit("embed/open", v1(embed))
    await street.ok("embed-set", {"embed_id": embed["embed_id"], "accepts_v1": False})
    assert await code_of(street, v1(embed)) == "signature_v1_off"
    assert (await street.visit("embed/open", v2(embed)))["link"]


async def test_two_keys_count_after_a_rotation_and_no_third(street: Street) -> None:
    first = await street.embed()
    rotated = [await street.ok("embed-key-rotate", {"embed_id": first["embed_id"]}) for _ in range(2)]
    second, third = rotated
    assert third["previous_key_counts"] is True
    assert await code_of(street, v2(first)) == "signature_wrong"
    for key in (second, third):
        assert (await street.visit("embed/open", v2(key)))["link"]
    dropped = await street.ok("embed-set", {"embed_id": first["embed_id"], "drop_previous_key": True})
    assert dropped["previous_key_counts"] is False
    assert await code_of(street, v2(second)) == "signature_wrong"
    leaked = await street.ok("embed-key-rotate", {"embed_id": first["embed_id"], "drop_previous": True})
    assert await code_of(street, v2(third)) == "signature_wrong"
    assert (await street.visit("embed/open", v2(leaked)))["link"]
    state = {"position_id": first["interview_def_set_id"], "is_embedded": True}
    assert (await street.ok("job-interview-set-state", state))["embed_signing_key"] == leaked["embed_signing_key"]


async def test_another_merchants_embed_is_unknown(street: Street) -> None:
    embed = await street.embed()
    street.acting(await new_merchant(street.database))
    for path in ("embed-get", "embed-set", "embed-key-rotate"):
        refused = await street.refused(path, {"embed_id": embed["embed_id"]}, 404)
        assert refused["name"] == "embed_id"
    mine = await street.embed()
    assert await code_of(street, v2(mine | {"embed_id": embed["embed_id"]})) == "signature_wrong"


async def test_an_embed_is_read_without_its_key(street: Street) -> None:
    embed = await street.embed()
    for answer in (
        await street.client.get(f"/functions/v1/embed-get?embed_id={embed['embed_id']}"),
        await street.post("embed-get", {"embed_id": embed["embed_id"]}),
    ):
        assert answer.json() == {
            "embed_id": embed["embed_id"],
            "interview_def_set_id": embed["interview_def_set_id"],
            "embed_url": f"https://talk.example/embed?embed_id={embed['embed_id']}",
            "allowed_origins": [],
            "accepts_v1": True,
            "previous_key_counts": False,
            "rotated_at": None,
        }


@pytest.mark.parametrize("path", ["embed-set", "embed-key-rotate"])
async def test_who_selects_candidates_does_not_change_embeds(street: Street, path: str) -> None:
    embed = await street.embed()
    street.becomes(Role.MERCHANT_SELECTION, street.merchant_id)
    assert (await street.refused(path, {"embed_id": embed["embed_id"]}, 403))["code"] == "role_not_permitted"


@pytest.mark.parametrize(
    "origin",
    [
        "*", "https:", "http://example.com", "https://example.com/path", "https://example.com; script-src *",
        "https://a b.com", "'none'", "https://user@example.com", "https://*", "https://*.*.com", "null",
        "https://example.com\r\nSet-Cookie: a=b", "https://exämple.com", "javascript:alert(1)", "",
    ],
)  # fmt: skip
async def test_what_is_no_origin_gets_into_no_header(street: Street, origin: str) -> None:
    embed_id = (await street.embed())["embed_id"]
    body = {"embed_id": embed_id, "allowed_origins": ["https://example.com", origin]}
    assert (await street.refused("embed-set", body, 422))["name"] == "allowed_origins.1"


async def test_an_anonymous_visitor_confirms_her_address(street: Street) -> None:
    embed = await street.embed(type="coaching")
    opened = await street.visit("embed/open", {"embed_id": embed["embed_id"], "name": None})
    assert opened["link"] is None
    assert opened["arrival"]["position"]["name"] == "Project manager"
    entered = await street.enter(EMAIL, embed_id=embed["embed_id"])
    assert (await street.holder(entered)).status == "recruiter_accept"
    signed = (await street.visit("embed/open", v2(embed)))["link"]
    assert signed["profile_interview_id"] == entered["profile_interview_id"]


async def test_an_invite_only_embed_asks_for_an_invitation_or_the_hosts_word(street: Street) -> None:
    embed = await street.embed(visibility="merchant_invite")
    opened = await street.visit("embed/open", {"embed_id": embed["embed_id"]})
    assert opened["arrival"]["position"] is None
    await street.visit("code", {"email": EMAIL, "embed_id": embed["embed_id"]})
    assert await street.deliver() == []
    assert (await street.visit("embed/open", v2(embed)))["link"]
    await street.visit("code", {"email": EMAIL, "embed_id": embed["embed_id"]})
    assert len(await street.deliver()) == 1


@pytest.mark.parametrize("missing", ["name", "email", "signature"])
async def test_half_a_signed_address_is_a_mistake_not_an_anonymous_visit(street: Street, missing: str) -> None:
    query = v1(await street.embed())
    del query[missing]
    refused = await street.visit("embed/open", query, 422)
    assert (refused["name"], refused["code"]) == (missing, "missing_field")


@pytest.mark.parametrize("name", ["Ana", "QW5h=", "QW5", "____", "/w==", "QR=="])
async def test_what_is_not_base64_of_text_names_its_field(street: Street, name: str) -> None:
    query = v1(await street.embed()) | {"name": name}
    refused = await street.client.post("/room/v1/embed/open", json=query)
    assert (refused.status_code, refused.json().get("name")) == (422, "name")


async def test_an_embed_that_is_switched_off_opens_nothing(street: Street) -> None:
    embed = await street.embed()
    code_id, code = await street.code_for(EMAIL, embed_id=embed["embed_id"])
    state = {"position_id": embed["interview_def_set_id"], "is_embedded": False}
    await street.ok("job-interview-set-state", state)
    for query in ({"embed_id": embed["embed_id"]}, v1(embed), v2(embed)):
        assert await code_of(street, query, 404) == "embed_unknown"
    late = await street.visit("confirm", {"code_id": code_id, "code": code, "name": "Ana"}, 404)
    assert late["code"] == "embed_unknown"
