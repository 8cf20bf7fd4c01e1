import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from corpus.schema import EVERYWHERE
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged
from tests.bot.querylog.test_rows import ids


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (Selection(), "abcd"),
        (Selection(guild_id=GUILD), "ac"),
        (Selection(guild_id=8), "b"),
        (Selection(guild_id=EVERYWHERE), "d"),
        (Selection(since=NOW), "bd"),
        (Selection(until=NOW), "ac"),
        (Selection(since=NOW - 2 * DAY, until=NOW - DAY), "c"),
        (Selection(outcome=Outcome.REFUSED), "c"),
        (Selection(text="100%"), "a"),
        (Selection(text="a_b"), "b"),
        (Selection(text="KAPAN"), "c"),
        (Selection(guild_id=GUILD, text="naik"), "a"),
        (Selection(text="tiada"), ""),
    ],
)
async def test_a_question_is_selected_when_it_meets_all_conditions(
    engine: AsyncEngine, selection: Selection, chosen: str
) -> None:
    names = {
        await logged(engine, "Naik 100% kah?", asked_at=NOW - DAY): "a",
        await logged(engine, "Apa itu a_b? Naik 100x?", guild_id=8): "b",
        await logged(engine, "kapan axb?", Outcome.REFUSED, asked_at=NOW - 2 * DAY): "c",
        await logged(engine, "Siapa?", guild_id=None): "d",
    }

    assert sorted(names[one] for one in await ids(engine, selection)) == list(chosen)
