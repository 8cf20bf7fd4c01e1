"""The components of messages and forms: every one of them, and the one that somebody looks for."""

from collections.abc import Iterator
from enum import IntEnum

from tests.discord.payloads import JSON


class Kind(IntEnum):
    """Component Reference, Component Types."""

    ROW = 1
    BUTTON = 2
    MENU = 3
    TEXT_INPUT = 4
    USER_MENU = 5
    ROLE_MENU = 6
    MENTIONABLE_MENU = 7
    CHANNEL_MENU = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19


MENUS = frozenset(
    {Kind.MENU, Kind.USER_MENU, Kind.ROLE_MENU, Kind.MENTIONABLE_MENU, Kind.CHANNEL_MENU}
)
LINK = 5
"""The style of a button that opens a page, which the bot does not notice."""


def walk(components: list[JSON]) -> Iterator[JSON]:
    """Return all components, each before those within it."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("component", "accessory"):
            if key in component:
                yield from walk([component[key]])


def number(components: list[JSON]) -> None:
    """Give an id to each component that has none, as Discord does."""
    taken = {component.get("id") for component in walk(components)}
    free = (each for each in range(1, 10_000) if each not in taken)
    for component in walk(components):
        if not component.get("id"):
            component["id"] = next(free)


def texts(message: JSON) -> list[str]:
    """Return the texts that a message shows outside of buttons, menus and embeds."""
    shown = [each["content"] for each in walk(message["components"]) if each["type"] == Kind.TEXT]
    return [message["content"], *shown] if message["content"] else shown


def button(message: JSON, which: str) -> JSON:
    """Return the button with this label, emoji or custom id, or start of a custom id."""
    buttons = [each for each in walk(message["components"]) if each["type"] == Kind.BUTTON]
    for matches in (str.__eq__, str.startswith):
        for each in buttons:
            names = (each.get("label"), each.get("custom_id"), _emoji(each))
            if any(matches(name, which) for name in names if name):
                return each
    named = [each.get("label") or _emoji(each) or each.get("custom_id") for each in buttons]
    raise AssertionError(f"there is no button {which}, but {named}")


def menu(message: JSON, which: str = "") -> JSON:
    """Return the menu whose placeholder or custom id starts so."""
    menus = [each for each in walk(message["components"]) if each["type"] in MENUS]
    for each in menus:
        if any((each.get(key) or "").startswith(which) for key in ("placeholder", "custom_id")):
            return each
    raise AssertionError(f"there is no menu {which}, but {menus}")


def option(of: JSON, which: str) -> str:
    """Return the value of the option of a menu with this label or value."""
    for each in of["options"]:
        if which in (each["label"], each["value"]):
            return str(each["value"])
    raise AssertionError(f"there is no option {which}, but {of['options']}")


def _emoji(component: JSON) -> str | None:
    name: str | None = (component.get("emoji") or {}).get("name")
    return name
