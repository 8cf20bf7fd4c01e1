"""A chat in the terminal."""

import asyncio
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from bot.asked import Asked, WayIn
from bot.locales import Texts
from bot.questions.assistant import Assistant
from bot.terminal.console import printable, show


class Chat:
    """An interactive chat, until end of input, SIGINT or SIGTERM."""

    def __init__(
        self,
        assistant: Assistant,
        texts: Texts,
        console: Console,
        guild_id: int | None = None,
    ) -> None:
        """Chat with an assistant, in a language, on a console, about a server's articles."""
        self._assistant = assistant
        self._texts = texts
        self._console = console
        self._guild_id = guild_id

    def run(self, runner: asyncio.Runner) -> None:
        """Answer line by line, after a few questions that the articles answer.

        The assistant's event loop only runs while it answers.
        """
        self._console.print(self._texts("terminal.welcome"))
        try:
            offered = runner.run(self._offered())
            for line in self._lines():
                asked = Asked(
                    _meant(line, offered),
                    WayIn.TERMINAL,
                    guild_id=self._guild_id,
                    locale=self._texts.language,
                )
                show(runner.run(self._assistant.ask(asked)).answer, self._texts, self._console)
        except KeyboardInterrupt:
            self._console.print()
        self._console.print(self._texts("terminal.goodbye"))

    async def _offered(self) -> Sequence[str]:
        """Print questions that the articles answer, with numbers, and return them."""
        offered = await self._assistant.examples(self._guild_id, self._texts)
        if offered:
            self._console.print(self._texts("terminal.examples"))
        for number, question in enumerate(offered, 1):
            self._console.print(Text(printable(f"  {number}  {question}")))
        return offered

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                yield input(self._texts("terminal.prompt"))
            except EOFError:
                return


def _meant(line: str, offered: Sequence[str]) -> str:
    """Return the question that a line is, or is the number of."""
    numbered = {str(number): question for number, question in enumerate(offered, 1)}
    return numbered.get(line.strip(), line)
