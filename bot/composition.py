"""The composition root: builds the parts, and wires them together."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from importlib.metadata import version

from sqlalchemy.engine import make_url

from bot.answering import answering
from bot.articles.drafts import Drafts
from bot.articles.fetcher import Fetcher
from bot.articles.intake import Intake
from bot.articles.publish import Publisher
from bot.owner import belongs_to
from bot.parts import Parts
from bot.querylog.unwritten import set_space_aside
from bot.querylog.votes import Votes
from bot.querylog.wishes import Wishes
from bot.questions.feedback import Feedback
from bot.settings import Settings
from bot.shards.leases import Leasing, process_name
from bot.shards.pinned import Pinned
from corpus.only_bot import only_bot
from corpus.reader import Reader
from corpus.web import Web

log = logging.getLogger(__name__)

DISCORD_LANGUAGE = "id"
"""Where Discord reports no locale, unless a setting says otherwise."""
SERVICE_LOG_SECONDS = 0.5
"""As `bot.answering.LOG_SECONDS`, of a stopped bot: it promises to end within five seconds."""


@asynccontextmanager
async def assemble(
    settings: Settings,
    readers: int = 1,
    log_seconds: float | None = None,
    *,
    encodes: bool = False,
) -> AsyncIterator[Parts]:
    """Build all parts, with up to `readers` processes for reading files, started on demand.

    With `encodes`, passages are encoded in the background, if there is an encoder.
    """
    async with (
        answering(settings, log_seconds, encodes=encodes) as built,
        Reader(readers) as reader,
        Web(version("kutip")) as web,
    ):
        drafts = Drafts(built.engine)
        yield Parts(
            built.engine,
            built.assistant,
            built.shelves,
            built.guilds,
            drafts,
            Intake(reader, web),
            Fetcher(reader, web),
            Publisher(built.engine, drafts, built.shelves),
            Feedback(
                built.querylog,
                Votes(built.engine),
                Wishes(built.engine),
                built.choices,
                built.pseudonyms,
            ),
            built.querylog,
            built.pseudonyms,
            built.queue,
            settings.language or DISCORD_LANGUAGE,
        )


async def serve_discord(settings: Settings, token: str, shards: Pinned | None = None) -> None:
    """Answer on Discord until SIGTERM or SIGINT; raise a KutipError if startup fails.

    Only these `shards` are run, if given; else all.
    """
    with only_bot(settings.data_dir):
        if settings.database_url is None and not settings.database.exists():
            log.info(
                "Starting with a new database, %s. If there should be data, stop Kutip, and look "
                "at KUTIP_DATA_DIR or use `kutip restore FILE --force`.",
                settings.database,
            )
        await _serve(settings, token, shards)


async def _serve(settings: Settings, token: str, shards: Pinned | None) -> None:
    # Importing discord.py takes longer than answering a question in the terminal.
    from bot.discord.client import KutipClient  # noqa: PLC0415
    from bot.discord.service import end_at_once, serve  # noqa: PLC0415
    from bot.operations.checking import checking  # noqa: PLC0415
    from bot.operations.health import serving_health  # noqa: PLC0415

    async with (
        assemble(settings, log_seconds=SERVICE_LOG_SECONDS, encodes=True) as parts,
        nullcontext() if settings.database_url else checking(settings.database),
    ):
        await asyncio.to_thread(set_space_aside, settings.database)
        client = KutipClient(
            parts,
            keep=settings.keep,
            keep_left=settings.keep_left,
            refresh=settings.refresh,
            cooldown=settings.cooldown_questions,
            message_content=settings.message_content,
            shards=shards or _leasing(settings),
            accept=partial(belongs_to, settings.data_dir),
        )
        async with serving_health(settings.metrics_port, parts, client):
            await serve(client, token)
    end_at_once()  # Everything is closed and stored.


def _leasing(settings: Settings) -> Leasing | None:
    """Return how to share the shards with other processes: not on SQLite."""
    if settings.database_url is None:
        return None
    return Leasing(make_url(settings.database_url), process_name(), settings.shards)
