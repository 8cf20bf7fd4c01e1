"""A simulated Discord server with the real client: people ask, vote and wish to be notified."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import to_discord_message

from bot.articles.intake import Intake
from bot.composition import assemble
from bot.discord.addressed import QUERY_OF_BUTTON
from bot.discord.client import KutipClient
from bot.parts import Parts
from bot.settings import Settings, load_settings
from corpus.reader import Reader
from corpus.web import Web
from tests.bot.discord_client import buttons_of, texts_of
from tests.bot.uploads import serve_uploads
from tests.corpus.web.server import running_internet
from tests.patience import LONG, be_patient
from week.script import Question, letters

KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the asker of a question saw first."""

    question: Question
    query_id: str
    text: str
    """The letters and digits of the message."""
    answered: bool
    doubtful: bool
    chosen: bool
    """Marked as chosen by a moderator."""

    @property
    def right(self) -> bool:
        """Whether the passage that answers is the one quoted."""
        return self.question.quote is not None and self.quotes(self.question.quote)

    def quotes(self, quote: str) -> bool:
        """Return whether the message quotes this."""
        return self.answered and letters(quote) in self.text


@dataclass
class Server:
    """A server on which Kutip answers whoever mentions it."""

    parts: Parts
    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    moderator: MemberActor
    members: dict[str, MemberActor] = field(default_factory=dict)
    replies: dict[str, discord.Message] = field(default_factory=dict)
    """By the id of the question."""

    async def ask(self, question: Question) -> Shown:
        """Ask as a member; a follow-up is a reply to the answer before."""
        asker = self._member(question.asker)
        assert self.env.bot.user is not None
        mention = "" if question.follows else f"{self.env.bot.user.mention} "
        before = self.replies[question.follows] if question.follows else None
        await asker.send(self.channel, f"{mention}{question.text}", reply_to=before)
        reply = self._newest()
        self.replies[question.id] = reply
        shown = await self._shown(question, reply)
        if question.reacts:
            await self._react(asker, reply, shown)
        return shown

    async def _shown(self, question: Question, reply: discord.Message) -> Shown:
        query_id = _query_of(reply)
        await self.parts.querylog.written(query_id)
        recalled = await self.parts.assistant.recall(query_id, self.guild.id)
        return Shown(
            question,
            query_id,
            letters(texts_of(reply)),
            answered=recalled is not None,
            doubtful=recalled is not None and recalled.answer.doubtful,
            chosen=recalled is not None and recalled.answer.hits[0].chosen,
        )

    async def _react(self, asker: MemberActor, reply: discord.Message, shown: Shown) -> None:
        """Vote on an answer, or wish for one."""
        looks = "🔔" if not shown.answered else "👍" if shown.right else "👎"
        for part in buttons_of(reply).values():
            if (part.get("emoji") or {}).get("name") == looks:
                await asker.click(reply, custom_id=part["custom_id"])

    def _newest(self) -> discord.Message:
        # ChannelHandle.last_message makes an object of each message of the channel.
        messages = self.env.backend.messages[self.channel.id]
        return to_discord_message(self.env, messages[max(messages)])

    def _member(self, name: str) -> MemberActor:
        if name not in self.members:
            self.members[name] = self.guild.add_member(self.env.create_user(name))
        return self.members[name]


def _query_of(reply: discord.Message) -> str:
    custom_ids = (part.get("custom_id") or "" for part in buttons_of(reply).values())
    return next(match["query"] for match in map(QUERY_OF_BUTTON.match, custom_ids) if match)


@asynccontextmanager
async def running_server() -> AsyncIterator[Server]:
    """Run Kutip in a temporary folder on a simulated Discord, whose files it can download."""
    be_patient()
    async with AsyncExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kutip-week-")))
        internet = await stack.enter_async_context(running_internet(patch))
        serve_uploads(internet, patch)
        web = await stack.enter_async_context(Web("week", resolver=internet, total_seconds=LONG))
        reader = await stack.enter_async_context(Reader(seconds=LONG))
        parts = await stack.enter_async_context(assemble(_settings(folder)))
        parts = replace(parts, intake=Intake(reader, web))
        client = KutipClient(parts, keep=KEPT, keep_left=KEPT)
        client.shard_count = 1
        env = Env(client, settle_timeout=LONG)
        await env.start()
        stack.push_async_callback(env.shutdown)
        stack.enter_context(env.time_context())
        guild = env.create_guild("Server", preferred_locale="id")
        powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
        moderator = guild.add_member(env.create_user("moderator"), roles=[powers])
        yield Server(parts, env, guild, guild.create_text_channel("umum"), moderator)


def _settings(folder: Path) -> Settings:
    return load_settings({"KUTIP_DATA_DIR": str(folder / "data")}, folder / ".env")
