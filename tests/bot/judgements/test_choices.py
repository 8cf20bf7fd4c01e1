import asyncio
from pathlib import Path

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.judgements import choices as module
from bot.judgements.choices import Choices, ChoicesOfGuilds, Settled
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.querylog.settled_words import wording_of
from bot.querylog.votes import Vote, Votes
from corpus.article import Article
from corpus.changes import Changes
from corpus.database import open_database
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from index.finder import Finder
from index.sameness import question_key, wording_key
from index.searching.settled import Settlement
from tests.bot.querylog.logged import GUILD, logged

pytestmark = pytest.mark.databases("sqlite", "postgresql")

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
    held = ChoicesOfGuilds(engine, Changes(engine))
    assert await held.of(7) == Choices()

    await choose(engine, 7)
    assert list((await held.of(7)).by_wording) == [wording_key(QUESTION)]
    assert await held.of(8) == await held.of(None) == Choices()

    (judgement,) = await Judgements(engine).of(7)
    await Judgements(engine).take_back(7, judgement.id)
    assert await held.of(7) == Choices()


async def test_questions_at_once_share_one_lookup_and_later_ones_need_none(
    engine: AsyncEngine, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, settled, lookups = ChoicesOfGuilds(engine, Changes(engine)), module._settled, list[int]()

    async def looked_up(connection: AsyncConnection, guild_id: int) -> list[Settled]:
        lookups.append(guild_id)
        return await settled(connection, guild_id)

    monkeypatch.setattr(module, "_settled", looked_up)

    every = await asyncio.gather(*(held.of(7) for _ in range(100)))
    assert all(each is every[0] for each in every)
    assert await held.of(7) is every[0]
    assert lookups == [7]


async def test_a_choice_of_another_process_is_seen_at_once(
    engine: AsyncEngine, article: Article, database_path: Path, database_url: URL | None
) -> None:
    held = ChoicesOfGuilds(engine, Changes(engine))
    await held.of(7)

    async with open_database(database_path, database_url) as other:
        await choose(other, 7)

    assert list((await held.of(7)).by_wording) == [wording_key(QUESTION)]


async def test_a_vote_during_a_lookup_is_seen_by_the_next_question(
    engine: AsyncEngine, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, settled = ChoicesOfGuilds(engine, Changes(engine)), module._settled

    async def voted_meanwhile(connection: AsyncConnection, guild_id: int) -> list[Settled]:
        monkeypatch.setattr(module, "_settled", settled)
        before = await settled(connection, guild_id)
        for voter in ("ana", "budi"):
            query_id = await logged(engine, QUESTION, shown=[(article, 1)])
            await Votes(engine).vote(query_id, voter, Vote.UP)
            held.forget(GUILD)
        return before

    monkeypatch.setattr(module, "_settled", voted_meanwhile)

    assert (await held.of(GUILD)).settled == ()
    assert len((await held.of(GUILD)).settled) == 1


async def test_the_latest_choice_comes_first(engine: AsyncEngine, article: Article) -> None:
    later = await Shelf(engine, EVERYWHERE).add(Draft("b", "B", "", None, "id", "Lain lagi."))
    await choose(engine, 7)
    await Judgements(engine).judge(
        7, AskedAs(QUESTION, "who: x"), PassagePlace(later.id, 1, 1), by=9
    )

    (passages,) = (await ChoicesOfGuilds(engine, Changes(engine)).of(7)).by_wording.values()
    assert [passage.article_id for passage in passages] == [later.id, article.id]


async def test_the_number_of_cached_servers_is_limited(
    engine: AsyncEngine, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_HELD", 2)
    held = ChoicesOfGuilds(engine, Changes(engine))
    for guild_id in (7, 8, 9):
        await choose(engine, guild_id)
        await held.of(guild_id)

    assert set(held._held) == {8, 9}


async def test_a_choice_for_a_follow_up_is_only_for_what_follows_up_the_same(
    article: Article,
) -> None:
    text = article.passages[0].span.of(article.body)
    settlement = Settlement("berapa lama?", "cara memelihara ayam", article.id, text, 1.0)
    choices = Choices.of([Settled("number: lama", by_moderator=True, settlement=settlement)])
    finder, right = Finder([article]), [(article, article.passages[0])]

    assert choices.places("lama berapa sih", "memelihara ayam gimana caranya?", finder) == right
    assert choices.places("berapa lama?", None, finder) == []
    assert choices.places("berapa lama?", "cara memelihara bebek", finder) == []


async def test_what_was_settled_for_a_question_can_be_left_out(article: Article) -> None:
    choices = chosen(article)

    assert choices.without({question_key("siapa yg memelihara ayamnya")}) == Choices()
    assert choices.without({question_key("kapan ayam makan")}) == choices


async def test_what_people_agree_on_is_searched_but_not_chosen(
    engine: AsyncEngine, article: Article
) -> None:
    for voter in ("ana", "budi"):
        query_id = await logged(engine, QUESTION, shown=[(article, 1)])
        await Votes(engine).vote(query_id, voter, Vote.UP)

    choices = await ChoicesOfGuilds(engine, Changes(engine)).of(GUILD)
    assert [each.by_moderator for each in choices.settled] == [False]
    assert choices.places(QUESTION, None, Finder([article])) == []


async def test_a_moderators_word_stands_against_any_vote(
    engine: AsyncEngine, article: Article
) -> None:
    for voter in ("ana", "budi"):
        query_id = await logged(engine, QUESTION, shown=[(article, 1)])
        await Votes(engine).vote(query_id, voter, Vote.UP)
    asked = AskedAs(QUESTION, question_key(QUESTION))
    place = PassagePlace(DRAFT.id, 1, 1)
    await Judgements(engine).judge_unanswerable(GUILD, asked, [place], by=9)

    (settled,) = (await ChoicesOfGuilds(engine, Changes(engine)).of(GUILD)).settled
    assert settled.by_moderator
    assert settled.settlement.weight < 0


async def test_after_a_change_only_what_is_new_is_read(
    engine: AsyncEngine, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def reading(question: str, earlier: str | None) -> str:
        read.append(question)
        return wording_of(question, earlier)

    monkeypatch.setattr(module, "wording_of", reading)
    choices = ChoicesOfGuilds(engine, Changes(engine))
    await choose(engine, GUILD)
    await choices.of(GUILD)
    read.clear()
    asked = AskedAs("Siapa yang memelihara bebek?", "who: y")
    await Judgements(engine).judge(GUILD, asked, PassagePlace(DRAFT.id, 1, 1), by=9)

    assert len((await choices.of(GUILD)).settled) == 2

    assert read == ["Siapa yang memelihara bebek?"]


async def test_of_thousands_the_latest_are_searched_and_all_are_chosen(article: Article) -> None:
    text = article.passages[0].span.of(article.body)
    many = [
        Settled(
            "x", by_moderator=True, settlement=Settlement(f"kode{n}", None, article.id, text, 1.0)
        )
        for n in range(module.MAX_SETTLED + 9)
    ]
    choices, finder = Choices.of(many), Finder([article])

    (index,) = finder.indexes.values()
    field = choices.searched.field(index)
    assert field is not None
    assert len(field.terms) == module.MAX_SETTLED
    assert choices.places(f"kode{module.MAX_SETTLED + 8}", None, finder)


def test_a_question_whose_words_were_deleted_holds_for_the_same_question_alone(
    article: Article,
) -> None:
    text = article.passages[0].span.of(article.body)
    settlement = Settlement("", None, article.id, text, 1.0)
    choices = Choices.of([Settled("#1", by_moderator=True, settlement=settlement)])
    finder = Finder([article])

    for question in ("", "???", QUESTION):
        assert choices.places(question, None, finder) == []
        assert choices.reworded("#2", question, None).places(question, None, finder) == []

    again = choices.reworded("#1", QUESTION, None)
    assert again.places(QUESTION, None, finder) == [(article, article.passages[0])]
