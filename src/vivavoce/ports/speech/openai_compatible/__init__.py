"""Hearing and speaking by a server with OpenAI's audio addresses: a cloud's, or one's own beside us."""

from vivavoce.ports.speech.openai_compatible.hearing import RemoteTranscriber
from vivavoce.ports.speech.openai_compatible.server import AudioServer
from vivavoce.ports.speech.openai_compatible.speaking import RemoteSynthesizer, Voices

__all__ = ["AudioServer", "RemoteSynthesizer", "RemoteTranscriber", "Voices"]
