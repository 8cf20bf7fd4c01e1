"""Rich Text Format (.rtf), as WordPad, TextEdit, Word and LibreOffice write it."""

from corpus.formats.reading import Extract, ReadingWarning
from corpus.formats.rtf.document import Document

MARK = b"{\\rtf"
"""What such a file starts with."""


def read_rtf(data: bytes) -> Extract:
    """Return the document's current text, without tracked deletions and hidden text.

    It is given as for Word. If the file ends in the middle, there is a warning. Raises
    UnreadableError (DAMAGED) if it is nested too deeply.
    """
    document = Document(data)
    properties, front = document.header.properties, document.front
    return Extract(
        blocks=tuple(document.story.flow.blocks),
        title=front.title or properties.get("title") or front.likely_title,
        author=front.author or properties.get("author"),
        published=front.published,
        warnings=() if document.is_whole else (ReadingWarning.PARTS_UNREADABLE,),
    )
