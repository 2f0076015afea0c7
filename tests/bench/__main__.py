"""`make bench`: what is measured side by side in one run. Figures of a shared machine: trust the ratios."""

from __future__ import annotations

import asyncio
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

from tests.journeys.conftest import POSITION, RESUME
from tests.journeys.test_voice import ANSWERS
from tests.support.caller import Caller
from tests.support.server import Server, free_port
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres

ROUNDS = 60
POSITIONS = Path(__file__).parents[1] / "gold" / "positions"
_JOB = """{title} at House {n}, {month} {year} to {end}
I prepared espresso drinks and filter coffee for {guests} guests a day and kept the bar clean.
I ordered milk, beans and pastry every week and checked the deliveries against the orders.
I trained {new} new colleagues in latte art, the till and the rules of hygiene.
I handled complaints calmly, and handed the worst ones over to the shift leader.
"""
_JOBS = [(title, month) for title in ("Barista", "Waitress", "Shift leader") for month in ("January", "May", "August")]
_WORK = "\n".join(
    _JOB.format(
        title=title, n=n, month=month, year=2004 + 2 * n, end=f"{month} {2006 + 2 * n}", guests=60 + 20 * n, new=n
    )
    for n, (title, month) in enumerate(_JOBS, 1)
)
TWO_PAGES = f"""Jane Peterson INDEX

Experience

{_WORK}

Education
School of Hospitality, 2006
Barista certificate, 2011

Languages
English, Croatian
"""
"""About 650 words."""


def start_twice(data: Path) -> tuple[Server, float, float]:
    """A first start on an empty data folder and a second one; models are there."""
    server = Server(data)
    begun = time.perf_counter()
    server.start()
    first = time.perf_counter() - begun
    server.stop()
    begun = time.perf_counter()
    server.start()
    return server, first, time.perf_counter() - begun


@contextlib.contextmanager
def bare_endpoint(server: Server) -> Iterator[str]:
    """The address of the bare endpoint, on the same database."""
    postgres = EmbeddedPostgres(server.data / "postgres")
    port = free_port()
    bare = subprocess.Popen([sys.executable, "-m", "tests.bench.bare", postgres.url, str(port)])
    url = f"http://127.0.0.1:{port}/bare"
    try:
        with httpx2.Client(timeout=30) as client:
            for _ in range(200):
                try:
                    client.post(url, json={})
                    break
                except httpx2.TransportError:
                    time.sleep(0.1)
        yield url
    finally:
        bare.terminate()
        bare.wait(10)
        postgres.stop()


def timed(client: httpx2.Client, url: str, body: dict[str, Any], token: str) -> float:
    """Milliseconds for one call that has to succeed."""
    begun = time.perf_counter()
    response = client.post(url, json=body, headers={"Authorization": f"Bearer {token}"})
    spent = (time.perf_counter() - begun) * 1000
    assert response.status_code == 200, response.text
    return spent


def create_against_bare(server: Server, token: str, template: str, bare: str) -> tuple[float, float]:
    """Medians in ms: job-interview-create with eight questions, and a bare endpoint with one ORM insert."""
    body: dict[str, Any] = {
        "name": "Project manager",
        "location": "remote",
        "interview_template_id": template,
        "mojito_language_code": "en",
        "status": "active",
        "type": "interview",
        "visibility": "merchant_public",
        "interview_length": 8,
        "description": "Leads software projects with agile delivery and keeps stakeholders informed.",
        "candidate_expectations": "Agile delivery, risk management, budgets, stakeholder communication.",
    }
    times: dict[str, list[float]] = {"create": [], "bare": []}
    with httpx2.Client(timeout=30) as client:
        for index in range(ROUNDS + 5):
            sent = {**body, "name": f"Project manager {index}"}
            for name, url in (("bare", bare), ("create", f"{server.url}/functions/v1/job-interview-create")):
                spent = timed(client, url, sent, token)
                if index >= 5:
                    times[name].append(spent)
    return statistics.median(times["create"]), statistics.median(times["bare"])


