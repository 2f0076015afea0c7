"""``vivavoce doctor``: what is configured, what works, and what to do about the rest."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
from pydantic import SecretStr

from vivavoce.entry import capacity, migrate
from vivavoce.entry.bootstrap import chosen_servers, open_postgres, web_folder
from vivavoce.kernel.database import Database
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech import models, whisper
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.espeak import VOICES

Configured = tuple[str | None, str | None, SecretStr | None]
"""Address, model and key of a server."""


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
        ("Hearing", _hearing),
        ("Voices", _voices),
        ("Hearing server", _hearing_server),
        ("Speaking server", _speaking_server),
        ("Speed", _speed),
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
    folder = settings.models_dir
    wrong = [state.model.name for state in models.check(folder, models.used(folder)) if state.status != "present"]
    if wrong:
        return Check("Speech models", False, f"missing: {', '.join(wrong)}", "Run `vivavoce models pull`.")
    return Check("Speech models", True, f"complete in {folder}")


async def _language_model(settings: Settings) -> Check:
    return await _server(
        "Language model",
        "LLM",
        (settings.llm_base_url, settings.llm_model, settings.llm_api_key),
        "none configured: the built-in author and raters",
    )


async def _hearing_server(settings: Settings) -> Check:
    configured = settings.stt_base_url, settings.stt_model, settings.stt_api_key
    return await _server("Hearing server", "STT", configured, "none configured: the models of this machine")


async def _speaking_server(settings: Settings) -> Check:
    configured = settings.tts_base_url, settings.tts_model, settings.tts_api_key
    return await _server("Speaking server", "TTS", configured, "none configured: the voices of this machine")


async def _server(name: str, side: str, configured: Configured, without: str) -> Check:
    """Asks a configured address for its list of models; sends no text. ``side`` is in the names of its settings."""
    base_url, model, secret = configured
    if base_url is None:
        return Check(name, True, without)
    key = secret.get_secret_value() if secret else "none"
    where = f"{model} at {urlsplit(base_url).netloc}"
    try:
        async with httpx2.AsyncClient(timeout=5) as client:
            answer = await client.get(f"{base_url}/models", headers={"Authorization": f"Bearer {key}"})
    except httpx2.TransportError as error:
        remedy = f"Check VIVAVOCE_{side}_BASE_URL, and that it runs."
        return Check(name, False, f"{where}: {type(error).__name__}", remedy)
    if answer.status_code in (401, 403):
        return Check(name, False, f"{where} refuses the key", f"Check VIVAVOCE_{side}_API_KEY.")
    if answer.status_code != 200:
        return Check(name, True, f"{where}: reachable, and lists no models ({answer.status_code})")
    known = [one.get("id") for one in answer.json().get("data", []) if isinstance(one, dict)]
    if known and model not in known:
        remedy = f"Set VIVAVOCE_{side}_MODEL to one of: {', '.join(map(str, known[:8]))}."
        return Check(name, False, f"{where} is not in its list", remedy)
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


async def _hearing(settings: Settings) -> Check:
    """What hears each language, by engine."""
    remote, _ = chosen_servers(settings)
    speech = EmbeddedSpeech(settings.models_dir)
    if not speech.ready().ok:
        return Check("Hearing", False, "models are missing", "Run `vivavoce models pull`.")
    local = speech.transcriber
    by = {one: remote.name if remote and one in remote.languages() else local.engine(one) for one in VOICES}
    unheard = [one for one, engine in by.items() if not engine]
    pull = sorted(whisper.LANGUAGES.intersection(unheard))
    remedy = f"`vivavoce models pull --languages {','.join(pull)}` lets them be heard." if pull else ""
    return Check("Hearing", True, _grouped(by, "nothing, so candidates type"), remedy)


async def _voices(settings: Settings) -> Check:
    """What speaks each language, by engine."""
    _, remote = chosen_servers(settings)
    local = EmbeddedSpeech(settings.models_dir).synthesizer
    by = {one: remote.name if remote and one in remote.languages() else local.engine(one) for one in VOICES}
    return Check("Voices", True, _grouped(by, "nothing"))


def _grouped(by: dict[str, str], nothing: str) -> str:
    engines = sorted(set(by.values()), key=lambda engine: (not engine, engine))
    lists = {engine: " ".join(one for one in by if by[one] == engine) for engine in engines}
    return "\n".join(f"{engine or nothing}: {languages}" for engine, languages in lists.items())


async def _speed(settings: Settings) -> Check:
    """Real-time factors (seconds of computing for a second of sound), and how many interviews that makes."""
    speech = EmbeddedSpeech(settings.models_dir)
    if not speech.ready().ok:
        return Check("Speed", False, "models are missing", "Run `vivavoce models pull`.")
    try:
        await asyncio.to_thread(speech.warm_up)
        speed = await asyncio.to_thread(capacity.measure, speech)
    finally:
        speech.close()
    cores = capacity.cores()
    number = capacity.interviews_at_a_time(speed, cores, settings.speech_threads)
    interviews = "1 interview" if number == 1 else f"{number} interviews"
    state = (
        f"real-time factor {speed.hear:.2f} hearing, {speed.speak:.2f} speaking, {speed.floor:.3f} the floor; "
        f"{interviews} at a time on {cores} cores with VIVAVOCE_SPEECH_THREADS={settings.speech_threads}"
    )
    if speed.speak > 1.5:
        return Check("Speed", False, state, "This machine is slow or busy: spoken follow-ups will come late.")
    return Check("Speed", True, state)
