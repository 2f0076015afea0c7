"""The real server with scripted engines: ``python -m tests.bench.capacity.server``. Bench and durability test start it.

Everything else is what ``vivavoce serve`` starts: the same application, the same PostgreSQL, the same settings.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import uvicorn

from tests.bench.capacity.voice import NoSpeech, ScriptedInterviewer, ScriptedVoice
from vivavoce.entry import demo
from vivavoce.entry.bootstrap import Platform
from vivavoce.entry.http import create_app
from vivavoce.entry.serve import WebServer
from vivavoce.features import enrolment, interviews, templates
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.settings import Settings


def scripted(settings: Settings, *, silero: bool) -> Platform:
    """The platform with twins behind its ports of speech and language."""
    platform = Platform.build(settings)
    platform.speech.close()
    models = settings.models_dir if silero else None
    platform.speech = cast(Any, NoSpeech())
    platform.voice = cast(Any, ScriptedVoice(models))
    platform.minds = replace(platform.minds, interviewer=ScriptedInterviewer())
    return platform


async def links_for(platform: Platform, count: int, questions: int) -> list[str]:
    """Addresses of so many interviews, each with a candidate of its own."""
    await demo.ensure(platform)
    spec = interviews.InterviewSpec(
        name="Project manager",
        location="remote",
        interview_template_id=templates.DEFAULT_TEMPLATE_ID,
        mojito_language_code=LanguageCode.EN,
        interview_length=questions,
        max_duration=60,
        description="Leads software projects with agile delivery from the first idea to the day of use.",
        candidate_expectations="Agile delivery, risk management, budgets, stakeholder communication.",
    )
    settings, database, merchant = platform.settings, platform.database, demo.MERCHANT_ID
    made = await interviews.create(database, platform.minds.author, settings.region, merchant, spec)
    links = []
    for index in range(count):
        async with database.merchant(merchant) as session:
            person = f"Jane Peterson {index}", f"{made.interview_id.hex[:8]}-{index}@example.com"
            found = await enrolment.enrol_directly(
                session, merchant, made.interview_id, *person, False, base_url=settings.base_url
            )
        links.append(found[1])
    return links


async def _serve(web: WebServer, platform: Platform, options: argparse.Namespace) -> None:
    if options.links:
        found = await links_for(platform, options.count, options.questions)
        options.links.write_text(json.dumps(found))
    await web.serve()


def main() -> None:
    """Serves until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--core", type=int, help="the one core that server and PostgreSQL run on")
    parser.add_argument("--silero", action="store_true", help="real voice activity")
    parser.add_argument("--links", type=Path, help="where to write the addresses of fresh interviews")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--no-deflate", action="store_true", help="sound is not compressed on the line")
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    settings = Settings()
    platform = scripted(settings, silero=options.silero)
    config = uvicorn.Config(
        create_app(platform),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        ws_max_size=256_000,
        ws_per_message_deflate=not options.no_deflate,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(WebServer(config), platform, options))


if __name__ == "__main__":
    main()
