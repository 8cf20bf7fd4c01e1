"""Judged sets: questions with their relevance judgements, read from files.

A set is a folder. `passages.jsonl` has one passage per line (`id`, `article_id`, `title`, `text`).
Each `queries.*.jsonl` has one question per line (`id`, `text`, `answerable`, `answers`,
`relevant`); the last two are lists of texts and of passage ids. The optional `meta.json` gives the
language of the passages (`lang`, an ISO 639-1 code).
"""

import functools
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.article import Article, Passage, Span
from corpus.errors import KutipError
from corpus.sentences import sentences
from index.errors import JudgedSetError
from index.reading.languages import fold

DEFAULT_LANGUAGE = "id"
"""The language of a set without one in `meta.json`."""

_WORD = re.compile(r"\w")
_WITHIN_NUMBER = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
_Row = TypeVar("_Row")


class _MalformedError(KutipError):
    """A line or file is not in the expected form; carries the reason."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and its relevance judgements."""

    id: str
    text: str
    answerable: bool
    """Whether a passage of the set answers it."""
    answers: tuple[str, ...]
    """The gold answers, any of which is right."""
    relevant: tuple[str, ...]
    """The ids of the passages that answer it; at least one if it is answerable."""

    def is_answered_in(self, text: str) -> bool:
        """Return whether the text contains a gold answer, ignoring case, width and spacing.

        Spaces within numbers are ignored too, because many sets have them.

        >>> question = JudgedQuestion("1", "Berapa?", True, ("7,6 persen",), ("passage-1",))
        >>> question.is_answered_in("Naik 7, 6  Persen.")
        True
        """
        folded = _folded(text)
        return any(_folded(answer) in folded for answer in self.answers)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The questions of one file."""

    name: str
    questions: tuple[JudgedQuestion, ...]
    """At least one."""
    complaints: tuple[JudgedSetError, ...]
    """An error for each malformed line, which is skipped, naming the file and the line."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The passages that questions are asked about."""

    name: str
    """The name of the set's folder."""
    language: str
    """An ISO 639-1 code."""
    passages: Mapping[str, str]
    """The texts by passage id, in the order of the file; at least one."""
    articles: tuple[Article, ...]
    """The same passages as articles, in the order of their first passages."""
    passage_ids: Mapping[tuple[str, int], str]
    """The passage ids by article id and number of the passage in the article."""
    complaints: tuple[JudgedSetError, ...]
    """An error for each malformed line, which is skipped, naming the file and the line."""


@dataclass(frozen=True, slots=True)
class _PassageRow:
    article_id: str
    title: str
    text: str


def read_set(folder: Path) -> JudgedSet:
    """Return the set without its questions; raise JudgedSetError if it has no passage."""
    rows, complaints = _rows(folder / "passages.jsonl", _passage)
    if not rows:
        path = folder / "passages.jsonl"
        error = JudgedSetError("{path} has no passages.", path=path)
        raise _joined([error, *complaints])
    language, about_language = _language(folder / "meta.json")
    name = folder.resolve().name
    of_article: dict[str, dict[str, _PassageRow]] = {}
    for passage_id, row in rows.items():
        of_article.setdefault(row.article_id, {})[passage_id] = row
    return JudgedSet(
        name=name,
        language=language,
        passages={passage_id: row.text for passage_id, row in rows.items()},
        articles=tuple(
            _article(article_id, list(parts.values()), name, language)
            for article_id, parts in of_article.items()
        ),
        passage_ids={
            (article_id, number): passage_id
            for article_id, parts in of_article.items()
            for number, passage_id in enumerate(parts, start=1)
        },
        complaints=(*complaints, *about_language),
    )


def question_files(folder: Path, named: Sequence[Path] = ()) -> list[Path]:
    """Return the named files, or all question files of the folder if none are named.

    A named file is looked up in the folder first. Raise JudgedSetError if there is none.
    """
    if named:
        return [folder / path if (folder / path).exists() else path for path in named]
    found = sorted(folder.glob("queries.*.jsonl"))
    if not found:
        raise JudgedSetError("{folder} has no question files (queries.*.jsonl).", folder=folder)
    return found


def read_questions(path: Path, judged: JudgedSet) -> QuestionFile:
    """Return the questions of a file about the set; raise JudgedSetError if it has none."""

    def question(row: Mapping[str, object]) -> JudgedQuestion:
        return _question(row, judged.passages)

    rows, complaints = _rows(path, question)
    if not rows:
        error = JudgedSetError("{path} has no questions about {set}.", path=path, set=judged.name)
        raise _joined([error, *complaints])
    return QuestionFile(path.name, tuple(rows.values()), tuple(complaints))


