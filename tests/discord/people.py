"""People, who use the bot as Discord's client lets them."""

from dataclasses import dataclass, replace

from discord import Permissions

from tests.discord import payloads
from tests.discord.commands import GUILD_INSTALL, MESSAGE_MENU, SLASH, USER_INSTALL, offers
from tests.discord.components import MENUS, Kind, button, menu, option
from tests.discord.filling import Value, fill_form, fill_options, missing_options
from tests.discord.interactions import Does, Interaction
from tests.discord.messages import File
from tests.discord.payloads import JSON
from tests.discord.state import State
from tests.discord.world import Guild

IN_GUILD, IN_DIRECT, IN_GROUP = range(3)
"""Contexts of interactions."""
WITHOUT_BOT = Permissions(attach_files=True, embed_links=True, mention_everyone=True)
"""What an application may do in a place that only its user brought it to."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel; `replace` puts them elsewhere.

    With `forging`, Discord's client is bypassed: no check of what it offers, only of what it sends.
    """

    state: State
    user: JSON
    channel: JSON
    guild: Guild | None = None
    locale: str = "id"
    installed: bool = False
    """Whether they have installed the application for themselves."""
    forging: bool = False

    @property
    def id(self) -> str:
        return str(self.user["id"])

    @property
    def may(self) -> Permissions:
        if self.guild is None:
            return Permissions.none()
        return self.guild.permissions(self.id, self.channel)

    def at(self, channel: JSON) -> "Person":
        """Return them in another channel of any server."""
        return replace(self, channel=channel, guild=self.state.world.guild_of(channel["id"]))

    @property
    def messages(self) -> list[JSON]:
        """The messages in the channel that they see, oldest first."""
        return [each for each in self.state.messages.stored.values() if self.sees(each)]

    def sees(self, message: JSON) -> bool:
        here = message["channel_id"] == self.channel["id"]
        return here and self.state.messages.sees(self.id, message["id"])

    # What they write

    async def say(
        self, text: str, *files: File, reply_to: JSON | None = None, ping: bool = True
    ) -> JSON:
        """Send a message, perhaps in reply to another; return it."""
        message = payloads.message(payloads.snowflake(), self.channel["id"], self.user)
        message["content"] = text
        message["attachments"] = [self.state.messages.attach(file) for file in files]
        mentioned = f"<@{payloads.APPLICATION_ID}>" in text
        if reply_to is not None:
            mentioned |= ping and reply_to["author"]["id"] == payloads.APPLICATION_ID
            reference = {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"]}
            message |= {"type": 19, "message_reference": reference}
            message["referenced_message"] = self.state.messages.stored.get(reply_to["id"])
        if mentioned:
            message["mentions"] = [payloads.BOT]
        self.state.messages.keep(message)
        await self.state.announce(message)
        return message

    async def mention(self, text: str, *files: File) -> JSON:
        return await self.say(f"<@{payloads.APPLICATION_ID}> {text}", *files)

    async def delete(self, message: JSON) -> None:
        self.state.messages.delete(message["id"])
        event = {"id": message["id"], "channel_id": message["channel_id"]}
        if self.guild is not None:
            event["guild_id"] = self.guild.id
        await self.state.dispatch("MESSAGE_DELETE", event)

    # What they do with the bot

    async def slash(self, path: str, **options: Value) -> Interaction:
        """Use a command, e.g. `article add`."""
        return await self._use(path, options)

    async def complete(self, path: str, focused: str, **options: Value) -> Interaction:
        """Look at the choices for an option while its value is typed."""
        return await self._use(path, options, focused)

    async def menu(self, name: str, message: JSON) -> Interaction:
        """Use a command in the menu of a message."""
        command, _ = self.state.commands.find(name, MESSAGE_MENU)
        self._check_offered(command)
        assert self.forging or self.sees(message)
        data = {"id": command["id"], "name": name, "type": MESSAGE_MENU}
        data |= {"target_id": message["id"], "resolved": {"messages": {message["id"]: message}}}
        return await self._interact(Does.COMMAND, data)

    async def press(self, message: JSON, which: str) -> Interaction:
        """Press the button with this label, emoji, custom id or start of one."""
        message = self._shown(message)
        found = button(message, which)
        assert not found.get("disabled"), f"the button {which} can't be pressed"
        assert "custom_id" in found, f"the button {which} is a link"
        return await self.touch(message, found["custom_id"], found["id"])

    async def choose(self, message: JSON, which: str, of: str = "") -> Interaction:
        """Choose the option with this label or value of the menu whose placeholder starts so."""
        message = self._shown(message)
        found = menu(message, of)
        assert not found.get("disabled"), f"the menu {of} can't be used"
        value = option(found, which) if found["type"] == Kind.MENU else which
        return await self.touch(message, found["custom_id"], found["id"], found["type"], [value])

    async def touch(
        self,
        message: JSON,
        custom_id: str,
        component_id: int = 1,
        kind: int = Kind.BUTTON,
        values: list[str] | None = None,
    ) -> Interaction:
        """Press a component with this custom id, whether or not the message has one (forged)."""
        data: JSON = {"component_type": kind, "custom_id": custom_id, "id": component_id}
        if kind in MENUS:
            data["values"] = values or []
        return await self._interact(Does.COMPONENT, data, message)

    async def submit(self, opened: Interaction, **values: str | File) -> Interaction:
        """Submit the form that an interaction opened, with values by the fields' custom ids."""
        assert opened.form is not None, "no form was opened"
        data = fill_form(opened.form, values, self.state.messages, forging=self.forging)
        source = self.state.messages.stored.get(opened.source_id or "")
        return await self._interact(Does.FORM, data, source)

    def _shown(self, message: JSON) -> JSON:
        """Return a message as it is now; raise AssertionError unless they see it."""
        assert self.forging or self.sees(message), f"{self.user['username']} does not see it"
        return self.state.messages.stored.get(message["id"], message)

    async def _use(
        self, path: str, given: dict[str, Value], focused: str | None = None
    ) -> Interaction:
        command, used = self.state.commands.find(path)
        self._check_offered(command)
        lacks = missing_options(used, given)
        assert self.forging or focused or not lacks, f"{path} needs {lacks}"
        options, resolved = fill_options(path, used, given, self.state.messages, focused)
        for channel in resolved.get("channels", {}).values():
            assert self.guild is not None
            may = self.guild.permissions(self.id, channel)
            resolved["channels"][channel["id"]] = channel | {"permissions": str(may.value)}
        data: JSON = {"id": command["id"], "name": command["name"], "type": SLASH}
        data |= {"options": options, "resolved": resolved}
        return await self._interact(Does.AUTOCOMPLETE if focused else Does.COMMAND, data)

    def _check_offered(self, command: JSON) -> None:
        offered = offers(command, self._context, self._installs, self.may)
        assert self.forging or offered, f"Discord does not offer {command['name']} here"

    @property
    def _context(self) -> int:
        if self.guild is not None:
            return IN_GUILD
        return IN_DIRECT if self.channel["type"] == 1 else IN_GROUP

    @property
    def _installs(self) -> frozenset[int]:
        """How the application came to where they are."""
        with_bot = self.guild is None or payloads.APPLICATION_ID in self.guild.members
        of_guild = {GUILD_INSTALL} if with_bot and self._context != IN_GROUP else set()
        return frozenset(of_guild | ({USER_INSTALL} if self.installed else set()))

    async def _interact(self, kind: Does, data: JSON, message: JSON | None = None) -> Interaction:
        """Send the bot an interaction. Receiving and Responding, Interaction Object."""
        if kind in {Does.COMPONENT, Does.FORM}:
            # Nobody presses what the bot has not yet heard to be there.
            await self.state.settle()
        source_id = None if message is None else message["id"]
        started = self.state.interactions.start(kind, self.id, self.channel["id"], source_id)
        owners = {"1": self.id} if self.installed else {}
        if GUILD_INSTALL in self._installs:
            owners["0"] = "0" if self.guild is None else self.guild.id
        event = {
            "id": started.id,
            "application_id": payloads.APPLICATION_ID,
            "type": kind,
            "token": started.token,
            "version": 1,
            "data": data,
            "channel_id": self.channel["id"],
            "channel": self.channel | {"permissions": str(self.may.value)},
            "locale": self.locale,
            "app_permissions": str(self._app_permissions.value),
            "attachment_size_limit": 10 << 20,
            "authorizing_integration_owners": owners,
            "context": self._context,
            "entitlements": [],
        }
        if message is not None:
            event["message"] = message
        await self.state.dispatch("INTERACTION_CREATE", event | self._sender())
        return started

    @property
    def _app_permissions(self) -> Permissions:
        if self.guild is None or GUILD_INSTALL not in self._installs:
            return WITHOUT_BOT
        return self.guild.permissions(payloads.APPLICATION_ID, self.channel)

    def _sender(self) -> JSON:
        if self.guild is None:
            return {"user": self.user}
        member = self.guild.members[self.id] | {"permissions": str(self.may.value)}
        guild = {"id": self.guild.id, "locale": self.guild.locale, "features": []}
        return {
            "guild_id": self.guild.id,
            "guild": guild,
            "guild_locale": self.guild.locale,
            "member": member,
        }
