"""`make bench-turns`: does the candidate's turn end when she has finished? Real time, a real server, known speech.

``--quick``: a tenth. ``--languages en,de``: only these.
``--json FILE``: every utterance with what happened; else ``turns.json`` beside the corpus.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import time
from dataclasses import asdict
from pathlib import Path

from tests.bench.turns import figures, texts
from tests.bench.turns.asides import asides
from tests.bench.turns.corpus import Corpus, Plan, plans
from tests.bench.turns.live import Bench, Company
from tests.bench.turns.offline import FOLDER, collect
from tests.support.server import MODELS, Server, data_folder

LIMIT_S = 25 * 60
LEFT_OUT = 7
"""Every seventh utterance is left to the offline evaluation, so that a run takes less than 25 minutes."""


def chosen(arguments: argparse.Namespace) -> list[Plan]:
    """The utterances of this run."""
    wanted = [plan for plan in plans() if plan.language in arguments.languages]
    if arguments.quick:
        return wanted[::10]
    return [plan for number, plan in enumerate(wanted) if number % LEFT_OUT]


async def talk(bench: Bench, wanted: list[Plan], quick: bool) -> None:
    """Language after language, one interview at a time."""
    for language in texts.LANGUAGES:
        own = [plan for plan in wanted if plan.language == language]
        if own:
            await bench.run(own, asides(language)[:: 4 if quick else 1])


def main() -> None:
    """Talks, compares, prints, writes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server is stopped too
    parser = argparse.ArgumentParser(prog="python -m tests.bench.turns")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--languages", type=lambda text: text.split(","), default=list(texts.LANGUAGES))
    parser.add_argument("--json", type=Path, default=FOLDER / "turns.json")
    arguments = parser.parse_args()
    wanted = chosen(arguments)
    points, utterances = collect(wanted, asked_after_ms=(200,), words=False)
    corpus, begun = Corpus(FOLDER, MODELS), time.monotonic()
    with data_folder() as data:
        server = Server(data).start()
        try:
            facts = server.demo()
            company = Company(server.url, facts["access_token"], facts["interview_template_id"])
            bench = Bench(company, corpus)
            try:
                asyncio.run(asyncio.wait_for(talk(bench, wanted, arguments.quick), LIMIT_S))
            except TimeoutError:
                bench.results.troubles.append(f"stopped after {LIMIT_S / 60:.0f} minutes")
        finally:
            server.stop()
            corpus.close()
    arguments.json.write_text(json.dumps(asdict(bench.results), indent=1, ensure_ascii=False))
    text = figures.report(bench.results, points, utterances)
    print(f"{len(bench.results.answers)} answers, {time.monotonic() - begun:.0f} s\n\n{text}")


if __name__ == "__main__":
    main()
