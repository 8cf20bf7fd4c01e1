import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.asked import Asked, WayIn
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.terminal.explained import show_explanation
from corpus.draft import Draft
from index.explanation import Explanation
from index.sameness import question_key
from index.searching.settled import Support

GUILD = 7
QUESTION = "Alarm alami kampung bunyi pukul berapa?"
BODY = "Ayam berkokok pada pagi hari yang cerah di kampung."
DRAFT = Draft("ayam", "Ayam", "", None, "id", f"{BODY}\n\nBebek berenang di kolam belakang rumah.")


@pytest.fixture(autouse=True)
async def _shelf(parts: Parts) -> None:
    await parts.shelf(GUILD).add(DRAFT)


async def explained(parts: Parts, question: str) -> str:
    """Return what is printed about a question."""
    return printed(await parts.assistant.explain(Asked(question, WayIn.TERMINAL, GUILD)))


def printed(explanation: Explanation) -> str:
    output = io.StringIO()
    show_explanation(explanation, Console(file=output, width=200))
    return output.getvalue()


async def test_a_passage_that_a_moderator_chose_is_named_first(parts: Parts) -> None:
    asked = AskedAs(QUESTION, question_key(QUESTION))
    assert "chosen" not in await explained(parts, QUESTION)
    await Judgements(parts.engine).judge(GUILD, asked, PassagePlace("ayam", 1, 1), by=None)

    lines = await explained(parts, QUESTION)

    chosen = "chosen for this question by a moderator: paragraph 1 of ayam"
    assert chosen in lines
    assert lines.index(chosen) < lines.index("1. paragraph")
    assert lines.rstrip().endswith(": shown.")


async def test_the_settled_question_that_helped_is_quoted(parts: Parts) -> None:
    asked = AskedAs(QUESTION, question_key(QUESTION))
    await Judgements(parts.engine).judge(GUILD, asked, PassagePlace("ayam", 1, 1), by=None)

    lines = await explained(parts, "Alarm alami kampung berbunyi jam berapa ya?")

    assert f"like the settled question “{QUESTION}”: " in lines
    assert "said by settled questions: " in lines
    assert "chosen for" not in lines


async def test_how_like_a_rejected_question_it_is_is_said(parts: Parts) -> None:
    explanation = await parts.assistant.explain(Asked(QUESTION, WayIn.TERMINAL, GUILD))
    hit = replace(explanation.hits[0], support=Support(unlikeness=0.5))

    assert "was said not to answer: 0.50" in printed(replace(explanation, hits=(hit,)))
