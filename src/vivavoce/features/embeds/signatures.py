"""Signed visitors: what a host page signs, and whether it did. Pure; the forms stand in docs/embed-signatures.md.

v1 signs ``embed_id + name + email`` with nothing between: its signature tells neither where the name ends nor when it
was made. v2 signs a JSON array with the time. No message of one version is a message of the other: an id begins with a
hex digit, an array with a bracket.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from vivavoce.kernel.errors import FieldError, ForbiddenError

CLOCK_SKEW_S = 300
_HEX = re.compile(r"[0-9a-f]{64}")
WRONG = "This page was opened with a signature that does not fit. Please go back and open it again."


@dataclass(frozen=True, slots=True)
class SignedQuery:
    """A signed address, as it came: ``name`` and ``email`` in base64; ``ts`` None: version 1."""

    embed_id: UUID
    name: str
    email: str
    signature: str
    ts: int | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who the host page says is there."""

    name: str
    email: str


def verify(query: SignedQuery, keys: Iterable[str], now_s: float, *, accepts_v1: bool) -> Visitor:
    """The visitor, if one of ``keys`` signed her. Raises ForbiddenError, and FieldError for what is not base64."""
    visitor = Visitor(_decoded("name", query.name), _decoded("email", query.email))
    if query.ts is None and not accepts_v1:
        words = "This page was opened with an old kind of signature, which its owner no longer accepts."
        raise ForbiddenError(words, code="signature_v1_off")
    # Every key and message is compared, whichever fits: the time taken tells nothing.
    fits = [
        hmac.compare_digest(sign(key, message), query.signature if _HEX.fullmatch(query.signature) else "")
        for key in keys
        for message in _messages(query, visitor)
    ]
    if not any(fits):
        raise ForbiddenError(WRONG, code="signature_wrong")
    if query.ts is not None and abs(now_s - query.ts) > CLOCK_SKEW_S:
        raise ForbiddenError("This page was opened too long ago. Please open it again.", code="signature_expired")
    return visitor


def sign(key: str, message: bytes) -> str:
    """Lower-case hex of HMAC-SHA256 with the key's UTF-8 bytes."""
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def _messages(query: SignedQuery, visitor: Visitor) -> list[bytes]:
    if query.ts is not None:
        return [
            json.dumps(["v2", str(query.embed_id), query.name, query.email, query.ts], separators=(",", ":")).encode()
        ]
    # Hosts sign the texts; the base64 of them is taken, too. One is never the other: only texts have an @.
    pairs = (visitor.name, visitor.email), (query.name, query.email)
    return [f"{query.embed_id}{name}{email}".encode() for name, email in pairs]


def _decoded(field: str, sent: str) -> str:
    try:
        raw = base64.b64decode(sent.encode("ascii"), validate=True)
        text = raw.decode()
    except (binascii.Error, UnicodeError, ValueError):
        raise FieldError(field, f"{field} must be base64 of UTF-8 text.") from None
    if base64.b64encode(raw).decode() != sent:  # one text, one form
        raise FieldError(field, f"{field} must be base64 of UTF-8 text, with its padding.")
    return text
