"""The catalogues as translators edit them."""

import re
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.locales.languages import FOLDER

COMPLETE = ("en", "id")
"""The languages that lack no message; others may still be in translation."""
KEY = re.compile(r"[a-z]+(\.\w+)+")
"""A key; other messages are known by their English sentence, as errors and Click's are."""


ON_DISCORD = {
    "answer", "ask", "catalogue", "fault", "feedback", "figures", "guide", "intake", "language",
    "privacy", "refusal", "review", "server", "shelf",
}  # fmt: skip
"""What the keys of texts begin with that Discord shows; all others are for the terminal."""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def name_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """Return a message's plural forms, or its only form; empty ones are not translated yet."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


CATALOGUES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.po"))}
MESSAGES = {
    language: {name_of(message): message for message in catalogue if message.id}
    for language, catalogue in CATALOGUES.items()
}
IN_ENGLISH = MESSAGES["en"]
KEYS = {name for name in IN_ENGLISH if KEY.fullmatch(name)}
SENTENCES = IN_ENGLISH.keys() - KEYS
EVERY_TEXT = [
    (f"{language}: {name}", name, form)
    for language, messages in MESSAGES.items()
    for name, message in messages.items()
    for form in forms(message)
    if form
]
"""Every form of every message in every language, with what to call it and the message's name."""


def is_on_discord(name: str) -> bool:
    return name in KEYS and name.partition(".")[0] in ON_DISCORD
