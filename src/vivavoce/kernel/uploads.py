"""Files that come in: as ``multipart/form-data``, or as base64 in a JSON body. One shape behind both."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.http import allow_body

FILE_LIMIT_BYTES = 10_000_000
BODY_LIMIT_BYTES = 14_000_000
"""Ten megabytes in base64, and the fields beside it."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. ``name`` and ``media_type`` are claims of the sender."""

    name: str | None
    media_type: str | None
    data: bytes


def allow_upload(path: str) -> None:
    """Lets the route take bodies of the size of a file."""
    allow_body(path, BODY_LIMIT_BYTES)


async def read_upload(request: Request, fields: type[M]) -> tuple[M, Upload]:
    """The fields beside the file, checked, and the file itself.

    Raises RequestValidationError and FieldError (422), HTTPException (400, 413).
    """
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=50) as form:
            sent = form.get("file")
            # A form has no null: what is empty, or says "null", is not given.
            given = {name: value for name, value in form.items() if name != "file" and value not in ("", "null")}
            upload = await _from_form(sent)
        return _checked(fields, given), upload
    try:
        given = json.loads(await request.body())
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestValidationError(
            [{"type": "json_invalid", "loc": ("body",), "msg": "", "ctx": {"error": _why(error)}}]
        ) from None
    if not isinstance(given, dict):
        raise RequestValidationError([{"type": "dict_type", "loc": ("body",), "msg": "must be an object"}])
    checked = _checked(fields, given)
    return checked, _from_base64(given.get("file"), given.get("file_name"))


def _why(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "not UTF-8"


def _checked(fields: type[M], given: dict[str, Any]) -> M:
    try:
        return fields.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None


async def _from_form(sent: Any) -> Upload:
    if not isinstance(sent, UploadFile):
        raise FieldError("file", "file is required: send it as a part with a file name.", code="missing_field")
    return _sized(Upload(sent.filename, sent.content_type, await sent.read()))


def _from_base64(sent: Any, name: Any) -> Upload:
    if sent is None:
        raise FieldError("file", "file is required: send its content in base64.", code="missing_field")
    if not isinstance(sent, str):
        raise FieldError("file", "file must be a string in base64.")
    head, comma, body = sent.partition(",")
    media_type = head[5:].split(";")[0] if comma and head.startswith("data:") else None
    try:
        data = base64.b64decode((body if media_type is not None else sent).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise FieldError("file", "file must be valid base64, in one line.") from None
    return _sized(Upload(name if isinstance(name, str) else None, media_type, data))


def _sized(upload: Upload) -> Upload:
    if not upload.data:
        raise FieldError("file", "file is empty.")
    if len(upload.data) > FILE_LIMIT_BYTES:
        raise FieldError("file", "file has more than 10 MB.", code="file_too_large")
    return upload


def upload_body(fields: type[BaseModel], file: str) -> dict[str, Any]:
    """``openapi_extra`` of a route that takes a file either way; ``file`` describes the file."""
    schema = fields.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    plain = {
        **schema,
        "properties": {
            **schema["properties"],
            "file": {"type": "string", "description": f"{file} In base64."},
            "file_name": {"type": "string", "description": "The file's name."},
        },
    }
    form = {
        **schema,
        "properties": {**schema["properties"], "file": {"type": "string", "format": "binary", "description": file}},
    }
    required = [*schema.get("required", []), "file"]
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {**plain, "required": required}},
                "multipart/form-data": {"schema": {**form, "required": required}},
            },
        }
    }
