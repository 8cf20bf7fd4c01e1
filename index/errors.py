"""Errors of judged sets and measuring; the text of each is a sentence for the user."""

from corpus.errors import KutipError


class JudgedSetError(KutipError):
    """A judged set or a file of its questions can't be used."""


class TrecError(KutipError):
    """A file in TREC's format can't be written."""
