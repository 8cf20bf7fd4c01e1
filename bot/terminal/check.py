"""`kutip check`: check everything Kutip needs, one line each."""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path

import click

from bot.errors import SecretError, SettingsError
from bot.faults import sentence
from bot.installed import kutip_command
from bot.locales.dates import day_in_words
from bot.pseudonyms import read_secret
from bot.querylog.unwritten import unreadable_files, unwritten_files
from bot.settings import Settings
from bot.terminal.command import command, option
from bot.terminal.language import current_texts, texts
from bot.terminal.probes import probe_commands, probe_discord, probe_intent, probe_port
from bot.terminal.program import Program
from bot.terminal.semantic_check import check_semantic
from corpus.atomic_files import OWNER_ONLY, is_open_to_others
from corpus.damage import check_all
from corpus.database import open_database
from corpus.errors import CorruptError, DatabaseError, KutipError
from corpus.integrity import reached
from corpus.lost_data import check_not_missing, check_not_older, traces
from corpus.migrating import check_not_newer
from corpus.postgresql import found_revision, open_as_it_is, shown
from corpus.schema import HEAD
from corpus.stats import corpus_stats

TO_DO = 1
"""Exit status if a check failed."""
MIN_FREE = 1_000_000_000
"""Minimum free bytes on disk, or twice the database's size for a backup or migration."""

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class About(StrEnum):
    """What is checked; the values complete the keys of their names."""

    SETTINGS = auto()
    TOKEN = auto()
    SEMANTIC = auto()
    FOLDER = auto()
    DATABASE = auto()
    ARTICLES = auto()
    QUESTIONS = auto()
    SECRET = auto()
    DISK = auto()
    SHARDS = auto()
    DISCORD = auto()
    INTENT = auto()
    COMMANDS = auto()
    METRICS = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    about: About
    text: str
    """What was found or, if it failed, what to do."""
    fine: bool = True


@command("check", help="help.check")
@option("--sync", is_flag=True, help="help.check_sync")
@click.pass_obj
def check(program: Program, sync: bool) -> None:
    """Check everything Kutip needs; only with `sync`, change anything: Discord's commands."""
    fine = asyncio.run(_check(program, sync))
    sys.exit(0 if fine else TO_DO)


async def _check(program: Program, sync: bool) -> bool:
    fine = True
    async for finding in _findings(program, sync):
        fine = fine and finding.fine
        state = texts("check.ok" if finding.fine else "check.to_do")
        name = texts(f"check.about_{finding.about}")
        click.echo(f"{state:<7}{name:<12}{finding.text}")
    return fine


async def _findings(program: Program, sync: bool) -> AsyncIterator[Finding]:
    try:
        settings = program.settings()
    except SettingsError as error:
        yield Finding(About.SETTINGS, _sentence(error), fine=False)
        return
    yield Finding(
        About.SETTINGS, texts("check.settings", file=program.env_file, folder=settings.data_dir)
    )
    token = _token(settings.discord_token)
    yield token
    if (semantic := check_semantic(settings)) is not None:
        yield Finding(About.SEMANTIC, *semantic)
    try:
        async for finding in _kept(settings):
            yield finding
    except PermissionError as error:
        yield Finding(About.FOLDER, texts("check.folder", path=error.filename), fine=False)
    asked_with = settings.discord_token if token.fine else None
    yield (discord := Finding(About.DISCORD, *await probe_discord(asked_with)))
    if asked_with is not None and discord.fine:
        if settings.message_content:
            yield Finding(About.INTENT, *await probe_intent(asked_with))
        yield Finding(
            About.COMMANDS, *await probe_commands(program.compare_commands, asked_with, sync)
        )
    yield Finding(About.METRICS, *await probe_port(settings.metrics_port))


async def _kept(settings: Settings) -> AsyncIterator[Finding]:
    """Check the data folder; raise PermissionError if it belongs to another user."""
    url = settings.database_url
    if url is None:
        database, revision = await _database(settings.database)
    else:
        database, revision = await _on_postgresql(settings.database, url)
    yield database
    if revision == HEAD:
        yield await _articles(settings.database, url)
    if database.fine and (questions := _questions(settings.database)):
        yield questions
    yield _secret(settings, is_new=database.fine and revision is None)
    yield _disk(settings)
    if url is not None and revision == HEAD:
        # Imported here, because it takes SQLAlchemy's dialect for PostgreSQL.
        from bot.terminal.group_check import check_group  # noqa: PLC0415

        if (group := await check_group(settings.database, url)) is not None:
            yield Finding(About.SHARDS, *group)


