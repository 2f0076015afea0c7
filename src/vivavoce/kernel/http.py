"""The edge that all routes share: one error envelope, a request id, a limit for bodies, and who may call.

Every route declares its caller by a dependency marked with ``declares_caller``; a test lists the routes and looks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vivavoce.kernel.errors import ProblemError
from vivavoce.kernel.ids import new_id

log = structlog.get_logger(__name__)

BODY_LIMIT_BYTES = 1_000_000
_LARGER_BODIES: dict[str, int] = {}


def allow_body(path: str, limit_bytes: int) -> None:
    """Lets one route take larger bodies than others."""
    _LARGER_BODIES[path] = limit_bytes


def body_limit(path: str) -> int:
    """Bytes that a body may have on a path."""
    return _LARGER_BODIES.get(path, BODY_LIMIT_BYTES)


D = TypeVar("D", bound=Callable[..., Any])


def declares_caller(dependency: D) -> D:
    """Marks a dependency that decides who may call a route."""
    dependency.declares_caller = True  # type: ignore[attr-defined]
    return dependency


@declares_caller
async def anybody() -> None:
    """A route that is open to the public, on purpose."""


class ErrorBody(BaseModel):
    """Every error of the API."""

    error: str = Field(description="A sentence that says what is wrong and what to do.")
    name: str | None = Field(None, description="The field at fault, when there is one.")
    code: str = Field(description="A stable name of the kind of error, in snake_case.")
    request_id: str = Field(description="Name it when you ask for help.")


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route for OpenAPI."""
    words = {
        400: "The body is not valid JSON.",
        401: "No token, a bad one or an expired one.",
        402: "Not enough credits.",
        403: "The token is valid and does not permit this.",
        404: "Unknown, or another merchant's.",
        409: "The present state does not allow this.",
        413: "The body is over the limit.",
        422: "A field is at fault; `name` says which.",
        429: "Too many requests; `Retry-After` says how long to wait.",
        500: "Our fault.",
        502: "The AI provider failed; nothing was made.",
        504: "The AI provider took too long; nothing was made.",
    }
    return {status: {"model": ErrorBody, "description": words[status]} for status in statuses}


_SENTENCES: dict[str, str] = {
    "missing": "is required.",
    "string_type": "must be a string.",
    "bool_type": "must be true or false.",
    "dict_type": "must be an object.",
    "model_type": "must be an object.",
    "model_attributes_type": "must be an object.",
    "list_type": "must be a list.",
    "uuid_parsing": "must be a UUID, such as 28106cba-1c27-4e53-b149-32113e5e8e31.",
    "uuid_type": "must be a UUID, such as 28106cba-1c27-4e53-b149-32113e5e8e31.",
    "string_too_short": "must not be empty.",
}


def sentence(name: str, error: dict[str, Any]) -> str:
    """What a stranger can act on, made from a validation error of pydantic."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _SENTENCES:
        said = _SENTENCES[kind]
    elif kind in ("enum", "literal_error"):
        said = f"must be one of: {context['expected'].replace(' or ', ', ')}.".replace("'", "")
    elif kind == "string_too_long":
        said = f"must have at most {context['max_length']} characters."
    elif kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        words = {
            "greater_than_equal": ("at least", "ge"),
            "less_than_equal": ("at most", "le"),
            "greater_than": ("greater than", "gt"),
            "less_than": ("less than", "lt"),
        }
        word, key = words[kind]
        said = f"must be {word} {context[key]:g}."
    else:
        said = error["msg"].removeprefix("Value error, ").rstrip(".") + "."
        said = said[0].lower() + said[1:]
    return f"{name} {said}" if name else f"The body {said}"


def field_name(location: tuple[int | str, ...]) -> str:
    """The path of a field without FastAPI's and pydantic's own marks."""
    return ".".join(str(part) for part in location[1:] if not (isinstance(part, str) and ("[" in part or part == "")))


def envelope(
    request: Request, status: int, code: str, error: str, *, name: str | None = None, **headers: str
) -> Response:
    """The one shape of every error."""
    body: dict[str, Any] = {"error": error, "code": code, "request_id": request_id(request)}
    if name:
        body["name"] = name
    return JSONResponse(body, status_code=status, headers=headers)


def request_id(request: Request) -> str:
    """The id of this request, as in the header ``X-Request-Id``."""
    return str(request.scope.get("state", {}).get("request_id", ""))


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return envelope(request, error.status, error.code, error.error, name=error.name, **error.headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = dict(error.errors()[0])
    if first["type"] == "json_invalid":
        reason = str(first.get("ctx", {}).get("error", "")).rstrip(".")
        return envelope(request, 400, "invalid_json", f"The body is not valid JSON ({reason}).")
    name = field_name(first["loc"])
    code = "missing_field" if first["type"] == "missing" and name else "invalid_field"
    return envelope(request, 422, code, sentence(name, first), name=name or None)


_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 400: "invalid_json", 413: "body_too_large"}


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {
        404: f"There is nothing at {request.url.path}. The list of routes is at /functions/v1/openapi.",
        405: f"{request.method} is not allowed here.",
        400: "The body can't be read: send JSON in UTF-8.",
        413: f"The body is over the limit of {body_limit(request.url.path):,} bytes.",
    }
    code = _HTTP_CODES.get(error.status_code, "error")
    return envelope(
        request, error.status_code, code, words.get(error.status_code, str(error.detail)), **dict(error.headers or {})
    )


class Edge:
    """ASGI: gives each request its id, refuses bodies over the limit, and turns a crash into the envelope.

    Crashes are caught here and not by the framework, whose own handler stands outside of CORS and of the request id.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        _read_text_as_json(scope)
        identity = str(new_id())
        scope.setdefault("state", {})["request_id"] = identity

        begun = False

        async def send_with_id(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message.setdefault("headers", []).append((b"x-request-id", identity.encode()))
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=identity):
            try:
                await self.app(scope, _limited(receive, body_limit(scope["path"])), send_with_id)
            except Exception:
                log.exception("request.failed", method=scope["method"], path=scope["path"])
                if begun:
                    raise
                words = "Something broke on our side. Please try again; if it stays, tell us the request_id."
                await envelope(Request(scope), 500, "internal", words)(scope, receive, send_with_id)


def _read_text_as_json(scope: Scope) -> None:
    """supabase-js sends ``text/plain`` when it is given a string; what the API takes is JSON all the same."""
    if scope["path"].startswith("/functions/v1/"):
        scope["headers"] = [
            (name, b"application/json" if name == b"content-type" and value.startswith(b"text/plain") else value)
            for name, value in scope["headers"]
        ]


class _TooLargeError(HTTPException):
    """An HTTPException, because FastAPI turns every other error of reading a body into a 400."""

    def __init__(self) -> None:
        super().__init__(413)


def _limited(receive: Receive, limit_bytes: int) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit_bytes:
            raise _TooLargeError
        return message

    return counted


def install(app: FastAPI) -> None:
    """Puts the envelope and the edge on an app."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(Edge)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, for hashing."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def declare_openapi(app: FastAPI) -> None:
    """The document as clients meet it: our error body in place of the framework's, and the bearer token."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        document = made()
        schemas = document["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        document["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "An access token."}
        }
        for path, methods in document["paths"].items():
            for operation in methods.values():
                if path.startswith("/functions/v1"):
                    operation["security"] = [{"bearer": []}]
        app.openapi_schema = document
        return document

    app.openapi = openapi  # type: ignore[method-assign]
