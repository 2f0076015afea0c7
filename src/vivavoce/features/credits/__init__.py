"""What things cost and what was used: a pure price list, an append-only ledger, an optional limit per merchant."""

from vivavoce.features.credits.price import PRE_SCREENING, Presentation, interview_price
from vivavoce.features.credits.service import (
    Balance,
    Entry,
    EntryKind,
    balance,
    charge,
    ensure_enough,
    entries,
    set_limit,
)

__all__ = [
    "PRE_SCREENING",
    "Balance",
    "Entry",
    "EntryKind",
    "Presentation",
    "balance",
    "charge",
    "ensure_enough",
    "entries",
    "interview_price",
    "set_limit",
]
