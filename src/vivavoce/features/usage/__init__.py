"""What was asked of language models, for whom, and what it cost: one row a call, whether or not it helped."""

from vivavoce.features.usage.service import Used, calls_of, record

__all__ = ["Used", "calls_of", "record"]
