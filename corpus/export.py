"""Export articles as Markdown files with front matter, which `kutip add` can import again."""

import json
import unicodedata
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import regex
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.blocks import as_json
from corpus.draft import Draft
from corpus.schema import articles
from corpus.versions import load_draft

LONGEST_NAME = 100
"""Bytes of a file name including its suffix; file systems allow 255."""
SUFFIX = ".md"

_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
# Reserved file names on Windows, whatever the suffix.
_DEVICES = regex.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")


@dataclass(frozen=True, slots=True)
class File:
    """A file to write."""

    name: str
    content: bytes


async def export_shelf(engine: AsyncEngine, guild_id: int) -> AsyncGenerator[File, None]:
    """Yield a file for each of a server's own articles, without those of every server.

    The same articles always give the same files.
    """
    shelf = (
        select(articles.c.id, articles.c.version)
        .where(articles.c.guild_id == guild_id, articles.c.removed_at.is_(None))
        .order_by(articles.c.title_key, articles.c.id)
    )
    taken: set[str] = set()
    async with engine.connect() as connection:
        for article_id, version in (await connection.execute(shelf)).all():
            draft = await load_draft(connection, article_id, version)
            assert draft is not None
            name = file_name(draft.title, taken)
            taken.add(name)
            yield File(name, as_markdown(draft).encode())


def as_markdown(draft: Draft) -> str:
    """Return the article's metadata as front matter, followed by its exact text.

    >>> draft = Draft("ayam", "Ayam", "Koran", None, "id", "# Ayam bertelur.")
    >>> print(as_markdown(draft))
    ---
    title: "Ayam"
    source: "Koran"
    language: id
    format: plain
    ---
    <BLANKLINE>
    # Ayam bertelur.
    """
    fields = {
        "title": draft.title,
        "source": draft.source,
        "author": draft.author,
        "date": draft.published,
        "url": draft.url,
    }
    lines = [f"{name}: {_quoted(value)}" for name, value in fields.items() if value is not None]
    lines += [f"language: {draft.language}", "format: plain"]
    if draft.blocks:
        lines.append(f"blocks: {json.dumps(as_json(draft.blocks))}")
    return "\n".join(["---", *lines, "---", "", draft.body])


def file_name(title: str, taken: set[str]) -> str:
    """Return a file name for a title that is not in `taken`, numbered if needed.

    It is in lower case, because some file systems ignore case.

    >>> file_name("Ayam & Bebek!", set()), file_name("ayam bebek", {"ayam-bebek.md"})
    ('ayam-bebek.md', 'ayam-bebek-2.md')
    """
    words = _NO_WORD.sub("-", unicodedata.normalize("NFKC", title).casefold()).strip("-")
    stem = unicodedata.normalize("NFC", words)
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"{stem}-article".lstrip("-")
    number, name = 1, _cut(stem, SUFFIX)
    while name in taken:
        number += 1
        name = _cut(stem, f"-{number}{SUFFIX}")
    return name


def _cut(stem: str, end: str) -> str:
    """Return the stem with this ending, cut at a code point to at most LONGEST_NAME bytes."""
    return stem.encode()[: LONGEST_NAME - len(end)].decode(errors="ignore").rstrip("-") + end


def _quoted(text: str) -> str:
    # Escape invisible characters, because some of them end lines.
    return json.dumps(text, ensure_ascii=not text.isprintable())
