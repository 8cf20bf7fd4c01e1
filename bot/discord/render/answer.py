"""From an answer to what is shown of it: pure functions, within Discord's limits for any text."""

import re
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote

from bot.articles.intake import MESSAGE_LINK
from bot.discord.render.limits import MESSAGE_TEXT, units
from bot.discord.render.quotes import excerpt
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal

QUESTION_SHOWN = 200
TITLE_SHOWN = 200
SOURCE_SHOWN = 100
"""Code points at most; the rest gives way to an ellipsis."""
ADDRESS_SHOWN = 1000
"""Code points of a percent-encoded address; a title with a longer one is shown without it."""
EXACT_WORDS = 12
EDGE_WORDS = 5
"""A sentence of more words than the first is linked by so many words at its start and its end."""
_KEPT = "%/:?#[]@!$&'+,;=~"
"""Characters of an address that need no percent-encoding, also within a link of Discord's."""
NEIGHBOUR_ROOM = 80
"""UTF-16 code units; a paragraph that would get less is not worth showing."""


@dataclass(frozen=True, slots=True)
class Page:
    """One hit of an answer as it is shown, in Discord's markdown."""

    question: str | None
    """None where Discord shows the question itself."""
    warning: str | None
    """None where the answer can be trusted."""
    quote: str
    """The passage as a quote block, its best sentence in bold."""
    origin: str
    """Title, source and the passage's place in its article, and whether a moderator chose it."""
    number: int
    """Which of the hits this is, counted from 0."""
    pages: int
    """How many hits there are."""
    around: bool
    """Whether the paragraphs before and after are shown too."""
    has_around: bool
    """Whether there are any."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what is shown, one below another."""
        shown = (self.question, self.warning, self.quote, self.origin)
        return tuple(text for text in shown if text is not None)


def render_page(  # noqa: PLR0913
    answer: Answer,
    texts: Texts,
    number: int,
    *,
    around: bool,
    show_question: bool,
    room: int = MESSAGE_TEXT,
) -> Page:
    """Show the hit with this number, counted from 0, in so many units; IndexError without it.

    Raise QuoteChangedError when the quote would not be shown word for word.
    """
    hit = answer.hits[number]
    question = _question(answer.question) if show_question else None
    origin = _origin(hit, texts)
    warning = texts("answer.doubtful") if answer.doubtful else None
    room -= sum(units(text or "") for text in (question, warning, origin))
    return Page(
        question=question,
        warning=warning,
        quote=_quote_with_neighbours(hit, room) if around else _quote(hit, room),
        origin=origin,
        number=number,
        pages=len(answer.hits),
        around=around,
        has_around=len(hit.article.passages) > 1,
    )


def render_refusal(answer: Answer, texts: Texts, *, show_question: bool) -> tuple[str, ...]:
    """Say why there is no quote, and name the nearest articles; a text for each block."""
    reason = answer.refusal or Refusal.NO_MATCH
    blocks = [texts(f"refusal.{reason.name.lower()}")]
    if answer.refusal is Refusal.BLANK:
        return tuple(blocks)
    if show_question:
        blocks.insert(0, _question(answer.question))
    nearest = f"-# {texts('answer.nearest')}"
    room = MESSAGE_TEXT - sum(units(block) for block in (*blocks, nearest))
    titles = [f"\n- {linked_title(article, None)}" for article in answer.nearest]
    used = accumulate(units(title) for title in titles)
    fitting = [title for title, end in zip(titles, used, strict=True) if end <= room]
    if fitting:
        blocks.append(nearest + "".join(fitting))
    return tuple(blocks)


def quote_address(url: str, sentence: str) -> str:
    """Return the address, percent-encoded, that opens the page at this sentence.

    It has a text fragment, as the URL Fragment Text Directives of the WICG define it.
    """
    words = sentence.split()
    if len(words) > EXACT_WORDS:
        parts = [" ".join(words[:EDGE_WORDS]), " ".join(words[-EDGE_WORDS:])]
    else:
        parts = [" ".join(words)]
    # A hyphen, too, has a meaning within a text directive, and `quote` leaves it as it is.
    directive = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    page = quote(url.partition(":~:")[0], safe=_KEPT)
    return f"{page}{'' if '#' in page else '#'}:~:text={directive}"


def linked_title(article: Article, sentence: Span | None) -> str:
    """Return an article's title, with a link to its page, or to a sentence there, if it has one."""
    title = cut(one_line(article.title), TITLE_SHOWN)
    if article.url is None or not re.match(r"https?://", article.url):
        return escape(title)
    address = (
        quote(article.url, safe=_KEPT)
        # In a message there is no text to go to; Discord would no longer open it by itself.
        if sentence is None or article.url.startswith(MESSAGE_LINK)
        else quote_address(article.url, sentence.of(article.body))
    )
    if len(address) > ADDRESS_SHOWN:
        return escape(title)
    # Discord looks for brackets in a link's text without regard to backslashes.
    label = escape(title.translate(str.maketrans("[]", "()")))
    return f"[{label}]({address})"


def _question(question: str) -> str:
    return f"-# {escape(cut(one_line(question), QUESTION_SHOWN))}"


def _origin(hit: Hit, texts: Texts) -> str:
    place = texts("answer.paragraph_of", number=hit.passage.number, total=len(hit.article.passages))
    source = escape(cut(one_line(hit.article.source), SOURCE_SHOWN))
    facts = [source, place, texts("review.mark_chosen") if hit.chosen else ""]
    about = " · ".join(fact for fact in facts if fact)
    return f"-# **{linked_title(hit.article, hit.sentence)}**\n-# {about}"


def _quote(hit: Hit, room: int) -> str:
    return excerpt(hit.article.body, hit.passage, hit.shown, hit.shown, room)


def _quote_with_neighbours(hit: Hit, room: int) -> str:
    """Return the hit between the paragraphs before and after it; the hit's room comes first."""
    article, number = hit.article, hit.passage.number
    before = article.passages[number - 2] if number > 1 else None
    after = article.passages[number] if number < len(article.passages) else None
    gap = "\n> \n"
    quoted = _quote(hit, room)
    left = room - units(quoted) - units(gap) * 2
    if before is not None and left >= NEIGHBOUR_ROOM:
        earlier = _neighbour(article, before, before.sentences[-1], left // 2 if after else left)
        left -= units(earlier)
        quoted = f"{earlier}{gap}{quoted}"
    if after is not None and left >= NEIGHBOUR_ROOM:
        quoted = f"{quoted}{gap}{_neighbour(article, after, after.sentences[0], left)}"
    return quoted


def _neighbour(article: Article, passage: Passage, sentence: Span, room: int) -> str:
    nothing = Span(passage.span.end, passage.span.end)
    return excerpt(article.body, passage, sentence, nothing, room)
