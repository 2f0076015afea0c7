"""``/auth/v1``, as Supabase Auth has it, so that its official clients sign in here.

All of it answers 404 when tokens come from another issuer. It is not in the OpenAPI document: Supabase documents it.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from vivavoce.features.access.gotrue import AuthError, GotrueRoute, user_json
from vivavoce.features.access.identify import bearer
from vivavoce.features.access.issuer import Issuer, Scope, SignedIn
from vivavoce.features.access.verifier import who
from vivavoce.kernel.errors import ForbiddenError, NotFoundError, UnauthorizedError
from vivavoce.kernel.http import anybody, declares_caller

router = APIRouter(prefix="/auth/v1", route_class=GotrueRoute, include_in_schema=False)

_PRIVATE = {"Cache-Control": "no-store"}


def issuer(request: Request) -> Issuer:
    """The built-in issuer. Raises NotFoundError when it is off."""
    found: Issuer | None = request.app.state.issuer
    if found is None:
        raise NotFoundError("This installation uses another issuer: sign in there.", code="issuer_off")
    return found


@declares_caller
async def signed_in(request: Request) -> SignedIn:
    """Whoever the token names. Raises AuthError as GoTrue does: 401 without a token, 403 for a bad one."""
    own = issuer(request)
    try:
        token = bearer(request)
    except UnauthorizedError as error:
        words = "This endpoint requires a valid Bearer token"
        raise AuthError(401, "no_authorization", words, headers=error.headers) from None
    try:
        named = who(await own.claims(token))
    except (UnauthorizedError, ForbiddenError) as error:
        raise AuthError(403, "bad_jwt", f"invalid JWT: {error.error}") from None
    return await own.signed_in(named.user_id, named.session_id)


Person = Annotated[SignedIn, Depends(signed_in)]


@router.post("/token", dependencies=[Depends(anybody)])
async def token(request: Request) -> Response:
    """Signs in with a password, or goes on with a refresh token (``grant_type`` says which)."""
    own = issuer(request)
    grant = request.query_params.get("grant_type")
    body = await _json(request)
    if grant == "password":
        email, password = _text(body, "email", "missing email or phone"), _text(body, "password", "missing password")
        address = request.client.host if request.client else ""
        return JSONResponse(await own.sign_in(email, password, address), headers=_PRIVATE)
    if grant == "refresh_token":
        words = "refresh_token required"
        return JSONResponse(await own.refresh(_text(body, "refresh_token", words)), headers=_PRIVATE)
    raise AuthError(400, "validation_failed", "unsupported_grant_type: use password or refresh_token")


@router.get("/user")
async def user(person: Person) -> Response:
    """The person of the token."""
    return JSONResponse(user_json(person.user), headers=_PRIVATE)


@router.post("/logout", status_code=204)
async def logout(request: Request, person: Person) -> Response:
    """Ends sessions: ``scope`` is ``global`` (default), ``local`` or ``others``."""
    scope: Any = request.query_params.get("scope") or "global"
    if scope not in get_args(Scope):
        raise AuthError(400, "validation_failed", f"scope must be one of: {', '.join(get_args(Scope))}")
    await issuer(request).sign_out(person, scope)
    return Response(status_code=204)


@router.get("/.well-known/jwks.json", dependencies=[Depends(anybody)])
async def jwks(request: Request) -> Response:
    """The public keys that verify our tokens (RFC 7517)."""
    return JSONResponse(issuer(request).keys.jwks, headers={"Cache-Control": "public, max-age=600"})


@router.get("/health", dependencies=[Depends(anybody)])
async def health(request: Request) -> Response:
    """That the issuer is here."""
    issuer(request)
    return JSONResponse({"name": "Vivavoce", "description": "Sign-in, shaped as Supabase Auth shapes it."})


@router.get("/settings", dependencies=[Depends(anybody)])
async def settings(request: Request) -> Response:
    """What can be done here: sign in with e-mail address and password; accounts are made by the operator."""
    issuer(request)
    external = {"email": True, "phone": False, "anonymous_users": False}
    return JSONResponse(
        {
            "external": external,
            "disable_signup": True,
            "mailer_autoconfirm": True,
            "phone_autoconfirm": False,
            "sms_provider": "",
            "saml_enabled": False,
        }
    )


async def _json(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise AuthError(400, "bad_json", "Could not parse request body as JSON") from None
    if not isinstance(body, dict):
        raise AuthError(400, "bad_json", "Could not parse request body as a JSON object")
    return body


def _text(body: dict[str, Any], name: str, missing: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise AuthError(400, "validation_failed", missing)
    return value