def _token(token: str | None) -> Finding:
    if token is None:
        return Finding(About.TOKEN, texts("check.no_token"))
    if not _TOKEN.fullmatch(token):
        return Finding(About.TOKEN, texts("check.invalid_token"), fine=False)
    return Finding(About.TOKEN, texts("check.valid_token"))


async def _database(path: Path) -> tuple[Finding, str | None]:
    """Also return the revision of a usable database."""
    try:
        if not _is_there(path):
            return Finding(About.DATABASE, texts("check.not_yet", path=path)), None
        revision = await check_all(path)
        check_not_newer(revision, path)
        check_not_older(path, reached(path))
    except CorruptError as error:
        text = texts("check.bad_database", path=path, reason=_sentence(error))
        return Finding(About.DATABASE, text, fine=False), None
    except DatabaseError as error:
        return Finding(About.DATABASE, _sentence(error), fine=False), None
    if revision == HEAD:
        return Finding(About.DATABASE, texts("check.database", revision=revision)), revision
    text = texts("check.old_database", revision=revision, head=HEAD)
    return Finding(About.DATABASE, text), revision


async def _on_postgresql(path: Path, url: str) -> tuple[Finding, str | None]:
    """Return the same of a database on PostgreSQL."""
    try:
        revision = await found_revision(url, path)
        if revision is None:
            return Finding(About.DATABASE, texts("check.not_yet", path=shown(url))), None
        check_not_newer(revision, shown(url))
    except DatabaseError as error:
        return Finding(About.DATABASE, _sentence(error), fine=False), None
    if revision == HEAD:
        text = texts("check.database_postgresql", path=shown(url), revision=revision)
        return Finding(About.DATABASE, text), revision
    return Finding(
        About.DATABASE, texts("check.old_database", revision=revision, head=HEAD)
    ), revision


def _is_there(path: Path) -> bool:
    """Return whether there is a database; raise LostDataError if there was one."""
    check_not_missing(path, traces(path))
    return path.exists()


async def _articles(path: Path, url: str | None) -> Finding:
    async with open_as_it_is(url, path) if url else open_database(path) as engine:
        found = await corpus_stats(engine)
    if not found.articles or found.changed_at is None:
        return Finding(
            About.ARTICLES, texts("check.no_articles", command=kutip_command("add")), fine=False
        )
    day = day_in_words(f"{found.changed_at:%Y-%m-%d}", current_texts())
    changed_at = f"{day}, {found.changed_at:%H:%M} UTC"
    text = texts(
        "check.articles", articles=found.articles, passages=found.passages, changed_at=changed_at
    )
    return Finding(About.ARTICLES, text)


def _questions(path: Path) -> Finding | None:
    """Report files with questions that are not in the database, if there are any."""
    if unreadable := unreadable_files(path):
        text = texts("check.unreadable_questions", path=unreadable[0])
        return Finding(About.QUESTIONS, text, fine=False)
    if unwritten := unwritten_files(path):
        return Finding(About.QUESTIONS, texts("check.unwritten_questions", path=unwritten[0]))
    return None


def _secret(settings: Settings, *, is_new: bool) -> Finding:
    path = settings.secret
    if not path.exists():
        if is_new:
            return Finding(About.SECRET, texts("check.not_yet", path=path))
        return Finding(About.SECRET, texts("check.no_secret", path=path), fine=False)
    try:
        read_secret(path)
    except SecretError as error:
        return Finding(About.SECRET, _sentence(error), fine=False)
    if is_open_to_others(path):
        return Finding(About.SECRET, texts("check.open_secret", path=path), fine=False)
    return Finding(About.SECRET, texts("check.secret" if OWNER_ONLY else "check.secret_there"))


def _disk(settings: Settings) -> Finding:
    there = next(path for path in (settings.database, *settings.database.parents) if path.exists())
    free = shutil.disk_usage(there).free
    size = settings.database.stat().st_size if settings.database.exists() else 0
    needed = max(MIN_FREE, 2 * size)
    if free < needed:
        text = texts("check.full_disk", free=_gigabytes(free), needed=_gigabytes(needed))
        return Finding(About.DISK, text, fine=False)
    return Finding(About.DISK, texts("check.disk", free=_gigabytes(free)))


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f}"


def _sentence(error: KutipError) -> str:
    return sentence(error, current_texts())
