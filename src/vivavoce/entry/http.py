"""The web server: all routes, the room's page, health, and the lifespan."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from starlette.middleware.gzip import GZipMiddleware

from vivavoce.entry import metrics as metrics_page
from vivavoce.entry import migrate
from vivavoce.entry.bootstrap import Platform, web_folder
from vivavoce.entry.pages import Hashed, SecurityHeaders, Shared, docs_page, embed_page, portal_page, room_page
from vivavoce.features import access, evaluation, sessions, templates
from vivavoce.features.access import api as access_api
from vivavoce.features.embeds import api as embeds_api
from vivavoce.features.enrolment import api as enrolment_api
from vivavoce.features.enrolment import prescreening as prescreening_api
from vivavoce.features.interviews import api as interviews_api
from vivavoce.features.knowledge import api as knowledge_api
from vivavoce.features.languages import api as languages_api
from vivavoce.features.portals import api as portals_api
from vivavoce.features.portals import merchant_api
from vivavoce.features.recordings import api as recordings_api
from vivavoce.features.results import api as results_api
from vivavoce.features.results import room_api
from vivavoce.features.sessions import api as sessions_api
from vivavoce.features.sessions import hand_in_api
from vivavoce.features.sessions.script import Script
from vivavoce.features.tasks import api as tasks_api
from vivavoce.features.templates import api as templates_api
from vivavoce.kernel import http
from vivavoce.kernel.http import anybody
from vivavoce.ports.llm.builtin import similarity

log = structlog.get_logger(__name__)

FEATURES = (
    interviews_api,
    enrolment_api,
    prescreening_api,
    knowledge_api,
    templates_api,
    languages_api,
    results_api,
    tasks_api,
    embeds_api,
    merchant_api,
    sessions_api,
    room_api,
    hand_in_api,
    recordings_api,
    portals_api,
    access_api,
)
"""In the order in which the documentation shows them."""

Public = Annotated[None, Depends(anybody)]

DESCRIPTION = """\
Vivavoce interviews people by voice. Describe a position with `job-interview-create`, or send a candidate with
`job-interview-create-for-candidate-with-token`; open the link; read the result with `job-interview-details`.

Send `Authorization: Bearer <token>`. Every error is `{"error", "code", "request_id"}`, with `name` when one field is at
fault. Unknown keys of a body are ignored; `null` means "not given".
"""


def create_app(platform: Platform | None) -> FastAPI:
    """The application; without a platform only its routes and its OpenAPI document."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        assert platform is not None
        await _start(app, platform)
        try:
            yield
        finally:
            app.state.stopping = True
            await platform.close()

    app = FastAPI(
        title="Vivavoce",
        version="1",
        description=DESCRIPTION,
        openapi_url="/functions/v1/openapi",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        separate_input_output_schemas=False,
    )
    for feature in FEATURES:
        app.include_router(feature.router)
    _add_pages(app)
    _add_health(app)
    http.install(app)
    access.cors(app)
    app.add_middleware(SecurityHeaders)
    if platform is not None:
        _wire(app, platform)
    http.declare_openapi(app)
    return app


def _wire(app: FastAPI, platform: Platform) -> None:
    """What the routes find in ``app.state``."""
    rendering: dict[str, asyncio.Task[int]] = {}

    def rendered(key: str, task: asyncio.Task[int]) -> None:
        rendering.pop(key, None)
        if not task.cancelled() and (error := task.exception()) and not app.state.stopping:
            log.warning("room.not_rendered_ahead", error=str(error))

    def render_ahead(script: Script, first: tuple[str, ...] = ()) -> None:
        key = repr((script, first))
        if key not in rendering:
            work = sessions.render_ahead("room", script, platform.voice, first)
            rendering[key] = asyncio.create_task(work)
            rendering[key].add_done_callback(lambda task: rendered(key, task))

    app.state.platform = platform
    app.state.settings = platform.settings
    app.state.database = platform.database
    app.state.identify = platform.access.identify
    app.state.issuer = platform.access.issuer
    app.state.author = platform.minds.author
    app.state.resume_rater = platform.minds.resume_rater
    app.state.mind = sessions_api.PlatformMind(
        platform.database,
        platform.minds.interviewer,
        partial(evaluation.score_so_far, platform.database, platform.conversation_rater),
    )
    app.state.best_share = evaluation.best_share
    app.state.voice = platform.voice
    app.state.blobs = platform.blobs
    app.state.lines = platform.lines
    app.state.render_ahead = render_ahead
    app.state.models_ready = False
    app.state.stopping = False


