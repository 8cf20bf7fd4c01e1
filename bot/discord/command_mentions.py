"""Mentions of commands, by which people open a command from a text.

Discord shows a mention by the command's name in the reader's language. The mention itself takes the
default name, which is English, and the id that Discord gave the command.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.locales import FALLBACK, Texts, language_of

Described: TypeAlias = Mapping[str, Any]
"""A command, an option or a choice, as Discord's API describes it."""

SUBCOMMAND, GROUP = 1, 2
"""Discord's types of options that are commands, or groups of them."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions of all commands, by the names under which texts of a language quote them."""

    by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def within(self, texts: Texts) -> Texts:
        """Return the texts with each command that they quote as a mention, as far as known."""
        # English stands in for what a language lacks.
        known = {
            **self.by_language.get(FALLBACK, {}),
            **self.by_language.get(texts.language, {}),
        }
        return texts.quoting(known) if known else texts


def mentions_of(commands: Iterable[Described], ids: Mapping[str, int]) -> Mentions:
    """Return the mentions of slash commands, given their ids by default name.

    A group has none, because only its commands can be used.
    """
    found: dict[str, dict[str, str]] = {}
    for command in commands:
        if command["name"] not in ids:
            continue
        for path in _paths(command):
            names = [each["name"] for each in path]
            mention = f"</{' '.join(names)}:{ids[command['name']]}>"
            for language, quoted in _quoted(path):
                found.setdefault(language, {})[quoted] = mention
    return Mentions(found)


def _paths(command: Described) -> Iterator[tuple[Described, ...]]:
    """Yield each command that can be used, after the groups that it is in."""
    inner = [
        option for option in command.get("options") or () if option["type"] in {SUBCOMMAND, GROUP}
    ]
    if not inner:
        yield (command,)
    for option in inner:
        for path in _paths(option):
            yield command, *path


def _quoted(path: Sequence[Described]) -> Iterator[tuple[str, str]]:
    """Yield a language and how its texts quote the command, such as `/artikel tambah`."""
    names: list[str] = [each["name"] for each in path]
    translated: list[Mapping[str, str]] = [each.get("name_localizations") or {} for each in path]
    yield FALLBACK, f"/{' '.join(names)}"
    for locale in {locale for each in translated for locale in each}:
        if (language := language_of(locale)) is not None:
            own = (each.get(locale, name) for each, name in zip(translated, names, strict=True))
            yield language, f"/{' '.join(own)}"
