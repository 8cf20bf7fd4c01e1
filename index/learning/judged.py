"""Sets of judged questions, read from files: what to ask, and what is right.

A set is a folder. `passages.jsonl` holds a passage a line (`id`, `article_id`, `title`, `text`),
each `queries.*.jsonl` a question a line (`id`, `text`, `answerable`, `answers`, `relevant`, the
last two lists of texts and of passage ids), and `meta.json`, which may be missing, the language of
the passages (`lang`, an ISO 639-1 code).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.article import Article, Passage, Span
from corpus.sentences import sentences
from index.learning.errors import JudgedSetError
from index.reading.languages import fold

DEFAULT_LANGUAGE = "id"
"""The language of a set that does not tell its own."""

_WORD = re.compile(r"\w")
_WITHIN_NUMBER = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
_Row = TypeVar("_Row")


class _MalformedError(Exception):
    """A line is not what the file should hold; carries the reason."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and what is right."""

    id: str
    text: str
    answerable: bool
    """Whether a passage of the set answers it."""
    answers: tuple[str, ...]
    """The gold answers, any of which will do."""
    relevant: tuple[str, ...]
    """The ids of the passages that answer it; at least one where it is answerable."""

    def is_answered_in(self, text: str) -> bool:
        """Tell whether a gold answer stands in the text, whatever its case, width and spaces.

        Spaces do not count within numbers either, which sets often part: "7, 6" is "7,6".
        """
        folded = _folded(text)
        return any(_folded(answer) in folded for answer in self.answers)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The questions of one file."""

    name: str
    questions: tuple[JudgedQuestion, ...]
    """Never empty."""
    complaints: tuple[str, ...]
    """A sentence for each line that was left out, naming file and line."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """What the questions are asked about."""

    name: str
    """That of its folder."""
    language: str
    """An ISO 639-1 code."""
    passages: Mapping[str, str]
    """The text of each passage by its id, in the file's order; never empty."""
    articles: tuple[Article, ...]
    """The same passages as articles, in the order in which the file first names them."""
    places: Mapping[tuple[str, int], str]
    """The id of each passage by its article's id and its number there."""
    complaints: tuple[str, ...]
    """A sentence for each line that was left out, naming file and line."""


@dataclass(frozen=True, slots=True)
class _PassageRow:
    article_id: str
    title: str
    text: str


def read_set(folder: Path) -> JudgedSet:
    """Return the set without its questions; raise JudgedSetError where it holds no passage."""
    rows, complaints = _rows(folder / "passages.jsonl", _passage)
    if not rows:
        path = folder / "passages.jsonl"
        raise JudgedSetError(" ".join([f"{path} holds no passage.", *complaints]))
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
        places={
            (article_id, number): passage_id
            for article_id, parts in of_article.items()
            for number, passage_id in enumerate(parts, start=1)
        },
        complaints=(*complaints, *about_language),
    )


def question_files(folder: Path, named: Sequence[Path] = ()) -> list[Path]:
    """Return the named files, looked for in the folder first, or every file of questions in it.

    Raise JudgedSetError where none is named and the folder holds none.
    """
    if named:
        return [folder / path if (folder / path).exists() else path for path in named]
    found = sorted(folder.glob("queries.*.jsonl"))
    if not found:
        raise JudgedSetError(f"{folder} holds no questions; they stand in queries.*.jsonl.")
    return found


def read_questions(path: Path, judged: JudgedSet) -> QuestionFile:
    """Return the questions about the set; raise JudgedSetError where the file holds none."""

    def question(row: Mapping[str, object]) -> JudgedQuestion:
        return _question(row, judged.passages)

    rows, complaints = _rows(path, question)
    if not rows:
        reason = f"{path} holds no question about {judged.name}."
        raise JudgedSetError(" ".join([reason, *complaints]))
    return QuestionFile(path.name, tuple(rows.values()), tuple(complaints))


def _folded(text: str) -> str:
    return _WITHIN_NUMBER.sub(r"\1", " ".join(fold(text).split()))


def _rows(
    path: Path, read: Callable[[Mapping[str, object]], _Row]
) -> tuple[dict[str, _Row], list[str]]:
    """Return what read makes of each line by the line's id, and a complaint for each it refuses."""
    rows: dict[str, _Row] = {}
    complaints = []
    # Of bytes, splitlines() takes no U+2028 inside a text for the end of a line.
    for number, line in enumerate(_content(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = _parsed(line)
            rows[_new_id(row, rows)] = read(row)
        except _MalformedError as error:
            complaints.append(f"{path}, line {number}: {error}.")
    return rows, complaints


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        content.decode()
    except UnicodeDecodeError as error:
        raise JudgedSetError(f"{path} is not UTF-8 text: {error.reason}.") from error
    except OSError as error:
        raise JudgedSetError(f"{path} can't be read: {error.strerror}.") from error
    return content


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise _MalformedError("not JSON, or not of Unicode text") from error
    if not isinstance(row, dict):
        raise _MalformedError("not a JSON object")
    return row


def _new_id(row: Mapping[str, object], known: Mapping[str, object]) -> str:
    identity = _text(row, "id")
    if identity in known:
        raise _MalformedError(f"the id {identity!r} stands in an earlier line")
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
            raise _MalformedError(f"there is no passage {passage_id!r}")
    if question.answerable and not question.relevant:
        raise _MalformedError("answerable, but by no passage")
    if any(not answer.strip() for answer in question.answers):
        raise _MalformedError("an answer is empty")
    return question


def _value(row: Mapping[str, object], key: str) -> object:
    if key not in row:
        raise _MalformedError(f"“{key}” is missing")
    return row[key]


def _text(row: Mapping[str, object], key: str) -> str:
    value = _value(row, key)
    if not isinstance(value, str):
        raise _MalformedError(f"“{key}” is not a text")
    return value


def _flag(row: Mapping[str, object], key: str) -> bool:
    value = _value(row, key)
    if not isinstance(value, bool):
        raise _MalformedError(f"“{key}” is neither true nor false")
    return value


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = _value(row, key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _MalformedError(f"“{key}” is not a list of texts")
    return tuple(dict.fromkeys(value))


def _language(path: Path) -> tuple[str, list[str]]:
    """Return the set's language, and a complaint where the file that tells it can't be used."""
    if not path.exists():
        return DEFAULT_LANGUAGE, []
    try:
        meta = _parsed(_content(path))
        return (_text(meta, "lang") if "lang" in meta else DEFAULT_LANGUAGE), []
    except _MalformedError as error:
        return DEFAULT_LANGUAGE, [f"{path}: {error}; read as {DEFAULT_LANGUAGE}."]


def _article(article_id: str, rows: Sequence[_PassageRow], source: str, language: str) -> Article:
    """Return the passages as one article: a line of its body each, under the first one's title."""
    body = "\n".join(row.text for row in rows)
    passages = []
    start = 0
    for number, row in enumerate(rows, start=1):
        span = Span(start, start + len(row.text))
        passages.append(Passage(number, span, sentences(body, span)))
        start = span.end + 1
    return Article(article_id, 1, rows[0].title, source, None, language, body, tuple(passages))
