"""The 34 languages of the platform: codes on the wire, names, BCP 47 tags, direction of writing. Promises no row."""

from vivavoce.features.languages.catalogue import LANGUAGES, Accent, Language, LanguageCode, find

__all__ = ["LANGUAGES", "Accent", "Language", "LanguageCode", "find"]
