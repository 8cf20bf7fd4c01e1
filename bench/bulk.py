"""Measures the time and memory of `kutip add` for 10,000 articles of 500 words.

The files are text, Markdown and HTML in turn, in folders of a thousand. Their words are invented
and follow Zipf's law. The second run adds nothing new. Memory is the peak resident size of the
command and its child processes together; shared pages are counted once per process.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

ARTICLES = 10_000
VOCABULARY = 50_000
WORDS_IN_SENTENCE = 12
SENTENCES_IN_PARAGRAPH = 7
PARAGRAPHS = 6
SAMPLED_EVERY = 0.5
"""Seconds between two samples of the memory."""


def main() -> None:
    """Print seconds, files per second and peak memory of a first and a second run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_articles(folder / "articles")
        for run in ("first run", "second run"):
            seconds, peak = _measure(folder)
            print(  # noqa: T201
                f"{run:<11} {seconds:6.1f} s {ARTICLES / seconds:6.0f} files/s "
                f"peak {peak / 2**20:5.0f} MB"
            )


def _write_articles(folder: Path) -> None:
    draw = random.Random(1)  # noqa: S311
    syllables = [first + second for first in "bcdgjklmnprst" for second in "aeiou"]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(VOCABULARY)]
    # Summed once, because choices() would do so for each call.
    shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(ARTICLES):
        into = folder / f"{number // 1000:02}"
        into.mkdir(parents=True, exist_ok=True)
        title = f"Artikel {number}"
        paragraphs = [
            " ".join(
                " ".join(draw.choices(words, cum_weights=shares, k=WORDS_IN_SENTENCE)).capitalize()
                + "."
                for _ in range(SENTENCES_IN_PARAGRAPH)
            )
            for _ in range(PARAGRAPHS)
        ]
        suffix, text = _as_file(number, title, paragraphs)
        (into / f"{number:05}{suffix}").write_text(text, encoding="utf-8")


def _as_file(number: int, title: str, paragraphs: list[str]) -> tuple[str, str]:
    text = "\n\n".join(paragraphs)
    match number % 3:
        case 0:
            return ".txt", f"{title}\n\n{text}\n"
        case 1:
            return ".md", f"# {title}\n\n{text}\n"
        case _:
            body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
            return ".html", (
                f"<!doctype html><html lang=id><title>{title}</title><body><article>\n"
                f"<h1>{title}</h1>\n{body}</article></body></html>\n"
            )


def _measure(folder: Path) -> tuple[float, int]:
    """Return the time of the command in seconds, and its peak memory in bytes."""
    environment = {**os.environ, "KUTIP_DATA_DIR": str(folder / "data"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bot", "add", "--recursive", str(folder / "articles")]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(each) for each in _with_children(process.pid)))
        time.sleep(SAMPLED_EVERY)
    if process.returncode:
        sys.exit("kutip add failed")
    return time.perf_counter() - started, peak


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:  # The process has just ended.
        return
    for child in children.split():
        yield from _with_children(int(child))


def _resident(pid: int) -> int:
    """Return the resident size of a process in bytes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except (FileNotFoundError, ProcessLookupError):
        return 0


if __name__ == "__main__":
    main()
