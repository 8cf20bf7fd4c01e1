"""Renders lists of articles, articles and their histories.

Titles and sources come from strangers: they are put on one line, cut and escaped. People are
mentioned, which pings nobody because messages allow no mentions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.discord.render.answer import SOURCE_SHOWN
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.links import linked_title
from bot.discord.render.quotes import excerpt
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from corpus.audit import Action, Change
from corpus.catalogue import AskedOf, Entry, Version
from corpus.schema import EVERYWHERE

LISTED = 10
"""Articles per page of a list: this many fit, however long their titles are."""
TITLE_LISTED = 80
SOURCE_LISTED = 40
QUESTION_LISTED = 120
"""Maximum code points in a list."""
PASSAGES_SHOWN = 3
"""Passages per page of an article, so that each gets enough room."""
VERSIONS_SHOWN = 10
"""Versions per page of a history."""
CHANGES_SHOWN = 10
"""Changes per page of a history, and per message in a log channel."""
CHANGES_IN_SHORT = 3
"""Changes shown below an article."""
KUTIP = "Kutip"
"""The author of changes to the articles that ship with Kutip."""

_MAKES_VERSION = {Action.ADDED, Action.CHANGED}

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of several."""

    texts: tuple[str, ...]
    """The text blocks from top to bottom."""
    number: int
    """The index of the page, counted from 0."""
    pages: int
    """The number of pages, at least 1."""


def list_sheet(entries: Sequence[Entry], texts: Texts, number: int, search: str = "") -> Sheet:
    """Return a page of a list, or the last page if there are fewer, below the search text."""
    typed = escape(one_line(search))
    if not entries:
        nothing = (
            texts("shelf.list_nothing_like", search=typed) if typed else texts("shelf.list_empty")
        )
        return Sheet((nothing,), 0, 1)
    number, pages = clamped(number, len(entries), LISTED)
    head = texts("shelf.list_head", count=len(entries))
    if typed:
        head = f"{head}\n{texts('shelf.list_like', search=typed)}"
    lines = (_listed(entry, texts) for entry in on_page(entries, number, LISTED))
    blocks = [head, "\n\n".join(lines)]
    if not typed and all(entry.shared for entry in entries):
        blocks.append(texts("shelf.list_none_own"))
    return Sheet(tuple(blocks), number, pages)


def article_sheet(  # noqa: PLR0913
    entry: Entry,
    article: Article,
    texts: Texts,
    number: int = 0,
    *,
    quoted: dict[int, int],
    changes: Sequence[Change],
) -> Sheet:
    """Return a page of an article's passages, as they are quoted, with its details and changes.

    `quoted` maps a passage's number to how often it was quoted; the changes come newest first.
    """
    number, pages = clamped(number, len(article.passages), PASSAGES_SHOWN)
    shown = on_page(article.passages, number, PASSAGES_SHOWN)
    heads = [
        texts("shelf.paragraph", number=passage.number, count=quoted.get(passage.number, 0))
        for passage in shown
    ]
    about = _about(entry, article, changes, texts)
    ending = [_change_lines(changes[:CHANGES_IN_SHORT], texts)] if changes else []
    taken = sum(size(text) + 1 for text in (about, *heads, *ending))
    room = (MESSAGE_TEXT - taken) // len(shown)
    quotes = (
        f"{head}\n{_quote(article, passage, room)}"
        for head, passage in zip(heads, shown, strict=True)
    )
    return Sheet((about, *quotes, *ending), number, pages)


def history_sheet(
    entry: Entry,
    versions: Sequence[Version],
    changes: Sequence[Change],
    texts: Texts,
    number: int = 0,
) -> Sheet:
    """Return a page of an article's versions and changes; both come newest first."""
    number, pages = clamped(number, max(len(versions), len(changes)), VERSIONS_SHOWN)
    blocks = [texts("shelf.versions_head", title=short_title(entry.title))]
    by = {change.after: change.changed_by for change in changes if change.action in _MAKES_VERSION}
    lines = [
        _version(version, by.get(version.number), texts, latest=version.number == entry.version)
        for version in on_page(versions, number, VERSIONS_SHOWN)
    ]
    if lines:
        blocks.append("\n".join(lines))
    if done := on_page(changes, number, CHANGES_SHOWN):
        blocks.append(_change_lines(done, texts))
    return Sheet(tuple(blocks), number, pages)


def questions_texts(entry: Entry, asked: Sequence[AskedOf], texts: Texts) -> tuple[str, ...]:
    """Return the questions that an article answers, in the given order, as text blocks."""
    head = texts("shelf.questions_head", title=short_title(entry.title))
    if not asked:
        return head, texts("shelf.questions_none")
    lines = (
        f"{place}. **{escape(cut(one_line(one.question), QUESTION_LISTED))}**\n"
        f"   -# {texts('review.times', count=one.times)}"
        for place, one in enumerate(asked, start=1)
    )
    return head, "\n".join(lines)


