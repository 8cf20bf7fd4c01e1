"""Renders followed feeds, and what they have brought."""

from collections.abc import Sequence

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.shelf import moment, short_title
from bot.follows.follows import Follow, Listed, Started
from bot.follows.notices import Notice, NoticeKind
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.formats.feeds.feed import MOST_ENTRIES

LINK_SHOWN = 200
"""Maximum code points of a link."""
_RESERVED = 300
"""How much of a message is kept for what is above and below a list; see `size`."""


def started_text(started: Started, texts: Texts, *, has_log_channel: bool) -> str:
    """Return what a moderator is shown who has a feed followed."""
    follow, feed = started.follow, started.feed
    title = short_title(follow.title)
    started_as = texts(
        "follow.started_publish" if follow.publish else "follow.started", title=title
    )
    lines = [started_as]
    if started.due:
        lines.append(texts("follow.started_due", count=started.due))
    if not has_log_channel:
        lines.append(texts("follow.no_log_channel"))
    if feed.without_link:
        lines.append(f"-# {texts('follow.without_link', count=feed.without_link)}")
    if feed.beyond:
        lines.append(f"-# {texts('follow.beyond', count=MOST_ENTRIES)}")
    return "\n".join(lines)


def list_texts(listed: Sequence[Listed], proposed: int, texts: Texts) -> list[str]:
    """Return the feeds of a server, and how many proposals wait for its moderators."""
    if not listed:
        blocks = [texts("follow.list_empty")]
    else:
        blocks = [
            texts("follow.list_head", count=len(listed)),
            _within_room([_line(each, texts) for each in listed], texts),
        ]
    if proposed:
        blocks.append(texts("follow.proposed", count=proposed))
    return blocks


def follow_text(one: Listed, refused: Sequence[str], texts: Texts) -> str:
    """Return all about a feed, with some of the links that could not be read."""
    follow = one.follow
    asks = texts("follow.publishes" if follow.publish else "follow.asks")
    lines = [
        f"**{short_title(follow.title)}**",
        f"-# {_link(follow.link)}",
        asks,
        texts("follow.looked", time=moment(follow.looked_at, "R")),
    ]
    if follow.fault is not None:
        lines.append(f"⚠️ {fault_sentence(follow.fault, texts)}")
    if one.due:
        lines.append(texts("follow.due", count=one.due))
    if one.refused:
        lines.append(texts("follow.refused", count=one.refused))
        lines += [f"- {_link(link)}" for link in refused]
    return "\n".join(lines)


def notice_line(notice: Notice, follow: Follow | None, texts: Texts) -> str:
    """Return the first line of a notice; the feed is None if it isn't followed any more."""
    title = short_title(follow.title) if follow is not None else ""
    match notice.kind:
        case NoticeKind.NEW:
            return texts("follow.new", title=title) if title else texts("follow.new_unfollowed")
        case NoticeKind.MANY:
            return texts("follow.many", title=title, count=notice.left_out or 0)
        case NoticeKind.FAILING:
            return texts("follow.failing", title=title)
        case NoticeKind.BACK:
            return texts("follow.back", title=title)
        case _:
            return texts("follow.changed")


def fault_sentence(fault: str, texts: Texts) -> str:
    """Return the sentence of `Follow.fault`."""
    name, _, status = fault.partition(" ")
    kind, _, reason = name.partition(".")
    if kind == "link":
        return texts(f"fault.link.{reason}", status=status)
    return texts(f"fault.feed.{reason}")


def _line(one: Listed, texts: Texts) -> str:
    follow = one.follow
    states = [
        texts("follow.fails") if follow.fault is not None else "",
        texts("follow.list_publishes") if follow.publish else "",
        texts("follow.list_due", count=one.due) if one.due else "",
        texts("follow.list_refused", count=one.refused) if one.refused else "",
    ]
    line = f"- **{short_title(follow.title)}**"
    stated = " · ".join(filter(None, states))
    return f"{line}\n-# {stated}" if stated else line


def _within_room(lines: Sequence[str], texts: Texts) -> str:
    """Return the lines that fit into a message; the last one counts those that don't."""
    room = MESSAGE_TEXT - _RESERVED
    shown: list[str] = []
    for line in lines:
        room -= size(line) + 1
        if room < 0:
            shown.append(texts("follow.more", count=len(lines) - len(shown)))
            break
        shown.append(line)
    return "\n".join(shown)


def _link(link: str) -> str:
    return escape(cut(one_line(link), LINK_SHOWN))
