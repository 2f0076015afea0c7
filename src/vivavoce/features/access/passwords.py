"""Password hashes: Argon2id with the parameters of RFC 9106 (second choice, 64 MiB), on two threads of their own.

Two threads bound the memory that a flood of sign-ins can take, and keep the event loop free.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARS = 8
MOST_CHARS = 1024

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(2, thread_name_prefix="argon2")
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$k2m1T4emqbq1sSNjvXJGSw$bYnpAHbgzF+hHeySm9/998EA1NRJ2XJeRteRkQxkr1E"
"""The hash of a forgotten random password: with it, unknown users cost what known ones do."""


async def hash_password(password: str) -> str:
    """The text to keep."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, _bytes(password))


async def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password is the right one; takes as long for nobody (None) as for somebody."""
    fits = await asyncio.get_running_loop().run_in_executor(
        _threads, _verify, password_hash or _NOBODY, _bytes(password)
    )
    return fits and password_hash is not None


def _verify(password_hash: str, password: bytes) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
