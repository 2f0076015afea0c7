"""The command ``vivavoce``."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from vivavoce.entry import demo as demo_content
from vivavoce.entry import doctor as checks
from vivavoce.entry import migrate as migrations
from vivavoce.entry import serve as server
from vivavoce.entry import worker as background
from vivavoce.entry.bootstrap import open_postgres
from vivavoce.features.access import Role, mint_token
from vivavoce.kernel import logs
from vivavoce.kernel.settings import Settings
from vivavoce.ports.mail.outbox import OutboxMailer
from vivavoce.ports.speech import models as speech_models

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Interviews people by voice.")
models = typer.Typer(no_args_is_help=True, help="The speech models: what there is, fetch it, check it.")
app.add_typer(models, name="models")

out = Console()
err = Console(stderr=True)


def _settings() -> Settings:
    settings = Settings()
    logs.configure(settings.log_level)
    return settings


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; default PORT or 8080.")] = None,
    demo: Annotated[bool, typer.Option(help="Make the demo merchant and its interview.")] = False,
) -> None:
    """Start everything and serve it: API, room, live interviews, and the worker unless VIVAVOCE_WORKER=false."""
    given = {key: str(value) for key, value in {"HOST": host, "PORT": port}.items() if value is not None}
    os.environ.update(given)
    raise typer.Exit(server.run(_settings(), with_demo=demo))


@app.command()
def worker() -> None:
    """Run background jobs alone (beside servers with VIVAVOCE_WORKER=false)."""
    asyncio.run(background.run(_settings()))


@app.command()
def migrate() -> None:
    """Bring the database to the present schema."""
    url, embedded = open_postgres(_settings())
    try:
        migrations.upgrade(url)
    finally:
        if embedded:
            embedded.stop()
    out.print("The database is up to date.")


@app.command()
def mail(last: Annotated[int, typer.Option(help="How many of the newest.", min=1)] = 5) -> None:
    """Show the letters in the outbox: where they go when no mail server is configured."""
    letters = OutboxMailer(_settings().data / "outbox").letters(last)
    for letter in letters:
        out.print(f"[bold]{letter['date']}  {escape(str(letter['to']))}[/]\n{escape(str(letter['subject']))}\n")
        out.print(escape(letter.get_content()), highlight=False)
    if not letters:
        out.print("The outbox is empty.")


@app.command()
def doctor() -> None:
    """Show what is configured, what works, and what to do about the rest."""
    found = asyncio.run(checks.examine(_settings()))
    table = Table("", "What", "State", "What to do", box=None, header_style="bold")
    for check in found:
        table.add_row("[green]ok[/]" if check.ok else "[red]!![/]", check.name, check.state, check.remedy)
    out.print(table)
    raise typer.Exit(0 if all(check.ok for check in found) else 1)


@models.command("list")
def list_models() -> None:
    """Show the catalogue and what of it is there."""
    table = Table("Model", "For", "Size", "Licence", "State", box=None, header_style="bold")
    for state in speech_models.check(_settings().models_dir, speech_models.list_models()):
        model = state.model
        table.add_row(model.name, model.purpose, f"{model.bytes / 1e6:.1f} MB", model.licence, state.status)
    out.print(table)


@models.command()
def pull(
    sets: Annotated[list[str] | None, typer.Argument(help="`whisper`: hears more languages than English.")] = None,
    languages: Annotated[str, typer.Option(help="Codes such as de,it: fetch what hears them, too.")] = "",
) -> None:
    """Fetch what is missing; what is there and right is left alone."""
    folder = _settings().models_dir
    codes = frozenset(filter(None, (code.strip() for code in languages.split(","))))
    wanted, unheard = speech_models.wanted(folder, frozenset(sets or ()), codes)
    speech_models.pull(folder, progress=True, models=wanted)
    out.print("All speech models are there.")
    if unheard:
        out.print(f"No model here hears {', '.join(sorted(unheard))}: candidates type, or set VIVAVOCE_STT_BASE_URL.")


@models.command()
def verify() -> None:
    """Hash every file again."""
    folder = _settings().models_dir
    states = speech_models.verify(folder, speech_models.used(folder))
    for state in states:
        out.print(f"{state.status:8} {state.model.name}")
    raise typer.Exit(0 if all(state.status == "present" for state in states) else 1)


@app.command()
def token(
    merchant: Annotated[UUID, typer.Option(help="The merchant that the token is pinned to.")],
    role: Annotated[Role, typer.Option(help="What its holder may do.")] = Role.MERCHANT,
    hours: Annotated[float, typer.Option(min=0.01, max=24 * 366, help="How long it is good.")] = 1,
) -> None:
    """Mint an API token for a merchant and a role."""
    sys.stdout.write(mint_token(_settings(), role=role, merchant_id=merchant, lifetime_s=round(hours * 3600)) + "\n")


@app.command()
def demo(
    as_json: Annotated[bool, typer.Option("--json", help="For scripts: one JSON object.")] = False,
) -> None:
    """Make or find the demo merchant, its owner and a ready interview."""
    facts = asyncio.run(demo_content.from_command_line(_settings()))
    if as_json:
        sys.stdout.write(json.dumps(facts.as_dict()) + "\n")
        return
    for name, value in facts.as_dict().items():
        out.print(f"{name:24} {value}", soft_wrap=True, highlight=False)


def main() -> None:
    """Entry point: errors that have a sentence end in that sentence, not in a traceback."""
    try:
        app()
    except (RuntimeError, ValueError, speech_models.ModelsUnavailableError) as error:
        err.print(f"[red]{error}[/]")
        raise SystemExit(1) from error