async def _start(app: FastAPI, platform: Platform) -> None:
    async with platform.database.platform() as session:
        await templates.ensure_platform_templates(session)
    if platform.settings.worker:
        await platform.jobs.start()
    app.state.warming = asyncio.create_task(_warm_up(app, platform))


async def _warm_up(app: FastAPI, platform: Platform) -> None:
    """Loads the models without keeping the port closed; ``/readyz`` tells when speech is there. What compares meanings
    comes after it: nobody needs it in the first seconds of an interview."""
    if missing := platform.speech.ready().missing:
        log.error("models.missing", missing=list(missing), do="vivavoce models pull")
        return
    await asyncio.to_thread(platform.speech.warm_up)
    app.state.models_ready = True
    await asyncio.to_thread(similarity.shared().embeds, "en")


def _add_pages(app: FastAPI) -> None:
    room = web_folder() / "room" / "index.html"
    shared = Shared(directory=web_folder() / "embed", check_dir=False)

    @app.get("/i/{token}", include_in_schema=False)
    async def link(token: str, _: Public) -> Response:
        """The room. The page is the same for every token; its script asks what the token opens."""
        return room_page(room)

    @app.get("/m/{slug}", include_in_schema=False)
    @app.get("/m/{slug}/{interview_id}", include_in_schema=False)
    @app.get("/coach/{slug}", include_in_schema=False)
    @app.get("/coach/{slug}/{interview_id}", include_in_schema=False)
    async def portal(request: Request, _: Public, slug: str) -> Response:
        """A company's portals, and the direct link to one interview: the room, which looks at its address."""
        return await portal_page(request, room, slug)

    @app.get("/embed", include_in_schema=False)
    async def embed(request: Request, _: Public, embed_id: str = "") -> Response:
        """The room in a frame of the pages that the embed allows."""
        return await embed_page(request, room, embed_id)

    @app.get("/embed.js", include_in_schema=False)
    async def embed_script(request: Request, _: Public) -> Response:
        """What other people's pages load to show a frame."""
        return await shared.get_response("embed.js", request.scope)

    @app.get("/", include_in_schema=False)
    async def home(request: Request, _: Public) -> Response:
        """Nothing lives here yet but the way to the documentation."""
        return docs_page(request)

    assets = GZipMiddleware(Hashed(directory=room.parent, check_dir=False), minimum_size=1024)
    app.mount("/assets/room", assets, name="room-assets")


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz(_: Public) -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz(request: Request, _: Public) -> Response:
        """Whether it can interview somebody: database, migrations, worker, models."""
        checks = await _checks(request)
        ready = all(state == "ok" for state in checks.values())
        return JSONResponse({"ready": ready, "checks": checks}, status_code=200 if ready else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request, _: Public) -> Response:
        """For Prometheus. Counts only; nothing about a person."""
        platform: Platform = request.app.state.platform
        shown = metrics_page.page(platform.lines.open, platform.compute.load())
        return Response(shown, media_type=CONTENT_TYPE_LATEST)


async def _checks(request: Request) -> dict[str, Any]:
    platform: Platform = request.app.state.platform
    checks = dict.fromkeys(("database", "migrations", "worker", "models"), "ok")
    try:
        async with platform.database.platform() as session:
            await session.execute(text("select 1"))
        if await asyncio.to_thread(migrate.pending, platform.url):
            checks["migrations"] = "pending: run vivavoce migrate"
    except Exception as error:
        checks["database"] = checks["migrations"] = f"unreachable: {type(error).__name__}"
    if platform.settings.worker and not platform.jobs.alive:
        checks["worker"] = "stopped"
    if not request.app.state.models_ready:
        missing = platform.speech.ready().missing
        checks["models"] = f"missing: {', '.join(missing)}: run vivavoce models pull" if missing else "loading"
    if request.app.state.stopping:
        checks["worker"] = "stopping"
    return checks
