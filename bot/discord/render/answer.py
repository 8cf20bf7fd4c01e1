"""Renders answers and refusals."""

import re
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote

from bot.articles.intake import MESSAGE_LINK
from bot.discord.render.limits import MESSAGE_TEXT, units
from bot.discord.render.quotes import excerpt
from bot.locales import Texts
from bot.questions.warnings import warnings
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal

QUESTION_SHOWN = 200
TITLE_SHOWN = 200
SOURCE_SHOWN = 100
"""Maximum code points; longer text is cut with an ellipsis."""
ADDRESS_SHOWN = 1000
"""Maximum code points of a percent-encoded address; titles with longer ones are not linked."""
EXACT_WORDS = 12
EDGE_WORDS = 5
"""A sentence of more than EXACT_WORDS is linked by EDGE_WORDS at its start and at its end."""
_KEPT = "%/:?#[]@!$&'+,;=~"
"""Characters of a URL that need no percent-encoding, not even in a markdown link."""
NEIGHBOUR_ROOM = 80
"""UTF-16 code units; a neighbouring paragraph with less room is left out."""


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered hit of an answer."""

    question: str | None
    """None if Discord shows the question itself."""
    warning: str | None
    """How the question was read and why the answer is doubtful; None for neither."""
    quote: str
    """The passage as a quote block, its best sentence in bold."""
    origin: str
    """Title, source, position in the article, and a mark if a moderator chose the passage."""
    number: int
    """The index of the hit, counted from 0."""
    pages: int
    """The number of hits."""
    around: bool
    """True if the paragraphs before and after are shown, too."""
    has_around: bool
    """True if there are any."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the text blocks from top to bottom."""
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
    """Render the hit with this index in at most `room` UTF-16 code units.

    Raise IndexError if there is no such hit, QuoteChangedError if the quote would not be shown word
    for word.
    """
    hit = answer.hits[number]
    question = _question(answer.question) if show_question else None
    origin = _origin(hit, texts)
    warning = "\n".join(map(escape, warnings(answer, texts))) or None
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
    """Return the text blocks of a refusal: the reason and the nearest articles."""
    reason = answer.refusal or Refusal.NO_MATCH
    blocks = [texts(f"refusal.{reason.name.lower()}")]
    if answer.refusal is Refusal.BLANK:
        return tuple(blocks)
    blocks[:0] = map(escape, warnings(answer, texts))
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
    """Return a percent-encoded URL that opens the page at this sentence.

    It ends in a text fragment, see WICG, URL Fragment Text Directives.
    """
    words = sentence.split()
    if len(words) > EXACT_WORDS:
        parts = [" ".join(words[:EDGE_WORDS]), " ".join(words[-EDGE_WORDS:])]
    else:
        parts = [" ".join(words)]
    # Hyphens are syntax in a text directive, and `quote` does not encode them.
    directive = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    page = quote(url.partition(":~:")[0], safe=_KEPT)
    return f"{page}{'' if '#' in page else '#'}:~:text={directive}"


def linked_title(article: Article, sentence: Span | None) -> str:
    """Return an article's title, linked to its page, or to a sentence there, if it has one."""
    title = cut(one_line(article.title), TITLE_SHOWN)
    if article.url is None or not re.match(r"https?://", article.url):
        return escape(title)
    address = (
        quote(article.url, safe=_KEPT)
        # Discord would not open a link to a message with a text fragment within its client.
        if sentence is None or article.url.startswith(MESSAGE_LINK)
        else quote_address(article.url, sentence.of(article.body))
    )
    if len(address) > ADDRESS_SHOWN:
        return escape(title)
    # Discord ignores backslashes before brackets in a link's text.
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
    """Return the hit between its neighbouring paragraphs, which get the room that it leaves."""
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
