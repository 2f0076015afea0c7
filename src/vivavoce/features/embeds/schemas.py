"""Bodies of the embed companions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from vivavoce.features.embeds.service import Embed
from vivavoce.kernel.fields import Answer, Body, Flag, Text

MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."
MOST_ORIGINS = 50
_LABEL = r"[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?"
_HTTPS = rf"https://(\*\.)?({_LABEL}\.)*{_LABEL}(:[0-9]{{1,5}})?"
_LOCAL = r"http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?"
ORIGIN = re.compile(f"{_HTTPS}|{_LOCAL}")


def _origin(value: str) -> str:
    """Nothing but an origin may pass: it is written into a header."""
    found = value.strip().lower().removesuffix("/")
    if len(found) > 300 or not ORIGIN.fullmatch(found):
        words = "must be an origin such as https://www.example.com (https://*.example.com: all below it)"
        raise PydanticCustomError("origin", words)
    return found


Origin = Annotated[Text, AfterValidator(_origin), Field(json_schema_extra={"pattern": f"^({ORIGIN.pattern})$"})]


class WhichEmbed(Body):
    """Which embed to read."""

    embed_id: UUID = Field(description="The embed.", examples=["0199f3a8-1111-7000-8000-000000000005"])
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class SetEmbed(WhichEmbed):
    """What to change. What is left out, or null, stays as it is."""

    allowed_origins: Annotated[list[Origin], Field(max_length=MOST_ORIGINS)] | None = Field(
        None,
        description="Origins whose pages may frame it, such as `https://www.example.com`; `https://*.example.com` for "
        "all below it; http only for localhost. Empty: any page. At most 50.",
        examples=[["https://www.example.com"]],
    )
    accepts_v1: Flag | None = Field(
        None,
        description="Whether signatures without a time (version 1) count; default true. They can be used again for "
        "ever: switch them off when your pages sign with version 2.",
        examples=[False],
    )
    drop_previous_key: Flag | None = Field(
        None, description="true: the signing key before the last rotation no longer counts.", examples=[True]
    )


class RotateKey(WhichEmbed):
    """Whose key to change."""

    drop_previous: Flag | None = Field(
        None,
        description="true: the present key stops counting at once (it has leaked); default false.",
        examples=[False],
    )


class EmbedAnswer(Answer):
    """An embed as it is."""

    embed_id: UUID = Field(description="The embed.")
    interview_def_set_id: UUID = Field(description="The interview that it shows.")
    embed_url: str = Field(description="What the frame opens; add the signature where your page has a login.")
    allowed_origins: list[str] = Field(description="Pages that may frame it; empty: any.")
    accepts_v1: bool = Field(description="Whether signatures without a time count.")
    previous_key_counts: bool = Field(description="Whether the key before the last rotation still counts.")
    rotated_at: datetime | None = Field(None, description="When the key was changed last; null: never.")

    @classmethod
    def of(cls, embed: Embed, base_url: str) -> EmbedAnswer:
        """The embed as it stands on the wire."""
        return cls(
            embed_id=embed.id,
            interview_def_set_id=embed.interview_id,
            embed_url=f"{base_url}/embed?embed_id={embed.id}",
            allowed_origins=list(embed.allowed_origins),
            accepts_v1=embed.accepts_v1,
            previous_key_counts=embed.previous_key is not None,
            rotated_at=embed.rotated_at,
        )


class RotatedAnswer(Answer):
    """The new key."""

    embed_id: UUID = Field(description="The embed.")
    embed_signing_key: str = Field(description="Sign with this one from now on.")
    previous_key_counts: bool = Field(description="Whether signatures with the key before still count.")
