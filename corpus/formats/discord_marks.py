"""Read the marks of Discord's markdown that stand for something else: times, emoji, commands."""

import re
from datetime import UTC, datetime, timedelta

from corpus.language import detect_language

SPOILER = "[spoiler]"
"""What is shown in place of a spoiler."""

# Code and escaped characters, in which nothing is a mark; and the marks of spoilers.
_LITERAL = re.compile(r"```.*?```|``[^`]+``|`[^`\n]+`|\\[^\s\w]|\|\|", re.DOTALL)
_MARK = re.compile(
    r"""<(?:
      t:(?P<time>-?\d{1,13})(?::(?P<style>[tTdDfFsSR]))?
    | a?:(?P<emoji>\w{2,32}):\d+
    | (?P<command>/[^<>:\n]{1,100}):\d+
    | (?P<mention>@[!&]?|\#)\d+
    | id:(?P<place>[\w-]+)(?:>|:\d+)?(?=>)
    | (?P<link>https?://[^\s<>]+)
    )>?""",
    re.VERBOSE,
)
_UNKNOWN = {"@": "@unknown-user", "@!": "@unknown-user", "@&": "@unknown-role", "#": "#unknown"}
"""What Discord shows for what it doesn't know."""
_PLACES = {
    "browse": "Browse Channels",
    "customize": "Channels & Roles",
    "guide": "Server Guide",
    "home": "Server Guide",
    "linked-roles": "Linked Roles",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: off
_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
           "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}
# fmt: on


def without_spoilers(message: str) -> str:
    """Return a message with SPOILER in place of each spoiler.

    >>> without_spoilers("Pelakunya ||tukang kebun||, bukan `||`.")
    'Pelakunya [spoiler], bukan `||`.'
    """
    pieces: list[str] = []
    opened: int | None = None
    position = 0
    for literal in _LITERAL.finditer(message):
        pieces.append(message[position : literal.start()])
        position = literal.end()
        if literal[0] != "||":
            pieces.append(literal[0])
        elif opened is None or not "".join(pieces[opened + 1 :]):
            opened = len(pieces)
            pieces.append(literal[0])
        else:
            del pieces[opened:]
            pieces.append(SPOILER)
            opened = None
    return "".join(pieces) + message[position:]


def without_marks(message: str) -> str:
    """Return a message with texts in place of marks such as `<t:0:F>` and `<:emoji:1>`.

    Times are in UTC, in the message's own words if it is Indonesian or English, because a quote is
    the same for all its readers.

    >>> without_marks("Dimulai <t:1767252600:F> di kanal suara, pakai </daftar:12> <:juara:34>.")
    'Dimulai Kamis, 1 Januari 2026 pukul 07.30 UTC di kanal suara, pakai /daftar :juara:.'
    """
    language = detect_language(_MARK.sub("", message)).code if "<t:" in message else ""
    pieces: list[str] = []
    position = 0
    for literal in _LITERAL.finditer(message):
        pieces += (_replaced(message[position : literal.start()], language), literal[0])
        position = literal.end()
    return "".join(pieces) + _replaced(message[position:], language)


def _replaced(text: str, language: str) -> str:
    return _MARK.sub(lambda mark: _shown(mark, language), text)


def _shown(mark: re.Match[str], language: str) -> str:
    if mark["time"]:
        return _time(int(mark["time"]), mark["style"] or "f", language) or mark[0]
    if mark["emoji"]:
        return f":{mark['emoji']}:"
    if mark["mention"]:
        return _UNKNOWN[mark["mention"]]
    if mark["place"]:
        return _PLACES.get(mark["place"], mark[0])
    return mark["command"] or mark["link"]


def _time(seconds: int, style: str, language: str) -> str | None:
    """Return a time in words, None if it is beyond the calendar."""
    try:
        time = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None
    if language not in _MONTHS:
        return f"{time:%H:%M} UTC" if style in "tT" else f"{time:%Y-%m-%d %H:%M} UTC"
    colon = "." if language == "id" else ":"
    clock = f"{time:%H}{colon}{time:%M}" + (f"{colon}{time:%S}" if style in "TS" else "")
    if style in "tT":
        return f"{clock} UTC"
    day = f"{time.day} {_MONTHS[language][time.month - 1]} {time.year}"
    if style in "dD":
        return f"{day} (UTC)"
    if style == "F":
        day = f"{_DAYS[language][time.weekday()]}, {day}"
    return f"{day} {'pukul' if language == 'id' else 'at'} {clock} UTC"
