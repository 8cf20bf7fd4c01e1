"""Convert files to text: plain text, Markdown, HTML, PDF, EPUB, office documents and mail."""

from corpus.formats.reading import Reading


def read(data: bytes, name: str | None = None, media_type: str | None = None) -> Reading:
    r"""Return a file's text and metadata; its format is detected from bytes, name and media type.

    This has no limits on time and memory, and runs C libraries on untrusted input. To read files
    safely, use corpus.reader.Reader.

    Raises UnreadableError for a file that can't be read, and other errors if a library fails on it.

    >>> reading = read(b"# Ayam\n\nAyam *bertelur* hampir setiap pagi di kandang.\n", "ayam.md")
    >>> reading.title, reading.body
    ('Ayam', 'Ayam\n\nAyam bertelur hampir setiap pagi di kandang.')
    """
    # Imported here, because the libraries take half a second and 50 MB; the bot never needs them.
    from corpus.formats.extraction import extract, to_reading  # noqa: PLC0415

    return to_reading(extract(data, name, media_type))
