"""Questions that had no answer, asked again after a change at the terminal."""

import click

from bot.parts import Parts
from bot.questions.reasking import (
    NewlyAnswered,
    affected,
    changed_outside_discord,
    last_change,
)
from bot.terminal.console import printable

SHOWN = 5
"""Questions that are printed of an article."""


async def report_answered(parts: Parts, guild_id: int, after: int) -> None:
    """Ask again after what changed on a shelf since a change, by its id, and print what came of it.

    For each article that answers what had no answer before, that is how many questions, on all
    servers together, and the first of them.
    """
    found: list[NewlyAnswered] = []
    for changed in await changed_outside_discord(
        parts.engine, after, await last_change(parts.engine)
    ):
        if changed.guild_id == guild_id:
            for one in await affected(parts.engine, changed):
                found += await parts.ask_again(one)
    questions: dict[tuple[str, str], list[str]] = {}
    for each in found:
        questions.setdefault((each.article_id, each.title), []).extend(each.questions)
    for (_, title), asked in sorted(questions.items(), key=lambda item: -len(item[1])):
        count = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
        click.echo(printable(f"“{title}” answers {count} that had no answer:"))
        for question in asked[:SHOWN]:
            click.echo(printable(f"  {' '.join(question.split())}"))
        if len(asked) > SHOWN:
            click.echo(f"  … and {len(asked) - SHOWN} more")
