"""Language models behind any OpenAI-compatible address: cloud, vLLM, Ollama, llama.cpp.

Heavy to import (about 3 s): ``entry/bootstrap`` imports it only when an address is configured.
"""

from vivavoce.ports.llm.openai_compatible.author import ModelAuthor
from vivavoce.ports.llm.openai_compatible.interviewer import ModelInterviewer
from vivavoce.ports.llm.openai_compatible.models import Endpoint, Models, OutputMode, endpoints
from vivavoce.ports.llm.openai_compatible.resume import ModelResumeRater

__all__ = ["Endpoint", "ModelAuthor", "ModelInterviewer", "ModelResumeRater", "Models", "OutputMode", "endpoints"]
