"""How every model here is opened: on the CPU, few threads (they are shared with live calls), quiet.

Two compute threads beside a busy process make each other wait, so the default everywhere is one.
"""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from vivavoce.ports.speech.port import SpeechUnavailableError

_ERRORS_ONLY = 3


def session(model: Path, threads: int = 1, extra_output: str = "") -> onnxruntime.InferenceSession:
    """Open a model. ``extra_output`` names an inner tensor to be given out too. Raises SpeechUnavailableError."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    providers = ["CPUExecutionProvider"]
    if not model.is_file():
        raise SpeechUnavailableError(f"The model file {model.name} is missing: pull the models first")
    try:
        if not extra_output:
            return onnxruntime.InferenceSession(str(model), options, providers=providers)
        return onnxruntime.InferenceSession(model.read_bytes() + _output(extra_output), options, providers=providers)
    except Exception as error:
        raise SpeechUnavailableError(f"The model file {model.name} can't be used: {error}") from error


def _output(name: str) -> bytes:
    """A protobuf fragment which, put after a model's bytes, adds an output to its graph.

    Two encoded messages one after the other are their merger (protobuf's encoding guide, "Last One Wins"), so 40 bytes
    do what a second copy of the file would. Fields: ModelProto.graph 7, GraphProto.output 12, ValueInfoProto.name 1.
    """
    fragment = name.encode()
    for field in (1, 12, 7):
        if len(fragment) > 127:
            raise ValueError("the length must fit into one byte")
        fragment = bytes([field << 3 | 2, len(fragment)]) + fragment
    return fragment
