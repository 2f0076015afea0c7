"""One voice from the first line to the last."""

from __future__ import annotations

from vivavoce.ports.speech.loyalty import Loyalty, Rest


def test_an_interview_changes_its_voice_once_and_not_back() -> None:
    now = [0.0]
    loyalty = Loyalty(Rest(30.0, lambda: now[0]))
    assert loyalty.remote("anna")
    assert loyalty.remote("ben")
    loyalty.failed("anna")
    assert not loyalty.remote("anna")
    assert loyalty.remote("ben"), "it began with the server's voice and has not been failed"
    assert not loyalty.remote("carl"), "it begins while the server rests"
    now[0] = 31.0
    assert not loyalty.remote("anna")
    assert not loyalty.remote("carl")
    assert loyalty.remote("dora")


def test_what_is_rendered_ahead_goes_with_the_interviews_that_begin() -> None:
    now = [0.0]
    loyalty = Loyalty(Rest(30.0, lambda: now[0]))
    assert loyalty.remote_ahead()
    loyalty.failed(None)
    assert not loyalty.remote_ahead()
    assert not loyalty.remote("anna")
    now[0] = 30.0
    assert loyalty.remote_ahead()
