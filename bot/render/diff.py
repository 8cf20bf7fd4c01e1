"""What changed between two versions of a text, in Discord's markdown: pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Indel

from bot.render.cut import ELLIPSIS, cut
from bot.render.escape import escape, one_line
from bot.render.limits import units

MOST_COMPARED = 5000
"""Passages of each version that are aligned, after what both begin and end with: 20 ms of work.
What comes after them counts as changed."""
ALIKE = 0.5
"""The share of their words that two passages have in common when one became the other."""
LOOK_AHEAD = 4
"""How many new passages are looked at for the one that an old passage became."""
CONTEXT = 8
"""Words that are shown around those that changed; the rest gives way to an ellipsis."""
RUN_SHOWN = 400
"""Code points of what went or came at one place; the rest gives way to an ellipsis."""
LINE_SHOWN = 1000
"""UTF-16 code units of a changed passage after which no more of its changes are shown."""

_WITHOUT_SPACES = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that came, went or changed."""

    before: str | None
    """None for one that came."""
    after: str | None
    """None for one that went."""


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return what changed between the passages of two versions, in order; nothing if they agree.

    A passage that moved went at one place and came at another.
    """
    start, end = _common(old, new)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    changes: list[Change] = []
    for gone, came, _ in _runs(old[:MOST_COMPARED], new[:MOST_COMPARED]):
        changes += _paired(gone, came)
    return (*changes, *_paired(old[MOST_COMPARED:], new[MOST_COMPARED:]))


def render_changes(changes: Sequence[Change], more: str, room: int) -> str:
    """Return as many changes as fit, as lines of a quote block; the room is in UTF-16 code units.

    The sentence `more` names the `number` of those that don't.
    """
    room -= units(_quoted(more.format(number=len(changes)))) + 1
    lines: list[str] = []
    for change in changes:
        line = _quoted(_line(change))
        room -= units(line) + 1
        if room < 0:
            lines.append(_quoted(more.format(number=len(changes) - len(lines))))
            break
        lines.append(line)
    return "\n".join(lines)


def mark_words(before: str, after: str) -> str:
    """Return a text of one line with the words that went struck out and those that came in bold.

    Long stretches without a change are shortened.
    """
    before, after = one_line(before), one_line(after)
    joint = "" if _is_without_spaces(before + after) else " "
    old, new = (text.split() if joint else [*text] for text in (before, after))
    pieces: list[str] = []
    for place, (gone, came, same) in enumerate(runs := list(_runs(old, new))):
        pieces += [_marked(joint.join(gone), "~~"), _marked(joint.join(came), "**")]
        if sum(map(units, pieces)) > LINE_SHOWN and place + 1 < len(runs):
            pieces.append(ELLIPSIS)
            break
        changed_before = bool(gone or came)
        pieces.append(_context(same, joint, changed_before, place + 1 < len(runs)))
    return joint.join(piece for piece in pieces if piece)


def _is_without_spaces(text: str) -> bool:
    """Tell whether a text is mostly of scripts that part no words, and compared by letters."""
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
    """Return the text between marks; a blank has none, since markdown would show them."""
    text = cut(text, RUN_SHOWN)
    return f"{mark}{escape(text.strip())}{mark}" if text.strip() else text


def _context(same: Sequence[str], joint: str, changed_before: bool, changed_after: bool) -> str:
    """Return the words that both versions have, without those far from any change."""
    words = list(same)
    after = words[:CONTEXT] if changed_before else []
    before = words[-CONTEXT:] if changed_after else []
    if len(after) + len(before) >= len(words):
        return escape(joint.join(words))
    return escape(joint.join([*after, ELLIPSIS, *before]))


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many passages both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    most -= start
    end = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return start, end


def _runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield what went, what came in its place, and what both have after that, until the end."""
    old_at = new_at = 0
    for block in Indel.editops(old, new).as_matching_blocks():
        same = old[block.a : block.a + block.size]
        if block.size or old_at < len(old) or new_at < len(new):
            yield old[old_at : block.a], new[new_at : block.b], same
        old_at, new_at = block.a + block.size, block.b + block.size


def _paired(gone: Sequence[str], came: Sequence[str]) -> Iterator[Change]:
    """Yield what went and came at one place, a passage that became another as one change."""
    at = 0
    for before in gone:
        near = range(at, min(at + LOOK_AHEAD, len(came)))
        became = next((place for place in near if _are_alike(before, came[place])), None)
        if became is None:
            yield Change(before, None)
            continue
        yield from (Change(None, after) for after in came[at:became])
        yield Change(before, came[became])
        at = became + 1
    yield from (Change(None, after) for after in came[at:])


def _are_alike(before: str, after: str) -> bool:
    words = before.split(), after.split()
    if min(map(len, words)) > 1:
        return Indel.normalized_similarity(*words) >= ALIKE
    return Indel.normalized_similarity(before, after) >= ALIKE
