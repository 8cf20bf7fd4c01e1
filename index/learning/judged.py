"""Judged sets: questions with their relevance judgements, read from files.

A set is a folder. `passages.jsonl` has one passage per line (`id`, `article_id`, `title`, `text`).
Each `queries.*.jsonl` has one question per line (`id`, `text`, `answerable`, `answers`,
`relevant`); the last two are lists of texts and of passage ids. The optional `meta.json` gives the
language of the passages (`lang`, an ISO 639-1 code).

In place of `passages.jsonl` there may be a folder `articles/` with files as moderators add them,
each of which is split and read in its own language, as on a server. The passages that answer are
then given by excerpts from them (`evidence`) of the file that `article` names.

A question may have a kind (`kind`), by which figures are grouped, and an earlier question that it
follows up (`after`).
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, Passage, Span
from corpus.sentences import sentences
from index.errors import JudgedSetError
from index.learning.article_files import has_article_files, passages_with, read_articles
from index.learning.json_lines import (
    MalformedError,
    as_object,
    flag_of,
    read_bytes,
    read_lines,
    text_of,
    texts_of,
)
from index.reading.languages import fold

DEFAULT_LANGUAGE = "id"
"""The language of a set without one in `meta.json`."""

_WORD = re.compile(r"\w")
_WITHIN_NUMBER = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")


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
    kind: str = ""
    """What sort of question it is, for figures by kind; empty for none."""
    earlier: str | None = None
    """The question that it follows up, if any."""

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
    if has_article_files(folder):
        return _set_of_articles(folder)
    rows, complaints = read_lines(folder / "passages.jsonl", _passage)
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


def _set_of_articles(folder: Path) -> JudgedSet:
    language, complaints = _language(folder / "meta.json")
    articles = read_articles(folder)
    passage_ids = {
        (article.id, passage.number): f"{article.id}:{passage.number}"
        for article in articles
        for passage in article.passages
    }
    return JudgedSet(
        name=folder.resolve().name,
        language=language,
        passages={
            passage_ids[article.id, passage.number]: passage.span.of(article.body)
            for article in articles
            for passage in article.passages
        },
        articles=articles,
        passage_ids=passage_ids,
        complaints=tuple(complaints),
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
        return _question(row, judged)

    rows, complaints = read_lines(path, question)
    if not rows:
        error = JudgedSetError("{path} has no questions about {set}.", path=path, set=judged.name)
        raise _joined([error, *complaints])
    return QuestionFile(path.name, tuple(rows.values()), tuple(complaints))


def _folded(text: str) -> str:
    return _WITHIN_NUMBER.sub(r"\1", " ".join(fold(text).split()))


def _passage(row: Mapping[str, object]) -> _PassageRow:
    text = text_of(row, "text").strip()
    if not _WORD.search(text):
        raise MalformedError("the passage is empty")
    return _PassageRow(text_of(row, "article_id"), text_of(row, "title"), text)


def _question(row: Mapping[str, object], judged: JudgedSet) -> JudgedQuestion:
    question = JudgedQuestion(
        id=text_of(row, "id"),
        text=text_of(row, "text"),
        answerable=flag_of(row, "answerable"),
        answers=texts_of(row, "answers"),
        relevant=_relevant(row, judged),
        kind=text_of(row, "kind") if "kind" in row else "",
        earlier=text_of(row, "after") if "after" in row else None,
    )
    for passage_id in question.relevant:
        if passage_id not in judged.passages:
            raise MalformedError("there is no passage {id!r}", id=passage_id)
    if question.answerable and not question.relevant:
        raise MalformedError("answerable, but without a relevant passage")
    if any(not answer.strip() for answer in question.answers):
        raise MalformedError("an answer is empty")
    return question


def _relevant(row: Mapping[str, object], judged: JudgedSet) -> tuple[str, ...]:
    if "evidence" not in row:
        return texts_of(row, "relevant")
    article_id, evidence = text_of(row, "article"), texts_of(row, "evidence")
    found = passages_with(evidence, [each for each in judged.articles if each.id == article_id])
    return tuple(judged.passage_ids[passage] for passage in found)


def _language(path: Path) -> tuple[str, list[JudgedSetError]]:
    """Return the language of the set, and a complaint if meta.json can't be used."""
    if not path.exists():
        return DEFAULT_LANGUAGE, []
    try:
        meta = as_object(read_bytes(path))
        return (text_of(meta, "lang") if "lang" in meta else DEFAULT_LANGUAGE), []
    except MalformedError as error:
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
