"""A text that names a command or a button calls it what it is called in the same language."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord.app_commands import CommandTree

from bot.discord.commands.names import Names
from bot.locales import texts_in
from tests.bot.discord_client import MakeClient
from tests.bot.locales.catalogues import COMPLETE, EVERY_TEXT, is_on_discord

SUBCOMMAND = 1
"""Discord's type of an option that is a command of a group."""


async def commands(tree: CommandTree[Any], language: str) -> set[str]:
    """Return the commands as they are typed in a language, such as `/artikel tambah`."""
    payloads = [
        await command.get_translated_payload(tree, Names()) for command in tree.get_commands()
    ]
    return {name for payload in payloads for name in _names(payload, language)}


def _names(payload: dict[str, Any], language: str) -> Iterator[str]:
    name = f"/{_name(payload, language)}"
    yield name
    for option in payload.get("options", ()):
        if option["type"] == SUBCOMMAND:
            yield f"{name} {_name(option, language)}"


def _name(payload: dict[str, Any], language: str) -> str:
    names: dict[str, str] = {"en": payload["name"], **(payload.get("name_localizations") or {})}
    return names[language]


@pytest.mark.parametrize("language", COMPLETE)
async def test_commands_are_called_by_their_names(make_client: MakeClient, language: str) -> None:
    known = await commands(make_client().tree, language)

    for where, name, text in EVERY_TEXT:
        if is_on_discord(name) and where.startswith(f"{language}:"):
            assert set(re.findall(r"`(/[^`]+)`", text)) <= known, where


@pytest.mark.parametrize("language", COMPLETE)
def test_buttons_and_marks_are_quoted_as_they_are(language: str) -> None:
    texts = texts_in(language)

    assert f"“{texts('intake.button_names')}”" in texts("intake.title_taken")
    assert f"“{texts('intake.button_replace')}”" in texts("intake.same_text")
    assert f"“{texts('review.mark_chosen')}”" in texts("review.judged", question="?")
