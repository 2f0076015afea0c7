"""The shapes of Supabase Auth (GoTrue): its errors, its user and its session, as its official clients read them.

Facts: the GoTrue source, ``internal/api/errors.go`` and ``internal/models/user.go``. A client that sends
``X-Supabase-Api-Version: 2024-01-01`` gets errors with a text ``code``; an older one gets a numeric ``code`` and
``error_code``. Ours adds ``error`` and ``request_id``, so that the product's own envelope holds as well.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from vivavoce.features.access.models import AppUser
from vivavoce.features.access.verifier import AUTHENTICATED
from vivavoce.kernel.errors import ProblemError
from vivavoce.kernel.http import request_id

API_VERSION = "X-Supabase-Api-Version"
TEXT_CODES_SINCE = "2024-01-01"


class AuthError(ProblemError):
    """A refusal of the issuer; ``code`` is GoTrue's ``error_code``."""

    def __init__(self, status: int, code: str, error: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(error, code=code, headers=headers)
        self.status = status


def invalid_credentials() -> AuthError:
    """One answer for an unknown address and a wrong password."""
    return AuthError(400, "invalid_credentials", "Invalid login credentials")


class GotrueRoute(APIRoute):
    """A route whose errors have GoTrue's shape."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its refusals caught."""
        handle = super().get_route_handler()

        async def shaped(request: Request) -> Response:
            try:
                return await handle(request)
            except ProblemError as error:
                return _shaped(request, error)

        return shaped


def _shaped(request: Request, error: ProblemError) -> Response:
    extra = {"error": error.error, "request_id": request_id(request)}
    if error.name:
        extra["name"] = error.name
    if request.headers.get(API_VERSION, "") >= TEXT_CODES_SINCE:
        body: dict[str, Any] = {"code": error.code, "message": error.error, **extra}
        return JSONResponse(body, error.status, {**error.headers, API_VERSION: TEXT_CODES_SINCE})
    body = {"code": error.status, "error_code": error.code, "msg": error.error, **extra}
    return JSONResponse(body, error.status, error.headers)


def user_json(user: AppUser) -> dict[str, Any]:
    """The user as their own client sees them."""
    return {
        "id": str(user.id),
        "aud": AUTHENTICATED,
        "role": AUTHENTICATED,
        "email": user.email,
        "email_confirmed_at": _time(user.created_at),
        "phone": "",
        "confirmed_at": _time(user.created_at),
        "last_sign_in_at": _time(user.last_sign_in_at),
        "app_metadata": user.app_metadata,
        "user_metadata": user.user_metadata,
        "identities": [],
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "is_anonymous": False,
    }


def session_json(access_token: str, refresh_token: str, expires_at: int, lifetime_s: int, user: AppUser) -> Any:
    """What a sign-in and a refresh answer."""
    return {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": lifetime_s,
        "expires_at": expires_at,
        "refresh_token": refresh_token,
        "user": user_json(user),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
