"""The composition root: the one place that chooses which adapter stands behind a port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from vivavoce.entry import migrate
from vivavoce.entry.metrics import LATE, count_end
from vivavoce.entry.voice import LiveVoice
from vivavoce.features import embeds, enrolment, evaluation, knowledge, portals, recordings, sessions
from vivavoce.features.access import Access, forget_expired
from vivavoce.features.sessions import kept_sound
from vivavoce.kernel import idempotency
from vivavoce.kernel.database import Database, database_url
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres
from vivavoce.kernel.jobs import Jobs
from vivavoce.kernel.settings import Settings
from vivavoce.ports.blobs.local import LocalBlobs
from vivavoce.ports.blobs.port import Blobs
from vivavoce.ports.documents import read as documents
from vivavoce.ports.llm.builtin.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.interviewer import BuiltinInterviewer
from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater, BuiltinResumeRater
from vivavoce.ports.llm.fallback import FallbackAuthor, FallbackInterviewer, FallbackResumeRater
from vivavoce.ports.llm.port import Author, ConversationRater, Interviewer, ResumeRater
from vivavoce.ports.mail.outbox import OutboxMailer
from vivavoce.ports.mail.port import Mailer
from vivavoce.ports.mail.smtp import SmtpMailer
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.compute import Compute
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.espeak import VOICES
from vivavoce.ports.speech.openai_compatible import AudioServer, RemoteSynthesizer, RemoteTranscriber, Voices


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
    """Who writes interviews, rates resumes and talks with candidates here."""

    author: Author
    resume_rater: ResumeRater
    interviewer: Interviewer
    close: Callable[[], Awaitable[None]] = _nothing


def chosen_minds(settings: Settings) -> Minds:
    """Models when an address is configured, otherwise the built-in ones; or both, one after the other."""
    builtin_author, builtin_rater, builtin_interviewer = BuiltinAuthor(), BuiltinResumeRater(), BuiltinInterviewer()
    if settings.llm_base_url is None:
        return Minds(builtin_author, builtin_rater, builtin_interviewer)
    from vivavoce.ports.llm import openai_compatible as llm  # 3 s to import

    assert settings.llm_model is not None
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    models = llm.Models(
        llm.endpoints(settings.llm_base_url, settings.llm_model, key, settings.llm_fallbacks),
        timeout_s=settings.llm_timeout_s,
        mode=llm.OutputMode(settings.llm_output),
    )
    author, rater = llm.ModelAuthor(models), llm.ModelResumeRater(models, builtin_rater)
    # Whatever the operator prefers elsewhere: somebody is waiting here, and what the rules say is sound.
    interviewer = FallbackInterviewer(llm.ModelInterviewer(models), builtin_interviewer)
    if settings.llm_on_failure == "builtin":
        stand_ins = FallbackAuthor(author, builtin_author), FallbackResumeRater(rater, builtin_rater)
        return Minds(*stand_ins, interviewer, models.close)
    return Minds(author, rater, interviewer, models.close)


def chosen_servers(
    settings: Settings, cache: SpeechCache | None = None
) -> tuple[RemoteTranscriber | None, RemoteSynthesizer | None]:
    """The servers that hear and speak, where they are configured. Raises ValueError for an unknown language."""
    hearing = speaking = None
    if settings.stt_base_url and settings.stt_model:
        server = _audio_server(settings, settings.stt_base_url, settings.stt_model, settings.stt_api_key, "STT")
        hearing = RemoteTranscriber(server, _languages(settings.stt_languages, "VIVAVOCE_STT_LANGUAGES"))
    if settings.tts_base_url and settings.tts_model:
        server = _audio_server(settings, settings.tts_base_url, settings.tts_model, settings.tts_api_key, "TTS")
        languages = _languages(settings.tts_languages, "VIVAVOCE_TTS_LANGUAGES")
        speaking = RemoteSynthesizer(server, languages, Voices.parse(settings.tts_voices), cache)
    return hearing, speaking


def chosen_mailer(settings: Settings) -> Mailer:
    """The configured mail server; without one, the folder that ``vivavoce mail`` shows."""
    if settings.smtp_host is None or settings.smtp_from is None:
        return OutboxMailer(settings.data / "outbox")
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=password,
    )


def chosen_blobs(settings: Settings) -> Blobs:
    """A folder of this machine, or the object storage at the configured address. Raises ValueError."""
    if settings.blobs_url is None:
        return LocalBlobs(settings.data / "blobs")
    from vivavoce.ports.blobs.objects import ObjectBlobs

    return ObjectBlobs.at(settings.blobs_url)


def _audio_server(settings: Settings, base_url: str, model: str, key: SecretStr | None, side: str) -> AudioServer:
    secret = key.get_secret_value() if key else None
    return AudioServer(base_url, model, secret, prefix=f"VIVAVOCE_{side}", timeout_s=settings.speech_timeout_s)


def _languages(spec: str, setting: str) -> frozenset[str]:
    """Codes with commas between them; none: all of the platform's."""
    codes = frozenset(filter(None, (code.strip() for code in spec.split(","))))
    if unknown := codes - VOICES.keys():
        raise ValueError(f"{setting} names unknown languages: {', '.join(sorted(unknown))}.")
    return codes or frozenset(VOICES)


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
    voice: LiveVoice
    minds: Minds
    conversation_rater: ConversationRater
    mailer: Mailer
    blobs: Blobs
    lines: sessions.Lines = field(default_factory=sessions.Lines)

    @classmethod
    def build(cls, settings: Settings) -> Platform:
        """Starts the embedded server if need be and brings the schema up to date; loads no model."""
        settings.data.mkdir(parents=True, exist_ok=True)
        url, server = open_postgres(settings)
        migrate.upgrade(url)
        database = Database(url)
        cache = SpeechCache(settings.data / "speech")
        speech = EmbeddedSpeech(settings.models_dir, cache)
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
            voice=LiveVoice(speech, compute, *chosen_servers(settings, cache), late=LATE.observe),
            minds=chosen_minds(settings),
            conversation_rater=BuiltinConversationRater(),
            mailer=chosen_mailer(settings),
            blobs=chosen_blobs(settings),
        )
        platform._register_jobs()
        return platform

    def _register_jobs(self) -> None:
        rate = partial(evaluation.rate_attempt, self.database, self.conversation_rater)
        self.jobs.register(sessions.ATTEMPT_COMPLETED, rate)
        self.jobs.register(sessions.ATTEMPT_ENDED, count_end)
        self.jobs.register(knowledge.PROCESS_DOCUMENT, partial(knowledge.process, self.database))
        send = partial(portals.send_code, self.database, self.mailer, self.settings.installation_secret)
        self.jobs.register(portals.SEND_CODE, send)
        invite = partial(enrolment.send_invitation, self.database, self.mailer, self.settings.base_url)
        self.jobs.register(enrolment.SEND_INVITATION, invite)
        self.jobs.every("47 * * * *", "portals.forget_old", partial(portals.forget_old, self.database))
        self.jobs.every("57 * * * *", "embeds.forget_expired", partial(embeds.forget_expired, self.database))
        self.jobs.every("*/5 * * * *", "sessions.abandon_silent", partial(sessions.abandon_silent, self.database))
        again = partial(kept_sound.transcribe_again, self.database, self.voice)
        self.jobs.every("3-59/5 * * * *", "sessions.transcribe_again", again)
        self.jobs.every("37 * * * *", "sessions.forget_sound", partial(kept_sound.forget_old, self.database))
        self.jobs.register(recordings.DELETE_BLOBS, partial(recordings.delete_blobs, self.blobs))
        forget_unfinished = partial(recordings.forget_unfinished, self.database)
        self.jobs.every("7 * * * *", "recordings.forget_unfinished", forget_unfinished)
        self.jobs.every("17 * * * *", "idempotency.forget_old", partial(idempotency.forget_old, self.database))
        self.jobs.every("27 * * * *", "access.forget_expired", partial(forget_expired, self.database))

    async def close(self) -> None:
        """Everything down again, the embedded server last."""
        await self.jobs.stop()
        await self.minds.close()
        await self.voice.close()
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
