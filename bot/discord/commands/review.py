"""`/review`: lists, figures and exports of a server's questions, for its moderators."""

import asyncio
import io
import shlex
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.components.card import card
from bot.discord.moderators import moderating
from bot.discord.render.chart import questions_per_day
from bot.discord.render.figures import stats_texts, weeks_texts
from bot.discord.views.review.chosen import ChosenList
from bot.discord.views.review.listing import ReviewList, reviewing
from bot.discord.views.review.poor import PoorList
from bot.discord.views.review.settled import SettledList
from bot.discord.views.review.suggested import SuggestedList
from bot.discord.views.review.unanswered import UnansweredList
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.files import write_log_files
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.statistics import Day, statistics
from bot.querylog.weekly import shown_since, weekly
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from index.finder import DOUBT

LONGEST_TEXT = 100
"""Characters of a search text."""
DATE_SHOWN = 40
"""Code points of an invalid date that are shown."""
CHART = "chart.png"
"""The file name of the chart."""

review = app_commands.Group(
    name=named("review.command_review"),
    description=named("review.command_review_description"),
    guild_only=True,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    # Only a default, which a server may override; each command checks the permission itself.
    default_permissions=discord.Permissions(manage_messages=True),
)


@review.command(
    name=named("review.command_unanswered"),
    description=named("review.command_unanswered_description"),
)
async def unanswered(interaction: Interaction) -> None:
    """List unanswered questions."""
    await _list(interaction, UnansweredList)


@review.command(
    name=named("review.command_poor"), description=named("review.command_poor_description")
)
async def poor(interaction: Interaction) -> None:
    """List poor answers."""
    await _list(interaction, PoorList)


@review.command(
    name=named("review.command_chosen"), description=named("review.command_chosen_description")
)
async def chosen(interaction: Interaction) -> None:
    """List the passages that moderators chose."""
    await _list(interaction, ChosenList)


@review.command(
    name=named("review.command_settled"), description=named("review.command_settled_description")
)
async def settled(interaction: Interaction) -> None:
    """List settled questions."""
    await _list(interaction, SettledList)


@review.command(
    name=named("review.command_suggested"),
    description=named("review.command_suggested_description"),
)
async def suggested(interaction: Interaction) -> None:
    """List the questions that are suggested while somebody types."""
    await _list(interaction, SuggestedList)


@review.command(
    name=named("figures.command_stats"), description=named("figures.command_stats_description")
)
@app_commands.rename(days=named("figures.option_days"))
@app_commands.describe(days=named("figures.option_days_description"))
@app_commands.choices(
    days=[Choice(name=named("figures.choice_days", count=days), value=days) for days in (7, 30, 90)]
)
async def stats(interaction: Interaction, days: int = 30) -> None:
    """Show figures of the last days including today, with a chart, in the server's language."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        texts = client.texts_for(interaction, private=False)
        today = datetime.now(UTC).date()
        since = _midnight(today - timedelta(days=days - 1))
        selection = Selection(guild_id=guild_id, since=since)
        figures = await statistics(client.parts.engine, selection)
        lately = Selection(guild_id=guild_id, since=shown_since(today))
        doubtful_below = client.parts.guilds.least_confidence(guild_id) + DOUBT
        weeks = await weekly(client.parts.engine, lately, doubtful_below)
        blocks = [*stats_texts(figures, days, texts), *weeks_texts(weeks, texts)]
        if not figures.asked:
            await interaction.edit_original_response(view=card(blocks))
            return
        chart = await _chart(figures.days, today, days, texts)
        described = texts("figures.chart_described", count=days)
        picture = discord.MediaGalleryItem(chart, description=described)
        await interaction.edit_original_response(
            view=card(blocks, picture=picture), attachments=[chart]
        )


@review.command(
    name=named("figures.command_export"), description=named("figures.command_export_description")
)
@app_commands.rename(
    first=named("figures.option_from"),
    last=named("figures.option_to"),
    outcome=named("figures.option_outcome"),
    text=named("figures.option_text"),
)
@app_commands.describe(
    first=named("figures.option_from_description"),
    last=named("figures.option_to_description"),
    outcome=named("figures.option_outcome_description"),
    text=named("figures.option_text_description"),
)
@app_commands.choices(
    outcome=[
        Choice(name=named(f"figures.outcome.{outcome}"), value=outcome.value) for outcome in Outcome
    ]
)
async def export(
    interaction: Interaction,
    first: str | None = None,
    last: str | None = None,
    outcome: str | None = None,
    text: Range[str, 1, LONGEST_TEXT] | None = None,
) -> None:
    """Send the questions as CSV files."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        since = None if first is None else _midnight(_day(first))
        until = None if last is None else _midnight(_day(last)) + timedelta(days=1)
        if since is not None and until is not None and until <= since:
            raise UserError("figures.dates_reversed")
        selection = Selection(
            guild_id=guild_id,
            since=since,
            until=until,
            outcome=None if outcome is None else Outcome(outcome),
            text=text,
        )
        with tempfile.TemporaryDirectory(prefix="kutip-") as folder:
            written = await write_log_files(
                client.parts.engine, selection, Path(folder), interaction.filesize_limit
            )
            if not written.complete:
                command = _in_terminal(selection)
                raise UserError("figures.export_too_large", command=command)
            if not written.paths:
                raise UserError("figures.export_none")
            texts = client.texts_for(interaction, private=True)
            await interaction.edit_original_response(
                content=texts("figures.export_done", count=written.questions),
                attachments=[discord.File(path) for path in written.paths],
            )


def _in_terminal(selection: Selection) -> str:
    """Return the shell command that exports the same questions."""
    options = {
        "--guild": selection.guild_id,
        "--since": _typed(selection.since),
        "--until": _typed(selection.until),
        "--outcome": selection.outcome,
        "--text": selection.text,
    }
    given = [[name, str(value)] for name, value in options.items() if value is not None]
    return f"{shlex.join(['kutip', 'log', *chain.from_iterable(given), '--csv'])} > log.csv"


def _typed(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


async def _list(interaction: Interaction, kind: type[ReviewList]) -> None:
    async with moderating(interaction):
        view = await kind(*reviewing(interaction)).page()
        await interaction.edit_original_response(view=view)


async def _chart(days: Sequence[Day], until: date, count: int, texts: Texts) -> discord.File:
    drawn = await asyncio.to_thread(questions_per_day, days, until, count, texts)
    return discord.File(io.BytesIO(drawn), CHART)


def _day(typed: str) -> date:
    """Parse an ISO date; raise UserError if it is invalid, or has no day after it."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        day = date.max
    if day == date.max:
        shown = escape(cut(one_line(typed), DATE_SHOWN))
        raise UserError("figures.no_date", typed=shown)
    return day


def _midnight(day: date) -> datetime:
    """Return the start of a day in UTC."""
    return datetime.combine(day, time(), UTC)
