"""Fixtures of these tests."""

from tests.features.support import world

__all__ = ["world"]
