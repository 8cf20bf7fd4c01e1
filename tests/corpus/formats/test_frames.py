import json

import pytest

from corpus.article import Block, Kind, Span
from corpus.formats.errors import Unreadable
from corpus.formats.frames import PREFIX, error_frame, frame, parse_response, reading_frame
from corpus.formats.reading import LONGEST_BODY, Format, LeftOut, Reading, ReadingWarning

READING = Reading(
    title="Ayam “jago”",
    source=None,
    author="Budi",
    published="2024-03-05",
    url="https://x.example",
    language="id",
    body="Ayam 🐓 berkokok.\n\nLalu diam.",
    warnings=(ReadingWarning.FEW_LETTERS,),
    format=Format.HTML,
    blocks=(Block(Kind.HEADING, Span(0, 16)), Block(Kind.PARAGRAPH, Span(18, 28))),
    left_out=(LeftOut("Baca juga", 18),),
    pages=(2, 3),
)
HEADER = {"language": "id", "warnings": []}


def text(**changed: object) -> bytes:
    """Return a valid payload with these changes."""
    fields = {"body": "ayam", "blocks": [], "left_out": [], "pages": []}
    return json.dumps(fields | changed).encode()


TEXT = text()


def parts(sent: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Split a frame into header and payload, like its receiver."""
    start, payload = sent
    length, payload_length = PREFIX.unpack(start[: PREFIX.size])
    assert (len(start), len(payload)) == (PREFIX.size + length, payload_length)
    return start[PREFIX.size :], payload


def test_a_reading_comes_back_as_it_was() -> None:
    assert parse_response(*parts(reading_frame(READING))) == READING


@pytest.mark.parametrize("reason", Unreadable)
def test_an_error_comes_back_as_it_was(reason: Unreadable) -> None:
    assert parse_response(*parts(error_frame(reason, "KeyError"))) == (reason, "KeyError")


def test_an_empty_frame_is_valid() -> None:
    assert parts(frame({})) == (b"{}", b"")


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        (b"", b""),
        (b"[]", b""),
        (b"{}", b""),
        (b"\xff", b""),
        (json.dumps({"unreadable": "no such"}).encode(), b""),
        (json.dumps({"unreadable": "empty"}).encode(), b""),
        (json.dumps(HEADER | {"language": 3}).encode(), TEXT),
        (json.dumps(HEADER | {"title": ["x"]}).encode(), TEXT),
        (json.dumps(HEADER | {"warnings": ["no such"]}).encode(), TEXT),
        (json.dumps(HEADER | {"warnings": None}).encode(), TEXT),
        (json.dumps(HEADER | {"format": "no such"}).encode(), TEXT),
        (json.dumps({"language": "id"}).encode(), TEXT),
        (json.dumps(HEADER).encode(), b"\xff"),
        (json.dumps(HEADER).encode(), text(body="a" * (LONGEST_BODY + 1))),
        (json.dumps(HEADER).encode(), text(body=None)),
        (json.dumps(HEADER).encode(), text(blocks=[["no such", 0, 1]])),
        (json.dumps(HEADER).encode(), text(blocks=[["heading", 0, 5]])),
        (json.dumps(HEADER).encode(), text(blocks=[["heading", 0, 3], ["note", 2, 4]])),
        (json.dumps(HEADER).encode(), text(left_out=[["Baca juga", 5]])),
        (json.dumps(HEADER).encode(), text(pages=["no number"])),
        (b"[" * 60_000, b""),
    ],
)
def test_a_malformed_response_is_an_error(header: bytes, payload: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, RecursionError)):
        parse_response(header, payload)
