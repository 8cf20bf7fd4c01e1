"""Errors of judged sets, measuring and stored indexes."""

from corpus.errors import KutipError


class JudgedSetError(KutipError):
    """A judged set or a file of its questions can't be used."""


class TrecError(KutipError):
    """A file in TREC's format can't be written."""


class UnusableIndexError(Exception):
    """A file of an index is damaged, or was written by another version of Kutip."""
