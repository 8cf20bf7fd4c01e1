"""Answers in the terminal."""

import json
from typing import Any

import regex
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.locales import Texts
from bot.locales.dates import day_in_words
from bot.questions.warnings import warnings
from corpus.article import Span
from index.answer import Answer, Hit

# Control characters that could manipulate the terminal or change the text's direction, except tabs
# and line breaks.
_CONTROL = regex.compile(r"(?![\t\n])[\p{Cc}\p{Bidi_Control}]")


def as_json(answer: Answer) -> str:
    """Return the answer as a JSON object, with spans into the article's body in code points."""

    def span(article_body: str, part: Span) -> dict[str, Any]:
        return {"start": part.start, "end": part.end, "text": part.of(article_body)}

    return json.dumps(
        {
            "question": answer.question,
            "answered": answer.answered,
            "confidence": round(answer.confidence, 4),
            "doubtful": answer.doubtful,
            "corrected": [
                {"typed": typed, "read": read} for typed, read in answer.doubts.corrected
            ],
            "missing": list(answer.doubts.missing),
            "unread": answer.unread,
            "hits": [
                {
                    "article_id": hit.article.id,
                    "title": hit.article.title,
                    "source": hit.article.source,
                    "author": hit.article.author,
                    "published": hit.article.published,
                    "passage": hit.passage.number,
                    "passages": len(hit.article.passages),
                    **span(hit.article.body, hit.passage.span),
                    "sentence": span(hit.article.body, hit.sentence),
                    "score": round(hit.score, 4),
                    "chosen": hit.chosen,
                    "matched": [span(hit.article.body, word) for word in hit.matched],
                }
                for hit in answer.hits
            ],
        },
        ensure_ascii=False,
    )


def show(answer: Answer, texts: Texts, console: Console) -> None:
    """Print an answer: the best passage in full, and the best sentence of each further one."""
    for line in warnings(answer, texts):
        console.print(Text(printable(line)))
    if answer.refusal is not None:
        console.print(Text(texts(f"refusal.{answer.refusal.name.lower()}")))
        named_articles = answer.nearest or answer.titles
        if named_articles:
            console.print(Text(texts("answer.nearest" if answer.nearest else "answer.titles")))
        for article in named_articles:
            named = " — ".join(part for part in (article.title, article.source) if part)
            console.print(Text(printable(f"  • {named}")))
        return
    for place, hit in enumerate(answer.hits):
        sentence = Text(printable(hit.shown.of(hit.article.body)))
        for text in (sentence if place else _best_passage(hit), _origin(hit, texts)):
            # In a pipe, where lines are not wrapped, padding would truncate them.
            console.print(Padding(text, (0, 2)) if console.is_terminal else text)
        console.print()


def _best_passage(hit: Hit) -> Text:
    body = hit.article.body
    passage, shown = hit.without_title()  # It stands below the quote.
    return Text.assemble(
        printable(body[passage.span.start : shown.start]),
        (printable(shown.of(body)), "bold"),
        printable(body[shown.end : passage.span.end]),
    )


def _origin(hit: Hit, texts: Texts) -> Text:
    place = texts("answer.paragraph_of", number=hit.passage.number, total=len(hit.article.passages))
    chosen = texts("review.mark_chosen") if hit.chosen else ""
    article = hit.article
    published = day_in_words(article.published or "", texts)
    parts = [article.title, *article.credits, published, place, chosen, article.url or ""]
    return Text("— " + " · ".join(printable(part) for part in parts if part), "dim")


def printable(text: str) -> str:
    r"""Return the text with terminal control characters replaced.

    >>> printable("red \x1b[31m")
    'red �[31m'
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
