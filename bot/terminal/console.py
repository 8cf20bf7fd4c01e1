"""The same assistant in a terminal: what it shows, and a conversation with it."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import regex
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.asked import Asked, WayIn
from bot.locales import Texts
from bot.questions.assistant import Assistant
from corpus.article import Span
from index.answer import Answer, Hit

# Control characters could steer the terminal, and some turn the direction of what follows; tabs and
# line ends may stay.
_CONTROL = regex.compile(r"(?![\t\n])[\p{Cc}\p{Bidi_Control}]")


def as_json(answer: Answer) -> str:
    """Return the answer as one JSON object; spans are into the article's body, in code points."""

    def span(article_body: str, part: Span) -> dict[str, Any]:
        return {"start": part.start, "end": part.end, "text": part.of(article_body)}

    return json.dumps(
        {
            "question": answer.question,
            "answered": answer.answered,
            "confidence": round(answer.confidence, 4),
            "hits": [
                {
                    "article_id": hit.article.id,
                    "title": hit.article.title,
                    "source": hit.article.source,
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
    """Print an answer: the best passage whole, of the further ones the best sentence."""
    if answer.refusal is not None:
        console.print(Text(texts(f"refusal.{answer.refusal.name.lower()}")))
        if answer.nearest:
            console.print(Text(texts("answer.nearest")))
        for article in answer.nearest:
            named = " — ".join(part for part in (article.title, article.source) if part)
            console.print(Text(printable(f"  • {named}")))
        return
    if answer.doubtful:
        console.print(Text(texts("answer.doubtful")))
    for place, hit in enumerate(answer.hits):
        sentence = Text(printable(hit.shown.of(hit.article.body)))
        for text in (sentence if place else _best_passage(hit), _origin(hit, texts)):
            # Where lines are not wrapped, as in a pipe, padding would cut them.
            console.print(Padding(text, (0, 2)) if console.is_terminal else text)
        console.print()


def _best_passage(hit: Hit) -> Text:
    body, span = hit.article.body, hit.passage.span
    return Text.assemble(
        printable(body[span.start : hit.shown.start]),
        (printable(hit.shown.of(body)), "bold"),
        printable(body[hit.shown.end : span.end]),
    )


def _origin(hit: Hit, texts: Texts) -> Text:
    place = texts("answer.paragraph_of", number=hit.passage.number, total=len(hit.article.passages))
    chosen = texts("review.mark_chosen") if hit.chosen else ""
    parts = [hit.article.title, hit.article.source, place, chosen, hit.article.url or ""]
    return Text("— " + " · ".join(printable(part) for part in parts if part), "dim")


def printable(text: str) -> str:
    """Return the text without what could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


class Chat:
    """A conversation in the terminal, until end of input, SIGINT or SIGTERM."""

    def __init__(
        self,
        assistant: Assistant,
        texts: Texts,
        language: str,
        console: Console,
        guild_id: int | None = None,
    ) -> None:
        """Take whom to ask, how to speak, where to show it, and whose articles to answer from."""
        self._assistant = assistant
        self._texts = texts
        self._language = language
        self._console = console
        self._guild_id = guild_id

    def run(self, runner: asyncio.Runner) -> None:
        """Answer line by line; the loop that the assistant lives in runs while it is asked."""
        self._console.print(self._texts("terminal.welcome"))
        try:
            for question in self._lines():
                asked = Asked(
                    question, WayIn.TERMINAL, guild_id=self._guild_id, locale=self._language
                )
                show(runner.run(self._assistant.ask(asked)).answer, self._texts, self._console)
        except KeyboardInterrupt:
            self._console.print()
        self._console.print(self._texts("terminal.goodbye"))

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                yield input(self._texts("terminal.prompt"))
            except EOFError:
                return