def news_text(changes: Sequence[Change], count: int, texts: Texts) -> str:
    """Return a log channel's message on `count` changes, of which it lists at most CHANGES_SHOWN.

    `changes` are shown in the given order.
    """
    lines = [_news_line(change, texts) for change in changes[:CHANGES_SHOWN]]
    if count > len(lines):
        lines.append(f"-# {texts('shelf.log_more', count=count - len(lines))}")
    return "\n".join(lines)


def on_page(items: Sequence[Item], number: int, size: int) -> Sequence[Item]:
    """Return the items on a page, counted from 0, with `size` items per page."""
    return items[number * size : (number + 1) * size]


def short_title(title: str) -> str:
    """Return a title for use within a sentence: on one line, cut and escaped."""
    return escape(cut(one_line(title), TITLE_LISTED))


def language_name(code: str, texts: Texts) -> str:
    """Return a language's name, or its ISO 639-1 code if it has no translation."""
    return texts(f"language.{code}") if f"language.{code}" in texts else escape(code)


def clamped(number: int, count: int, size: int) -> tuple[int, int]:
    """Return the nearest existing page and the number of pages."""
    pages = max(1, -(-count // size))
    return min(max(number, 0), pages - 1), pages


def mention(user_id: int) -> str:
    """Return a user mention, which clients show as a name."""
    return f"<@{user_id}>"


def moment(at: datetime, style: str = "d") -> str:
    """Return a timestamp, which clients show in local time: `d` the date, `f` with the time."""
    return f"<t:{int(at.timestamp())}:{style}>"


def _listed(entry: Entry, texts: Texts) -> str:
    facts = [
        escape(cut(one_line(entry.source), SOURCE_LISTED)),
        texts("shelf.paragraphs", count=entry.passages),
        texts("shelf.version", version=entry.version),
        texts("shelf.quoted", count=entry.quoted),
        moment(entry.taken_in_at),
        *_marks(entry, texts),
    ]
    return f"**{short_title(entry.title)}**\n-# {' · '.join(fact for fact in facts if fact)}"


def _about(entry: Entry, article: Article, changes: Sequence[Change], texts: Texts) -> str:
    facts = [
        escape(cut(one_line(entry.source), SOURCE_SHOWN)),
        language_name(entry.language, texts),
        texts("shelf.paragraphs", count=entry.passages),
        texts("shelf.version", version=entry.version),
        moment(entry.taken_in_at),
    ]
    # Nobody added the articles that ship with Kutip.
    if not entry.shared:
        first = next((change for change in changes if change.action is Action.ADDED), None)
        if first is not None:
            facts.append(texts("shelf.added_by", who=_who(first, texts)))
    facts += _marks(entry, texts)
    line = " · ".join(fact for fact in facts if fact)
    title, *link = linked_title(article)
    return "\n".join([f"**{title}**", *link, f"-# {line}"])


def _marks(entry: Entry, texts: Texts) -> list[str]:
    marks = {
        texts("shelf.mark_shared"): entry.shared,
        texts("shelf.mark_hidden"): entry.hidden,
        texts("shelf.mark_removed"): entry.removed_at is not None,
    }
    return [f"*{mark}*" for mark, is_so in marks.items() if is_so]


def _quote(article: Article, passage: Passage, room: int) -> str:
    nothing = Span(passage.span.end, passage.span.end)
    return excerpt(article.body, passage, passage.sentences[0], nothing, room)


def _version(version: Version, by: int | None, texts: Texts, *, latest: bool) -> str:
    facts = [
        texts("shelf.version_line", version=version.number, count=version.length),
        moment(version.taken_in_at, "f"),
    ]
    if by is not None:
        facts.append(mention(by))
    if latest:
        facts.append(f"*{texts('shelf.mark_latest')}*")
    return f"- {' · '.join(facts)}"


def _change_lines(changes: Sequence[Change], texts: Texts) -> str:
    lines = [texts("shelf.changes_head")]
    for change in changes:
        entry = texts(
            f"shelf.change.{change.action}",
            who=_who(change, texts),
            before=change.before,
            after=change.after,
        )
        lines.append(f"- {moment(change.changed_at, 'f')} · {entry}")
    return "\n".join(lines)


def _who(change: Change, texts: Texts) -> str:
    if change.changed_by is not None:
        return mention(change.changed_by)
    by_itself = change.guild_id == EVERYWHERE or _is_hidden_by_itself(change)
    return KUTIP if by_itself else texts("shelf.terminal")


def _news_line(change: Change, texts: Texts) -> str:
    title = short_title(change.title)
    if _is_hidden_by_itself(change):
        return texts("shelf.hidden_by_itself", title=title)
    return texts(
        f"shelf.log.{change.action}",
        who=_who(change, texts),
        title=title,
        before=change.before,
        after=change.after,
    )


def _is_hidden_by_itself(change: Change) -> bool:
    """Return whether it was hidden because its server now has articles of its own."""
    return change.action is Action.HIDDEN and change.changed_by is None
