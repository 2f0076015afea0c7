"""``custom_scoring``: defaults, merging, refusals by path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.support import INTERVIEW, World
from vivavoce.features.interviews.scoring import DEFAULTS, merged, refuse_prohibited
from vivavoce.kernel.errors import FieldError
from vivavoce.ports.llm.port import Kind


def test_nothing_given_is_the_defaults() -> None:
    assert merged({}, None) == DEFAULTS
    assert merged({}, {"max_score": None, "early_stop": None, "early_stop_": None}) == {**DEFAULTS, "early_stop_": None}


def test_the_request_comes_over_the_template_over_the_defaults() -> None:
    template = {"max_score": 5, "early_stop": {"enabled": True, "below": 2}, "ours": 1}
    found = merged(template, {"early_stop": {"below": "4"}, "ai_assessment_answer": 1, "speech_cadence": "0.2"})
    assert (found["max_score"], found["ours"]) == (5, 1)
    assert found["early_stop"] == {"enabled": True, "below": 4, "after_questions": 4}
    assert found["ai_assessment_answer"] == {"weight": 1}
    assert found["speech_cadence"] == {"weight": 0.2, "min_wpm": 90, "max_wpm": 190}
    assert DEFAULTS["early_stop"]["below"] == 3.0


def test_unknown_keys_are_kept_inside_and_outside() -> None:
    found = merged({}, {"house": [1], "early_stop": {"note": "x", "below": None}, "question_weights": {"Python": 2}})
    assert found["house"] == [1]
    assert found["early_stop"]["note"] == "x"
    assert found["question_weights"] == {"default": 1.0, "Python": 2}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"max_score": 0}, "max_score"),
        ({"max_score": "ten"}, "max_score"),
        ({"max_score": 10**400}, "max_score"),
        ({"stop_retries_at_score": -1}, "stop_retries_at_score"),
        ({"early_stop": 1}, "early_stop"),
        ({"early_stop": True}, "early_stop"),
        ({"early_stop": {"below": "low"}}, "early_stop.below"),
        ({"early_stop": {"enabled": "yes"}}, "early_stop.enabled"),
        ({"early_stop": {"after_questions": 2.5}}, "early_stop.after_questions"),
        ({"ai_assessment_session": True}, "ai_assessment_session"),
        ({"ai_assessment_session": []}, "ai_assessment_session"),
        ({"ai_assessment_session": -0.1}, "ai_assessment_session"),
        ({"ai_assessment_answer": {"weight": "much"}}, "ai_assessment_answer.weight"),
        ({"ai_assessment_resume": {"reject_below": 11}}, "ai_assessment_resume.reject_below"),
        ({"ai_assessment_resume": {"reject_below": 7}}, "ai_assessment_resume.reject_below"),
        ({"speech_cadence": {"min_wpm": 0}}, "speech_cadence.min_wpm"),
        ({"speech_cadence": {"min_wpm": 200}}, "speech_cadence.min_wpm"),
        ({"ai_pronunciation": {"weight": -1}}, "ai_pronunciation.weight"),
        ({"sentiment_analysis": "x"}, "sentiment_analysis"),
        ({"question_weights": 3}, "question_weights"),
        ({"question_weights": {"default": -1}}, "question_weights.default"),
    ],
)
def test_a_wrong_value_is_refused_by_its_path(given: dict[str, Any], path: str) -> None:
    with pytest.raises(FieldError) as refused:
        merged({}, given)
    assert refused.value.name == f"custom_scoring.{path}"
    assert refused.value.error.startswith(f"custom_scoring.{path}")


@pytest.mark.parametrize("key", ["sentiment_analysis", "ai_pronunciation"])
def test_the_eu_refuses_inferred_emotion_in_hiring(key: str) -> None:
    scoring = merged({}, {key: 0.1})
    with pytest.raises(FieldError) as refused:
        refuse_prohibited(scoring, Kind.INTERVIEW, "eu")
    assert refused.value.name == f"custom_scoring.{key}.weight"
    refuse_prohibited(scoring, Kind.INTERVIEW, "other")
    refuse_prohibited(scoring, Kind.COACHING, "eu")
    refuse_prohibited(merged({}, {key: 0}), Kind.INTERVIEW, "eu")


async def test_a_refusal_over_http_names_the_path(world: World) -> None:
    body: dict[str, Any] = INTERVIEW | {"custom_scoring": {"early_stop": {"below": "low"}}}
    assert (await world.refused("job-interview-create", body, 422))["name"] == "custom_scoring.early_stop.below"
    world.app.state.settings.region = "eu"
    body = INTERVIEW | {"custom_scoring": {"sentiment_analysis": {"weight": 0.1}}}
    refusal = await world.refused("job-interview-create", body, 422)
    assert (refusal["name"], refusal["code"]) == ("custom_scoring.sentiment_analysis.weight", "prohibited_in_region")
