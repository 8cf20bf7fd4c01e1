"""The errors of measuring; the text of each is one clear sentence for who measures."""

from corpus.errors import KutipError


class JudgedSetError(KutipError):
    """A set, or a file of its questions, can't be measured; names it and the reason."""


class TrecError(KutipError):
    """A file in TREC's format can't be written; names it and the reason."""
