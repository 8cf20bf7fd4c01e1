import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.commands.privacy import FILE, as_file
from bot.discord.render.limits import MESSAGE_TEXT, units
from bot.locales import ENGLISH, Texts
from bot.parts import Parts
from bot.querylog.person import PARTS, SETTLED
from corpus.draft import Draft
from tests.bot.discord_client import Speak, buttons_of, response, texts_of
from tests.bot.everything import replies
from tests.bot.indonesian import INDONESIAN

ANSWERED = "Siapa Vipin Narang?"


async def test_anybody_sees_in_private_what_is_stored(
    sari: MemberActor, channel: ChannelHandle
) -> None:
    result = await sari.slash(channel, "privacy about")

    assert result.ephemeral
    reply = texts_of(result.response)
    assert reply.split("\n\n") == [
        ENGLISH("privacy.about_kept"),
        ENGLISH("privacy.about_time", count=180),
        ENGLISH("privacy.about_seen"),
        ENGLISH("privacy.about_rights"),
    ]


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_the_privacy_text_fits_a_message(texts: Texts) -> None:
    parts = [
        texts("privacy.about_kept"),
        texts("privacy.about_time", count=3650),
        texts("privacy.about_seen"),
        texts("privacy.about_rights"),
    ]
    assert sum(units(part) for part in parts) < MESSAGE_TEXT


async def test_the_privacy_text_is_in_the_users_language(
    sari: MemberActor, channel: ChannelHandle, speak: Speak
) -> None:
    speak("id", "en-US")

    reply = texts_of(response(await sari.slash(channel, "privacy about")))

    assert reply.startswith(INDONESIAN("privacy.about_kept"))


async def test_an_export_is_a_private_file(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle
) -> None:
    await sari.slash(channel, "ask", question=ANSWERED)
    await budi.slash(channel, "ask", question="Kapan ayam berkokok?")

    result = await sari.slash(channel, "privacy export")

    assert result.ephemeral
    assert texts_of(result.response) == ENGLISH("privacy.exported")
    [file] = response(result).attachments
    assert file.filename == FILE
    copy = json.loads(await file.read())
    assert copy.keys() == {*PARTS, SETTLED}
    assert [each["question"] for each in copy["questions"]] == [ANSWERED]
    assert copy["questions"][0]["quoted"][0]["passage"] == 3
    assert copy["questions"][0]["delivered"] is True


def test_an_export_that_is_too_large_is_zipped() -> None:
    copy = {"questions": [{"question": "Kapan?", "asked_at": datetime(2026, 1, 2, tzinfo=UTC)}] * 9}

    file = as_file(copy, 100_000)
    packed = as_file(copy, 300)

    assert file.filename == FILE
    content = file.fp.read()
    assert json.loads(content)["questions"][8]["asked_at"] == "2026-01-02T00:00:00+00:00"
    assert packed.filename == f"{FILE}.zip"
    with zipfile.ZipFile(io.BytesIO(packed.fp.read())) as archive:
        assert archive.read(FILE) == content


async def test_it_works_in_direct_messages(simcord_env: Env) -> None:
    user = simcord_env.create_user("tono")

    result = await user.slash("privacy about")

    assert texts_of(result.response).startswith(ENGLISH("privacy.about_kept"))


async def test_deleting_asks_nothing_if_nothing_is_stored(
    sari: MemberActor, channel: ChannelHandle
) -> None:
    result = await sari.slash(channel, "privacy delete")

    assert result.ephemeral
    assert texts_of(result.response) == ENGLISH("privacy.nothing_kept")
    assert not buttons_of(result.response)


async def test_somebody_who_only_moderated_sees_that_these_records_are_retained(
    parts: Parts, sari: MemberActor, channel: ChannelHandle
) -> None:
    draft = Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
    await parts.shelf(sari.guild.id).add(draft, sari.id)

    result = await sari.slash(channel, "privacy delete")

    stays = ENGLISH("privacy.moderator_rows", count=1)
    assert texts_of(result.response) == f"{ENGLISH('privacy.nothing_kept')}\n\n{stays}"
    assert not buttons_of(result.response)


async def test_deletion_asks_for_confirmation(
    parts: Parts, sari: MemberActor, channel: ChannelHandle
) -> None:
    answer = await sari.slash(channel, "ask", question=ANSWERED)
    query_id = buttons_of(answer.response)["👍"]["custom_id"].split(":")[2]

    result = await sari.slash(channel, "privacy delete")

    assert result.ephemeral
    assert texts_of(result.response) == ENGLISH("privacy.ask_delete")
    assert list(buttons_of(result.response)) == [
        ENGLISH("privacy.button_delete"),
        ENGLISH("privacy.button_keep"),
    ]
    assert await parts.querylog.find(query_id) is not None


@pytest.mark.usefixtures("no_patience")
async def test_an_export_does_not_wait_without_end_for_a_log_that_can_not_be_written(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    engine: AsyncEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.querylog.log.WAIT_SECONDS", 0)
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await sari.slash(channel, "ask", question=ANSWERED)

        result = await sari.slash(channel, "privacy export")

    assert [each.content for each in replies(result)] == [
        ENGLISH("privacy.not_exported", why=ENGLISH("fault.database.locked"))
    ]
    assert not response(result).attachments
    assert simcord_env.errors
