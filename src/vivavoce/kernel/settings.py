"""Every setting of the product, read once from the environment (and ``.env``). ``vivavoce doctor`` shows them."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _env(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Settings(BaseSettings):
    """Unset means: the embedded default. Names are those of the environment."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True, env_ignore_empty=True)

    data: Path = Field(Path("data"), validation_alias=_env("VIVAVOCE_DATA"), description="Folder of all local data.")
    models: Path | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_MODELS"),
        description="Folder of the speech models; default <data>/models.",
    )
    blobs_url: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_BLOBS_URL"),
        description="Object storage for recordings, such as s3://bucket/folder; unset: <data>/blobs.",
    )
    host: str = Field("127.0.0.1", validation_alias=_env("HOST"), description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65535, validation_alias=_env("PORT"), description="Port to listen on.")
    public_url: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_PUBLIC_URL"),
        description="Address that candidates open, such as https://interviews.example.com; default http://127.0.0.1:<PORT>.",
    )
    database_url: SecretStr | None = Field(
        None, validation_alias=_env("DATABASE_URL"), description="PostgreSQL 15 or newer; unset: the embedded one."
    )
    supabase_url: str | None = Field(
        None,
        validation_alias=_env("SUPABASE_URL"),
        description="Verify tokens of this Supabase project; the built-in issuer is then off.",
    )
    jwks_url: str | None = Field(
        None, validation_alias=_env("VIVAVOCE_JWKS_URL"), description="JWKS address; default that of SUPABASE_URL."
    )
    jwt_secret: SecretStr | None = Field(
        None,
        validation_alias=_env("SUPABASE_JWT_SECRET"),
        description="Shared HS256 secret; with it tokens are verified by HS256 alone.",
    )
    jwt_issuer: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_JWT_ISSUER"),
        description="Required `iss`; unset: not checked for foreign issuers.",
    )
    jwt_audience: str = Field(
        "authenticated",
        validation_alias=_env("VIVAVOCE_JWT_AUDIENCE"),
        description="Required `aud`; the word `any` switches the check off (tokens of Supabase's CLI have none).",
    )
    region: Literal["eu", "other"] = Field(
        "other", validation_alias=_env("VIVAVOCE_REGION"), description="eu refuses what the AI Act prohibits in hiring."
    )
    worker: bool = Field(
        True, validation_alias=_env("VIVAVOCE_WORKER"), description="Run background jobs inside `serve`."
    )
    llm_base_url: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_LLM_BASE_URL"),
        description="OpenAI-compatible address of a language model, such as https://api.openai.com/v1; unset: the "
        "built-in author and raters.",
    )
    llm_model: str | None = Field(
        None, validation_alias=_env("VIVAVOCE_LLM_MODEL"), description="Name of the model at that address."
    )
    llm_api_key: SecretStr | None = Field(
        None, validation_alias=_env("VIVAVOCE_LLM_API_KEY"), description="Its key; local servers need none."
    )
    llm_fallbacks: str = Field(
        "",
        validation_alias=_env("VIVAVOCE_LLM_FALLBACKS"),
        description="Models to ask when it fails, with commas between them: `model` at the same address, or "
        "`model@https://other/v1`.",
    )
    llm_timeout_s: float = Field(
        40, gt=0, le=85, validation_alias=_env("VIVAVOCE_LLM_TIMEOUT_S"), description="Seconds for one model to answer."
    )
    llm_output: Literal["auto", "native", "prompted", "tool"] = Field(
        "auto",
        validation_alias=_env("VIVAVOCE_LLM_OUTPUT"),
        description="How a model is told the shape of its answer; auto: natively at OpenAI, otherwise in the prompt.",
    )
    llm_on_failure: Literal["error", "builtin"] = Field(
        "error",
        validation_alias=_env("VIVAVOCE_LLM_ON_FAILURE"),
        description="When no model helps: answer 502, or let the built-in author and rater step in.",
    )
    stt_base_url: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_STT_BASE_URL"),
        description="OpenAI-compatible address that transcribes (`…/v1`); unset: the models of this machine.",
    )
    stt_model: str | None = Field(
        None, validation_alias=_env("VIVAVOCE_STT_MODEL"), description="Name of the model at that address."
    )
    stt_api_key: SecretStr | None = Field(
        None, validation_alias=_env("VIVAVOCE_STT_API_KEY"), description="Its key; local servers need none."
    )
    stt_languages: str = Field(
        "",
        validation_alias=_env("VIVAVOCE_STT_LANGUAGES"),
        description="Codes of the languages that it hears, with commas between them; empty: all.",
    )
    tts_base_url: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_TTS_BASE_URL"),
        description="OpenAI-compatible address that speaks (`…/v1`); unset: the voices of this machine.",
    )
    tts_model: str | None = Field(
        None, validation_alias=_env("VIVAVOCE_TTS_MODEL"), description="Name of the model at that address."
    )
    tts_api_key: SecretStr | None = Field(
        None, validation_alias=_env("VIVAVOCE_TTS_API_KEY"), description="Its key; local servers need none."
    )
    tts_languages: str = Field(
        "",
        validation_alias=_env("VIVAVOCE_TTS_LANGUAGES"),
        description="Codes of the languages that it speaks, with commas between them; empty: all.",
    )
    tts_voices: str = Field(
        "",
        validation_alias=_env("VIVAVOCE_TTS_VOICES"),
        description="Its voices: one for all, `our_voice=theirs` for a template's voice, `language=theirs`; commas "
        "between them; empty: `alloy`.",
    )
    speech_timeout_s: float = Field(
        10,
        gt=0,
        le=25,
        validation_alias=_env("VIVAVOCE_SPEECH_TIMEOUT_S"),
        description="Seconds for one answer of such a speech server; then this machine steps in.",
    )
    smtp_host: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_SMTP_HOST"),
        description="Mail server; unset: letters go into <data>/outbox, see `vivavoce mail`.",
    )
    smtp_port: int = Field(587, ge=1, le=65535, validation_alias=_env("VIVAVOCE_SMTP_PORT"), description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        validation_alias=_env("VIVAVOCE_SMTP_SECURITY"),
        description="starttls (587), tls from the first byte (465), or none (a server on this machine).",
    )
    smtp_username: str | None = Field(
        None, validation_alias=_env("VIVAVOCE_SMTP_USERNAME"), description="Its user; unset: no sign-in."
    )
    smtp_password: SecretStr | None = Field(
        None, validation_alias=_env("VIVAVOCE_SMTP_PASSWORD"), description="The user's password."
    )
    smtp_from: str | None = Field(
        None,
        validation_alias=_env("VIVAVOCE_SMTP_FROM"),
        description="Sender of letters, such as `Interviews <interviews@example.com>`; required with a mail server.",
    )
    speech_threads: int = Field(
        2, ge=1, le=64, validation_alias=_env("VIVAVOCE_SPEECH_THREADS"), description="Speech computations at once."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias=_env("VIVAVOCE_LOG_LEVEL"), description="Least level that is logged."
    )

    @model_validator(mode="after")
    def _models_named(self) -> Settings:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("VIVAVOCE_LLM_BASE_URL is set: name the model in VIVAVOCE_LLM_MODEL.")
        if self.stt_base_url and not self.stt_model:
            raise ValueError("VIVAVOCE_STT_BASE_URL is set: name the model in VIVAVOCE_STT_MODEL.")
        if self.tts_base_url and not self.tts_model:
            raise ValueError("VIVAVOCE_TTS_BASE_URL is set: name the model in VIVAVOCE_TTS_MODEL.")
        if self.smtp_host and not self.smtp_from:
            raise ValueError("VIVAVOCE_SMTP_HOST is set: name the sender of letters in VIVAVOCE_SMTP_FROM.")
        return self

    @field_validator("public_url", "supabase_url", "llm_base_url", "stt_base_url", "tts_base_url")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else None

    @property
    def base_url(self) -> str:
        """The address in links, without a slash at its end."""
        return self.public_url or f"http://{'127.0.0.1' if self.host in ('0.0.0.0', '::') else self.host}:{self.port}"  # noqa: S104 (compared, not bound)

    @property
    def models_dir(self) -> Path:
        """Where the speech models lie."""
        return self.models or self.data / "models"

    @cached_property
    def installation_secret(self) -> bytes:
        """32 random bytes of this installation, made on first use and kept in ``<data>/keys`` (mode 0600)."""
        return keep_secret(self.data / "keys" / "installation.key", secrets.token_bytes(32))


def keep_secret(path: Path, fresh: bytes) -> bytes:
    """The secret that lies at ``path``; on first use ``fresh`` is put there. Two processes at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with tempfile.NamedTemporaryFile(dir=path.parent) as draft:  # made with mode 0600
            draft.write(fresh)
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_bytes()
