"""Embed keys: what lets another site show an interview in a frame, and sign who its visitor is."""

from vivavoce.features.embeds.service import Embed, ensure, find, remove

__all__ = ["Embed", "ensure", "find", "remove"]
