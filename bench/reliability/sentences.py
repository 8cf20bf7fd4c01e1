"""Recognises what the bot says by the keys of its texts."""

import re
from collections import defaultdict
from functools import cache

from bot.locales import texts_in

LANGUAGE = "en"
_MANY = 7_777_777
_GAP = "\0"
_COMMAND = re.compile(r"`/[^`]+`")
"""A command, which is shown with its id at Discord, to be clicked."""


def says(text: str, key: str) -> bool:
    """Return whether a text contains the message with this key, whatever fills its gaps."""
    plain = " ".join(text.split())
    return any(pattern.search(plain) for pattern in _patterns(key))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    texts = texts_in(LANGUAGE)
    messages = {texts._find(key, count) for count in (None, 1, _MANY)}
    return tuple(re.compile(_pattern(each)) for each in messages if each is not None)


def _pattern(message: str) -> str:
    filled = message.format_map(defaultdict(lambda: _GAP))
    unmarked = re.sub(r"[*\\>]", "", _COMMAND.sub(_GAP, filled))
    plain = " ".join(unmarked.split())
    return ".*".join(map(re.escape, plain.split(_GAP)))
