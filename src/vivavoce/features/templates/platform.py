"""The platform's own templates. Two ids are those of the public reference, so that its examples work as they stand."""

from __future__ import annotations

from uuid import UUID

DEFAULT_TEMPLATE_ID = UUID("5d8ea38b-eec4-4866-aa6c-b2ea5bc6e45b")
"""Taken when a candidate's enrolment names no template."""
DEMO_TEMPLATE_ID = UUID("baa3bf7c-6926-46fd-9005-16738a31f72d")

PLATFORM_TEMPLATES: tuple[dict[str, object], ...] = (
    {
        "id": DEFAULT_TEMPLATE_ID,
        "name": "Ada",
        "look": "ada",
        "interviewer_name": "Ada",
        "voice": "af_heart",
        "background": "study",
    },
    {
        "id": DEMO_TEMPLATE_ID,
        "name": "Noor",
        "look": "noor",
        "interviewer_name": "Noor",
        "voice": "af_bella",
        "background": "studio",
    },
    {
        "id": UUID("019a5f00-0000-7000-8000-000000000003"),
        "name": "Kenji",
        "look": "kenji",
        "interviewer_name": "Kenji",
        "voice": "am_michael",
        "background": "library",
    },
    {
        "id": UUID("019a5f00-0000-7000-8000-000000000004"),
        "name": "Tomas",
        "look": "tomas",
        "interviewer_name": "Tomas",
        "voice": "bm_george",
        "background": "office",
    },
)
