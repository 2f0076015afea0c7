"""Slugs and branding."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.portals.support import Street
from tests.features.support import new_merchant
from vivavoce.features.access import Role
from vivavoce.features.access.slugs import MOST_OF_ONE_MERCHANT, slug_from
from vivavoce.features.portals.colour import INK, PAPER, contrast, luminance, readable_on

SET, GET = "merchant-portal-set", "merchant-portal-get"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Brew & Co", "brew-and-co"),
        ("  Škoda Český s.r.o. ", "skoda-cesky-s-r-o"),
        ("Groß/Łódź", "gross-lodz"),
        ("株式会社", "company"),
        ("x" * 80, "x" * 60),
        ("-- --", "company"),
    ],
)
def test_a_name_suggests_a_slug(name: str, slug: str) -> None:
    assert slug_from(name) == slug


async def test_every_merchant_has_a_slug_of_its_own(street: Street) -> None:
    mine = await street.ok(GET, {})
    street.acting(await new_merchant(street.database))
    theirs = await street.ok(GET, {})
    assert mine["slug"] != theirs["slug"]
    assert mine["slug"].startswith("brew-and-co")
    assert mine["portal_url"] == f"https://talk.example/m/{mine['slug']}"
    assert mine["coach_url"] == f"https://talk.example/coach/{mine['slug']}"
    looks = {"logo_url": None, "colours": None, "contact_email": None}
    assert mine["company"] == {"name": "Brew & Co", "slug": mine["slug"], **looks}


async def test_an_earlier_slug_goes_on_working_and_nobody_else_can_take_it(street: Street) -> None:
    old = await street.slug()
    new = f"coffee-{street.merchant_id.hex}"
    changed = await street.ok(SET, {"slug": new})
    assert (changed["slug"], changed["earlier_slugs"]) == (new, [old])
    for slug in (old, new):
        assert (await street.get(f"/room/v1/portal/{slug}")).json()["company"]["slug"] == new
    street.acting(await new_merchant(street.database))
    for slug in (old, new):
        refused = await street.refused(SET, {"slug": slug}, 409)
        assert (refused["code"], refused["name"]) == ("slug_taken", "slug")
    street.acting(street.merchant_id)
    assert (await street.ok(SET, {"slug": old}))["earlier_slugs"] == [new]


async def test_nobody_hoards_slugs(street: Street) -> None:
    first = await street.slug()
    for n in range(MOST_OF_ONE_MERCHANT - 1):
        await street.ok(SET, {"slug": f"s{n}-{street.merchant_id.hex}"})
    assert (await street.refused(SET, {"slug": f"more-{street.merchant_id.hex}"}, 409))["code"] == "slugs_used_up"
    await street.ok(SET, {"slug": first})


@pytest.mark.parametrize("slug", ["A", "Demo", "a b", "-a-", "a--b", "a/b", "é", "a" * 61, "", "../x"])
async def test_what_is_no_slug(street: Street, slug: str) -> None:
    assert (await street.refused(SET, {"slug": slug}, 422))["name"] == "slug"


async def test_branding_is_kept_shown_and_cleared(street: Street) -> None:
    body = {
        "name": "Brew",
        "logo_url": "https://example.com/l.svg",
        "colours": {"primary": "#1A4FA3"},
        "contact_email": "Jobs@Example.com",
    }
    company = (await street.ok(SET, body))["company"]
    assert company["colours"] == {
        "primary": "#1a4fa3", "on_primary": PAPER, "background": PAPER, "text": INK,
    }  # fmt: skip
    assert company["contact_email"] == "jobs@example.com"
    assert (await street.get(f"/room/v1/portal/{company['slug']}")).json()["company"] == company
    assert (await street.ok(SET, {"slug": company["slug"]}))["company"] == company
    cleared = (await street.ok(SET, {"name": None, "logo_url": None, "colours": None}))["company"]
    assert (cleared["name"], cleared["logo_url"], cleared["colours"]) == ("Brew & Co", None, None)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"logo_url": "http://example.com/l.svg"}, "logo_url"),
        ({"logo_url": "javascript:alert(1)"}, "logo_url"),
        ({"colours": {"primary": "red"}}, "colours.primary"),
        ({"colours": {"primary": "#1a4fa3;} body{display:none"}}, "colours.primary"),
        ({"colours": {}}, "colours.primary"),
        ({"colours": {"primary": "#1a4fa3", "text": "#bbbbbb"}}, "colours.text"),
        ({"colours": {"primary": "#1a4fa3", "on_primary": "#000000"}}, "colours.on_primary"),
        ({"colours": {"primary": "#ffff00"}}, "colours.primary"),
        ({"name": " "}, "name"),
    ],
)
async def test_branding_that_nobody_could_read_or_trust_is_refused(
    street: Street, body: dict[str, Any], name: str
) -> None:
    assert (await street.refused(SET, body, 422))["name"] == name
    assert (await street.ok(GET, {}))["company"]["colours"] is None


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert luminance("#ffffff") == pytest.approx(1)
    for grey in range(256):
        assert contrast(readable_on(f"#{grey:02x}{grey:02x}{grey:02x}"), f"#{grey:02x}{grey:02x}{grey:02x}") >= 4.5


@pytest.mark.parametrize("role", [Role.MERCHANT, Role.MERCHANT_SELECTION, Role.CANDIDATE])
async def test_only_owners_and_administrators_change_it(street: Street, role: Role) -> None:
    street.becomes(role, street.merchant_id)
    assert (await street.refused(SET, {"name": "Mine"}, 403))["code"] == "role_not_permitted"


async def test_a_merchant_id_is_ignored_for_everybody_else(street: Street) -> None:
    other = await new_merchant(street.database)
    await street.ok(SET, {"name": "Ours", "merchant_id": str(other)})
    street.becomes(Role.ADMIN)
    assert (await street.ok(GET, {"merchant_id": str(other)}))["company"]["name"] == "Brew & Co"
    assert (await street.ok(GET, {"merchant_id": str(street.merchant_id)}))["company"]["name"] == "Ours"
