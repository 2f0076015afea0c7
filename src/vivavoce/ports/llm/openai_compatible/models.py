"""One question to a language model: typed output, repair by the checker's own words, fallbacks, and what it cost.

Every endpoint is tried in its order. What fails, takes too long or can't be repaired goes on to the next; each attempt
is a ``Call`` with tokens, cost and duration, kept by the features whether or not something came of it.
"""

from __future__ import annotations

import asyncio
import json
import math
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import structlog
from openai import AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, ModelRetry, NativeOutput, PromptedOutput, RunContext, ToolOutput
from pydantic_ai.exceptions import AgentRunError, ModelAPIError, UnexpectedModelBehavior
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RunUsage

from vivavoce.ports.llm.openai_compatible.prompt import Prompt
from vivavoce.ports.llm.port import AuthorUnavailableError, AuthorUnusableError, Call, Outcome

log = structlog.get_logger(__name__)

REPAIRS = 2
"""How often a model may mend what the checker found."""
Out = TypeVar("Out", bound=BaseModel)


class OutputMode(StrEnum):
    """How a model is told the shape of its answer."""

    AUTO = "auto"
    NATIVE = "native"
    PROMPTED = "prompted"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible address (``…/v1``), a model there, and its key. ``repr`` leaves the key out."""

    base_url: str
    model: str
    key: str | None = None

    def __repr__(self) -> str:
        return f"{self.model} at {urlsplit(self.base_url).netloc}"


def endpoints(base_url: str, model: str, key: str | None, fallbacks: str = "") -> tuple[Endpoint, ...]:
    """The first endpoint and its fallbacks: models with commas between them, ``model`` at the same address or
    ``model@https://other/v1`` (with the same key)."""
    rest = []
    for name in (part.strip() for part in fallbacks.split(",")):
        if name:
            other, _, address = name.partition("@http")
            rest.append(Endpoint(f"http{address}" if address else base_url, other, key))
    return (Endpoint(base_url, model, key), *rest)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Out]):
    """What a model answered, after its check, and every attempt that it took."""

    output: Out
    model: str
    calls: tuple[Call, ...]


class Models:
    """The configured models, in the order in which they are asked."""

    def __init__(
        self,
        configured: Sequence[Endpoint],
        *,
        timeout_s: float = 60.0,
        mode: OutputMode = OutputMode.AUTO,
        temperature: float = 0.3,
    ) -> None:
        self._endpoints = tuple(configured)
        self._timeout_s = timeout_s
        self._mode = mode
        self._temperature = temperature
        # Local servers ask for no key, the client library insists on one.
        self._clients = {
            one: AsyncOpenAI(base_url=one.base_url, api_key=one.key or "none", timeout=timeout_s, max_retries=1)
            for one in self._endpoints
        }
        self._models = {
            one: OpenAIChatModel(one.model, provider=OpenAIProvider(openai_client=client))
            for one, client in self._clients.items()
        }

    async def close(self) -> None:
        """Closes the connections."""
        for client in self._clients.values():
            await client.close()

    async def ask(
        self,
        prompt: Prompt,
        data: Mapping[str, Any],
        output: type[Out],
        faults: Callable[[Out], Sequence[str]],
        *,
        purpose: str,
        temperature: float | None = None,
        within_s: float = math.inf,
    ) -> Answer[Out]:
        """The first answer without faults. ``data`` is put between marks that nobody can foresee. ``within_s`` is for
        all endpoints together, where somebody waits.

        Raises AuthorUnavailableError when no endpoint could be reached in time, AuthorUnusableError when the last one
        that answered could not be used; both carry ``calls``.
        """
        calls: list[Call] = []
        unusable: str | None = None
        reason = "no model is configured"
        ends_at = time.perf_counter() + within_s
        for endpoint in self._endpoints:
            left_s = min(self._timeout_s, ends_at - time.perf_counter())
            if left_s <= 0:
                break
            attempt = _Attempt(purpose, prompt, endpoint)
            agent = self._agent(
                endpoint, prompt, output, faults, self._temperature if temperature is None else temperature
            )
            try:
                async with asyncio.timeout(left_s):
                    run = await agent.run(_fenced(data), usage=attempt.usage)
            except (TimeoutError, ModelAPIError) as error:
                outcome = Outcome.TIMEOUT if isinstance(error, TimeoutError) else Outcome.UNAVAILABLE
                reason = f"{endpoint!r}: {_short(error)}"
                calls.append(attempt.done(outcome))
            except (UnexpectedModelBehavior, AgentRunError) as error:
                unusable = f"{endpoint!r}: {_short(error.__cause__ or error)}"
                calls.append(attempt.done(Outcome.UNUSABLE))
            else:
                calls.append(attempt.done(Outcome.USED, run))
                return Answer(run.output, endpoint.model, tuple(calls))
            log.warning("llm.attempt_failed", model=endpoint.model, outcome=calls[-1].outcome.value, purpose=purpose)
        if unusable is not None:
            raise AuthorUnusableError(unusable, calls=tuple(calls))
        raise AuthorUnavailableError(reason, calls=tuple(calls))

    def _agent(
        self,
        endpoint: Endpoint,
        prompt: Prompt,
        output: type[Out],
        faults: Callable[[Out], Sequence[str]],
        temperature: float,
    ) -> Agent[None, Out]:
        agent: Agent[None, Out] = Agent(
            self._models[endpoint],
            output_type=_shaped(output, self._mode, endpoint),
            instructions=prompt.text,
            retries=REPAIRS,
            model_settings=ModelSettings(temperature=temperature, timeout=self._timeout_s),
        )

        @agent.output_validator
        def check(_: RunContext[None], answered: Out) -> Out:
            if found := faults(answered):
                raise ModelRetry("Mend the following and answer again with the whole:\n- " + "\n- ".join(found[:20]))
            return answered

        return agent


