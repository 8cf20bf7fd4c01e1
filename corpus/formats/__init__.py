"""Bytes to text: plain text, Markdown, HTML, PDF, Word and e-books."""

from corpus.formats.reading import Reading


def read(data: bytes, name: str | None = None, media_type: str | None = None) -> Reading:
    """Return what a file holds, by its bytes, else by its name and media type.

    It takes as much time and memory as the file makes it take, and libraries in C read what
    strangers wrote: corpus.reader.Reader does the same where neither can do harm.

    Raises UnreadableError for a file that can't be read, other errors where a library fails on one.
    """
    # Only here, since the libraries take half a second and 50 MB, which the bot itself never needs.
    from corpus.formats.extraction import extract, finish  # noqa: PLC0415

    return finish(extract(data, name, media_type))
