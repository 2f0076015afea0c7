"""Addresses that open one recording for a while: HMAC-SHA256 by a key that follows from the installation's secret.

A ``<video>`` can send no header, so the address itself is the permission; it is short-lived, and never logged.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from vivavoce.kernel.errors import ForbiddenError, NotFoundError

URL_LIFE = timedelta(minutes=15)
_PURPOSE = b"vivavoce recording address v1"


def _signature(secret: bytes, recording_id: UUID, expires: int) -> str:
    key = hmac.digest(secret, _PURPOSE, hashlib.sha256)
    return hmac.new(key, f"{recording_id}.{expires}".encode(), hashlib.sha256).hexdigest()


def path_of(secret: bytes, recording_id: UUID, moment: datetime) -> str:
    """The path, with its signature, that opens this recording from now on for ``URL_LIFE``."""
    expires = int((moment + URL_LIFE).timestamp())
    return f"/recordings/v1/{recording_id}?expires={expires}&signature={_signature(secret, recording_id, expires)}"


def check(secret: bytes, recording_id: UUID, expires: int, signature: str, moment: datetime) -> None:
    """Raises NotFoundError for an address that is not ours, ForbiddenError (``address_expired``) for an old one."""
    ours = _signature(secret, recording_id, expires)
    if not hmac.compare_digest(ours.encode(), signature.encode("utf-8", "surrogatepass")):
        raise NotFoundError("There is no recording at this address.")
    if expires <= moment.timestamp():
        raise ForbiddenError("This address has expired; get a fresh one where you got it.", code="address_expired")
