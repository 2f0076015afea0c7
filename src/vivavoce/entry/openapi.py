"""Writes the OpenAPI document. Its diff is read in review; a test compares it with the code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from vivavoce.entry.http import create_app


def document() -> str:
    """The document of the present code, as it is committed."""
    return json.dumps(create_app(None).openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document())
