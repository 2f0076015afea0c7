"""Lets browsers on any site call the API: with a bearer token in a header, never with cookies.

The room, the embed frame and the consoles are on our own address and get none of it.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Receive, Scope, Send

PATHS = ("/auth/v1/", "/functions/v1/")
EXPOSED = ("X-Request-Id", "Retry-After", "X-Supabase-Api-Version")


class ApiCors(CORSMiddleware):
    """CORS for ``PATHS`` alone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and scope["path"].startswith(PATHS):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def cors(app: FastAPI) -> None:
    """Puts CORS on the app. Call it after ``kernel.http.install``, so that refusals of the edge carry it too."""
    app.add_middleware(
        ApiCors,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],  # the asked-for ones are named in the answer: clients add their own (x-client-info, …)
        allow_credentials=False,
        expose_headers=EXPOSED,
        max_age=3600,
    )
