"""The composition root: the one place that chooses which adapter stands behind a port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from vivavoce.entry import migrate
from vivavoce.entry.voice import EmbeddedVoice
from vivavoce.features import evaluation, knowledge, sessions
from vivavoce.features.access import Access, forget_expired
from vivavoce.kernel import idempotency
from vivavoce.kernel.database import Database, database_url
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres
from vivavoce.kernel.jobs import Jobs
from vivavoce.kernel.settings import Settings
from vivavoce.ports.documents import read as documents
from vivavoce.ports.llm.builtin.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.probing import BuiltinProber
from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater, BuiltinResumeRater
from vivavoce.ports.llm.fallback import FallbackAuthor, FallbackResumeRater
from vivavoce.ports.llm.port import Author, ConversationRater, Prober, ResumeRater
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.compute import Compute
from vivavoce.ports.speech.embedded import EmbeddedSpeech


def open_postgres(settings: Settings) -> tuple[str, EmbeddedPostgres | None]:
    """The database's address; the embedded server, started, when no other is configured."""
    configured = database_url(settings)
    if configured:
        return configured, None
    server = EmbeddedPostgres(settings.data / "postgres")
    return server.url, server


async def _nothing() -> None:
    """Nothing to close."""


@dataclass(frozen=True, slots=True)
class Minds:
    """Who writes interviews and rates resumes here."""

    author: Author
    resume_rater: ResumeRater
    close: Callable[[], Awaitable[None]] = _nothing


def chosen_minds(settings: Settings) -> Minds:
    """Models when an address is configured, otherwise the built-in ones; or both, one after the other."""
    builtin_author, builtin_rater = BuiltinAuthor(), BuiltinResumeRater()
    if settings.llm_base_url is None:
        return Minds(builtin_author, builtin_rater)
    from vivavoce.ports.llm import openai_compatible as llm  # 3 s to import

    assert settings.llm_model is not None
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    models = llm.Models(
        llm.endpoints(settings.llm_base_url, settings.llm_model, key, settings.llm_fallbacks),
        timeout_s=settings.llm_timeout_s,
        mode=llm.OutputMode(settings.llm_output),
    )
    author, rater = llm.ModelAuthor(models), llm.ModelResumeRater(models, builtin_rater)
    if settings.llm_on_failure == "builtin":
        stand_ins = FallbackAuthor(author, builtin_author), FallbackResumeRater(rater, builtin_rater)
        return Minds(*stand_ins, models.close)
    return Minds(author, rater, models.close)


@dataclass(slots=True)
class Platform:
    """Everything that one process needs, already chosen."""

    settings: Settings
    url: str
    server: EmbeddedPostgres | None
    database: Database
    access: Access
    jobs: Jobs
    speech: EmbeddedSpeech
    compute: Compute
    voice: EmbeddedVoice
    minds: Minds
    conversation_rater: ConversationRater
    prober: Prober
    lines: sessions.Lines = field(default_factory=sessions.Lines)

    @classmethod
    def build(cls, settings: Settings) -> Platform:
        """Starts the embedded server if need be and brings the schema up to date; loads no model."""
        settings.data.mkdir(parents=True, exist_ok=True)
        url, server = open_postgres(settings)
        migrate.upgrade(url)
        database = Database(url)
        speech = EmbeddedSpeech(settings.models_dir, SpeechCache(settings.data / "speech"))
        compute = Compute(settings.speech_threads)
        platform = cls(
            settings=settings,
            url=url,
            server=server,
            database=database,
            access=Access(settings, database),
            jobs=Jobs(url),
            speech=speech,
            compute=compute,
            voice=EmbeddedVoice(speech, compute),
            minds=chosen_minds(settings),
            conversation_rater=BuiltinConversationRater(),
            prober=BuiltinProber(),
        )
        platform._register_jobs()
        return platform

    def _register_jobs(self) -> None:
        rate = partial(evaluation.rate_attempt, self.database, self.conversation_rater)
        self.jobs.register(sessions.ATTEMPT_COMPLETED, rate)
        self.jobs.register(knowledge.PROCESS_DOCUMENT, partial(knowledge.process, self.database))
        self.jobs.every("*/5 * * * *", "sessions.abandon_silent", partial(sessions.abandon_silent, self.database))
        self.jobs.every("17 * * * *", "idempotency.forget_old", partial(idempotency.forget_old, self.database))
        self.jobs.every("27 * * * *", "access.forget_expired", partial(forget_expired, self.database))

    async def close(self) -> None:
        """Everything down again, the embedded server last."""
        await self.jobs.stop()
        await self.minds.close()
        documents.close()
        await self.access.close()
        await self.database.close()
        self.compute.close()
        self.speech.close()
        if self.server:
            self.server.stop()


def web_folder() -> Path:
    """Where the built front end lies."""
    return Path(__file__).parent.parent / "web"
