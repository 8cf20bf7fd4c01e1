"""The application's commands: their limits, and where Discord offers them to whom."""

import re
from collections import Counter
from collections.abc import Iterator

from discord import Locale, Permissions

from tests.discord import payloads
from tests.discord.answers import invalid
from tests.discord.filling import GROUP, SUBCOMMAND
from tests.discord.payloads import JSON

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
"""Types of commands."""
GUILD_INSTALL, USER_INSTALL = 0, 1
"""Where the application is installed."""
_NAME = re.compile(r"[-_'\w]{1,32}")
_CHARACTERS = 8000
"""Of the names, descriptions and choices of a command together."""
_LOCALES = {locale.value for locale in Locale}
_ONLY_IF_TRUE = ("required", "autocomplete")
"""Keys of options that Discord leaves out where they are false."""


class Commands:
    """The commands that the bot has set."""

    def __init__(self) -> None:
        self.stored: list[JSON] = []

    def replace(self, commands: list[JSON]) -> list[JSON]:
        """Store these in place of all; those that had their name before keep their id."""
        for command in commands:
            _check(command)
        names = Counter((each["name"], each.get("type", SLASH)) for each in commands)
        if any(count > 1 for count in names.values()):
            raise invalid("name", "Application command names must be unique")
        ids = {(each["name"], each["type"]): each["id"] for each in self.stored}
        self.stored = [_stored(command, ids) for command in commands]
        return self.stored

    def listed(self, *, with_localizations: bool) -> list[JSON]:
        """Return the commands, as Discord does without translations unless they are wanted."""
        return self.stored if with_localizations else [_untranslated(each) for each in self.stored]

    def find(self, path: str, kind: int = SLASH) -> tuple[JSON, JSON]:
        """Return a command, and the command or subcommand that a path such as `article add` names.

        Raise AssertionError if there is none.
        """
        name, *within = path.split(" ") if kind == SLASH else [path]
        command = next(
            (each for each in self.stored if (each["name"], each["type"]) == (name, kind)), None
        )
        found = command
        for part in within:
            options = found["options"] if found else []
            found = next((each for each in options if each["name"] == part), None)
        assert command is not None, f"there is no command {path}"
        assert found is not None, f"there is no command {path}"
        return command, found


def offers(command: JSON, context: int, installs: frozenset[int], may: Permissions) -> bool:
    """Return whether Discord offers a command in a context to somebody with these permissions."""
    contexts = command["contexts"]
    needed = command["default_member_permissions"]
    return (
        bool(installs & set(command["integration_types"]))
        and (contexts is None or context in contexts)
        and (bool(context) or needed is None or Permissions(int(needed)) <= may)
    )


def _stored(command: JSON, ids: dict[tuple[str, int], str]) -> JSON:
    kind = command.get("type", SLASH)
    defaults = {
        "application_id": payloads.APPLICATION_ID,
        "type": kind,
        "description": "",
        "default_member_permissions": None,
        "nsfw": False,
        "integration_types": [GUILD_INSTALL],
        "contexts": None,
    }
    ids_now = {
        "id": ids.get((command["name"], kind), payloads.snowflake()),
        "version": payloads.snowflake(),
    }
    given = {key: value for key, value in command.items() if value is not None}
    return defaults | _tidied(given) | ids_now


def _tidied(command: JSON) -> JSON:
    """Return a command or option without what Discord does not return."""
    kept = {key: value for key, value in command.items() if value or key not in _ONLY_IF_TRUE}
    if "options" in kept:
        kept["options"] = [_tidied(option) for option in kept["options"]]
    return kept


def _untranslated(command: JSON) -> JSON:
    kept = {key: value for key, value in command.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [_untranslated(each) for each in kept[key]]
    return kept


def _check(command: JSON) -> None:
    """Raise RefusedError unless Discord takes a command."""
    kind = command.get("type", SLASH)
    if kind != SLASH:
        if not 1 <= len(command["name"]) <= 32 or command.get("description"):
            raise invalid("name", "Must be between 1 and 32 in length.")
        return
    for part in _parts(command):
        _check_texts(part)
        _check_options(part)
    if _characters(command) > _CHARACTERS:
        raise invalid("name", f"Must be {_CHARACTERS} or fewer in total.")


def _check_texts(part: JSON) -> None:
    names, descriptions = (
        part.get(f"{key}_localizations") or {} for key in ("name", "description")
    )
    for name in (part["name"], *names.values()):
        if not _NAME.fullmatch(name) or name != name.lower():
            raise invalid("name", "Command name is invalid")
    for description in (part["description"], *descriptions.values()):
        if not 1 <= len(description) <= 100:
            raise invalid("description", "Must be between 1 and 100 in length.")
    if not _LOCALES.issuperset([*names, *descriptions]):
        raise invalid("name_localizations", "Unknown locale")


def _parts(command: JSON) -> Iterator[JSON]:
    """Return a command, and all options in it."""
    yield command
    for option in command.get("options") or []:
        yield from _parts(option)


def _check_options(part: JSON) -> None:
    options = part.get("options") or []
    values = [each for each in options if each["type"] not in {SUBCOMMAND, GROUP}]
    required = [bool(each.get("required")) for each in values]
    if len(options) > 25 or len({each["name"] for each in options}) < len(options):
        raise invalid("options", "Must be 25 or fewer in length, with names of their own.")
    if required != sorted(required, reverse=True):
        raise invalid("options", "Required options must be placed before non-required options")
    for option in values:
        choices = option.get("choices") or []
        if len(choices) > 25 or any(not 1 <= len(each["name"]) <= 100 for each in choices):
            raise invalid("choices", "Must be 25 or fewer, of 1 to 100 characters.")


def _characters(command: JSON) -> int:
    """Return the characters that count towards a command's limit."""
    total = 0
    for part in _parts(command):
        choices = part.get("choices") or []
        total += len(part["name"]) + len(part["description"])
        total += sum(len(each["name"]) + len(str(each["value"])) for each in choices)
    return total
