"""Re-asking of questions after a change in the terminal."""

from collections.abc import Iterable

import click

from bot.parts import Parts
from bot.querylog.answer_changes import AnswerChange, Effect
from bot.questions.reasking import (
    MAX_QUESTIONS,
    AskedAgain,
    affected,
    changed_outside_discord,
    last_change,
)
from bot.terminal.console import printable
from bot.terminal.language import texts

SHOWN = 5
"""Questions printed per article, and per effect."""


async def report_answered(parts: Parts, guild_id: int, after: int) -> None:
    """Ask questions again after a shelf's changes since an id, and print what these did to answers.

    Print the questions that lost their answer or got another one, and those that each article
    newly answers, over all servers: their number and the first few.
    """
    found = await _ask_again(parts, guild_id, after)
    changes = [change for asked in found for change in asked.changes]
    for effect in (Effect.LOST, Effect.CHANGED):
        of_effect = _questions(one for one in changes if one.effect is effect)
        if of_effect:
            _print(texts(f"terminal.answer_{effect}", count=len(of_effect)), of_effect)
    gained: dict[str, list[AnswerChange]] = {}
    for change in changes:
        if change.effect is Effect.GAINED and change.after is not None:
            gained.setdefault(change.after.article_id, []).append(change)
    for article_id, of_article in sorted(gained.items(), key=lambda item: -len(item[1])):
        entry = await parts.catalogue(guild_id).entry(article_id)
        questions = _questions(of_article)
        title = article_id if entry is None else entry.title
        _print(texts("terminal.newly_answered", count=len(questions), title=title), questions)
    maybe = _questions(one for one in changes if one.effect is Effect.MAYBE)
    if maybe:
        _print(texts("terminal.answer_maybe", count=len(maybe)), maybe)
    if any(asked.cut for asked in found):
        click.echo(texts("effects.cut", count=MAX_QUESTIONS))


async def _ask_again(parts: Parts, guild_id: int, after: int) -> list[AskedAgain]:
    """Ask again on each server that the changes of this shelf affect."""
    found = []
    for changed in await changed_outside_discord(
        parts.engine, after, await last_change(parts.engine)
    ):
        if changed.guild_id == guild_id:
            for one in await affected(parts.engine, changed):
                asked = await parts.ask_again(one)
                if asked is not None:
                    found.append(asked)
    return found


def _questions(changes: Iterable[AnswerChange]) -> list[str]:
    return [" ".join(change.question.split()) for change in changes]


def _print(head: str, questions: list[str]) -> None:
    click.echo(printable(head))
    for question in questions[:SHOWN]:
        click.echo(printable(f"  {question}"))
    if len(questions) > SHOWN:
        click.echo(f"  {texts('terminal.more_questions', count=len(questions) - SHOWN)}")
