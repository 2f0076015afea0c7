"""`make bench`: what is measured side by side in one run. Figures of a shared machine: trust the ratios."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.journeys.conftest import POSITION, RESUME
from tests.journeys.test_voice import ANSWERS
from tests.support.caller import Caller
from tests.support.server import Server, free_port
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres

ROUNDS = 60


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


def create_against_bare(server: Server, token: str, template: str) -> tuple[float, float]:
    """Medians in ms: job-interview-create with eight questions, and a bare endpoint with one ORM insert."""
    postgres = EmbeddedPostgres(server.data / "postgres")
    port = free_port()
    bare = subprocess.Popen([sys.executable, "-m", "tests.bench.bare", postgres.url, str(port)])
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
    try:
        with httpx2.Client(timeout=30) as client:
            for _ in range(200):
                try:
                    client.post(f"http://127.0.0.1:{port}/bare", json=body)
                    break
                except httpx2.TransportError:
                    time.sleep(0.1)
            for index in range(ROUNDS + 5):
                for name, url, headers in (
                    ("bare", f"http://127.0.0.1:{port}/bare", {}),
                    (
                        "create",
                        f"{server.url}/functions/v1/job-interview-create",
                        {"Authorization": f"Bearer {token}"},
                    ),
                ):
                    sent = {**body, "name": f"Project manager {index}"}
                    begun = time.perf_counter()
                    response = client.post(url, json=sent, headers=headers)
                    spent = time.perf_counter() - begun
                    assert response.status_code == 200, response.text
                    if index >= 5:
                        times[name].append(spent * 1000)
    finally:
        bare.terminate()
        bare.wait(10)
        postgres.stop()
    return statistics.median(times["create"]), statistics.median(times["bare"])


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
            create, bare = create_against_bare(server, token, template)
            print(
                f"create, 8 questions  median {create:.1f} ms; bare endpoint with one ORM insert {bare:.1f} ms; "
                f"ratio {create / bare:.1f} (target: at most 6)"
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
