import io

from rich.console import Console

from bot.locales import ENGLISH
from bot.terminal.console import show
from corpus.article import Article
from index.answer import Answer, Refusal


def article(title: str, source: str) -> Article:
    return Article(title, 1, title, source, None, "en", "", ())


def test_a_refusal_names_the_nearest_articles_with_their_sources_if_they_have_any() -> None:
    output = io.StringIO()
    nearest = (article("Ferries", "Sabang Post"), article("Boats", ""))

    show(Answer("?", (), 0.0, Refusal.NO_MATCH, nearest=nearest), ENGLISH, Console(file=output))

    assert output.getvalue().splitlines()[-2:] == ["  • Ferries — Sabang Post", "  • Boats"]
