"""Vectors of passages and of what is looked for: by meaning, and by letters.

An embedder is fitted to a language; letter groups serve every language, and find names and numbers that no embedding
knows. Both blocks: call in a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.llm.builtin.similarity import Similarity, ngrams, shared


@dataclass(frozen=True, slots=True)
class Vectors:
    """One text: ``meaning`` 512 numbers of length 1, or None; ``letters`` 1024 numbers of length 1."""

    meaning: NDArray[np.float32] | None
    letters: NDArray[np.float32]


def vectors(texts: Sequence[str], language: str | None, similarity: Similarity | None = None) -> list[Vectors]:
    """The vectors of texts in one language (a code of ours); None: unknown, and then by letters alone."""
    known = similarity or shared()
    meant = known.vectors(texts, language) if language and known.embeds(language) and texts else [None] * len(texts)
    return [Vectors(meaning, ngrams(text)) for text, meaning in zip(texts, meant, strict=True)]
