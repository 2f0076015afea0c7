"""Profiles: one per person and merchant."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.features.support import World, new_merchant
from vivavoce.features import candidates
from vivavoce.features.candidates import Candidate, CountryCode, EmailAddress, LinkedInUrl, NewCandidate
from vivavoce.features.candidates.fields import COUNTRIES
from vivavoce.kernel.errors import FieldError


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Peterson6@Hello.COM", "peterson6@hello.com"),
        (" a.b+c@hello.com ", "a.b+c@hello.com"),
        ("jürgen@bücher.de", "jürgen@bücher.de"),
    ],
)
def test_an_address_is_validated_and_lower_cased(sent: str, kept: str) -> None:
    assert TypeAdapter(EmailAddress).validate_python(sent) == candidates.email_address(sent) == kept


@pytest.mark.parametrize("sent", ["", "a", "a@", "@b.de", "a@b", "a b@c.de", "a@b..de", "a@{x}.de"])
def test_a_bad_address_is_refused(sent: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(EmailAddress).validate_python(sent)
    with pytest.raises(FieldError, match="candidate_email must be"):
        candidates.email_address(sent, "candidate_email")


def test_countries_are_those_of_iso_3166() -> None:
    assert len(COUNTRIES - {"XK"}) == 249
    assert TypeAdapter(CountryCode).validate_python("sk") == "SK"
    with pytest.raises(ValidationError, match="such as GB"):
        TypeAdapter(CountryCode).validate_python("UK")


def test_a_profile_address_can_be_shown_as_a_link() -> None:
    links: TypeAdapter[str | None] = TypeAdapter(LinkedInUrl)
    assert links.validate_python("www.linkedin.com/in/j") == "https://www.linkedin.com/in/j"
    assert links.validate_python(" ") is None
    for bad in ("javascript:alert(1)", "https://", "ftp://linkedin.com/in/j", "https://[", "https://a b/"):
        with pytest.raises(ValidationError):
            links.validate_python(bad)


async def test_a_person_is_one_profile_and_keeps_what_is_not_said(world: World) -> None:
    async def resolve(person: NewCandidate) -> Candidate:
        async with world.database.merchant(world.merchant_id) as session:
            return await candidates.resolve(session, world.merchant_id, person)

    first = NewCandidate("John", "j@hello.com", "HR", "C-1", None, "en")
    found = await asyncio.gather(*(resolve(first) for _ in range(4)))
    assert len(set(found)) == 1
    later = await resolve(NewCandidate("John P.", "j@hello.com", linkedin_url="https://linkedin.com/in/j"))
    assert later == Candidate(
        found[0].id, world.merchant_id, "John P.", "j@hello.com", "HR", "C-1", "https://linkedin.com/in/j", "en"
    )
    other = await new_merchant(world.database)
    async with world.database.merchant(other) as session:
        assert await candidates.find(session, other, "j@hello.com") is None
        theirs = await candidates.resolve(session, other, first)
        assert await candidates.get(session, theirs.id) == theirs
    assert theirs.id != later.id
    assert await world.count("candidate") == 1
