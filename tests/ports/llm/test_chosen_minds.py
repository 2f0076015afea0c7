"""Who talks with candidates: a model with the built-in interviewer behind it, or the built-in one alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from vivavoce.entry.bootstrap import chosen_minds
from vivavoce.kernel.settings import Settings
from vivavoce.ports.llm.builtin.interviewer import BuiltinInterviewer
from vivavoce.ports.llm.fallback import FallbackInterviewer


def settings(
    tmp_path: Path, on_failure: Literal["builtin", "error"] = "builtin", base_url: str | None = None
) -> Settings:
    return Settings(
        data=tmp_path, llm_base_url=base_url, llm_model="some-model" if base_url else None, llm_on_failure=on_failure
    )


async def test_without_a_model_the_rules_talk(tmp_path: Path) -> None:
    assert isinstance(chosen_minds(settings(tmp_path)).interviewer, BuiltinInterviewer)


@pytest.mark.parametrize("on_failure", ["builtin", "error"])
async def test_a_model_never_leaves_a_candidate_waiting(
    tmp_path: Path, on_failure: Literal["builtin", "error"]
) -> None:
    minds = chosen_minds(settings(tmp_path, on_failure, "http://127.0.0.1:9/v1"))
    assert isinstance(minds.interviewer, FallbackInterviewer)
    await minds.close()
