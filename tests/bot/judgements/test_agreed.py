import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.agreed import AGAINST, FOR, agreed_votes
from bot.querylog.votes import Reason, Vote, Votes
from corpus.article import Article
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.bot.querylog.logged import GUILD, logged

pytestmark = pytest.mark.databases("sqlite", "postgresql")

QUESTION = "kapan ayam bertelur?"


@pytest.fixture
async def ayam(engine: AsyncEngine) -> Article:
    draft = Draft("ayam", "Ayam", "", None, "id", "Ayam bertelur setiap pagi.")
    return await Shelf(engine, EVERYWHERE).add(draft)


async def vote(engine: AsyncEngine, ayam: Article, *votes: Vote | Reason) -> list[float]:
    """Let a person each vote on an answer of their own; return the weights of what is agreed."""
    for number, vote in enumerate(votes):
        query_id = await logged(engine, QUESTION, shown=[(ayam, 1)])
        reason = vote if isinstance(vote, Reason) else None
        await Votes(engine).vote(query_id, f"{number}", Vote.DOWN if reason else Vote.UP)
        if reason:
            await Votes(engine).explain(query_id, f"{number}", reason)
    async with engine.connect() as connection:
        return [each.settlement.weight for each in await agreed_votes(connection, GUILD)]


@pytest.mark.parametrize(
    ("votes", "weights"),
    [
        ([Vote.UP], []),
        ([Vote.UP, Vote.UP], [FOR]),
        ([Vote.UP, Reason.SENTENCE], [FOR]),
        ([Vote.UP, Vote.UP, Reason.PASSAGE], []),
        ([Reason.PASSAGE, Reason.NOT_ANSWERED], [AGAINST]),
        ([Reason.OUTDATED, Reason.OUTDATED], []),
    ],
)
async def test_two_more_people_for_than_against_agree(
    engine: AsyncEngine, ayam: Article, votes: list[Vote | Reason], weights: list[float]
) -> None:
    assert await vote(engine, ayam, *votes) == weights


async def test_one_person_who_votes_on_everything_agrees_with_nobody(
    engine: AsyncEngine, ayam: Article
) -> None:
    for _ in range(9):
        query_id = await logged(engine, QUESTION, shown=[(ayam, 1)])
        await Votes(engine).vote(query_id, "sari", Vote.UP)

    async with engine.connect() as connection:
        assert await agreed_votes(connection, GUILD) == []


async def test_nobody_of_another_server_agrees(engine: AsyncEngine, ayam: Article) -> None:
    await vote(engine, ayam, Vote.UP, Vote.UP)

    async with engine.connect() as connection:
        assert await agreed_votes(connection, GUILD + 1) == []
        assert await agreed_votes(connection, EVERYWHERE) == []
