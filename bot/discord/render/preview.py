"""Renders the preview of a draft."""

import re
from collections.abc import Sequence

from bot.articles.changes import Change
from bot.articles.intake import MESSAGE_LINK
from bot.articles.publish import Proposal
from bot.discord.render.diff import mark_words, render_changes
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.quotes import excerpt
from bot.discord.render.shelf import language_name
from bot.faults import fault_text
from bot.locales import Texts
from bot.locales.dates import day_in_words
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from corpus.draft import Draft
from corpus.errors import SameTextError
from corpus.formats.reading import LeftOut

TITLE_SHOWN = 200
SOURCE_SHOWN = 100
ADDRESS_SHOWN = 100
LEFT_OUT_SHOWN = 80
"""Maximum code points; longer text is cut with an ellipsis."""
MOST_LEFT_OUT = 5
"""The most blocks that were left out that are listed."""


_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
_MESSAGE = re.compile(rf"{re.escape(MESSAGE_LINK)}\d{{1,20}}/\d{{1,20}}/\d{{1,20}}", re.ASCII)


def render_preview(proposal: Proposal, texts: Texts, above: str = "") -> tuple[str, ...]:
    """Return the preview of a draft, as text blocks, the first of them `above` if it is given.

    A new article is previewed by its first and last passage, as they will be quoted; a new version
    by its changes. Raise QuoteChangedError if a passage would not be shown word for word.
    """
    draft, base = proposal.waiting.draft, proposal.base
    head = [above] if above else []
    head.append(_head(proposal, texts))
    if notes := _notes(proposal, texts):
        head.append(notes)
    room = MESSAGE_TEXT - sum(map(size, head))
    if base is None:
        first, *others = proposal.passages
        passages = (first.without_title(draft.title, draft.body), *others)
        return (*head, *_quotes(draft.body, passages, texts, room))
    return (*head, *_difference(draft, base, proposal.changes, texts, room))


def _head(proposal: Proposal, texts: Texts) -> str:
    draft = proposal.waiting.draft
    if proposal.base is None:
        what = texts("intake.preview_new")
    else:
        what = texts("intake.preview_change", title=_shown(proposal.base.title, TITLE_SHOWN))
    about = [
        _source(draft.source, texts),
        _shown(draft.author or "", SOURCE_SHOWN),
        day_in_words(draft.published or "", texts),
        language_name(draft.language, texts),
        texts("shelf.paragraphs", count=len(proposal.passages)),
    ]
    lines = [
        f"-# {what}",
        f"**{_shown(draft.title, TITLE_SHOWN)}**",
        f"-# {' · '.join(filter(None, about))}",
    ]
    if draft.url is not None:
        lines.append(f"-# {_address(draft.url, texts)}")
    return "\n".join(lines)


def _notes(proposal: Proposal, texts: Texts) -> str:
    """Return what prevents publishing, and warnings about the text."""
    problem = proposal.problem
    read = proposal.waiting.notes
    notes = [f"⚠️ {texts(f'intake.warning.{each}')}" for each in read.warnings]
    if read.pages:
        notes.append(texts("intake.pages", pages=read.first_pages))
    if proposal.base is None and _FRONT_PAGE.fullmatch(proposal.waiting.draft.url or ""):
        notes.append(f"ℹ️ {texts('intake.front_page')}")
    if read.left_out:
        notes.append(_left_out(read.left_out, texts))
    if problem is not None:
        fault = escape(one_line(fault_text(problem, texts) or ""))
        todo = "" if isinstance(problem, SameTextError) else texts("intake.title_taken")
        if proposal.replaceable:
            todo = texts("intake.same_text")
        notes.insert(0, f"⛔ {fault} {todo}".rstrip())
    return "\n".join(notes)


def _left_out(blocks: Sequence[LeftOut], texts: Texts) -> str:
    """Return the beginnings of what was left out, as a list with a line above."""
    lines = [f"- {_shown(block.text, LEFT_OUT_SHOWN)}" for block in blocks[:MOST_LEFT_OUT]]
    more = len(blocks) - len(lines)
    if more:
        lines.append(f"- {texts('intake.left_out_more', count=more)}")
    return "\n".join([f"✂️ {texts('intake.left_out', count=len(blocks))}", *lines])


def _quotes(body: str, passages: Sequence[Passage], texts: Texts, room: int) -> tuple[str, ...]:
    first, last = passages[0], passages[-1]
    if first is last:
        return (_quote(body, first, texts("intake.only_paragraph"), room),)
    first_quote = _quote(body, first, texts("intake.first_paragraph"), room // 2)
    room -= size(first_quote)
    return first_quote, _quote(body, last, texts("intake.last_paragraph"), room)


def _quote(body: str, passage: Passage, title: str, room: int) -> str:
    nothing = Span(passage.span.end, passage.span.end)
    head = f"-# {title}\n"
    return head + excerpt(body, passage, passage.sentences[0], nothing, room - size(head))


def _difference(
    draft: Draft, base: Article, changes: Sequence[Change], texts: Texts, room: int
) -> tuple[str, ...]:
    named = "\n".join(_names(draft, base, texts))
    counts = f"-# {_counts(changes, texts)}"
    blocks = [named, counts] if named else [counts]
    room -= sum(map(size, blocks)) + 1
    if not changes:
        return tuple(blocks)
    shown = render_changes(changes, texts, room)
    return (*blocks[:-1], f"{counts}\n{shown}")


def _names(draft: Draft, base: Article, texts: Texts) -> list[str]:
    """Return a line for each of title, source, language and link that changed."""
    before, after = (cut(each.url or "", ADDRESS_SHOWN) for each in (base, draft))
    pairs = (
        (texts("intake.label_title"), cut(base.title, TITLE_SHOWN), cut(draft.title, TITLE_SHOWN)),
        (
            texts("intake.label_source"),
            cut(base.source, SOURCE_SHOWN),
            cut(draft.source, SOURCE_SHOWN),
        ),
        (
            texts("intake.label_language"),
            language_name(base.language, texts),
            language_name(draft.language, texts),
        ),
        (texts("intake.label_link"), before, after),
    )
    return [
        f"{name}: {mark_words(before, after)}" for name, before, after in pairs if before != after
    ]


def _counts(changes: Sequence[Change], texts: Texts) -> str:
    if not changes:
        return texts("intake.same_paragraphs")
    came = sum(change.before is None for change in changes)
    went = sum(change.after is None for change in changes)
    return texts(
        "intake.paragraph_changes", changed=len(changes) - came - went, added=came, removed=went
    )


def _source(source: str, texts: Texts) -> str:
    return _shown(source, SOURCE_SHOWN) or texts("intake.no_source")


def _address(url: str, texts: Texts) -> str:
    """Return a link; one to a message is labelled, since its ids mean nothing to people."""
    if _MESSAGE.fullmatch(url):
        return f"[{texts('intake.message_link')}]({url})"
    return _shown(url, ADDRESS_SHOWN)


def _shown(text: str, most: int) -> str:
    return escape(cut(one_line(text), most))
