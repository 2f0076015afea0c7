"""The generated OpenAPI document says of every field what it means, with an example; of every value what it does."""

from __future__ import annotations

from enum import StrEnum

import pytest

from tests.features.support import World
from vivavoce.features.interviews.vocabulary import MEANINGS, options


@pytest.mark.parametrize("name", ["CreateInterview", "EnrolCandidate", "SetState", "DecideEnrolment"])
async def test_every_field_is_described_with_an_example(world: World, name: str) -> None:
    schema = world.app.openapi()["components"]["schemas"][name]
    for field, said in schema["properties"].items():
        assert said["description"].endswith((".", ". ")), field
        assert said.get("examples") or field == "merchant_id", field


@pytest.mark.parametrize("values", MEANINGS, ids=lambda values: values.__name__)
def test_every_value_says_what_it_does(values: type[StrEnum]) -> None:
    assert set(MEANINGS[values]) == set(values)
    assert all(f"`{value}`: " in options(values) for value in values)
