"""Who may call: merchants, users, tokens and roles."""

from vivavoce.features.access.caller import EDITORS, READERS, Caller, Role, requires

__all__ = ["EDITORS", "READERS", "Caller", "Role", "requires"]
