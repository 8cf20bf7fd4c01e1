import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from bot.locales import ENGLISH
from bot.terminal.console import as_json, show
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal


def article(title: str, source: str) -> Article:
    return Article(title, 1, title, source, None, "en", "", ())


def test_a_refusal_names_the_nearest_articles_with_their_sources_if_they_have_any() -> None:
    output = io.StringIO()
    nearest = (article("Ferries", "Sabang Post"), article("Boats", ""))

    show(Answer("?", (), 0.0, Refusal.NO_MATCH, nearest=nearest), ENGLISH, Console(file=output))

    assert output.getvalue().splitlines()[-2:] == ["  • Ferries — Sabang Post", "  • Boats"]


@pytest.mark.parametrize("chosen", [True, False])
def test_what_a_moderator_chose_is_marked(chosen: bool) -> None:
    output, passage = io.StringIO(), Passage(1, Span(0, 4), (Span(0, 4),))
    kept = replace(article("Ferries", "Sabang Post"), body="Five", passages=(passage,))
    hit = Hit(kept, passage, 1.0, passage.span, passage.span, chosen=chosen)
    answer = Answer("?", (hit,), 1.0)

    show(answer, ENGLISH, Console(file=output))

    assert ("paragraph 1 of 1 · chosen by a moderator" in output.getvalue()) == chosen
    assert json.loads(as_json(answer))["hits"][0]["chosen"] == chosen
