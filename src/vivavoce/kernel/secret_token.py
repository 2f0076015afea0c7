"""Opaque secrets that are handed out once: 256 random bits, of which only the SHA-256 is stored."""

from __future__ import annotations

import hashlib
import secrets


def mint(prefix: str = "") -> str:
    """A fresh token, URL-safe, with an optional prefix that tells what it opens."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored and looked up; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
