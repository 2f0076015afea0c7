"""One real server for all journeys, and an integrator who talks to its API."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.server import Server, data_folder

RESUME = """Jane Peterson
Senior project manager, Zagreb

Experience
Project manager, Northwind Software, March 2018 - present
- Led agile delivery for a team of eight engineers with Scrum and Kanban, planning sprints and budgets
- Managed risks with a risk register, kept stakeholders informed with weekly reports and workshops
- Reduced the time to deliver by 30 percent

Junior project manager, Blue Harbour, January 2015 - February 2018
- Coordinated suppliers, schedules and stakeholder communication for web projects

Education
Master of Science in Business Informatics, 2014

Skills: Scrum, Kanban, Jira, risk management, stakeholder management, budgeting, agile delivery
"""

POSITION = {
    "position_name": "Project manager",
    "position_location": "remote",
    "position_country_code": "HR",
    "mojito_language_code": "en",
    "position_description": "Leads software projects with agile delivery from the first idea to the day of use.",
    "position_description_long": "You plan sprints and budgets, manage risks and keep stakeholders informed. "
    "Experience with agile delivery, risk management and stakeholder communication is needed.",
}


@dataclass
class Integrator:
    """Calls the API with the demo owner's token."""

    url: str
    token: str

    def call(self, name: str, body: dict[str, Any], *, status: int = 200, **headers: str) -> Any:
        response = httpx2.post(
            f"{self.url}/functions/v1/{name}",
            json=body,
            headers={"Authorization": f"Bearer {self.token}", **headers},
            timeout=60,
        )
        assert response.status_code == status, response.text
        return response.json()

    def candidate(self, email: str, **changes: Any) -> Any:
        """Enrols somebody whose resume fits."""
        body = {
            "candidate_name": "Jane Peterson",
            "candidate_email": email,
            "candidate_country_code": "HR",
            "candidate_resume": RESUME,
            **POSITION,
            **changes,
        }
        return self.call("job-interview-create-for-candidate-with-token", body)

    async def scored(self, enrolment_id: str) -> Any:
        """The details of the newest attempt once it is scored."""
        async with asyncio.timeout(60):
            while True:
                (row, *_) = self.call("merchant-result-list", {"profile_interview_id": enrolment_id})["data"]
                if row["processing_status"] == "completed":
                    return self.call("job-interview-details", {"interview_result_id": row["interview_result_id"]})
                await asyncio.sleep(0.2)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with data_folder() as folder:
        started = Server(folder).start()
        yield started
        started.stop()


@pytest.fixture(scope="session")
def integrator(server: Server) -> Integrator:
    facts = server.demo()
    answer = httpx2.post(
        f"{server.url}/auth/v1/token?grant_type=password",
        json={"email": facts["email"], "password": facts["password"]},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return Integrator(server.url, answer.json()["access_token"])


@pytest.fixture
def pictures(repository: Path, request: pytest.FixtureRequest) -> Path:
    """Where a journey leaves its screenshots, for people to look at."""
    folder = repository / "test-results" / request.node.name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
