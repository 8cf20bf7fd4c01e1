"""The protocol between Reader and its worker processes: frames of a JSON header and a payload.

It doesn't use pickle, because a worker that a hostile file has taken over must not be able to run
code in the bot.
"""

import json
import struct
from dataclasses import asdict
from typing import Any, TypedDict

from corpus.article import Block
from corpus.blocks import as_json, from_json
from corpus.formats.errors import Unreadable
from corpus.formats.reading import (
    LONGEST_BODY,
    LONGEST_LINE,
    MOST_BLOCKS,
    Format,
    LeftOut,
    Reading,
    ReadingWarning,
)

PREFIX = struct.Struct(">II")
"""The start of a frame: the lengths in bytes of its header and its payload."""
LONGEST_HEADER = 64 * 2**10
"""Bytes of a header: JSON with a few lines of at most LONGEST_LINE code points."""
LONGEST_PAYLOAD = 4 * LONGEST_BODY + 50 * MOST_BLOCKS
"""Bytes of a response's payload: JSON in UTF-8, which takes up to 4 bytes per code point."""

READY = b"ready"
"""The payload that a worker sends once it can accept files."""


class _Text(TypedDict):
    body: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    pages: tuple[int, ...]


def frame(header: object, payload: bytes = b"") -> tuple[bytes, bytes]:
    r"""Return a frame in two parts, so that a large payload is not copied.

    >>> frame({"name": "ayam.txt"}, b"Ayam.")
    (b'\x00\x00\x00\x14\x00\x00\x00\x05{"name": "ayam.txt"}', b'Ayam.')
    """
    encoded = json.dumps(header).encode()
    return PREFIX.pack(len(encoded), len(payload)) + encoded, payload


def reading_frame(reading: Reading) -> tuple[bytes, bytes]:
    """Return the response for a file that was read."""
    header = asdict(reading)
    text = {
        "body": header.pop("body"),
        "blocks": as_json(reading.blocks),
        "left_out": [(left_out.text, left_out.at) for left_out in reading.left_out],
        "pages": header.pop("pages"),
    }
    del header["blocks"], header["left_out"]
    return frame(header, json.dumps(text, ensure_ascii=False).encode())


def error_frame(reason: Unreadable, cause: str = "") -> tuple[bytes, bytes]:
    """Return the response for a file that can't be read; `cause` is for the log."""
    return frame({"unreadable": reason, "cause": cause})


def parse_response(header: bytes, payload: bytes) -> Reading | tuple[Unreadable, str]:
    """Return the reading in a response, or the reason and cause why there is none.

    Raises ValueError, TypeError or KeyError if the response is malformed.
    """
    fields = json.loads(header)
    if not isinstance(fields, dict):
        raise TypeError("not an object")
    if "unreadable" in fields:
        return Unreadable(fields["unreadable"]), str(fields["cause"])[:LONGEST_LINE]
    optional = {
        name: _line(fields.get(name))
        for name in ("title", "source", "author", "published", "url", "next_page")
    }
    language = _line(fields.get("language"))
    if language is None:
        raise ValueError("no language")
    return Reading(
        **optional,
        **_text(json.loads(payload)),
        language=language,
        warnings=tuple(map(ReadingWarning, fields["warnings"])),
        format=Format(fields["format"]),
    )


def _text(fields: dict[str, Any]) -> _Text:
    """Return the fields of a reading that a payload has."""
    body = fields["body"]
    left_out = tuple(LeftOut(str(text), int(at)) for text, at in fields["left_out"])
    if (
        not isinstance(body, str)
        or len(body) > LONGEST_BODY
        or not all(0 <= each.at <= len(body) for each in left_out)
    ):
        raise ValueError("no body, body too long, or something left out outside it")
    blocks = from_json(fields["blocks"], body)
    pages = tuple(int(page) for page in fields["pages"])
    return {"body": body, "blocks": blocks, "left_out": left_out, "pages": pages}


def _line(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError("not a string")
