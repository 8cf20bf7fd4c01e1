"""The catalogues as translators edit them."""

from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.locales.languages import FOLDER

COMPLETE = ("en", "id")
"""The languages that lack no message; others may still be in translation."""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def key_of(message: Message) -> str:
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
    language: {key_of(message): message for message in catalogue if message.id}
    for language, catalogue in CATALOGUES.items()
}
ENGLISH_MESSAGES = MESSAGES["en"]
EVERY_TEXT = [
    (f"{language}: {key}", key, form)
    for language, messages in MESSAGES.items()
    for key, message in messages.items()
    for form in forms(message)
    if form
]
"""Every form of every message in every language, with a name for it and its key."""
