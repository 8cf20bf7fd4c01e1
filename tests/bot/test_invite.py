from discord import Permissions
from discord.utils import oauth_url

from bot.invite import PERMISSIONS, SCOPES, bot_id_in, invite_link


def test_the_link_is_the_one_that_discord_makes_of_these_permissions() -> None:
    wanted = Permissions(**dict.fromkeys(PERMISSIONS, True))

    assert wanted.value == sum(PERMISSIONS.values())
    assert sorted(invite_link(7).partition("?")[2].split("&")) == sorted(
        oauth_url(7, permissions=wanted, scopes=SCOPES).partition("?")[2].split("&")
    )


def test_text_that_is_no_token_is_nobodys() -> None:
    for text in ("", "x", "???", "eA.b.c", "é.b.c"):
        assert bot_id_in(text) is None
