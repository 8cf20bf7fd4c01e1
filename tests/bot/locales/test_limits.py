"""Discord's limits hold for every text, in every language, whatever is filled in."""

import re

from bot.discord.render.limits import BUTTON_LABEL, CHOICE_NAME, MESSAGE_CONTENT, units
from tests.bot.locales.catalogues import EVERY_TEXT, is_on_discord

COMMAND_DESCRIPTION = 100
MENU_COMMAND = 32
FORM = 45
"""The title of a form, and the label of a field."""
LABEL_DESCRIPTION = 100
LONGEST = {
    "ago": f"<t:{10**10}:R>",
    "button": "x" * 80,
    "channel": f"<#{2**63}>",
    "channels": ", ".join([f"<#{2**63}>"] * 25),
    "command": "kutip log " * 30,
    "count": 10**6,
    "language": "x" * 30,
    "milliseconds": 10**6,
    "pages": ", ".join(["1000000"] * 10) + ", …",
    "percent": "100%",
    "question": "\\_" * 80,
    "read": "\\_" * 50,
    "reason": "x" * 100,
    "role": f"<@&{2**63}>",
    "roles": ", ".join([f"<@&{2**63}>"] * 25),
    "search": "\\_" * 100,
    "status": 599,
    "strictness": "x" * 60,
    "title": "\\_" * 200,
    "typed": "\\_" * 50,
    "who": f"<@{2**63}>",
    "why": "x" * 200,
    "words": "\\_" * 140,
} | dict.fromkeys(
    (
        "added",
        "after",
        "before",
        "changed",
        "down",
        "drafts",
        "latest",
        "number",
        "questions",
        "reference",
        "removed",
        "total",
        "up",
        "version",
        "votes",
        "wishes",
    ),
    10**9,
)
"""A value for each placeholder, at least as long as any that is filled in."""


def limit_of(key: str) -> int:
    """Return how many characters a text may have, by where it stands."""
    name = key.rpartition(".")[2]
    for pattern, most in (
        (r"(command|option)_\w+_description", COMMAND_DESCRIPTION),
        (r"label_\w+_description", LABEL_DESCRIPTION),
        (r"(command|option|menu)_\w+", MENU_COMMAND),
        (r"choice_\w+", CHOICE_NAME),
        (r"button_\w+", BUTTON_LABEL),
        (r"(form|label)_\w+", FORM),
    ):
        if re.fullmatch(pattern, name):
            return most
    if key.startswith(("feedback.reason.", "figures.outcome.", "server.strictness.")):
        return CHOICE_NAME
    return MESSAGE_CONTENT


def test_every_text_fits_where_it_stands() -> None:
    for where, key, text in EVERY_TEXT:
        if is_on_discord(key):
            assert units(text.format(**LONGEST)) <= limit_of(key), where


def test_names_of_commands_and_options_are_such_as_discord_takes() -> None:
    for where, key, text in EVERY_TEXT:
        if (
            is_on_discord(key)
            and re.search(r"\.(command|option)_\w+$", key)
            and not key.endswith("_description")
        ):
            assert re.fullmatch(r"[-_\w]{1,32}", text), where
            assert text == text.lower(), where
