"""One suite for every store of files: a folder, obstore's memory and folder, and S3 over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from tests.ports.blobs.s3 import fake_s3
from vivavoce.entry.bootstrap import chosen_blobs
from vivavoce.kernel.settings import Settings
from vivavoce.ports.blobs.local import LocalBlobs
from vivavoce.ports.blobs.objects import ObjectBlobs
from vivavoce.ports.blobs.port import BlobMissingError, Blobs

KEY = "merchant/enrolment/recording/00000"


@pytest.fixture(params=["folder", "memory", "file", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blobs]:
    if request.param == "folder":
        yield LocalBlobs(tmp_path / "blobs")
    elif request.param == "memory":
        yield ObjectBlobs(MemoryStore())
    elif request.param == "file":
        (tmp_path / "store").mkdir()
        yield ObjectBlobs.at(f"file://{tmp_path}/store")
    else:
        with fake_s3("talks") as (store, url):
            for name, value in {
                "AWS_ENDPOINT_URL": url,
                "AWS_ALLOW_HTTP": "true",
                "AWS_REGION": "eu-central-1",
                "AWS_ACCESS_KEY_ID": "who",
                "AWS_SECRET_ACCESS_KEY": "secret",
            }.items():
                monkeypatch.setenv(name, value)
            yield ObjectBlobs.at("s3://talks/interviews")
            assert store.unsigned == 0
            assert all(key.startswith("interviews/") for key in store.objects)


async def test_what_was_put_is_there_whole_and_in_part(blobs: Blobs) -> None:
    data = bytes(range(256)) * 1000
    await blobs.put(KEY, data)
    assert await blobs.get(KEY) == data
    assert await blobs.get(KEY, 10, 20) == data[10:20]
    assert await blobs.get(KEY, 255_990, 999_999) == data[255_990:]
    assert await blobs.get(KEY, 255_990) == data[255_990:]


async def test_putting_again_replaces_it_whole(blobs: Blobs) -> None:
    await blobs.put(KEY, b"a longer one")
    await blobs.put(KEY, b"short")
    assert await blobs.get(KEY) == b"short"


@pytest.mark.parametrize("key", [KEY, "merchant", "merchant/enrolment"])
async def test_what_is_not_there_is_missing(blobs: Blobs, key: str) -> None:
    await blobs.put("merchant/enrolment/other/00000", b"x")
    for part in ((0, None), (0, 1)):
        with pytest.raises(BlobMissingError):
            await blobs.get(key, *part)


async def test_a_folder_goes_with_all_below_it_and_nothing_beside_it(blobs: Blobs) -> None:
    kept = "merchant/enrolment/recording2/00000"
    for key in (KEY, "merchant/enrolment/recording/00001", kept):
        await blobs.put(key, b"x")
    for _ in range(2):
        await blobs.delete("merchant/enrolment/recording")
    with pytest.raises(BlobMissingError):
        await blobs.get(KEY)
    assert await blobs.get(kept) == b"x"


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/b.txt", "a\x00", "a\n"])
async def test_a_key_that_a_store_could_misread_is_refused(blobs: Blobs, key: str) -> None:
    for call in (blobs.put(key, b"x"), blobs.get(key), blobs.delete(key)):
        with pytest.raises(ValueError, match="a key is made of"):
            await call


async def test_only_its_owner_reads_the_folder(tmp_path: Path) -> None:
    await LocalBlobs(tmp_path / "blobs").put(KEY, b"x")
    assert (tmp_path / "blobs").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "blobs" / KEY).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "blobs" / KEY).parent.iterdir()] == ["00000"]


async def test_the_setting_chooses(tmp_path: Path) -> None:
    await chosen_blobs(Settings(_env_file=None, data=tmp_path)).put(KEY, b"x")
    assert (tmp_path / "blobs" / KEY).read_bytes() == b"x"
    chosen = chosen_blobs(Settings(_env_file=None, data=tmp_path, blobs_url="s3://talks"))
    assert isinstance(chosen, ObjectBlobs)


@pytest.mark.parametrize("url", ["talks", "ftp://talks", "https://example.com/talks", "memory:///"])
def test_an_address_that_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="VIVAVOCE_BLOBS_URL"):
        ObjectBlobs.at(url)