def _shaped(output: type[Out], mode: OutputMode, endpoint: Endpoint) -> Any:
    """The one place that chooses how a model is told the shape: natively where it surely is supported."""
    if mode is OutputMode.AUTO:
        native = urlsplit(endpoint.base_url).hostname == "api.openai.com"
        mode = OutputMode.NATIVE if native else OutputMode.PROMPTED
    wraps: dict[OutputMode, Any] = {
        OutputMode.NATIVE: NativeOutput, OutputMode.PROMPTED: PromptedOutput, OutputMode.TOOL: ToolOutput,
    }  # fmt: skip
    return wraps[mode](output)


def _fenced(data: Mapping[str, Any]) -> str:
    """JSON between marks with a nonce: no text in it can close them, and the instructions call it data."""
    mark = f"DATA-{secrets.token_hex(8)}"
    return f"<<<{mark}\n{json.dumps(data, ensure_ascii=False, indent=1, default=str)}\n{mark}>>>"


def _short(error: BaseException) -> str:
    """What happened, without bodies: a provider's answer may repeat what was sent."""
    status = getattr(error, "status_code", None)
    if isinstance(error, ModelRetry):
        return " ".join(str(error).split())[:300]
    return f"{type(error).__name__}{f' {status}' if status else ''}"


class _Attempt:
    """One run at one endpoint, on the clock."""

    def __init__(self, purpose: str, prompt: Prompt, endpoint: Endpoint) -> None:
        self._purpose, self._prompt, self._endpoint = purpose, prompt, endpoint
        self._begun = time.perf_counter()
        self.usage = RunUsage()

    def done(self, outcome: Outcome, run: Any = None) -> Call:
        return Call(
            purpose=self._purpose,
            model=self._endpoint.model,
            host=urlsplit(self._endpoint.base_url).netloc,
            prompt=self._prompt.name,
            prompt_sha256=self._prompt.sha256,
            outcome=outcome,
            requests=self.usage.requests,
            input_tokens=self.usage.input_tokens,
            output_tokens=self.usage.output_tokens,
            cost_usd=_cost(run),
            duration_ms=round((time.perf_counter() - self._begun) * 1000),
        )


def _cost(run: Any) -> float | None:
    """US dollars by the public price lists; None for a model that no list knows (one's own server)."""
    if run is None:
        return None
    total = 0.0
    for message in run.all_messages():
        if message.kind == "response":
            try:
                total += float(message.cost().total_price)
            except LookupError:
                return None
    return round(total, 6)
