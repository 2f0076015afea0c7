"""Supabase's own tools against ours: its Python client, its JavaScript client, and the tokens that its CLI makes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import httpx2
import pytest
from supabase import AsyncClient, AuthApiError, FunctionsHttpError, acreate_client
from supabase.lib.client_options import AsyncClientOptions

from tests.features.access.conftest import PASSWORD, Town, served
from tests.features.access.tokens import MERCHANT, USER, settings_of
from vivavoce.features.access.caller import Role
from vivavoce.features.access.verifier import Identity, foreign_verifier, who
from vivavoce.kernel.errors import UnauthorizedError

PACKAGES = {"@supabase/supabase-js": "2.105.0", "supabase": "3.1.0"}  # the newest client that runs on Node 20; the CLI
TIMEOUT_S = 60


@pytest.fixture(scope="session")
def npm_supabase(repository: Path) -> Path:
    """A folder with Supabase's npm packages, installed once and kept. Fails where npm can't install them."""
    folder = repository / ".cache" / "npm-supabase"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    if any(_installed(folder / "node_modules" / name) != version for name, version in PACKAGES.items()):
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"]
        ran = subprocess.run(
            ["npm", "install", "--prefix", folder, *quiet, *wanted], capture_output=True, text=True, timeout=300
        )
        assert ran.returncode == 0, ran.stderr
    return folder


def _installed(package: Path) -> str | None:
    try:
        found: str = json.loads((package / "package.json").read_text())["version"]
    except FileNotFoundError:
        return None
    return found


@pytest.fixture
async def address(town: Town) -> AsyncIterator[str]:
    async with served(town.app) as url:
        yield url


@pytest.fixture
async def client(address: str) -> AsyncIterator[AsyncClient]:
    # Its own HTTP client it makes anew at each change of the session, and never closes the old one.
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as http:
        options = AsyncClientOptions(auto_refresh_token=False, httpx_client=http)
        yield await acreate_client(address, "publishable-key", options)


async def test_the_python_client(town: Town, client: AsyncClient) -> None:
    with pytest.raises(AuthApiError) as caught:
        await client.auth.sign_in_with_password({"email": town.email, "password": "wrong"})
    assert (caught.value.status, caught.value.code) == (400, "invalid_credentials")
    assert caught.value.message == "Invalid login credentials"

    signed_in = await client.auth.sign_in_with_password({"email": town.email, "password": PASSWORD})
    assert signed_in.session is not None
    assert await _whoami(client) == _owner(town)

    refreshed = await client.auth.refresh_session()
    assert refreshed.session is not None
    assert refreshed.session.refresh_token != signed_in.session.refresh_token
    assert await _whoami(client) == _owner(town)

    found = await client.auth.get_user()
    assert found is not None
    assert (found.user.email, found.user.app_metadata["role"]) == (town.email, "merchant_owner")
    claims = await client.auth.get_claims()
    assert claims is not None
    assert claims["claims"]["sub"] == str(town.user_id)

    held = refreshed.session.access_token
    await client.auth.sign_out()
    with pytest.raises(FunctionsHttpError, match="signed out") as refused:
        await client.functions.invoke("whoami", {"headers": {"Authorization": f"Bearer {held}"}, "body": {}})
    assert refused.value.status == 401


async def _whoami(client: AsyncClient) -> Any:
    answer = await client.functions.invoke("whoami", {"body": {"any": "thing"}})
    assert isinstance(answer, bytes)
    return json.loads(answer)


def _owner(town: Town) -> dict[str, Any]:
    return {
        "user_id": str(town.user_id),
        "role": "merchant_owner",
        "merchant_id": str(town.merchant_id),
        "operates": [],
    }


async def test_the_javascript_client(town: Town, address: str, npm_supabase: Path) -> None:
    script = Path(__file__).parent / "supabase_js.mjs"
    node = await asyncio.create_subprocess_exec(
        "node", script, npm_supabase, address, town.email, PASSWORD, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    printed, complaints = await asyncio.wait_for(node.communicate(), TIMEOUT_S)
    assert node.returncode == 0, complaints.decode()
    seen = json.loads(printed)
    assert seen["wrong"] == {
        "name": "AuthApiError",
        "code": "invalid_credentials",
        "status": 400,
        "message": "Invalid login credentials",
    }
    assert seen["userId"] == seen["claimedSub"] == str(town.user_id)
    assert seen["whoami"] == seen["again"] == _owner(town)
    assert seen["rotated"] is True
    assert seen["email"] == town.email
    assert seen["afterwards"]["status"] == 401
    assert seen["afterwards"]["body"]["code"] == "session_ended"
    assert seen["gone"]["name"] == "AuthSessionMissingError"


class Cli:
    """Supabase's command line, in a project of its own with a signing key of its own."""

    def __init__(self, npm: Path, home: Path) -> None:
        self.binary = next((npm / "node_modules" / "@supabase").glob("cli-*/bin/supabase"))
        self.home = home
        self.key = json.loads(self.run("gen", "signing-key", "--algorithm", "ES256"))
        project = home / "supabase"
        project.mkdir()
        (project / "signing_keys.json").write_text(json.dumps([self.key]))
        (project / "config.toml").write_text('project_id = "town"\n[auth]\nsigning_keys_path = "./signing_keys.json"\n')

    def run(self, *arguments: str) -> str:
        environment = {**os.environ, "HOME": str(self.home), "DO_NOT_TRACK": "1", "SUPABASE_TELEMETRY_DISABLED": "1"}
        ran = subprocess.run(
            [self.binary, *arguments], cwd=self.home, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def token(self, role: str, *more: str, **claims: Any) -> str:
        return self.run("gen", "bearer-jwt", "--role", role, "--payload", json.dumps(claims), *more)


@pytest.fixture(scope="module")
def cli(npm_supabase: Path, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    return Cli(npm_supabase, tmp_path_factory.mktemp("supabase-cli"))


@pytest.fixture
async def jwks_url(cli: Cli) -> AsyncIterator[str]:
    """The CLI's key at a JWKS address on loopback, where a Supabase project has it."""
    public = {name: value for name, value in cli.key.items() if name not in ("d", "key_ops")}

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps({"keys": [public]}).encode()})

    async with served(answer) as url:
        yield url


