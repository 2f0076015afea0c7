"""Templates: how an interviewer looks and sounds, and the defaults of interviews based on it."""

from vivavoce.features.templates.platform import DEFAULT_TEMPLATE_ID, DEMO_TEMPLATE_ID
from vivavoce.features.templates.service import (
    Look,
    NewTemplate,
    Template,
    add,
    ensure_platform_templates,
    get,
    get_visible,
)

__all__ = [
    "DEFAULT_TEMPLATE_ID",
    "DEMO_TEMPLATE_ID",
    "Look",
    "NewTemplate",
    "Template",
    "add",
    "ensure_platform_templates",
    "get",
    "get_visible",
]