def _folded(text: str) -> str:
    return _WITHIN_NUMBER.sub(r"\1", " ".join(fold(text).split()))


def _rows(
    path: Path, read: Callable[[Mapping[str, object]], _Row]
) -> tuple[dict[str, _Row], list[JudgedSetError]]:
    """Return the lines of a file by their ids, as `read` parses them, and the complaints."""
    rows: dict[str, _Row] = {}
    complaints = []
    # splitlines() of bytes, because that of str also splits at a U+2028 within a text.
    for number, line in enumerate(_content(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = _parsed(line)
            rows[_new_id(row, rows)] = read(row)
        except _MalformedError as error:
            complaints.append(
                JudgedSetError(
                    "{path}, line {line}: {reason}.", path=path, line=number, reason=error
                )
            )
    return rows, complaints


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        content.decode()
    except UnicodeDecodeError as error:
        raise JudgedSetError(
            "{path} is not UTF-8 text: {reason}.", path=path, reason=error.reason
        ) from error
    except OSError as error:
        raise JudgedSetError(
            "Can't read {path}: {reason}.", path=path, reason=error.strerror
        ) from error
    return content


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # fails for lone surrogates
    except (ValueError, RecursionError) as error:
        raise _MalformedError("not valid JSON in Unicode") from error
    if not isinstance(row, dict):
        raise _MalformedError("not a JSON object")
    return row


def _new_id(row: Mapping[str, object], known: Mapping[str, object]) -> str:
    identity = _text(row, "id")
    if identity in known:
        raise _MalformedError("the id {id!r} was used before", id=identity)
    return identity


def _passage(row: Mapping[str, object]) -> _PassageRow:
    text = _text(row, "text").strip()
    if not _WORD.search(text):
        raise _MalformedError("the passage is empty")
    return _PassageRow(_text(row, "article_id"), _text(row, "title"), text)


def _question(row: Mapping[str, object], passages: Mapping[str, str]) -> JudgedQuestion:
    question = JudgedQuestion(
        id=_text(row, "id"),
        text=_text(row, "text"),
        answerable=_flag(row, "answerable"),
        answers=_texts(row, "answers"),
        relevant=_texts(row, "relevant"),
    )
    for passage_id in question.relevant:
        if passage_id not in passages:
            raise _MalformedError("there is no passage {id!r}", id=passage_id)
    if question.answerable and not question.relevant:
        raise _MalformedError("answerable, but without a relevant passage")
    if any(not answer.strip() for answer in question.answers):
        raise _MalformedError("an answer is empty")
    return question


def _value(row: Mapping[str, object], key: str) -> object:
    if key not in row:
        raise _MalformedError("“{key}” is missing", key=key)
    return row[key]


def _text(row: Mapping[str, object], key: str) -> str:
    value = _value(row, key)
    if not isinstance(value, str):
        raise _MalformedError("“{key}” is not a string", key=key)
    return value


def _flag(row: Mapping[str, object], key: str) -> bool:
    value = _value(row, key)
    if not isinstance(value, bool):
        raise _MalformedError("“{key}” is neither true nor false", key=key)
    return value


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = _value(row, key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _MalformedError("“{key}” is not a list of strings", key=key)
    return tuple(dict.fromkeys(value))


def _language(path: Path) -> tuple[str, list[JudgedSetError]]:
    """Return the language of the set, and a complaint if meta.json can't be used."""
    if not path.exists():
        return DEFAULT_LANGUAGE, []
    try:
        meta = _parsed(_content(path))
        return (_text(meta, "lang") if "lang" in meta else DEFAULT_LANGUAGE), []
    except _MalformedError as error:
        complaint = JudgedSetError(
            "{path}: {reason}; read as {language}.",
            path=path,
            reason=error,
            language=DEFAULT_LANGUAGE,
        )
        return DEFAULT_LANGUAGE, [complaint]


def _joined(sentences: Sequence[JudgedSetError]) -> JudgedSetError:
    """Return one error with the sentences of these, of which there is at least one."""
    return functools.reduce(
        lambda first, second: JudgedSetError("{first} {second}", first=first, second=second),
        sentences,
    )


def _article(article_id: str, rows: Sequence[_PassageRow], source: str, language: str) -> Article:
    """Return an article with one line per passage, under the title of the first."""
    body = "\n".join(row.text for row in rows)
    passages = []
    start = 0
    for number, row in enumerate(rows, start=1):
        span = Span(start, start + len(row.text))
        passages.append(Passage(number, span, sentences(body, span)))
        start = span.end + 1
    return Article(article_id, 1, rows[0].title, source, None, language, body, tuple(passages))
