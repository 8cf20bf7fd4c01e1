"""The servers of the load: a moderator, who owns the server, and some members on each."""

from dataclasses import dataclass

from tests.discord.payloads import JSON, snowflake
from tests.discord.people import Person
from tests.discord.wire import ServedDiscord
from tests.discord.world import Guild

LOCALE = "en-US"
MEMBERS = 5


@dataclass(frozen=True, slots=True)
class Server:
    """A server that the bot is on."""

    id: int
    moderator: Person
    members: tuple[Person, ...]
    log: JSON
    """The channel that the bot may post changes in."""


def open_server(discord: ServedDiscord, number: int, shards: int) -> Server:
    """Add a server to a stand-in, on each shard in turn."""
    guild = Guild(f"Server {number}", guild_id=snowflake(number % shards, shards), locale=LOCALE)
    discord.world.guilds[guild.id] = guild

    def there(user: JSON) -> Person:
        return discord.person(user, guild.general, locale=LOCALE)

    members = tuple(there(guild.add_member(f"Member {each}")) for each in range(MEMBERS))
    return Server(int(guild.id), there(guild.owner), members, guild.add_channel("log"))
