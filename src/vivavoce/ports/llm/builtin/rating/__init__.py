"""The built-in raters: deterministic, offline, English; what they can't read is not assessed, never rated low."""

from vivavoce.ports.llm.builtin.rating.conversation import BuiltinConversationRater
from vivavoce.ports.llm.builtin.rating.resume import BuiltinResumeRater

__all__ = ["BuiltinConversationRater", "BuiltinResumeRater"]
