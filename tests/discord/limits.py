"""Discord's limits for messages and forms; what is over one is refused as Discord does."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.discord.answers import Code, RefusedError, invalid
from tests.discord.components import Kind, walk
from tests.discord.payloads import JSON

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
"""Flags of messages: seen by one person, showing that the bot is thinking, made of components."""
CONTENT = 2000
EMBEDS = 10
ALL_EMBEDS = 6000
"""Characters in all embeds of a message together."""
COMPONENTS = 40
"""Components of a message made of them, nested ones included."""
ALL_TEXTS = 4000
"""Characters in all texts of a message made of components."""
ROWS = 5
ROW = 5
"""Components in a row."""
CHOICES = 25
"""Choices, options of a menu, or fields of an embed."""
FILES = 10

_LONGEST = {
    Kind.BUTTON: {"label": 80, "custom_id": 100},
    Kind.MENU: {"placeholder": 150, "custom_id": 100},
    Kind.TEXT_INPUT: {"placeholder": 100, "custom_id": 100, "value": 4000},
    Kind.FILE_UPLOAD: {"custom_id": 100},
    Kind.LABEL: {"label": 45, "description": 100},
}
_OPTION = {"label": 100, "value": 100, "description": 100}
_EMBED = {"title": 256, "description": 4096}
_FIELD = {"name": 256, "value": 1024}


def check_message(message: JSON) -> None:
    """Raise RefusedError unless Discord would show this message."""
    _check_lengths(message, {"content": CONTENT})
    _check_most(message, "embeds", EMBEDS)
    _check_most(message, "attachments", FILES)
    _check_embeds(message["embeds"])
    _check_components(message["components"])
    if message["flags"] & COMPONENTS_V2:
        _check_made_of_components(message)
    elif any(each["type"] != Kind.ROW for each in message["components"]):
        raise invalid("components", "Must be rows without MessageFlags.IS_COMPONENTS_V2.")
    else:
        _check_most(message, "components", ROWS)
    if not any(message[key] for key in ("content", "embeds", "components", "attachments")):
        raise RefusedError(400, "Cannot send an empty message", Code.EMPTY_MESSAGE)


def check_form(form: JSON) -> None:
    """Raise RefusedError unless Discord would open this form."""
    _check_lengths(form, {"title": 45, "custom_id": 100}, least=1)
    _check_most(form, "components", ROWS, least=1)
    _check_components(form["components"])


def check_choices(choices: Sequence[JSON]) -> None:
    """Raise RefusedError unless Discord would offer these choices of an option."""
    _check_most({"choices": choices}, "choices", CHOICES)
    for choice in choices:
        texts = {key: 100 for key in ("name", "value") if isinstance(choice[key], str)}
        _check_lengths(choice, texts, least=1)


def _check_made_of_components(message: JSON) -> None:
    if message["content"] or message["embeds"]:
        raise invalid("content", "Cannot be used with MessageFlags.IS_COMPONENTS_V2.")
    everything = list(walk(message["components"]))
    if len(everything) > COMPONENTS:
        raise invalid("components", f"Must be {COMPONENTS} or fewer in total.")
    shown = [each["content"] for each in everything if each["type"] == Kind.TEXT]
    if sum(map(len, shown)) > ALL_TEXTS or not all(shown):
        raise invalid("components", f"Must show between 1 and {ALL_TEXTS} characters.")


def _check_components(components: list[JSON]) -> None:
    everything = list(walk(components))
    for each in everything:
        _check_lengths(each, _LONGEST.get(each["type"], {}))
        match each["type"]:
            case Kind.ROW:
                _check_most(each, "components", ROW, least=1)
            case Kind.CONTAINER:
                _check_most(each, "components", COMPONENTS, least=1)
            case Kind.MENU:
                _check_most(each, "options", CHOICES, least=1)
                _check_different(option["value"] for option in each["options"])
                for option in each["options"]:
                    _check_lengths(option, _OPTION)
            case Kind.BUTTON if not (each.get("label") or each.get("emoji")):
                raise invalid("components", "A button must have a label or an emoji.")
    _check_different(each["custom_id"] for each in everything if "custom_id" in each)


def _check_embeds(embeds: list[JSON]) -> None:
    for embed in embeds:
        _check_lengths(embed, _EMBED)
        _check_lengths(embed.get("footer") or {}, {"text": 2048})
        _check_lengths(embed.get("author") or {}, {"name": 256})
        _check_most({"fields": embed.get("fields") or []}, "fields", CHOICES)
        for field in embed.get("fields") or []:
            _check_lengths(field, _FIELD, least=1)
    if sum(len(text) for embed in embeds for text in _texts(embed)) > ALL_EMBEDS:
        raise invalid("embeds", f"Embed size exceeds maximum size of {ALL_EMBEDS}.")


def _texts(embed: JSON) -> Iterator[str]:
    """Return the texts of an embed that count towards the limit of all together."""
    for holder in (embed, embed.get("footer"), embed.get("author"), *(embed.get("fields") or [])):
        for key in ("title", "description", "text", "name", "value"):
            yield (holder or {}).get(key) or ""


def _check_lengths(holder: JSON, longest: dict[str, int], *, least: int = 0) -> None:
    for key, most in longest.items():
        text = holder.get(key)
        if text is not None and not least <= len(text) <= most:
            raise invalid(key, f"Must be between {least} and {most} in length.")


def _check_most(holder: JSON, key: str, most: int, *, least: int = 0) -> None:
    if not least <= len(holder[key]) <= most:
        raise invalid(key, f"Must be between {least} and {most} in length.")


def _check_different(values: Iterator[str]) -> None:
    if any(count > 1 for count in Counter(values).values()):
        raise invalid("components", "Values and custom ids cannot be duplicated.")
