"""Suggestions while somebody types a question, on a real client."""

from dataclasses import replace

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.asked import Asked, WayIn
from bot.discord.client import KutipClient
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.record import QueryRecord
from bot.querylog.votes import Vote
from bot.questions.suggestions import Suggestions
from tests.bot.discord_client import Speak, buttons_of, response, texts_of
from tests.bot.everything import offered
from tests.bot.waiting import CROWING, HEN

TYPED = "kapn ayam berkk"
"""With two typos."""


@pytest.fixture(autouse=True)
async def _patient(client: KutipClient, parts: Parts, guild: GuildHandle) -> None:
    """Add an article, and wait for suggestions that are being read."""
    client.suggestions = Suggestions(parts.engine, parts.assistant, parts.shelves, patience=None)
    await parts.shelf(guild.id).add(HEN)


async def ask(parts: Parts, channel: ChannelHandle, *people: int) -> list[QueryRecord]:
    """Let people ask the question in a channel; each is answered without doubt."""
    records = []
    for user_id in people:
        assert channel.guild is not None
        asked = Asked(CROWING, WayIn.SLASH, channel.guild.id, channel.id, user_id, "id")
        reply = await parts.assistant.ask(asked)
        assert reply.answer.answered
        assert not reply.answer.doubtful
        records.append(reply.query)
    await parts.querylog.flush()
    return records


async def suggested(
    env: Env, actor: MemberActor, channel: ChannelHandle, typed: str = TYPED
) -> list[str]:
    since = len(env.http_requests)
    await actor.autocomplete(channel, "ask", "question", typed)
    choices = offered(env, since)
    assert all(choice["name"] == choice["value"] for choice in choices)
    return [choice["value"] for choice in choices]


async def test_a_question_of_three_people_is_suggested_in_spite_of_typos_and_picking_it_answers(
    simcord_env: Env, parts: Parts, sari: MemberActor, channel: ChannelHandle
) -> None:
    await ask(parts, channel, 1, 2, 3)

    assert await suggested(simcord_env, sari, channel) == [CROWING]
    assert await suggested(simcord_env, sari, channel, "") == [CROWING]
    assert await suggested(simcord_env, sari, channel, "berkokok ayam") == [CROWING]
    assert await suggested(simcord_env, sari, channel, "harga tiket kereta") == []
    answer = response(await sari.slash(channel, "ask", question=CROWING))
    assert "pagi hari yang cerah" in texts_of(answer)


async def test_what_one_or_two_people_asked_however_often_is_not_suggested(
    simcord_env: Env, parts: Parts, sari: MemberActor, channel: ChannelHandle
) -> None:
    await ask(parts, channel, 1, 1, 1, 1, 2, 2)

    assert await suggested(simcord_env, sari, channel) == []


async def choose(parts: Parts, query: QueryRecord) -> None:
    assert query.guild_id is not None
    asked = AskedAs(query.question, query.question_key, asker=query.asker)
    await Judgements(parts.engine).judge(query.guild_id, asked, PassagePlace(HEN.id, 1, 1), by=9)


async def test_where_a_moderator_chose_the_passage_two_people_are_enough_but_not_one(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    sari: MemberActor,
    channel: ChannelHandle,
) -> None:
    [query] = await ask(parts, channel, 1)
    await choose(parts, query)
    assert await suggested(simcord_env, sari, channel) == []

    await ask(parts, channel, 2)
    client.suggestions.forget_all()
    assert await suggested(simcord_env, sari, channel) == [CROWING]


async def test_a_question_is_suggested_only_where_its_passage_is_unchanged(
    simcord_env: Env, parts: Parts, guild: GuildHandle, sari: MemberActor, channel: ChannelHandle
) -> None:
    await ask(parts, channel, 1, 2, 3)
    assert await suggested(simcord_env, sari, channel) == [CROWING]

    await parts.shelf(guild.id).revise(replace(HEN, title="Kandang"), 1)
    assert await suggested(simcord_env, sari, channel) == [CROWING]
    changed = HEN.body.replace("pagi hari yang cerah", "malam hari yang gelap")
    await parts.shelf(guild.id).revise(replace(HEN, body=changed), 2)
    assert await suggested(simcord_env, sari, channel) == []


async def test_it_is_forgotten_with_its_askers(
    simcord_env: Env, parts: Parts, sari: MemberActor, channel: ChannelHandle, speak: Speak
) -> None:
    speak("en-US", "en-US")
    await ask(parts, channel, 1, 2, sari.id)
    assert await suggested(simcord_env, sari, channel) == [CROWING]

    shown = response(await sari.slash(channel, "privacy delete"))
    await sari.click(shown, label=ENGLISH("privacy.button_delete"))

    assert await suggested(simcord_env, sari, channel) == []


async def test_questions_of_channels_that_one_cant_read_are_not_suggested(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    seen = discord.PermissionOverwrite(view_channel=True)
    board = guild.create_text_channel(
        "pengurus", overwrites={guild.default_role: hidden, budi: seen}
    )
    await ask(parts, board, 1, 2)
    await ask(parts, channel, 3)

    assert await suggested(simcord_env, sari, channel) == []
    assert await suggested(simcord_env, budi, channel) == [CROWING]


async def test_nothing_is_suggested_elsewhere(
    simcord_env: Env, parts: Parts, sari: MemberActor, channel: ChannelHandle
) -> None:
    await ask(parts, channel, 1, 2, 3)
    other = simcord_env.create_guild("Lain")
    stranger = other.add_member(simcord_env.create_user("asing"))

    assert await suggested(simcord_env, stranger, other.create_text_channel("umum"), "") == []
    since = len(simcord_env.http_requests)
    await sari.user.autocomplete("ask", "question", "")
    assert offered(simcord_env, since) == []


async def test_direct_messages_count_for_no_server(
    simcord_env: Env, parts: Parts, guild: GuildHandle, sari: MemberActor, channel: ChannelHandle
) -> None:
    await ask(parts, channel, 1, 2)
    await parts.assistant.ask(Asked(CROWING, WayIn.DM, None, 5, 3, "id"))
    await parts.querylog.flush()

    assert await suggested(simcord_env, sari, channel) == []


async def test_answers_with_more_thumbs_down_are_not_suggested(
    simcord_env: Env, parts: Parts, guild: GuildHandle, sari: MemberActor, channel: ChannelHandle
) -> None:
    queries = await ask(parts, channel, 1, 2, 3)
    await parts.feedback.vote(queries[0].id, guild.id, 1, Vote.DOWN)

    assert await suggested(simcord_env, sari, channel) == []


async def test_a_moderator_hides_a_suggestion_and_shows_it_again(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    channel: ChannelHandle,
    speak: Speak,
) -> None:
    speak("en-US", "en-US")
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    rina = guild.add_member(simcord_env.create_user("rina"), roles=[powers])
    [*_, last] = await ask(parts, channel, 1, 2, 3)
    assert await suggested(simcord_env, sari, channel) == [CROWING]

    async def toggle(label: str) -> None:
        listed = response(await rina.slash(channel, "review suggestions"))
        assert CROWING in texts_of(listed)
        await rina.select(listed, [last.id])
        assert label in buttons_of(listed)
        await rina.click(listed, label=label)

    await toggle(ENGLISH("review.button_hide"))
    assert await suggested(simcord_env, sari, channel) == []
    await toggle(ENGLISH("review.button_suggest"))
    assert await suggested(simcord_env, sari, channel) == [CROWING]