async def identity(data: Path, url: str, token: str, **given: Any) -> Identity:
    async with httpx2.AsyncClient() as client:
        verifier = foreign_verifier(settings_of(data, supabase_url=url, **given), client)
        return who(await verifier.claims(token))


async def test_tokens_of_the_command_line(cli: Cli, jwks_url: str, tmp_path: Path) -> None:
    granted = {"role": "merchant", "merchant_id": str(MERCHANT)}
    anna, service, other_project = await asyncio.gather(
        asyncio.to_thread(cli.token, "authenticated", "--sub", str(USER), app_metadata=granted),
        asyncio.to_thread(cli.token, "service_role"),
        asyncio.to_thread(cli.token, "service_role", "--workdir", str(tmp_path)),
    )
    named = await identity(tmp_path, jwks_url, anna, jwt_audience="any")
    assert named == Identity(UUID(str(USER)), Role.MERCHANT, MERCHANT, None)
    assert (await identity(tmp_path, jwks_url, service, jwt_audience="any")).role is Role.SERVICE
    for token in (anna, service):
        with pytest.raises(UnauthorizedError, match="VIVAVOCE_JWT_AUDIENCE") as caught:
            await identity(tmp_path, jwks_url, token)
        assert caught.value.code == "wrong_audience"
    with pytest.raises(UnauthorizedError) as caught:
        await identity(tmp_path, jwks_url, other_project, jwt_audience="any")
    assert caught.value.code == "bad_signature"
