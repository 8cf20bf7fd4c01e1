"""Re-asking of unanswered questions after a change in the terminal."""

import click

from bot.parts import Parts
from bot.questions.reasking import (
    NewlyAnswered,
    affected,
    changed_outside_discord,
    last_change,
)
from bot.terminal.console import printable
from bot.terminal.language import texts

SHOWN = 5
"""Questions printed per article."""


async def report_answered(parts: Parts, guild_id: int, after: int) -> None:
    """Ask unanswered questions again after a shelf's changes since an id, and print the results.

    Print the number of newly answered questions per article, over all servers, and the first few.
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
        click.echo(printable(texts("terminal.newly_answered", count=len(asked), title=title)))
        for question in asked[:SHOWN]:
            click.echo(printable(f"  {' '.join(question.split())}"))
        if len(asked) > SHOWN:
            click.echo(f"  {texts('terminal.more_questions', count=len(asked) - SHOWN)}")
