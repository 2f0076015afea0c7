"""What must hold for every route, whoever adds one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute

from vivavoce.entry.http import create_app
from vivavoce.entry.openapi import document

APP = create_app(None)
ROUTES = [route for route in APP.routes if isinstance(route, APIRoute | APIWebSocketRoute)]


def dependencies(dependant: Dependant) -> Iterator[Any]:
    """All callables that a route depends on."""
    for one in dependant.dependencies:
        yield one.call
        yield from dependencies(one)


@pytest.mark.parametrize(
    "route", ROUTES, ids=lambda route: f"{sorted(getattr(route, 'methods', ['WS']))[0]} {route.path}"
)
def test_every_route_declares_its_caller(route: APIRoute | APIWebSocketRoute) -> None:
    declared = [call for call in dependencies(route.dependant) if getattr(call, "declares_caller", False)]
    assert declared, "add Depends(requires(...)), Depends(link_holder) or, for the public, Depends(anybody)"


def test_the_committed_openapi_document_is_that_of_the_code(repository: Path) -> None:
    assert (repository / "docs" / "openapi.json").read_text() == document(), "run `make openapi` and read the diff"


def test_every_field_of_the_api_is_described_with_an_example() -> None:
    bare = []
    schemas = json.loads(document())["components"]["schemas"]
    for operation_path, methods in json.loads(document())["paths"].items():
        if not operation_path.startswith("/functions/v1"):
            continue
        for operation in methods.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            name = body.get("$ref", "").rsplit("/", 1)[-1]
            for field, about in schemas.get(name, {}).get("properties", {}).items():
                if not about.get("description"):
                    bare.append(f"{name}.{field}")
    assert not bare
