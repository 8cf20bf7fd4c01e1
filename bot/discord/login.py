"""Logging in to Discord, and the errors that say why that failed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import DiscordUnreachableError, SettingsError, TokenRefusedError
from bot.invite import Account
from corpus.errors import Phrase

ACCOUNT_SECONDS = 30
"""How long Discord may take to say whose a token is; discord.py tries several times."""
AUTHENTICATION_FAILED = 4004
"""The gateway's close code for an invalid token."""
SHARDS_REFUSED = frozenset({4010, 4011})
"""The gateway's close codes for a shard that there isn't, and for too few shards."""


@contextmanager
def explaining_login() -> Iterator[None]:
    """Raise an error with a sentence in place of what discord.py raises.

    TokenRefusedError, SettingsError for a wrong number of shards, or DiscordUnreachableError.
    """
    try:
        yield
    except discord.LoginFailure as error:
        raise _token_refused() from error
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise _token_refused() from error
        if error.code in SHARDS_REFUSED:
            raise SettingsError(
                "Discord refuses this number of shards ({reason}): give more, the same for every "
                "process, or leave out --shards.",
                reason=error,
            ) from error
        raise _unreachable(error) from error
    except TimeoutError as error:
        raise _unreachable(Phrase("no answer in time")) from error
    except (
        aiohttp.ClientError,
        discord.HTTPException,
        discord.GatewayNotFound,
        OSError,
    ) as error:
        raise _unreachable(error) from error


async def account_of(token: str) -> Account:
    """Return whose a token is; raise TokenRefusedError or DiscordUnreachableError."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    with explaining_login():
        async with (
            asyncio.timeout(ACCOUNT_SECONDS),
            discord.Client(intents=discord.Intents(guilds=True)) as client,
        ):
            try:
                await client.login(token)
            except (KeyError, TypeError, ValueError) as error:
                # E.g. the log-in page of a hotel's network.
                raise _unreachable(Phrase("another server answers in its place")) from error
            assert client.user is not None
            assert client.application_id is not None
            return Account(client.user.id, client.user.name, client.application_id)


def _token_refused() -> TokenRefusedError:
    return TokenRefusedError(
        "Discord refused the token: copy it again from the developer portal "
        "(Bot, Reset Token) into DISCORD_TOKEN."
    )


def _unreachable(reason: Exception | Phrase) -> DiscordUnreachableError:
    return DiscordUnreachableError(
        "Discord can't be reached ({reason}): check the network, then try again.",
        reason=reason,
    )
