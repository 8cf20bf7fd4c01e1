"""Answers of Discord's HTTP API, and its refusals with their codes."""

import json
from enum import IntEnum

from aiohttp import web

from tests.discord.payloads import JSON


class Code(IntEnum):
    """Discord's error codes. Opcodes and Status Codes, JSON."""

    GENERAL = 0
    UNKNOWN_CHANNEL = 10003
    UNKNOWN_GUILD = 10004
    UNKNOWN_MEMBER = 10007
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_USER = 10013
    UNKNOWN_WEBHOOK = 10015
    UNKNOWN_INTERACTION = 10062
    ALREADY_ACKNOWLEDGED = 40060
    MISSING_ACCESS = 50001
    NOT_THE_AUTHOR = 50005
    EMPTY_MESSAGE = 50006
    CANNOT_WRITE_TO_USER = 50007
    MISSING_PERMISSIONS = 50013
    INVALID_WEBHOOK_TOKEN = 50027
    INVALID_FORM = 50035
    CANNOT_REPLY = 160002


class RefusedError(Exception):
    """The API refuses a request."""

    def __init__(
        self, status: int, message: str, code: int = Code.GENERAL, errors: JSON | None = None
    ) -> None:
        super().__init__(message)
        body = {"message": message, "code": code}
        self.response = answer(body if errors is None else body | {"errors": errors}, status)


def answer(body: JSON | list[JSON], status: int = 200) -> web.Response:
    # Not web.json_response: with a charset in Content-Type, discord.py takes JSON for text.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )


def invalid(field: str, reason: str) -> RefusedError:
    """Return the refusal of a body because of one of its fields."""
    errors = {field: {"_errors": [{"code": "INVALID", "message": reason}]}}
    return RefusedError(400, "Invalid Form Body", Code.INVALID_FORM, errors)


def missing(what: str, code: Code) -> RefusedError:
    return RefusedError(404, f"Unknown {what}", code)
