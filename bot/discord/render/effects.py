"""Renders what a change of the shelf did to answers, the old quote above the new one.

Questions and titles come from strangers: they are put on one line, cut and escaped.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.review import passage_text
from bot.locales import Texts
from bot.querylog.answer_changes import AnswerChange, Effect, Quoted
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article

LISTED = 3
"""Groups per page, so that each has room for two quotes."""
QUESTIONS_SHOWN = 3
"""Per group."""
QUESTION_SHOWN = 80
FOLLOW_UP_SHOWN = 40
EARLIER_SHOWN = 30
"""Maximum code points."""

Group = Sequence[AnswerChange]
"""Changes that are shown as one: they have the same effect, and quote the same passages."""
Places = Mapping[tuple[str, int], Article]
"""Stored versions, by article id and version."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A quote with the line above it."""

    head: str
    quoted: Quoted


def grouped(changes: Sequence[AnswerChange]) -> list[Group]:
    """Return the changes in groups, by effect; what one article gained stands together.

    Doubtful answers stand alone, because each is confirmed by itself.
    """
    groups: dict[object, list[AnswerChange]] = defaultdict(list)
    for one in changes:
        alone = one.query_id if one.effect is Effect.MAYBE else ""
        groups[one.effect, _place(one.before), _place(one.after), alone].append(one)
    order = list(Effect)
    return sorted(
        groups.values(),
        key=lambda group: (
            order.index(group[0].effect),
            # The refused ones first.
            group[0].after is not None,
            (group[0].effect is Effect.GAINED and _article_id(group[0])) or "",
            -len(group),
        ),
    )


def effects_head(changes: Sequence[AnswerChange], texts: Texts, *, asked_at_most: int) -> str:
    """Return how many questions were affected and how; `asked_at_most`: 0, or if not all were."""
    counts = Counter(one.effect for one in changes)
    each = [
        texts(f"effects.count.{effect}", count=counts[effect])
        for effect in Effect
        if counts[effect]
    ]
    lines = [texts("effects.head", count=len(changes)), f"-# {' · '.join(each)}"]
    if asked_at_most:
        lines.append(f"-# {texts('effects.cut', count=asked_at_most)}")
    return "\n".join(lines)


def group_text(group: Group, stored: Places, texts: Texts, room: int) -> str:
    """Return the questions of a group, with the quote they had above the one they have.

    The room is measured by `size`; at least 1000.
    """
    lines = [f"**{_label(group[0], texts)}**"]
    lines += [f"- {_question(one, texts)}" for one in group[:QUESTIONS_SHOWN]]
    if more := len(group) - QUESTIONS_SHOWN:
        lines += [texts("feedback.more_questions", count=more)] * (more > 0)
    parts = _parts(group[0], stored, texts)
    left = room - sum(size(line) + 1 for line in lines)
    for part in parts:
        lines += _quote(part, stored, texts, left // len(parts))
    return "\n".join(lines)


def room_for_each(texts_beside: Sequence[str]) -> int:
    """Return the room of each group of a page, beside these texts."""
    return (MESSAGE_TEXT - sum(map(size, texts_beside))) // LISTED


def _parts(one: AnswerChange, stored: Places, texts: Texts) -> list[_Part]:
    """Return the quote it had, unless its text is that of the one it has, and the one it has."""
    parts = []
    if one.before is not None and not _is_same(one.before, one.after, stored):
        parts.append(_Part(texts("effects.before"), one.before))
    if one.after is not None:
        head = texts("effects.after_doubtful" if one.after.doubtful else "effects.after")
        parts.append(_Part(head, one.after))
    return parts


def _quote(part: _Part, stored: Places, texts: Texts, room: int) -> list[str]:
    article = stored.get((part.quoted.article_id, part.quoted.version))
    if article is None:
        return [part.head, texts("effects.not_stored")]
    passage = article.passage(part.quoted.passage)
    room -= size(part.head) + 2
    return [part.head, passage_text(article, passage, part.quoted.sentence, texts, room)]


def _label(one: AnswerChange, texts: Texts) -> str:
    if one.effect is Effect.LOST and one.after is not None:
        return texts("effects.label_unsure")
    return texts(f"effects.label.{one.effect}")


def _question(one: AnswerChange, texts: Texts) -> str:
    if one.earlier is None:
        return _short(one.question, QUESTION_SHOWN)
    question = _short(one.question, FOLLOW_UP_SHOWN)
    return texts("effects.follow_up", question=question, earlier=_short(one.earlier, EARLIER_SHOWN))


def _short(question: str, most: int) -> str:
    return escape(cut(one_line(question), most))


def _is_same(one: Quoted, other: Quoted | None, stored: Places) -> bool:
    return other is not None and _text(one, stored) == _text(other, stored) is not None


def _text(quoted: Quoted, stored: Places) -> str | None:
    article = stored.get((quoted.article_id, quoted.version))
    return None if article is None else article.passage(quoted.passage).span.of(article.body)


def _place(quoted: Quoted | None) -> object:
    if quoted is None:
        return None
    return quoted.article_id, quoted.version, quoted.passage, quoted.doubtful


def _article_id(one: AnswerChange) -> str:
    return "" if one.after is None else one.after.article_id
