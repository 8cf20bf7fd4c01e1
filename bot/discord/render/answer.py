"""Renders answers and refusals."""

from dataclasses import dataclass
from itertools import accumulate

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.links import button_address, linked_title, plain_title
from bot.discord.render.quotes import excerpt
from bot.discord.render.tone import Tone
from bot.locales import Texts
from bot.locales.dates import day_in_words
from bot.questions.warnings import warnings
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal

QUESTION_SHOWN = 200
SOURCE_SHOWN = 100
"""Maximum code points; longer text is cut with an ellipsis."""
NEIGHBOUR_ROOM = 80
"""See `size`; a neighbouring paragraph with less room is left out."""


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered hit of an answer."""

    tone: Tone
    head: str
    """Its icon and its word."""
    question: str | None
    """None if Discord shows the question itself."""
    warning: str | None
    """How the question was read and why the answer is doubtful; None for neither."""
    quote: str
    """The passage as a quote block, its best sentence in bold."""
    origin: str
    """Title, source, author, date, position, and a mark if a moderator chose the passage.

    The title is a link to the source where that can't be a button.
    """
    address: str | None
    """Of the source, for a link button; None if there is none, or none that Discord takes."""
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
        return *self.above, self.quote, self.origin

    @property
    def above(self) -> tuple[str, ...]:
        """Return those above the quote."""
        shown = (self.head, self.question, self.warning)
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
    """Render the hit with this index in at most `room`, see `size`.

    Raise IndexError if there is no such hit, QuoteChangedError if the quote would not be shown word
    for word.
    """
    hit, tone = answer.hits[number], Tone.of(answer)
    question = _question(answer.question) if show_question else None
    address = button_address(hit.article, hit.shown)
    head, origin = tone.head(texts), _origin(hit, texts, has_button=address is not None)
    warning = "\n".join(map(escape, warnings(answer, texts))) or None
    room -= sum(size(text or "") for text in (head, question, warning, origin))
    return Page(
        tone=tone,
        head=head,
        question=question,
        warning=warning,
        quote=_quote_with_neighbours(hit, room) if around else _quote(hit, room),
        origin=origin,
        address=address,
        number=number,
        pages=len(answer.hits),
        around=around,
        has_around=len(hit.article.passages) > 1,
    )


def render_refusal(answer: Answer, texts: Texts, *, show_question: bool) -> tuple[str, ...]:
    """Return the text blocks of a refusal: its head, the reason and some articles."""
    reason = answer.refusal or Refusal.NO_MATCH
    blocks = [texts(f"refusal.{reason.name.lower()}")]
    if answer.refusal is Refusal.BLANK:
        return tuple(blocks)
    blocks[:0] = map(escape, warnings(answer, texts))
    if show_question:
        blocks.insert(0, _question(answer.question))
    blocks.insert(0, Tone.REFUSAL.head(texts))
    heading = f"-# {texts('answer.nearest' if answer.nearest else 'answer.titles')}"
    room = MESSAGE_TEXT - sum(size(block) for block in (*blocks, heading))
    # The second line of an item is indented.
    titles = ["\n- " + "\n  ".join(linked_title(each)) for each in answer.nearest or answer.titles]
    used = accumulate(size(title) for title in titles)
    fitting = [title for title, end in zip(titles, used, strict=True) if end <= room]
    if fitting:
        blocks.append(heading + "".join(fitting))
    return tuple(blocks)


def _question(question: str) -> str:
    return f"-# {escape(cut(one_line(question), QUESTION_SHOWN))}"


def _origin(hit: Hit, texts: Texts, *, has_button: bool) -> str:
    place = texts("answer.paragraph_of", number=hit.passage.number, total=len(hit.article.passages))
    published = day_in_words(hit.article.published or "", texts)
    credited = filter(None, (*hit.article.credits, published))
    stated = [escape(cut(one_line(each), SOURCE_SHOWN)) for each in credited]
    facts = [*stated, place, texts("review.mark_chosen") if hit.chosen else ""]
    about = " · ".join(fact for fact in facts if fact)
    title, *link = (
        (plain_title(hit.article),) if has_button else linked_title(hit.article, hit.sentence)
    )
    return "\n".join(f"-# {line}" for line in (f"**{title}**", *link, about))


def _quote(hit: Hit, room: int) -> str:
    passage, shown = hit.without_title()  # It stands below the quote.
    return excerpt(hit.article.body, passage, shown, shown, room)


def _quote_with_neighbours(hit: Hit, room: int) -> str:
    """Return the hit between its neighbouring paragraphs, which get the room that it leaves."""
    article, number = hit.article, hit.passage.number
    before = article.passages[number - 2] if number > 1 else None
    after = article.passages[number] if number < len(article.passages) else None
    gap = "\n> \n"
    quoted = _quote(hit, room)
    left = room - size(quoted) - size(gap) * 2
    if before is not None and left >= NEIGHBOUR_ROOM:
        earlier = _neighbour(article, before, before.sentences[-1], left // 2 if after else left)
        left -= size(earlier)
        quoted = f"{earlier}{gap}{quoted}"
    if after is not None and left >= NEIGHBOUR_ROOM:
        quoted = f"{quoted}{gap}{_neighbour(article, after, after.sentences[0], left)}"
    return quoted


def _neighbour(article: Article, passage: Passage, sentence: Span, room: int) -> str:
    nothing = Span(passage.span.end, passage.span.end)
    return excerpt(article.body, passage, sentence, nothing, room)
