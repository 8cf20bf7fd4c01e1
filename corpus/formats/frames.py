"""How Reader and its worker processes talk: frames of a small JSON object and some bytes.

No pickle: a worker that a hostile file took over must not be able to run code in the bot.
"""

import json
import struct
from dataclasses import asdict

from corpus.formats.errors import Unreadable
from corpus.formats.reading import LONGEST_BODY, LONGEST_LINE, Reading, ReadingWarning

PREFIX = struct.Struct(">II")
"""Before each frame: the length in bytes of its JSON, then that of what follows it."""
LONGEST_HEADER = 64 * 2**10
"""Bytes of a frame's JSON: some lines of at most 300 code points."""
LONGEST_PAYLOAD = 4 * LONGEST_BODY
"""Bytes that an answer may bring: a body in UTF-8."""

READY = b"ready"
"""What a worker sends once it can take files."""


def frame(header: object, payload: bytes = b"") -> tuple[bytes, bytes]:
    """Return a frame in two parts, so that a large payload is not copied."""
    encoded = json.dumps(header).encode()
    return PREFIX.pack(len(encoded), len(payload)) + encoded, payload


def reading_frame(reading: Reading) -> tuple[bytes, bytes]:
    """Return the answer that a file was read."""
    header = asdict(reading)
    return frame(header, header.pop("body").encode())


def refusal_frame(reason: Unreadable, cause: str = "") -> tuple[bytes, bytes]:
    """Return the answer that a file can't be read; the cause is for the log, never the text."""
    return frame({"unreadable": reason, "cause": cause})


def parse_answer(header: bytes, payload: bytes) -> Reading | tuple[Unreadable, str]:
    """Return what an answer says; raise an error if it says what no answer may.

    The error is a ValueError, TypeError or KeyError.
    """
    fields = json.loads(header)
    if not isinstance(fields, dict):
        raise TypeError("not an object")
    if "unreadable" in fields:
        return Unreadable(fields["unreadable"]), str(fields["cause"])[:LONGEST_LINE]
    optional = {
        name: _line(fields.get(name)) for name in ("title", "source", "author", "published", "url")
    }
    body = payload.decode()
    language = _line(fields.get("language"))
    if language is None or len(body) > LONGEST_BODY:
        raise ValueError("no language, or too long a body")
    return Reading(
        **optional,
        language=language,
        body=body,
        warnings=tuple(map(ReadingWarning, fields["warnings"])),
    )


def _line(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError("not a line")
