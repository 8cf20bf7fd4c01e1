import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from bot.locales import ENGLISH
from bot.terminal.console import as_json, show
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal
from index.ranking.doubts import Doubts


def article(title: str, source: str) -> Article:
    return Article(title, 1, title, source, None, "en", "", ())


def test_a_refusal_names_the_nearest_articles_with_their_sources_if_they_have_any() -> None:
    output = io.StringIO()
    nearest = (article("Ferries", "Sabang Post"), article("Boats", ""))

    show(Answer("?", (), 0.0, Refusal.NO_MATCH, nearest=nearest), ENGLISH, Console(file=output))

    assert output.getvalue().splitlines()[-2:] == ["  • Ferries — Sabang Post", "  • Boats"]


def test_a_title_that_begins_the_passage_is_not_shown_with_it() -> None:
    output, passage = io.StringIO(), Passage(1, Span(0, 14), (Span(0, 7), Span(8, 14)))
    kept = replace(article("Ferries", ""), body="Ferries\nTwo go", passages=(passage,))
    hit = Hit(kept, passage, 1.0, Span(8, 14), Span(8, 14))

    show(Answer("?", (hit,), 1.0), ENGLISH, Console(file=output))

    assert output.getvalue().splitlines()[0] == "Two go"


@pytest.mark.parametrize("chosen", [True, False])
def test_what_a_moderator_chose_is_marked(chosen: bool) -> None:
    output, passage = io.StringIO(), Passage(1, Span(0, 4), (Span(0, 4),))
    kept = replace(article("Ferries", "Sabang Post"), body="Five", passages=(passage,))
    hit = Hit(kept, passage, 1.0, passage.span, passage.span, chosen=chosen)
    answer = Answer("?", (hit,), 1.0)

    show(answer, ENGLISH, Console(file=output))

    assert ("paragraph 1 of 1 · chosen by a moderator" in output.getvalue()) == chosen
    assert json.loads(as_json(answer))["hits"][0]["chosen"] == chosen


def test_programs_get_the_doubts_too() -> None:
    doubts = Doubts(corrected=(("mobl", "mobil"),), missing=("2029",))
    answer = Answer("?", (), 0.1, Refusal.NO_MATCH, doubtful=True, doubts=doubts)

    read = json.loads(as_json(answer))

    assert read["doubtful"]
    assert read["corrected"] == [{"typed": "mobl", "read": "mobil"}]
    assert read["missing"] == ["2029"]


def test_doubts_are_said_before_the_quote() -> None:
    output, passage = io.StringIO(), Passage(1, Span(0, 4), (Span(0, 4),))
    kept = replace(article("Ferries", "Sabang Post"), body="Five", passages=(passage,))
    hit = Hit(kept, passage, 1.0, passage.span, passage.span)

    show(
        Answer("?", (hit,), 0.3, doubtful=True, doubts=Doubts(missing=("2029\x1b",))),
        ENGLISH,
        Console(file=output),
    )

    assert output.getvalue().splitlines()[:3] == [
        "This quote doesn't mention “2029\N{REPLACEMENT CHARACTER}”.",
        ENGLISH("answer.doubtful"),
        "Five",
    ]
