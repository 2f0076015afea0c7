"""What a browser may send."""

from __future__ import annotations

import json

import pytest

from vivavoce.features.sessions import events, wire
from vivavoce.features.sessions.wording import Wish


@pytest.mark.parametrize(
    ("frame", "event"),
    [
        ({"type": "playback", "utterance": 3, "state": "started"}, events.PlaybackStarted(7, 3)),
        ({"type": "playback", "utterance": 3, "state": "ended"}, events.PlaybackEnded(7, 3)),
        ({"type": "text", "text": "Hello\x00"}, events.Typed(7, "Hello")),
        ({"type": "typing"}, events.Typing(7)),
        ({"type": "command", "name": "repeat"}, events.Wished(7, Wish.REPEAT)),
        ({"type": "command", "name": "rephrase"}, events.Wished(7, Wish.REPHRASE)),
        ({"type": "command", "name": "ask"}, events.Wished(7, Wish.ASK)),
        ({"type": "command", "name": "resume"}, events.Resumed(7)),
        ({"type": "hold", "on": True}, events.Held(7, True)),
        ({"type": "pace", "pace": "slower"}, events.PaceChosen(7, "slower")),
        ({"type": "playback", "utterance": 3, "state": "stopped", "heard_ms": 9}, None),
        ({"type": "command", "name": "finish_answer"}, events.AnswerFinished(7)),
        ({"type": "command", "name": "end"}, events.EndAsked(7)),
        ({"type": "mode", "mode": "text"}, events.ModeChosen(7, True)),
        ({"type": "mode", "mode": "voice"}, events.ModeChosen(7, False)),
        ({"type": "sound", "on": False}, None),
        ({"type": "ping", "at": 5}, None),
    ],
)
def test_messages_become_events(frame: dict[str, object], event: events.Event | None) -> None:
    assert wire.to_event(wire.read(json.dumps(frame)), 7) == event


@pytest.mark.parametrize(
    "frame",
    [
        *("", "{", "[]", "null", "x" * 50_000),
        *('{"type": "sound", "on": "off"}', '{"type": "mode", "mode": "song"}'),
        *('{"type": "unknown"}', '{"type": "playback"}', '{"type": "command", "name": "format"}'),
        '{"type": "text", "text": "' + "a" * 20_001 + '"}',
    ],
)
def test_nonsense_is_refused_with_a_reason(frame: str) -> None:
    with pytest.raises(wire.UnreadableError, match=r"\w"):
        wire.read(frame)


def test_every_event_survives_the_log() -> None:
    values: dict[str, object] = {"at_ms": 1, "typing": True, "utterance": 2, "duration_ms": 3, "segment": 4, "turn": 5}
    values |= {"text": "a", "probability": 0.5, "reason": None, "wish": Wish.SKIP, "on": True, "pace": "slower"}
    values |= {"heard_ms": 6, "document": "b", "score": None, "echo": True, "speech_ms": 7, "extra_time": True}
    for kind in events._KINDS.values():
        event = kind(**{name: values[name] for name in kind.__dataclass_fields__})  # type: ignore[arg-type]
        name, fields = events.to_json(event)
        assert events.from_json(name, json.loads(json.dumps(fields))) == event


def test_logs_of_earlier_versions_are_read() -> None:
    assert events.from_json("RepeatAsked", {"at_ms": 7}) == events.Wished(7, Wish.REPEAT)
