"""``custom_scoring``: the platform's defaults, how overrides are merged onto them, and what is refused.

Pure. An unknown key is kept and returned; a known key with a wrong value is refused with its path. A number in place
of a component is its weight. Weights are normalised later, over the components that could be assessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Number
from vivavoce.ports.llm.port import Kind

ROOT = "custom_scoring"
DEFAULTS: Mapping[str, Any] = {
    "max_score": 10,
    "early_stop": {"enabled": False, "below": 3.0, "after_questions": 4},
    "stop_retries_at_score": 8.5,
    "ai_assessment_session": {"weight": 0.4},
    "ai_assessment_answer": {"weight": 0.6},
    "ai_assessment_resume": {"weight": 0.0, "reject_below": 3, "accept_from": 6},
    "speech_cadence": {"weight": 0.0, "min_wpm": 90, "max_wpm": 190},
    "ai_pronunciation": {"weight": 0.0},
    "sentiment_analysis": {"weight": 0.0},
    "question_weights": {"default": 1.0},
}
COMPONENTS = tuple(key for key, value in DEFAULTS.items() if isinstance(value, dict) and "weight" in value)
REFUSED_IN_EU = ("sentiment_analysis", "ai_pronunciation")

_NUMBER: TypeAdapter[float] = TypeAdapter(Number)
Check = Callable[[str, Any], Any]


def _within(low: float, high: float, *, whole: bool = False) -> Check:
    def check(path: str, value: Any) -> float:
        try:
            number = _NUMBER.validate_python(value)
        except (ValidationError, OverflowError):
            raise FieldError(path, f"{path} must be a number.") from None
        if not low <= number <= high:
            raise FieldError(path, f"{path} must be from {low:g} to {high:g}.")
        if whole and number != int(number):
            raise FieldError(path, f"{path} must be a whole number.")
        return int(number) if number == int(number) else number

    return check


def _flag(path: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise FieldError(path, f"{path} must be true or false.")
    return value


_WEIGHT, _SCORE, _SPEED = _within(0, 1000), _within(0, 10), _within(1, 1000)
_INNER: Mapping[str, Mapping[str, Check]] = {
    "early_stop": {"enabled": _flag, "below": _within(0, 1000), "after_questions": _within(1, 40, whole=True)},
    "ai_assessment_session": {"weight": _WEIGHT},
    "ai_assessment_answer": {"weight": _WEIGHT},
    "ai_assessment_resume": {"weight": _WEIGHT, "reject_below": _SCORE, "accept_from": _SCORE},
    "speech_cadence": {"weight": _WEIGHT, "min_wpm": _SPEED, "max_wpm": _SPEED},
    "ai_pronunciation": {"weight": _WEIGHT},
    "sentiment_analysis": {"weight": _WEIGHT},
    "question_weights": {},
}
_PLAIN: Mapping[str, Check] = {"max_score": _within(1, 1000), "stop_retries_at_score": _within(0, 1000)}


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """The overrides with numbers as numbers and components as objects; null is not given. Raises FieldError."""
    return {key: _checked_key(key, value) for key, value in given.items() if value is not None or key not in DEFAULTS}


def _checked_key(key: str, value: Any) -> Any:
    path = f"{ROOT}.{key}"
    if key in _PLAIN:
        return _PLAIN[key](path, value)
    if key not in _INNER:
        return value
    if key in COMPONENTS and isinstance(value, int | float | str) and not isinstance(value, bool):
        return {"weight": _WEIGHT(path, value)}
    if not isinstance(value, dict):
        raise FieldError(path, f"{path} must be an object{' or a number, its weight' if key in COMPONENTS else ''}.")
    return _checked_parts(path, value, _INNER[key], _WEIGHT if key == "question_weights" else None)


def _checked_parts(
    path: str, parts: Mapping[str, Any], known: Mapping[str, Check], every: Check | None
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, part in parts.items():
        check = known.get(name, every)
        if check is None:
            kept[name] = part
        elif part is not None:
            kept[name] = check(f"{path}.{name}", part)
    return kept


def merged(template: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Platform defaults ← template ← request. Raises FieldError with the path of what is wrong.

    ``stop_retries_at_score`` is on the scale of ``max_score``, and so is its default.
    """
    scoring: dict[str, Any] = deepcopy(dict(DEFAULTS))
    for overrides in (checked(template), checked(given or {})):
        for key, value in overrides.items():
            both = isinstance(value, dict) and isinstance(scoring.get(key), dict)
            scoring[key] = {**scoring[key], **value} if both else value
    if "stop_retries_at_score" not in {**checked(template), **checked(given or {})}:
        scoring["stop_retries_at_score"] *= scoring["max_score"] / DEFAULTS["max_score"]
    resume, cadence = scoring["ai_assessment_resume"], scoring["speech_cadence"]
    _in_order(resume, "ai_assessment_resume", "reject_below", "accept_from")
    _in_order(cadence, "speech_cadence", "min_wpm", "max_wpm")
    return scoring


def _in_order(part: Mapping[str, Any], key: str, low: str, high: str) -> None:
    if part[low] > part[high]:
        path = f"{ROOT}.{key}.{low}"
        raise FieldError(path, f"{path} ({part[low]:g}) must not be above {high} ({part[high]:g}).")


def with_weights(scoring: Mapping[str, Any], weights: Mapping[str, float]) -> dict[str, Any]:
    """The scoring with weights of single questions, by their ids."""
    return {**scoring, "question_weights": {**scoring["question_weights"], **weights}}


def refuse_prohibited(scoring: Mapping[str, Any], kind: Kind, region: str) -> None:
    """In the EU an interview for hiring may not weigh what infers emotion. Raises FieldError."""
    if region != "eu" or kind is not Kind.INTERVIEW:
        return
    for key in REFUSED_IN_EU:
        if scoring[key]["weight"] > 0:
            path = f"{ROOT}.{key}.weight"
            raise FieldError(
                path,
                f"{path} must be 0 here: this installation serves the EU, where inferring emotion in hiring is "
                "prohibited (Regulation (EU) 2024/1689, Article 5).",
                code="prohibited_in_region",
            )
