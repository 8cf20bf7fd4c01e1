"""The worker process of corpus.reader.Reader: reads files and feeds one by one, within limits.

It reads requests from standard input and writes responses to standard output, as frames, until the
input ends. Its arguments are the memory limit in bytes and the time limit per file in seconds.
"""

import json
import os
import sys
from typing import BinaryIO

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.extraction import extract, to_reading

# Imported first, so that Python can still write their bytecode before file writes are forbidden.
from corpus.formats.feeds import read_feed
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.frames import feed_error_frame, feed_frame
from corpus.formats.frames import PREFIX, READY, error_frame, frame, reading_frame
from corpus.formats.limits import limit_resources, limit_time
from corpus.language import load_model


def main() -> None:
    """Handle requests until the input ends."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    load_model()
    # Output of libraries must not mix with responses, nor parts of a text end up in a log.
    requests, responses = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b", buffering=0) as devnull:  # noqa: PTH123
        for stream in (0, 1, 2):
            os.dup2(devnull.fileno(), stream)
    limit_resources(memory)
    with requests, responses:
        _send(responses, frame({}, READY))
        while prefix := requests.read(PREFIX.size):
            limit_time(seconds)
            header_length, length = PREFIX.unpack(prefix)
            header = json.loads(requests.read(header_length))
            data = requests.read(length)
            if "feed" in header:
                _send(responses, _respond_to_feed(data, header["feed"], header["media_type"]))
            else:
                _send(responses, _respond(data, header["name"], header["media_type"]))


def _respond(data: bytes, name: str | None, media_type: str | None) -> tuple[bytes, bytes]:
    try:
        return reading_frame(to_reading(extract(data, name, media_type)))
    except UnreadableError as error:
        return error_frame(error.reason)
    except MemoryError:
        return error_frame(Unreadable.TOO_MUCH_MEMORY)
    # If a library fails on a file, the file is taken to break the rules of its format.
    except Exception as error:
        return error_frame(Unreadable.DAMAGED, type(error).__name__)


def _respond_to_feed(data: bytes, url: str, media_type: str | None) -> tuple[bytes, bytes]:
    try:
        return feed_frame(read_feed(data, url, media_type))
    except FeedError as error:
        return feed_error_frame(error.reason)
    except MemoryError:
        return feed_error_frame(FeedFault.TOO_HEAVY)
    except Exception as error:
        return feed_error_frame(FeedFault.DAMAGED, type(error).__name__)


def _send(responses: BinaryIO, parts: tuple[bytes, bytes]) -> None:
    responses.writelines(parts)
    responses.flush()


if __name__ == "__main__":
    main()
