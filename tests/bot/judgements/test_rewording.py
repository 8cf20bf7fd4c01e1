import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judgements import AskedAs, Judgement, Judgements, PassagePlace
from bot.judgements.rewording import give_words
from bot.pseudonyms import Pseudonyms
from bot.querylog.settled_words import forget_words
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from index.sameness import question_key

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD = 7
QUESTION = "Apakah Rahmat makan manggis?"
PLACE = PassagePlace("buah", 1, 1)


def asked(question: str, asker: str) -> AskedAs:
    return AskedAs(question, question_key(question), asker=asker)


@pytest.fixture
async def wordless(engine: AsyncEngine, pseudonyms: Pseudonyms) -> Judgement:
    """A judgement whose asker has deleted their words."""
    await Shelf(engine, EVERYWHERE).add(Draft("buah", "Buah", "", None, "id", "Manggis manis."))
    await Judgements(engine).judge(GUILD, asked(QUESTION, "sari"), PLACE, by=9)
    await forget_words(engine, "sari", pseudonyms)
    (judgement,) = await Judgements(engine).of(GUILD)
    assert judgement.question == ""
    return judgement


async def test_what_lost_its_words_gets_those_of_who_asks_the_same(
    engine: AsyncEngine, pseudonyms: Pseudonyms, wordless: Judgement
) -> None:
    again = asked("apakah manggis dimakan rahmat?", "budi")
    await give_words(engine, GUILD, again, pseudonyms)
    assert await Judgements(engine).of(GUILD) == [wordless]

    again = asked("apakah rahmat makan manggis", "budi")
    await give_words(engine, GUILD + 1, again, pseudonyms)
    assert await Judgements(engine).of(GUILD) == [wordless]
    await give_words(engine, GUILD, again, pseudonyms)

    (judgement,) = await Judgements(engine).about(GUILD, again.question_key)
    assert (judgement.question, judgement.asker) == (again.question, "budi")
    assert (judgement.judged_by, judgement.judged_at) == (9, wordless.judged_at)
    assert judgement.id > wordless.id


async def test_what_was_judged_again_meanwhile_stays(
    engine: AsyncEngine, pseudonyms: Pseudonyms, wordless: Judgement
) -> None:
    again = asked(QUESTION, "budi")
    await Judgements(engine).judge(GUILD, again, PLACE, by=8)

    await give_words(engine, GUILD, again, pseudonyms)

    (judgement,) = await Judgements(engine).of(GUILD)
    assert judgement.judged_by == 8
    assert judgement.id > wordless.id
