"""The built-in author, and the checks that any author's draft must pass."""

from vivavoce.ports.llm.builtin.author.author import BuiltinAuthor
from vivavoce.ports.llm.builtin.author.lint import Finding, lint
from vivavoce.ports.llm.builtin.author.own import described

__all__ = ["BuiltinAuthor", "Finding", "described", "lint"]
