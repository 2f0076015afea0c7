"""Headers of every page, and the page that shows the API's documentation."""

from __future__ import annotations

import contextlib
import json
import re
from html import escape
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vivavoce.features import access, embeds
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import NotFoundError

NO_FRONT_END = "The front end is not built. Run `make setup` (it needs Node 20 or newer) and start again.\n"

_POLICY = (
    "default-src 'self'; img-src 'self' https: data:; media-src 'self' blob:; style-src 'self'; script-src 'self'; "
    "connect-src 'self' ws://{host} wss://{host}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; {ancestors}"
)
_DOCS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

NOBODY = "frame-ancestors 'none'"
_HOST = re.compile(r"[\w.\-\[\]:]{1,255}")
_HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "microphone=(self), camera=(self), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}


def _policy(scope: Scope, ancestors: str = NOBODY) -> str:
    """Names our own address for the WebSocket: older Safari does not count it as 'self'."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    host = host if _HOST.fullmatch(host) else "localhost"
    return _POLICY.replace("{host}", host).replace("{ancestors}", ancestors)


def room_page(room: Path, *, status: int = 200, policy: str | None = None) -> Response:
    """The built page ``room``; ``policy`` in place of the usual Content-Security-Policy."""
    if not room.exists():
        return PlainTextResponse(NO_FRONT_END, status_code=503)
    framed = {"Content-Security-Policy": policy} if policy else {}
    return FileResponse(room, status_code=status, headers={"Cache-Control": "no-store", **framed})


async def portal_page(request: Request, room: Path, slug: str) -> Response:
    """The page of a company; not found where there is none of this name."""
    database: Database = request.app.state.database
    try:
        async with database.platform() as session:
            await access.merchant_by_slug(session, slug)
    except NotFoundError:
        return room_page(room, status=404)
    return room_page(room)


async def embed_page(request: Request, room: Path, embed_id: str) -> Response:
    """The page, with the pages that may frame it. For an embed that is not there any may: it says so, and no more."""
    database: Database = request.app.state.database
    found = None
    with contextlib.suppress(ValueError):
        async with database.platform() as session:
            found = await embeds.find(session, UUID(embed_id))
    policy = _policy(request.scope, f"frame-ancestors {found.frame_ancestors if found else '*'}")
    return room_page(room, status=200 if found else 404, policy=policy)


class Hashed(StaticFiles):
    """Files whose names change with their content."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """May be kept for ever."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


class Shared(StaticFiles):
    """Files that other people's pages load, under names that stay."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Any page may load it. A new version is everywhere within the hour; browsers ask whether there is one."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=3600, stale-while-revalidate=86400"
        response.headers["access-control-allow-origin"] = "*"
        response.headers["cross-origin-resource-policy"] = "cross-origin"
        return response


class SecurityHeaders:
    """ASGI: what every answer carries, unless the route has said otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[tuple[bytes, bytes]] = message.setdefault("headers", [])
                there = {name.lower(): value.decode("latin-1") for name, value in headers}
                ours = {**_HEADERS, "content-security-policy": _policy(scope)}
                if NOBODY in there.get(b"content-security-policy", ours["content-security-policy"]):
                    ours["x-frame-options"] = "DENY"
                headers += [
                    (name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in there
                ]
            await send(message)

        await self.app(scope, receive, guarded)


_STYLE = """
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
h2 { margin-top: 3rem; font-size: 1.15rem; } code, pre { font: 0.9em ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: start; vertical-align: top; padding: .4rem .6rem;
border-bottom: 1px solid #8884; } .scroll { overflow-x: auto; } nav li { margin: .2rem 0; }
td ul, td p { margin: .3rem 0; } td ul { padding-inline-start: 1.2rem; } tr > :first-child { width: 16rem; }
.method { font-weight: 600; margin-inline-end: .5rem; }
"""


def docs_page(request: Request) -> HTMLResponse:
    """The API in words, made from its OpenAPI document; no script, nothing from elsewhere."""
    document = request.app.openapi()
    operations = [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/functions/v1")
    ]
    nav = "".join(
        f'<li><a href="#{_anchor(method, path)}">{method} {escape(path)}</a> — {escape(operation["summary"])}</li>'
        for method, path, operation in operations
    )
    body = "".join(_operation(document, *operation) for operation in operations)
    intro = "".join(f"<p>{_prose(part)}</p>" for part in document["info"]["description"].strip().split("\n\n"))
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vivavoce API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>Vivavoce API</h1>{intro}"
        '<p>The same as <a href="/functions/v1/openapi">OpenAPI 3.1</a>, for your tools.</p>'
        f"<nav aria-label='Routes'><ul>{nav}</ul></nav>{body}</main></body></html>"
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": _DOCS_POLICY})


def _anchor(method: str, path: str) -> str:
    return f"{method.lower()}-{path.rsplit('/', 1)[-1]}"


def _operation(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> str:
    anchor = _anchor(method, path)
    told = f"<h2 id='{escape(anchor)}'><span class=method>{method}</span><code>{escape(path)}</code></h2>"
    told += f"<p>{_prose(operation.get('description') or operation.get('summary', ''))}</p>"
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    rows = _fields(document, schema) if schema else _parameters(operation)
    if rows:
        told += f"<div class=scroll><table><tr><th>Field</th><th>Meaning</th></tr>{rows}</table></div>"
    return told


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    required = schema.get("required", [])
    fields = sorted(schema.get("properties", {}).items(), key=lambda field: field[0] not in required)
    return "".join(_line(name, field, name in required) for name, field in fields)


def _parameters(operation: dict[str, Any]) -> str:
    return "".join(
        _line(one["name"], {**one.get("schema", {}), "description": one.get("description", "")}, one["required"])
        for one in operation.get("parameters", [])
        if one.get("in") == "query"
    )


def _line(name: str, field: dict[str, Any], required: bool) -> str:
    meaning, _, options = field.get("description", "").partition(" Options — ")
    listed = "".join(f"<li>{_prose(option.rstrip('.'))}</li>" for option in options.split(" | ") if option)
    example = "".join(
        f"<p>Example: <code>{escape(json.dumps(value))}</code></p>" for value in field.get("examples", [])[:1]
    )
    star = " <strong>required</strong>" if required else ""
    told = f"{_prose(meaning)}{f'<ul>{listed}</ul>' if listed else ''}{example}"
    return f"<tr><td><code>{escape(name)}</code>{star}</td><td>{told}</td></tr>"


def _prose(text: str) -> str:
    """Plain text with `code` in it."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
