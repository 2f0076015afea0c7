"""Object storage: S3 and what speaks like it, Google's, Azure's. Keys and region come from the usual variables."""

from __future__ import annotations

from typing import Any, Self

from obstore.exceptions import BaseError
from obstore.store import from_url

from vivavoce.ports.blobs.port import BlobMissingError, checked

SCHEMES = ("s3://", "gs://", "az://", "file:///")


class ObjectBlobs:
    """Serves ``Blobs`` on any store of obstore."""

    def __init__(self, store: Any) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> Self:
        """The store at an address such as ``s3://bucket/folder``; nothing is asked of it yet. Raises ValueError."""
        if not url.startswith(SCHEMES):
            raise ValueError(f"VIVAVOCE_BLOBS_URL must begin with one of {', '.join(SCHEMES)}")
        try:
            return cls(from_url(url))
        except BaseError as error:
            raise ValueError(f"VIVAVOCE_BLOBS_URL: {str(error).splitlines()[0]}") from None

    async def put(self, key: str, data: bytes) -> None:
        """See ``Blobs``."""
        await self._store.put_async(checked(key), data)

    async def get(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """See ``Blobs``."""
        try:
            if end is not None:
                return bytes(await self._store.get_range_async(checked(key), start=start, end=end))
            whole = await self._store.get_async(checked(key))
            return bytes(await whole.bytes_async())[start:]
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    async def delete(self, folder: str) -> None:
        """See ``Blobs``."""
        async for batch in self._store.list(checked(folder)):
            await self._store.delete_async([meta["path"] for meta in batch])
