"""Speech that was rendered before, on disk by content: the same text in the same voice is rendered once.

A file is a line of JSON (mouth, rate, sha256 of the sound) and the PCM. Written beside and renamed, so that readers in
other processes see whole files only. What can't be read as written is thrown away. When the folder grows past its
bound, what was used longest ago goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from pathlib import Path

from vivavoce.ports.speech.port import MouthShape, Speech

_FORMAT = 1
_KEEP = 0.9
"""Of the bound, after a clean-up; so that not every new file causes one."""


class SpeechCache:
    """Thread-safe, and safe between processes that share the folder."""

    def __init__(self, folder: Path, max_bytes: int = 512 * 1024 * 1024) -> None:
        """512 MiB are three hours of speech (48 kB a second)."""
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._bytes: int | None = None

    @staticmethod
    def key(text: str, language: str, voice: str, pace: float, engine: str) -> str:
        """Of exactly this rendering. ``engine`` is the synthesizer's ``version``."""
        content = json.dumps([_FORMAT, text, language, voice, round(pace, 3), engine], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def get(self, key: str) -> Speech | None:
        """The speech, byte for byte as it was put; None if it isn't there (any more)."""
        path = self._path(key)
        try:
            head, _, pcm = path.read_bytes().partition(b"\n")
            facts = json.loads(head)
            if hashlib.sha256(pcm).hexdigest() != facts["sha256"]:
                raise ValueError("damaged")
            mouth = tuple(MouthShape(int(at), viseme) for at, viseme in facts["mouth"])
            speech = Speech(pcm, int(facts["sample_rate"]), mouth)
            os.utime(path)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError):
            path.unlink(missing_ok=True)
            return None
        return speech

    def put(self, key: str, speech: Speech) -> None:
        """Keep it. A full disk is no reason to stay silent: then it isn't kept."""
        mouth = [(shape.at_ms, shape.viseme) for shape in speech.mouth]
        facts = {
            "sample_rate": speech.sample_rate,
            "sha256": hashlib.sha256(speech.pcm).hexdigest(),
            "mouth": mouth,
        }
        content = json.dumps(facts).encode() + b"\n" + speech.pcm
        path = self._path(key)
        beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            return
        self._grown(len(content))

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.speech"

    def _grown(self, by: int) -> None:
        with self._lock:
            if self._bytes is not None:
                self._bytes += by
            if self._bytes is None or self._bytes > self._max_bytes:
                self._bytes = self._cleaned()

    def _cleaned(self) -> int:
        """Drop the longest unused until the bound holds; how many bytes are left."""
        found = []
        for path in self._folder.glob("*/*.speech"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            found.append((facts.st_mtime_ns, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= self._max_bytes:
            return total
        for _, size, path in sorted(found):
            if total <= self._max_bytes * _KEEP:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total
