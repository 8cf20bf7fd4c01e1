import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from bot.parts import Parts
from tests.bot.discord_client import Speak, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.marked_servers import draft

SHIPPED = "strategi-nuklir-korea"


@pytest.mark.parametrize(
    ("permissions", "sections"),
    [
        ({}, set()),
        ({"manage_messages": True}, {"guide.moderating"}),
        ({"manage_guild": True}, {"guide.managing"}),
        ({"administrator": True}, {"guide.moderating", "guide.managing"}),
    ],
    ids=["member", "moderator", "manager", "administrator"],
)
async def test_people_are_shown_what_they_may_do(
    simcord_env: Env,
    guild: GuildHandle,
    channel: ChannelHandle,
    permissions: dict[str, bool],
    sections: set[str],
) -> None:
    role = guild.create_role("Kuasa", permissions=discord.Permissions(**permissions))
    person = guild.add_member(simcord_env.create_user("orang"), roles=[role])

    result = await person.slash(channel, "help")

    shown = texts_of(result.response)
    assert result.ephemeral
    assert ENGLISH("guide.asking") in shown
    assert (ENGLISH("guide.moderating") in shown) == ("guide.moderating" in sections)
    assert (ENGLISH("guide.managing") in shown) == ("guide.managing" in sections)


async def test_a_role_that_the_server_has_named_is_a_moderators(
    simcord_env: Env, guild: GuildHandle, channel: ChannelHandle, parts: Parts, speak: Speak
) -> None:
    role = guild.create_role("Redaksi")
    await parts.guilds.save(GuildSettings(guild.id, moderator_roles=frozenset({role.id})))
    tono = guild.add_member(simcord_env.create_user("tono"), roles=[role])
    speak("id", "id")

    shown = texts_of((await tono.slash(channel, "help")).response)

    assert INDONESIAN("guide.moderating") in shown
    assert INDONESIAN("guide.managing") not in shown


async def test_the_titles_are_those_that_questions_search(
    sari: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    shelf = parts.shelf(sari.guild.id)
    await shelf.add(draft("Kopi *Gayo*", "Kopi dari Gayo harum sekali baunya."), 1)
    await shelf.hide(SHIPPED, 1)
    await parts.shelf(1).add(draft("Rahasia", "Sandi gudang tidak boleh diketahui orang."), 1)

    shown = texts_of((await sari.slash(channel, "help")).response)

    assert f"{ENGLISH('guide.articles', count=1)}\n- Kopi \\*Gayo\\*" in shown
    assert "Rahasia" not in shown
