"""Types of request fields: strict where JSON is clear, lenient where existing clients are not.

Numbers arrive as numbers or as numeric strings (``"8"``); ``true`` is no number and ``"yes"`` no truth. Every string is
trimmed of nothing: what was sent is what is kept.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

_NUMERIC = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][+-]?\d{1,2})?")
LARGEST = 1e15
"""Beyond it a float no longer tells whole numbers apart; NaN and infinity fall out with it."""
NUMERIC_PATTERN = r"^[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})([eE][+-]?[0-9]{1,2})?$"


def _number(value: Any) -> Any:
    if isinstance(value, str) and _NUMERIC.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise PydanticCustomError("number", "must be a number")
    return value


def _integer(value: Any) -> Any:
    number = _number(value)
    if number != int(number):
        raise PydanticCustomError("integer", "must be a whole number")
    return int(number)


def _no_nul(value: Any) -> Any:
    # PostgreSQL can't keep U+0000, and a lone surrogate is not a character.
    if isinstance(value, str):
        if "\x00" in value:
            raise PydanticCustomError("characters", "must not contain the character U+0000")
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise PydanticCustomError("characters", "must be valid Unicode text")
    return value


def _not_blank(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", "must not be empty")
    return value


def _either(kind: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": kind}, {"type": "string", "pattern": NUMERIC_PATTERN}]})


Number = Annotated[float, BeforeValidator(_number), _either("number")]
Integer = Annotated[int, BeforeValidator(_integer), _either("integer")]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), BeforeValidator(_no_nul)]
Line = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1, max_length=500),
    BeforeValidator(_not_blank),
    BeforeValidator(_no_nul),
]


class Body(BaseModel):
    """A request body. Unknown keys are ignored: existing integrations send extras."""

    model_config = ConfigDict(extra="ignore", str_max_length=200_000)


class Answer(BaseModel):
    """A response body, documented by its type."""

    model_config = ConfigDict(extra="forbid")


class Pagination(Answer):
    """Where a page lies in its list."""

    total: int = Field(description="Rows in the whole list.", examples=[1])
    limit: int = Field(description="Rows asked for.", examples=[50])
    offset: int = Field(description="Rows skipped.", examples=[0])
    has_more: bool = Field(description="Whether another page follows.", examples=[False])

    @classmethod
    def of(cls, *, total: int, limit: int, offset: int, returned: int) -> Pagination:
        """The page that begins at ``offset`` and holds ``returned`` rows."""
        return cls(total=total, limit=limit, offset=offset, has_more=offset + returned < total)


def deep_text_fault(value: Any, depth: int = 0) -> str | None:
    """What makes a JSON value unfit to be kept: too deep, U+0000, half a surrogate pair, or a number out of range."""
    if depth > 32:
        return "is nested more than 32 levels deep"
    if isinstance(value, str):
        try:
            _no_nul(value)
        except PydanticCustomError as error:
            return error.message()
    if isinstance(value, float) and not math.isfinite(value):
        return "must not contain NaN or infinite numbers"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**300:
        return "contains a number that is too large"
    children = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return next((fault for child in children if (fault := deep_text_fault(child, depth + 1))), None)
