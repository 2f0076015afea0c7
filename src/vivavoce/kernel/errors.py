"""How the product says no: a class with a stable code, a status and a sentence that a stranger can act on."""

from __future__ import annotations

from collections.abc import Mapping


class ProblemError(Exception):
    """Becomes ``{"error", "name"?, "code", "request_id"}`` at the edge; ``name`` only when one field is at fault."""

    status = 500
    code = "internal"

    def __init__(
        self, error: str, *, name: str | None = None, code: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.error = error
        self.name = name
        self.headers = dict(headers or {})
        if code is not None:
            self.code = code


class MalformedError(ProblemError):
    """The body can't be read at all."""

    status, code = 400, "invalid_json"


class UnauthorizedError(ProblemError):
    """No token, or one that doesn't count."""

    status, code = 401, "unauthorized"


class CreditsError(ProblemError):
    """The merchant has not enough credits."""

    status, code = 402, "insufficient_credits"


class ForbiddenError(ProblemError):
    """A valid token that does not permit this."""

    status, code = 403, "forbidden"


class NotFoundError(ProblemError):
    """Unknown, or another merchant's: never tell which."""

    status, code = 404, "not_found"


class ConflictError(ProblemError):
    """The present state does not allow this."""

    status, code = 409, "conflict"


class TooLargeError(ProblemError):
    """The body is over the limit."""

    status, code = 413, "body_too_large"


class FieldError(ProblemError):
    """One field is at fault; ``name`` says which."""

    status, code = 422, "invalid_field"

    def __init__(self, name: str, error: str, *, code: str | None = None) -> None:
        super().__init__(error, name=name, code=code)


class TooManyError(ProblemError):
    """Slow down; ``Retry-After`` says for how long."""

    status, code = 429, "too_many_requests"

    def __init__(self, error: str, *, retry_after_s: int) -> None:
        super().__init__(error, headers={"Retry-After": str(retry_after_s)})


class ProviderError(ProblemError):
    """An AI provider failed or took too long; nothing half-made is left behind."""

    status, code = 502, "ai_unavailable"
