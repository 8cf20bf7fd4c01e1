"""Renders the differences between two versions of a text."""

from collections.abc import Sequence

import regex

from bot.articles.changes import Change, runs
from bot.discord.render.limits import size
from bot.locales import Texts
from bot.text.cut import ELLIPSIS, cut
from bot.text.escape import escape, one_line

CONTEXT = 8
"""Words shown before and after a change; an ellipsis replaces the others."""
RUN_SHOWN = 400
"""Maximum code points of a deletion or insertion; longer ones are cut with an ellipsis."""
LINE_SHOWN = 1000
"""How much text there is before no more changes of a passage are shown; see `size`."""

_WITHOUT_SPACES = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
)


def render_changes(changes: Sequence[Change], texts: Texts, room: int) -> str:
    """Return the changes as lines of a quote block; the last line counts those that don't fit.

    See `size` for the room.
    """
    room -= size(_quoted(texts("intake.more_changes", count=len(changes)))) + 1
    lines: list[str] = []
    for change in changes:
        line = _quoted(_line(change))
        room -= size(line) + 1
        if room < 0:
            left = len(changes) - len(lines)
            lines.append(_quoted(texts("intake.more_changes", count=left)))
            break
        lines.append(line)
    return "\n".join(lines)


def mark_words(before: str, after: str) -> str:
    """Return one line with deleted words struck through and inserted words in bold.

    Long unchanged stretches are shortened.
    """
    before, after = one_line(before), one_line(after)
    joint = "" if _is_without_spaces(before + after) else " "
    old, new = (text.split() if joint else [*text] for text in (before, after))
    pieces: list[str] = []
    for place, (gone, came, same) in enumerate(passages := list(runs(old, new))):
        pieces += [_marked(joint.join(gone), "~~"), _marked(joint.join(came), "**")]
        if sum(map(size, pieces)) > LINE_SHOWN and place + 1 < len(passages):
            pieces.append(ELLIPSIS)
            break
        changed_before = bool(gone or came)
        pieces.append(_context(same, joint, changed_before, place + 1 < len(passages)))
    return joint.join(piece for piece in pieces if piece)


def _is_without_spaces(text: str) -> bool:
    """Return True if a text is mostly in scripts without spaces, which are compared by letter."""
    return len(_WITHOUT_SPACES.findall(text)) * 2 > len(text)


def _line(change: Change) -> str:
    if change.before is None:
        return f"**+** {escape(cut(one_line(change.after or ''), RUN_SHOWN))}"
    if change.after is None:
        return f"**−** {escape(cut(one_line(change.before), RUN_SHOWN))}"
    return f"**±** {mark_words(change.before, change.after)}"


def _quoted(line: str) -> str:
    return f"> {line}"


def _marked(text: str, mark: str) -> str:
    """Return the text between marks; blank text gets none, since markdown would show them."""
    text = cut(text, RUN_SHOWN)
    return f"{mark}{escape(text.strip())}{mark}" if text.strip() else text


def _context(same: Sequence[str], joint: str, changed_before: bool, changed_after: bool) -> str:
    """Return unchanged words, without those far from any change."""
    words = list(same)
    after = words[:CONTEXT] if changed_before else []
    before = words[-CONTEXT:] if changed_after else []
    if len(after) + len(before) >= len(words):
        return escape(joint.join(words))
    return escape(joint.join([*after, ELLIPSIS, *before]))
