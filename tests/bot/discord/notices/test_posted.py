from datetime import datetime, timedelta

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.discord.client import KutipClient
from bot.discord.components.card import card
from bot.discord.notices import posted
from bot.discord.notices.posted import mark_of, was_posted

VIEW = card(["Kabar."])
LONG_AGO = timedelta(days=1)


@pytest.fixture
def place(client: KutipClient, channel: ChannelHandle) -> discord.TextChannel:
    place = client.get_channel(channel.id)
    assert isinstance(place, discord.TextChannel)
    return place


@pytest.fixture
def now(channel: ChannelHandle) -> datetime:
    """The time by Discord's clock."""
    return discord.utils.snowflake_time(channel.id)


async def test_a_message_is_found_whatever_the_clock_says(
    place: discord.TextChannel, now: datetime
) -> None:
    assert await was_posted(place, mark_of(VIEW), now) is False

    await place.send(view=card(["Kabar."]))

    for since in (now - LONG_AGO, now + LONG_AGO):
        assert await was_posted(place, mark_of(VIEW), since) is True


async def test_where_there_were_too_many_messages_since_it_is_unknown(
    place: discord.TextChannel, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posted, "LATEST", 2)
    for _ in range(2):
        await place.send("Lain.")

    assert await was_posted(place, mark_of(VIEW), now - LONG_AGO) is None
    assert await was_posted(place, mark_of(VIEW), now + LONG_AGO) is False