def create_everywhere(server: Server, token: str, template: str, bare: str) -> tuple[float, float, float, int]:
    """Medians in ms over all gold positions in all languages (and the slowest language's), and the bare insert's."""
    url = f"{server.url}/functions/v1/job-interview-create"
    positions = [json.loads(file.read_text()) for file in sorted(POSITIONS.glob("*.json"))]
    by_language: dict[str, list[float]] = {}
    bares: list[float] = []
    with httpx2.Client(timeout=60) as client:
        for code in LanguageCode:
            for position in positions:
                kept = ("name", "location", "description", "candidate_expectations", "seniority_level")
                body = {name: position[name] for name in kept if position.get(name)} | {
                    "interview_template_id": template,
                    "mojito_language_code": code.value,
                    "status": "active",
                    "type": "interview",
                    "visibility": "merchant_public",
                    "interview_length": 8,
                }
                by_language.setdefault(code.value, []).append(timed(client, url, body, token))
            bares.append(timed(client, bare, body, token))
    every = [spent for row in by_language.values() for spent in row]
    slowest = max(statistics.median(row) for row in by_language.values())
    return statistics.median(every), slowest, statistics.median(bares), len(every)


def screening_of_two_pages(server: Server, token: str, position: str, bare: str) -> tuple[float, float, float]:
    """Median and p95 in ms of judging a two-page resume for a position that exists, and the bare insert's median."""
    url = f"{server.url}/functions/v1/job-interview-pre-screening-api-resume-text"
    times, bares = [], []
    with httpx2.Client(timeout=60) as client:
        for index in range(ROUNDS + 5):
            body = {
                "position_id": position,
                "candidate_name": "Jane Peterson",
                "candidate_email": f"bench{index}@example.com",
                "candidate_resume": TWO_PAGES.replace("INDEX", str(index)),
            }
            spent = timed(client, url, body, token)
            bares.append(timed(client, bare, body, token))
            if index >= 5:
                times.append(spent)
    times.sort()
    return statistics.median(times), times[round(0.95 * (len(times) - 1))], statistics.median(bares)


def response_gaps(server: Server, token: str) -> list[float]:
    """Seconds from the end of speech to the first sound of the reply, in one whole interview by voice."""
    body = {
        "candidate_name": "Jane Peterson",
        "candidate_email": "bench@example.com",
        "candidate_country_code": "HR",
        "candidate_resume": RESUME,
        "max_duration": 6,
        **POSITION,
    }
    response = httpx2.post(
        f"{server.url}/functions/v1/job-interview-create-for-candidate-with-token",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    caller = Caller(server.url, response.json()["interview_url"].rsplit("/", 1)[1], list(ANSWERS))
    caller.start()
    asyncio.run(asyncio.wait_for(caller.talk(), 600))
    return sorted(gap.gap_s for gap in caller.gaps if gap.gap_s is not None)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        server, first, second = start_twice(Path(folder) / "data")
        try:
            print(f"time to ready      first {first:.1f} s, second {second:.1f} s (models fetched before)")
            facts = server.demo()
            token, template = facts["access_token"], facts["interview_template_id"]
            with bare_endpoint(server) as bare_url:
                create, bare = create_against_bare(server, token, template, bare_url)
                print(
                    f"create, 8 questions  median {create:.1f} ms; bare endpoint with one ORM insert {bare:.1f} ms; "
                    f"ratio {create / bare:.1f} (target: at most 6)"
                )
                create, slowest, bare, count = create_everywhere(server, token, template, bare_url)
                print(
                    f"create, everywhere   {count} calls, all gold positions in all languages: median {create:.1f} ms "
                    f"(slowest language {slowest:.1f} ms); bare {bare:.1f} ms; ratio {create / bare:.1f}"
                )
                position = str(facts["interview_def_set_id"])
                screen, p95, bare = screening_of_two_pages(server, token, position, bare_url)
                print(
                    f"screening, two pages median {screen:.1f} ms, p95 {p95:.1f} ms (target: at most 150); "
                    f"bare {bare:.1f} ms; ratio {screen / bare:.1f}"
                )
            gaps = response_gaps(server, token)
            p95 = gaps[min(len(gaps) - 1, round(0.95 * len(gaps)))]
            print(
                f"response gap         {len(gaps)} answers, median {statistics.median(gaps):.2f} s, p95 {p95:.2f} s "
                f"(end of speech to first sound)"
            )
        finally:
            server.stop()


if __name__ == "__main__":
    main()
