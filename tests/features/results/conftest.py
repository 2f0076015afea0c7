"""Fixtures of these tests."""

import pytest

from tests.features.results.seat import furnish
from tests.features.support import World, world

__all__ = ["world"]


@pytest.fixture(autouse=True)
def room(world: World) -> None:
    furnish(world)
