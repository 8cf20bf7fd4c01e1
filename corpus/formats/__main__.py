"""The worker process of corpus.reader.Reader: reads one file after another, within bounds.

It takes requests on standard input and answers on standard output, in frames, until the input
ends. Its arguments are the bytes of memory that it may take, and the seconds for one file.
"""

import json
import math
import os
import resource
import sys
from typing import BinaryIO

# At once, so that what Python compiles of them is kept while files may still be written.
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.extraction import extract, finish
from corpus.formats.frames import PREFIX, READY, frame, reading_frame, refusal_frame
from corpus.language import load_model

MOST_OPEN_FILES = 32


def main() -> None:
    """Serve until the input ends."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    load_model()
    # What libraries print must not get among the answers, nor a text's parts into a log.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    _bound(memory)
    with requests, answers:
        _send(answers, frame({}, READY))
        while prefix := requests.read(PREFIX.size):
            _bound_time(seconds)
            header_length, length = PREFIX.unpack(prefix)
            header = json.loads(requests.read(header_length))
            _send(answers, _answer(requests.read(length), header["name"], header["media_type"]))


def _bound(memory: int) -> None:
    """Take from this process what reading a file never needs, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))
    # macOS takes no bound on it below what a process has mapped at its start, which is a lot.
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _bound_time(seconds: float) -> None:
    """Bound the time for the next file, for when nobody is left to end this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(usage.ru_utime + usage.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))


def _answer(data: bytes, name: str | None, media_type: str | None) -> tuple[bytes, bytes]:
    try:
        return reading_frame(finish(extract(data, name, media_type)))
    except UnreadableError as error:
        return refusal_frame(error.reason)
    except MemoryError:
        return refusal_frame(Unreadable.TOO_MUCH_MEMORY)
    # A library that fails on a file says that the file is not as its format demands.
    except Exception as error:
        return refusal_frame(Unreadable.DAMAGED, type(error).__name__)


def _send(answers: BinaryIO, parts: tuple[bytes, bytes]) -> None:
    answers.writelines(parts)
    answers.flush()


if __name__ == "__main__":
    main()
