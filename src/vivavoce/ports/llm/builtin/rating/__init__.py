"""The built-in raters: deterministic and offline; what they can't read is not assessed, never rated low.

Conversations are read in English, resumes in the languages that have a file in ``languages``.
"""

from vivavoce.ports.llm.builtin.rating.conversation import BuiltinConversationRater
from vivavoce.ports.llm.builtin.rating.resume import BuiltinResumeRater

__all__ = ["BuiltinConversationRater", "BuiltinResumeRater"]
