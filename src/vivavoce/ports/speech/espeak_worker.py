# SPDX-License-Identifier: GPL-3.0-or-later
#
# Copyright (C) 2026 The Vivavoce authors
#
# This file, and only this file, is free software under the GNU General Public License, version 3 or (at your option)
# any later version, because it links espeak-ng (GPL-3.0-or-later) through ctypes. It comes without any warranty. The
# licence: https://www.gnu.org/licenses/gpl-3.0.html
"""A process of its own around espeak-ng: one request a line in, one answer a line (and sound) out.

It must import nothing of Vivavoce, and Vivavoce must not import it: they only exchange text and sound over pipes.
Request:  ``{"op": "phonemes", "voice": "en-us", "texts": [...]}`` or ``{"op": "speak", "voice": "de", "text": "...",
"words_per_minute": 165, "pitch": 50}`` or ``{"op": "voices"}``.
Answer:   ``{"ok": true, ...}`` or ``{"ok": false, "error": "..."}``; with ``"bytes": n``, n bytes of PCM s16le follow.
It ends when its standard input ends or when the process that started it is gone.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import threading
import time
from typing import Any

import espeakng_loader

# espeak-ng/speak_lib.h
_AUDIO_SYNCHRONOUS = 2
_INIT_PHONEME_EVENTS_IPA_NO_EXIT = 0x0001 | 0x0002 | 0x8000
_CHARS_UTF8 = 1
_END_PAUSE = 0x1000
_IPA_TIED_WITH_CARET = 0x02 | 0x80 | (ord("^") << 8)
_EVENT_END_OF_LIST = 0
_EVENT_PHONEME = 7
_PARAMETER_RATE = 1
_PARAMETER_PITCH = 3


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """The library, initialised once."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL(espeakng_loader.get_library_path())
        self._lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        data = espeakng_loader.get_data_path().encode()
        self.rate = self._lib.espeak_Initialize(_AUDIO_SYNCHRONOUS, 0, data, _INIT_PHONEME_EVENTS_IPA_NO_EXIT)
        if self.rate <= 0:
            raise RuntimeError("espeak-ng could not start: its data folder is missing or damaged")
        self._pcm = bytearray()
        self._phonemes: list[tuple[int, str]] = []
        self._callback = _Callback(self._collect)  # must stay referenced as long as the library may call it
        self._lib.espeak_SetSynthCallback(self._callback)
        self._voice = ""

    def _collect(self, wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            self._pcm += ctypes.string_at(wave, count * 2)
        index = 0
        while events[index].type != _EVENT_END_OF_LIST:
            event = events[index]
            if event.type == _EVENT_PHONEME:
                ipa = event.id.string.decode("utf-8", "ignore")
                self._phonemes.append((event.audio_position, ipa))
            index += 1
        return 0

    def _use(self, voice: str) -> None:
        if voice != self._voice:
            by_language = _Voice(languages=voice.encode())
            if (
                self._lib.espeak_SetVoiceByName(voice.encode()) != 0
                and self._lib.espeak_SetVoiceByProperties(ctypes.byref(by_language)) != 0
            ):
                raise ValueError(f"espeak-ng has no voice {voice!r}")
            self._voice = voice

    def phonemes(self, voice: str, text: str) -> str:
        """IPA with stress marks; letters of one phoneme are tied with ``^``; clauses are parted by a space."""
        self._use(voice)
        buffer = ctypes.c_char_p(text.encode())
        pointer = ctypes.cast(buffer, ctypes.c_void_p)
        clauses = []
        while pointer.value:
            clause = self._lib.espeak_TextToPhonemes(ctypes.byref(pointer), _CHARS_UTF8, _IPA_TIED_WITH_CARET)
            clauses.append((clause or b"").decode("utf-8", "ignore").strip())
        return " ".join(part for part in clauses if part)

    def speak(self, voice: str, text: str, words_per_minute: int, pitch: int) -> tuple[bytes, list[tuple[int, str]]]:
        """PCM s16le mono at ``rate``, and where each phoneme starts, in milliseconds."""
        self._use(voice)
        self._lib.espeak_SetParameter(_PARAMETER_RATE, words_per_minute, 0)
        self._lib.espeak_SetParameter(_PARAMETER_PITCH, pitch, 0)
        self._pcm.clear()
        self._phonemes.clear()
        encoded = text.encode() + b"\0"
        if self._lib.espeak_Synth(encoded, len(encoded), 0, 1, 0, _CHARS_UTF8 | _END_PAUSE, None, None) != 0:
            raise RuntimeError("espeak-ng could not speak this text")
        self._lib.espeak_Synchronize()
        return bytes(self._pcm), list(self._phonemes)

    def voices(self) -> list[str]:
        """Language codes of the voices (the first of each)."""
        listed = self._lib.espeak_ListVoices(None)
        codes = []
        index = 0
        while listed[index]:
            codes.append(listed[index].contents.languages[1:].decode())  # the first byte is a priority
            index += 1
        return codes


def _answer(espeak: Espeak, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if request["op"] == "phonemes":
        return {"phonemes": [espeak.phonemes(request["voice"], text) for text in request["texts"]]}, b""
    if request["op"] == "speak":
        pcm, phonemes = espeak.speak(
            request["voice"], request["text"], int(request["words_per_minute"]), int(request["pitch"])
        )
        return {"sample_rate": espeak.rate, "phonemes": phonemes}, pcm
    if request["op"] == "voices":
        return {"voices": espeak.voices()}, b""
    raise ValueError(f"unknown operation {request['op']!r}")


def _end_with(parent: int) -> None:
    """A pipe that another child inherited would keep standard input open, so look at the parent too."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


def main() -> None:
    """Serve until the end of standard input."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints must not get between the answers
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    espeak = Espeak()
    for line in sys.stdin.buffer:
        try:
            answer, pcm = _answer(espeak, json.loads(line))
            answer = {"ok": True, "bytes": len(pcm), **answer}
        except Exception as error:
            answer, pcm = {"ok": False, "error": str(error)}, b""
        out.write(json.dumps(answer).encode() + b"\n" + pcm)
        out.flush()


if __name__ == "__main__":
    main()
