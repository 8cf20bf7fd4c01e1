from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from corpus.catalogue import Catalogue
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import texts_of

SHIPPED = "strategi-nuklir-korea"
QUESTION = "Kenapa satelit Korea Utara gagal?"
QUOTED = "mengalami kegagalan"


async def test_a_hidden_article_is_not_quoted_until_it_is_shown_again(
    ani: MemberActor, channel: ChannelHandle, catalogue: Catalogue
) -> None:
    hidden = await ani.slash(channel, "article hide", article=SHIPPED)

    assert hidden.ephemeral
    assert "no longer" in texts_of(hidden.response)
    answer = await ani.slash(channel, "ask", question=QUESTION)
    assert QUOTED not in texts_of(answer.response)

    shown = await ani.slash(channel, "article unhide", article=SHIPPED)

    assert "again" in texts_of(shown.response)
    answer = await ani.slash(channel, "ask", question=QUESTION)
    assert QUOTED in texts_of(answer.response)
    assert [change.changed_by for change in await catalogue.changes(SHIPPED)][:2] == [ani.id] * 2


async def test_the_servers_own_articles_cannot_be_hidden(
    simcord_env: Env, ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    own = await keep("Kopi Gayo")

    result = await ani.slash(channel, "article hide", article=own.id)

    assert "I don't have that article" in texts_of(result.response)
    assert simcord_env.errors
