"""`kutip export-judgements`: export judged questions as a set for `kutip eval`."""

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from bot.errors import ExportError
from bot.judgements.judged_log import Judged
from bot.judgements.passages import PassageText
from bot.terminal.command import Folder, command
from bot.terminal.evaluate_log import NothingJudgedError, known_judged
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program
from corpus.article import Article
from corpus.schema import EVERYWHERE


@command("export-judgements", help="help.export_judgements")
@click.argument("folder", metavar="DIR", type=Folder())
@GUILD
@click.pass_obj
def export_judgements(program: Program, folder: Path, guild_id: int | None) -> None:
    """Write judged questions of the query log as a judged set."""
    judged, articles = asyncio.run(_read(program, guild_id or EVERYWHERE))
    files, left_out = _files(folder.resolve().name, judged, articles)
    _write(folder, files)
    click.echo(texts("terminal.judgements_written", count=len(judged) - left_out))
    if left_out:
        skipped = texts("terminal.judgements_left_out", count=left_out)
        click.echo(f"kutip: {skipped}", err=True)


async def _read(program: Program, guild_id: int) -> tuple[Sequence[Judged], Sequence[Article]]:
    async with program.open_parts(program.settings()) as parts:
        judged = await known_judged(parts, guild_id)
        finder = await parts.shelves.finder(None if guild_id == EVERYWHERE else guild_id)
        return judged, finder.articles


def _files(
    name: str, judged: Iterable[Judged], articles: Sequence[Article]
) -> tuple[dict[str, str], int]:
    """Return the files' contents by name, and how many questions have no relevant passage left.

    Raise NothingJudgedError if none has.
    """
    passages = {
        f"{article.id}-{passage.number}": (article, passage.span.of(article.body))
        for article in articles
        for passage in article.passages
    }
    ids: dict[PassageText, list[str]] = {}
    for passage_id, (article, text) in passages.items():
        ids.setdefault(PassageText(article.id, text), []).append(passage_id)
    questions: list[dict[str, object]] = []
    qrels: list[str] = []
    left_out = 0
    for one in judged:
        relevant = [each for passage in one.relevant for each in ids.get(passage, ())]
        irrelevant = [each for passage in one.irrelevant for each in ids.get(passage, ())]
        if not relevant:
            left_out += 1
            continue
        question_id = f"log-{len(questions) + 1:04}"
        questions.append(
            {
                "id": question_id,
                "text": one.question,
                "answerable": True,
                "answers": [],
                "relevant": relevant,
                "irrelevant": irrelevant,
            }
        )
        qrels += [f"{question_id} 0 {each} 1\n" for each in relevant]
        qrels += [f"{question_id} 0 {each} 0\n" for each in irrelevant]
    if not questions:
        raise NothingJudgedError(
            "No passage of the current articles is relevant for a judged question."
        )
    languages = Counter(article.language for article in articles)
    meta = {
        "id": name,
        "lang": languages.most_common(1)[0][0],
        "passages": len(passages),
        "articles": len(articles),
    }
    rows = (
        {"id": each, "article_id": article.id, "title": article.title, "text": text}
        for each, (article, text) in passages.items()
    )
    return {
        "passages.jsonl": _lines(rows),
        "queries.log.jsonl": _lines(questions),
        "meta.json": json.dumps(meta, indent=1) + "\n",
        "judgements.qrels": "".join(qrels),
    }, left_out


def _lines(rows: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files or none into a new or empty folder; raise ExportError on failure."""
    folder = folder.resolve()
    part = folder.with_name(f".{folder.name}.part")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise ExportError(
                "{folder} is not empty; choose an empty folder or a new one.", folder=folder
            )
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)  # It contains people's questions.
        for name, text in files.items():
            (part / name).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise ExportError(
            "Can't write {path}: {reason}.", path=folder, reason=error.strerror
        ) from error
