"""Files in a folder of this machine, for one server or a shared disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from vivavoce.ports.blobs.port import BlobMissingError, checked


class LocalBlobs:
    """Serves ``Blobs``. The folder is for its owner alone (0700); a half-written file never has a key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        """See ``Blobs``."""
        await asyncio.to_thread(self._put, self._folder / checked(key), data)

    async def get(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """See ``Blobs``."""
        return await asyncio.to_thread(_read, self._folder / checked(key), start, end)

    async def delete(self, folder: str) -> None:
        """See ``Blobs``."""
        await asyncio.to_thread(_remove, self._folder / checked(folder))

    def _put(self, path: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:  # made with mode 0600
            try:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise


def _read(path: Path, start: int, end: int | None) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else max(end - start, 0))
    except (FileNotFoundError, IsADirectoryError):
        raise BlobMissingError(path.name) from None


def _remove(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
