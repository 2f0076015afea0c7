"""Embeds: what lets another site show an interview in a frame, and sign who its visitor is."""

from vivavoce.features.embeds.service import Embed, admit, ensure, find, forget_expired, remove
from vivavoce.features.embeds.signatures import SignedQuery, Visitor

__all__ = ["Embed", "SignedQuery", "Visitor", "admit", "ensure", "find", "forget_expired", "remove"]
