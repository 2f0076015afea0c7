"""The composition root: the one place that chooses which adapter stands behind a port."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from vivavoce.entry import migrate
from vivavoce.entry.voice import EmbeddedVoice
from vivavoce.features import evaluation, sessions
from vivavoce.features.access import Access, forget_expired
from vivavoce.kernel import idempotency
from vivavoce.kernel.database import Database, database_url
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres
from vivavoce.kernel.jobs import Jobs
from vivavoce.kernel.settings import Settings
from vivavoce.ports.llm.builtin.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.probing import BuiltinProber
from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater, BuiltinResumeRater
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
    author: Author
    resume_rater: ResumeRater
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
            author=BuiltinAuthor(),
            resume_rater=BuiltinResumeRater(),
            conversation_rater=BuiltinConversationRater(),
            prober=BuiltinProber(),
        )
        platform._register_jobs()
        return platform

    def _register_jobs(self) -> None:
        rate = partial(evaluation.rate_attempt, self.database, self.conversation_rater)
        self.jobs.register(sessions.ATTEMPT_COMPLETED, rate)
        self.jobs.every("*/5 * * * *", "sessions.abandon_silent", partial(sessions.abandon_silent, self.database))
        self.jobs.every("17 * * * *", "idempotency.forget_old", partial(idempotency.forget_old, self.database))
        self.jobs.every("27 * * * *", "access.forget_expired", partial(forget_expired, self.database))

    async def close(self) -> None:
        """Everything down again, the embedded server last."""
        await self.jobs.stop()
        await self.access.close()
        await self.database.close()
        self.compute.close()
        self.speech.close()
        if self.server:
            self.server.stop()


def web_folder() -> Path:
    """Where the built front end lies."""
    return Path(__file__).parent.parent / "web"
