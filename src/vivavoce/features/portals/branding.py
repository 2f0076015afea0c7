"""How a merchant's public pages look: its name, its logo, its colours, which must be readable."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vivavoce.features.portals.colour import HEX, PART_CONTRAST, TEXT_CONTRAST, contrast, readable_on
from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Answer, Body, Text

PAGE = "#ffffff"


def _colour(value: str) -> str:
    if not HEX.fullmatch(value):
        raise PydanticCustomError("colour", "must be a colour such as #1a4fa3")
    return value.lower()


def _https(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme == "https" and bool(parts.hostname) and all(c.isprintable() and c != " " for c in value)
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError("https", "must be an address that begins with https://")
    return value


Colour = Annotated[Text, AfterValidator(_colour), Field(json_schema_extra={"pattern": f"^{HEX.pattern}$"})]
LogoUrl = Annotated[
    Text, StringConstraints(max_length=2_000), AfterValidator(_https), Field(json_schema_extra={"format": "uri"})
]


class ColoursGiven(Body):
    """Colours as ``#rrggbb``. A text colour that is left out is chosen so that it can be read."""

    primary: Colour = Field(description="Buttons and marks.", examples=["#1a4fa3"])
    on_primary: Colour | None = Field(None, description="Text on them.", examples=["#ffffff"])
    background: Colour | None = Field(None, description="The page; default white.", examples=["#ffffff"])
    text: Colour | None = Field(None, description="Text on the page.", examples=["#111111"])


class Colours(Answer):
    """Colours that can be read together."""

    primary: str = Field(description="Buttons and marks.")
    on_primary: str = Field(description="Text on them.")
    background: str = Field(description="The page.")
    text: str = Field(description="Text on the page.")


class Company(Answer):
    """A company as its public pages show it."""

    name: str = Field(description="Its name.")
    slug: str = Field(description="Its name in addresses.")
    logo_url: str | None = Field(None, description="Its logo.")
    colours: Colours | None = Field(None, description="Its colours; null: ours.")
    contact_email: str | None = Field(None, description="Whom a candidate may write to.")


def readable(given: ColoursGiven) -> Colours:
    """The colours, completed. Raises FieldError (``low_contrast``) for what people can't tell apart."""
    background = given.background or PAGE
    made = Colours(
        primary=given.primary,
        on_primary=given.on_primary or readable_on(given.primary),
        background=background,
        text=given.text or readable_on(background),
    )
    _apart("text", made.text, "background", background, TEXT_CONTRAST)
    _apart("on_primary", made.on_primary, "primary", made.primary, TEXT_CONTRAST)
    _apart("primary", made.primary, "background", background, PART_CONTRAST)
    return made


def _apart(name: str, colour: str, ground: str, behind: str, least: float) -> None:
    found = contrast(colour, behind)
    if found < least:
        words = (
            f"colours.{name} {colour} on colours.{ground} {behind} has a contrast of {found:.1f}:1; "
            f"people need {least:g}:1 (WCAG 2.2)."
        )
        raise FieldError(f"colours.{name}", words, code="low_contrast")


def company(name: str, slug: str, branding: dict[str, Any]) -> Company:
    """The company, from what is kept."""
    return Company(
        name=branding.get("name") or name,
        slug=slug,
        logo_url=branding.get("logo_url"),
        colours=Colours(**branding["colours"]) if branding.get("colours") else None,
        contact_email=branding.get("contact_email"),
    )
