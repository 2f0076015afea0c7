"""Who calls, and for which merchant."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from vivavoce.kernel.errors import FieldError, ForbiddenError
from vivavoce.kernel.http import declares_caller


class Role(StrEnum):
    """What a token's ``app_metadata.role`` may say; ``service_role`` comes from the token's own ``role``."""

    ADMIN = "admin"
    MERCHANT_OWNER = "merchant_owner"
    MERCHANT = "merchant"
    MERCHANT_SELECTION = "merchant_selection"
    USER = "user"
    MENTOR = "mentor"
    CANDIDATE = "candidate"
    SERVICE = "service_role"


READERS = frozenset({Role.ADMIN, Role.SERVICE, Role.MERCHANT_OWNER, Role.MERCHANT, Role.MERCHANT_SELECTION})
"""May read what a merchant has, and decide about candidates."""
EDITORS = READERS - {Role.MERCHANT_SELECTION}
"""May also make and change interviews."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller. ``merchant_id`` is pinned by the token; ``operates`` are the sub-merchants it may act for."""

    user_id: UUID | None
    role: Role
    merchant_id: UUID | None
    operates: frozenset[UUID] = frozenset()

    @property
    def key(self) -> str:
        """A stable name of the caller, for idempotency keys."""
        return f"{self.role}:{self.user_id}:{self.merchant_id}"

    def acting_for(self, requested: UUID | None) -> UUID:
        """The merchant of this call.

        ``requested`` counts for admins, operators of that sub-merchant and the service key (which must give it), and
        is silently ignored for everybody else. Raises FieldError and ForbiddenError.
        """
        if requested is not None and (self.role in (Role.ADMIN, Role.SERVICE) or requested in self.operates):
            return requested
        if self.role is Role.SERVICE:
            raise FieldError("merchant_id", "merchant_id is required with the service key.", code="missing_field")
        if self.merchant_id is None:
            if self.role is Role.ADMIN:
                raise FieldError("merchant_id", "merchant_id is required: your token names no merchant.")
            raise ForbiddenError("Your token belongs to no merchant.", code="no_merchant")
        return self.merchant_id


Identify = Callable[[Request], Coroutine[Any, Any, Caller]]


def requires(roles: frozenset[Role]) -> Callable[[Request], Coroutine[Any, Any, Caller]]:
    """A dependency: the verified caller, if it has one of ``roles``; 401 or 403 otherwise."""

    @declares_caller
    async def caller(request: Request) -> Caller:
        identify: Identify = request.app.state.identify
        found = await identify(request)
        if found.role not in roles:
            raise ForbiddenError(f"Your role, {found.role}, may not do this.", code="role_not_permitted")
        return found

    return caller


Editor = Annotated[Caller, Depends(requires(EDITORS))]
Reader = Annotated[Caller, Depends(requires(READERS))]
