"""What a candidate reads from the server, in each language. The room's own sentences lie in the same PO files.

An entry is found by its ``msgctxt``; ``msgid`` is the English. A text with a count is one ICU plural, whole:
``{count, plural, one {# minute} other {# minutes}}``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from vivavoce.features import languages

_PREFIX = "server."
_PLURAL = re.compile(r"\{(\w+), plural, (.+)\}", re.DOTALL)
_FORM = re.compile(r"(\w+) \{((?:[^{}]|\{\w+\})*)\}")
_NAME = re.compile(r"\{(\w+)\}")
_REASONS = "reason."


def text(key: str, language: str, **values: str | float) -> str:
    """A text of the server in a language of the platform. Raises KeyError for a key or a value that is missing."""
    locale = Locale.parse(languages.find(language).bcp47, sep="-")
    said = _texts(language)[key]
    if found := _PLURAL.fullmatch(said):
        forms: dict[str, str] = dict(_FORM.findall(found[2]))
        form = locale.plural_form(float(values[found[1]]))
        said = forms.get(form, forms["other"]).replace("#", f"{{{found[1]}}}")
    return _NAME.sub(lambda name: _shown(values[name[1]], locale), said)


def reason(stored: str, language: str) -> str:
    """A reason that is kept in English, in another language; what a person wrote stays as it is.

    The English texts are the patterns: what stands where a name was is put into the translation unchanged.
    """
    for key, pattern in _patterns():
        if found := pattern.fullmatch(stored):
            return text(key, language, **found.groupdict())
    return stored


def _shown(value: str | float, locale: Locale) -> str:
    return value if isinstance(value, str) else format_decimal(value, locale=locale)


@cache
def _texts(language: str) -> dict[str, str]:
    file = resources.files(__package__) / "screens" / f"{language}.po"
    with file.open("rb") as opened:
        messages = [message for message in read_po(opened) if (message.context or "").startswith(_PREFIX)]
    return {str(message.context).removeprefix(_PREFIX): str(message.string or message.id) for message in messages}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English reasons as patterns, those with the most fixed words first."""
    reasons = [(key, said) for key, said in _texts("en").items() if key.startswith(_REASONS)]
    reasons.sort(key=lambda one: -len(_NAME.sub("", one[1])))
    return tuple((key, re.compile(_as_pattern(said), re.DOTALL)) for key, said in reasons)


def _as_pattern(said: str) -> str:
    fixed = [re.escape(part) for part in _NAME.split(said)[::2]]
    names = [f"(?P<{name}>.+?)" for name in _NAME.findall(said)] + [""]
    return "".join(part + name for part, name in zip(fixed, names, strict=True))
