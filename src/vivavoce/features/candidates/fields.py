"""Types of request fields about a person: an e-mail address, a country, a profile's address."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Line

# Codes that CLDR knows besides ISO 3166-1: parts and unions of countries, test codes, the unknown region.
_NO_COUNTRY = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
COUNTRIES = (
    frozenset(map(str, Locale("en").territories))
    & {a + b for a in ascii_uppercase for b in ascii_uppercase} - _NO_COUNTRY
)


def _email(value: str) -> str:
    try:
        found = validate_email(value.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        reason = str(error).replace("{", "").replace("}", "").rstrip(".")
        raise PydanticCustomError("email", "must be an e-mail address: {reason}", {"reason": reason}) from None
    return found.normalized.lower()


def email_address(value: str, name: str = "email") -> str:
    """The address as it is kept and compared: validated, in lower case. Raises FieldError for the field ``name``."""
    try:
        return _email(value)
    except PydanticCustomError as error:
        raise FieldError(name, f"{name} {error.message()}.") from None


def _country(value: str) -> str:
    code = value.strip().upper()
    if code not in COUNTRIES:
        hint = ", such as GB for the United Kingdom" if code == "UK" else ", such as HR"
        raise PydanticCustomError("country", "must be an ISO 3166-1 alpha-2 country code{hint}", {"hint": hint})
    return code


def _linkedin(value: str) -> str:
    url = value.strip()
    if url.lower().startswith(("linkedin.com/", "www.linkedin.com/")):
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in url)
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError("url", "must be an address that begins with https://")
    return url


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


EmailAddress = Annotated[Line, AfterValidator(_email)]
"""Validated (without asking the DNS), in lower case: the identity of a person."""
CountryCode = Annotated[Line, AfterValidator(_country)]
"""ISO 3166-1 alpha-2, in upper case; accepted in any case."""
LinkedInUrl = Annotated[Annotated[Line, AfterValidator(_linkedin)] | None, BeforeValidator(_blank_is_none)]
"""An http(s) address, so that it can be shown as a link; blank: not given."""
