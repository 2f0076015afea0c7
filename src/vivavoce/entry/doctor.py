"""``vivavoce doctor``: what is configured, what works, and what to do about the rest."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from vivavoce.entry import migrate
from vivavoce.entry.bootstrap import open_postgres, web_folder
from vivavoce.kernel.database import Database
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech import models, sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import HEARING_RATE

SENTENCE = "Tell me about a project that you are proud of, and what your part in it was."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    state: str
    remedy: str = ""


async def examine(settings: Settings) -> list[Check]:
    """All checks, in the order in which a start needs them. None raises."""
    found = [_data(settings), _front_end(), _tokens(settings), _models(settings)]
    looks: list[tuple[str, Callable[[Settings], Awaitable[Check]]]] = [
        ("Language model", _language_model),
        ("Database", _database),
        ("Speech", _speech),
    ]
    for name, look in looks:
        try:
            found.append(await look(settings))
        except Exception as error:
            found.append(Check(name, False, f"{type(error).__name__}: {error}", "See the message."))
    return found


def _data(settings: Settings) -> Check:
    folder = settings.data.resolve()
    there = folder if folder.exists() else folder.parent
    free = shutil.disk_usage(there).free / 1e9
    if not os.access(there, os.W_OK):
        return Check("Data folder", False, f"{folder} can't be written", "Set VIVAVOCE_DATA, or mend its rights.")
    if free < 1:
        return Check("Data folder", False, f"{folder}, only {free:.1f} GB free", "Free some space.")
    return Check("Data folder", True, f"{folder}, {free:.0f} GB free")


def _front_end() -> Check:
    if (web_folder() / "room" / "index.html").exists():
        return Check("Front end", True, "built")
    return Check("Front end", False, "not built", "Run `make setup`; it needs Node 20 or newer.")


def _tokens(settings: Settings) -> Check:
    if settings.jwt_secret:
        return Check("Tokens", True, "verified by the shared HS256 secret")
    if settings.jwks_url or settings.supabase_url:
        return Check("Tokens", True, f"verified by the keys of {settings.jwks_url or settings.supabase_url}")
    return Check("Tokens", True, "issued and verified by this installation")


def _models(settings: Settings) -> Check:
    wrong = [state.model.name for state in models.check(settings.models_dir) if state.status != "present"]
    if wrong:
        return Check("Speech models", False, f"missing: {', '.join(wrong)}", "Run `vivavoce models pull`.")
    return Check("Speech models", True, f"complete in {settings.models_dir}")


async def _language_model(settings: Settings) -> Check:
    """Asks the configured address for its list of models; sends no text."""
    name = "Language model"
    if settings.llm_base_url is None:
        return Check(name, True, "none configured: the built-in author and raters")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    where = f"{settings.llm_model} at {urlsplit(settings.llm_base_url).netloc}"
    try:
        async with httpx2.AsyncClient(timeout=5) as client:
            answer = await client.get(f"{settings.llm_base_url}/models", headers={"Authorization": f"Bearer {key}"})
    except httpx2.TransportError as error:
        return Check(name, False, f"{where}: {type(error).__name__}", "Check VIVAVOCE_LLM_BASE_URL, and that it runs.")
    if answer.status_code in (401, 403):
        return Check(name, False, f"{where} refuses the key", "Check VIVAVOCE_LLM_API_KEY.")
    if answer.status_code != 200:
        return Check(name, True, f"{where}: reachable, and lists no models ({answer.status_code})")
    known = [model.get("id") for model in answer.json().get("data", []) if isinstance(model, dict)]
    if known and settings.llm_model not in known:
        return Check(
            name,
            False,
            f"{where} is not in its list",
            f"Set VIVAVOCE_LLM_MODEL to one of: {', '.join(map(str, known[:8]))}.",
        )
    return Check(name, True, f"{where}, reachable")


async def _database(settings: Settings) -> Check:
    url, server = await asyncio.to_thread(open_postgres, settings)
    database = Database(url)
    kind = "embedded" if server else "DATABASE_URL"
    try:
        if await asyncio.to_thread(migrate.pending, url):
            return Check("Database", False, f"{kind}, migrations are pending", "Run `vivavoce migrate`.")
        async with database.platform():
            return Check("Database", True, f"{kind}, up to date")
    finally:
        await database.close()
        if server:
            server.stop()


async def _speech(settings: Settings) -> Check:
    """Measures real-time factors: seconds of work for a second of sound."""
    speech = EmbeddedSpeech(settings.models_dir)
    if not speech.ready().ok:
        return Check("Speech", False, "models are missing", "Run `vivavoce models pull`.")
    try:
        await asyncio.to_thread(speech.warm_up)
        begun = time.perf_counter()
        said = await asyncio.to_thread(speech.speak, SENTENCE, "en")
        speaking = (time.perf_counter() - begun) * 1000 / said.duration_ms
        heard = sound.heard(said)
        begun = time.perf_counter()
        await asyncio.to_thread(speech.transcriber.transcribe, heard, "en")
        hearing = (time.perf_counter() - begun) * HEARING_RATE / len(heard)
    finally:
        speech.close()
    state = f"real-time factor {speaking:.2f} speaking, {hearing:.2f} hearing"
    if speaking > 1.5:
        return Check("Speech", False, state, "This machine is slow or busy: spoken follow-ups will come late.")
    return Check("Speech", True, state)
