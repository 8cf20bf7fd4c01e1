import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements import choices as module
from bot.judgements.choices import Choices, ChoicesOfGuilds, Settled
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from corpus.article import Article
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from index.finder import Finder
from index.sameness import question_key, wording_key
from index.searching.settled import Settlement

QUESTION = "Siapa yang memelihara ayam?"
DRAFT = Draft("ayam", "Ayam", "", None, "id", "Sari memelihara ayam. Budi memelihara bebek.")


@pytest.fixture
async def article(engine: AsyncEngine) -> Article:
    return await Shelf(engine, EVERYWHERE).add(DRAFT)


async def choose(engine: AsyncEngine, guild_id: int, question: str = QUESTION) -> None:
    await Judgements(engine).judge(
        guild_id, AskedAs(question, "who: x"), PassagePlace(DRAFT.id, 1, 1), by=9
    )


def chosen(article: Article, question: str = QUESTION) -> Choices:
    text = article.passages[0].span.of(article.body)
    settlement = Settlement(question, None, article.id, text, 1.0)
    return Choices.of([Settled(question_key(question), by_moderator=True, settlement=settlement)])


@pytest.mark.parametrize(
    "question", [QUESTION, "yg memelihara ayam siapa sih", "SIAPA memeilhara ayam???"]
)
async def test_the_same_words_in_any_order_and_misspelt_find_the_passage(
    article: Article, question: str
) -> None:
    finder = Finder([article])

    assert chosen(article).places(question, None, finder) == [(article, article.passages[0])]


@pytest.mark.parametrize(
    "question",
    [
        "Siapa yang dipelihara ayam?",
        "Siapa yang tidak memelihara ayam?",
        "Kapan Sari memelihara ayam?",
        "Siapa yang memelihara bebek?",
    ],
)
async def test_other_words_do_not(article: Article, question: str) -> None:
    assert chosen(article).places(question, None, Finder([article])) == []


async def test_a_passage_that_is_not_there_any_more_is_not_found(article: Article) -> None:
    assert chosen(article).places(QUESTION, None, Finder([])) == []


async def test_a_choice_and_its_withdrawal_are_seen_at_once(
    engine: AsyncEngine, article: Article
) -> None:
    held = ChoicesOfGuilds(engine)
    assert await held.of(7) == Choices()

    await choose(engine, 7)
    assert list((await held.of(7)).by_wording) == [wording_key(QUESTION)]
    assert await held.of(8) == await held.of(None) == Choices()

    (judgement,) = await Judgements(engine).of(7)
    await Judgements(engine).take_back(7, judgement.id)
    assert await held.of(7) == Choices()


async def test_the_latest_choice_comes_first(engine: AsyncEngine, article: Article) -> None:
    later = await Shelf(engine, EVERYWHERE).add(Draft("b", "B", "", None, "id", "Lain lagi."))
    await choose(engine, 7)
    await Judgements(engine).judge(
        7, AskedAs(QUESTION, "who: x"), PassagePlace(later.id, 1, 1), by=9
    )

    (passages,) = (await ChoicesOfGuilds(engine).of(7)).by_wording.values()
    assert [passage.article_id for passage in passages] == [later.id, article.id]


async def test_the_number_of_cached_servers_is_limited(
    engine: AsyncEngine, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_HELD", 2)
    held = ChoicesOfGuilds(engine)
    for guild_id in (7, 8, 9):
        await choose(engine, guild_id)
        await held.of(guild_id)

    assert set(held._held) == {8, 9}
