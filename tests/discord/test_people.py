"""What people do with a bot reaches an unmodified discord.py as Discord sends it."""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord import Permissions, app_commands
from discord.app_commands import Choice

from tests.discord import payloads
from tests.discord.components import texts
from tests.discord.messages import File
from tests.discord.parrot import Parrot, running
from tests.discord.people import Person
from tests.discord.wire import WireDiscord
from tests.discord.world import Guild


class Form(discord.ui.Modal, title="Form"):
    name = discord.ui.TextInput[discord.ui.Modal](label="Name", custom_id="name", default="Ani")
    file = discord.ui.Label[discord.ui.Modal](
        text="File", component=discord.ui.FileUpload(custom_id="file", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        upload = self.file.component
        assert isinstance(upload, discord.ui.FileUpload)
        names = [each.filename for each in upload.values]
        await interaction.response.send_message(f"{self.name.value} {names}")


class Buttons(discord.ui.View):
    @discord.ui.button(label="More")
    async def more(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Buttons"]
    ) -> None:
        await interaction.response.edit_message(content="more")
        await interaction.followup.send("only you", ephemeral=True)

    @discord.ui.button(label="Form")
    async def form(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Buttons"]
    ) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.select(options=[discord.SelectOption(label="Red", value="r")])
    async def colour(
        self, interaction: discord.Interaction, menu: discord.ui.Select["Buttons"]
    ) -> None:
        await interaction.response.send_message(menu.values[0])


class Bird(Parrot):
    """A bot with every kind of command and component."""

    def __init__(self) -> None:
        super().__init__()
        group = app_commands.Group(
            name="nest", description="Nests", default_permissions=Permissions(manage_messages=True)
        )
        group.command(name="build", description="Build")(self.build)
        self.tree.add_command(group)
        self.tree.context_menu(name="Echo")(self.echo)
        self.tree.command(name="show", description="Show")(self.show)
        sing = app_commands.Command[discord.app_commands.Group, ..., None](
            name="sing",
            description="Sing",
            callback=self.sing,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=False, user=True),
        )
        sing.autocomplete("song")(self.songs)
        self.tree.add_command(sing)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await guild.text_channels[0].send(guild.name)

    async def build(
        self,
        interaction: discord.Interaction,
        where: discord.TextChannel,
        plan: discord.Attachment,
        size: int = 1,
    ) -> None:
        data = await plan.read()
        may = interaction.permissions.manage_messages
        await interaction.response.send_message(f"{where.name} {data!r} {size} {may}")

    async def echo(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content, ephemeral=True)

    async def show(self, interaction: discord.Interaction, what: str) -> None:
        file = discord.File(io.BytesIO(b"picture"), "a.png")
        await interaction.response.send_message(what, view=Buttons(timeout=None), file=file)

    async def sing(self, interaction: discord.Interaction, song: str) -> None:
        await interaction.response.send_message(f"{song} {interaction.guild_id}")

    async def songs(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        return [Choice(name=f"{typed}!", value=typed)]


@pytest.fixture
async def bird(wire: WireDiscord) -> AsyncIterator[Bird]:
    async with running(Bird(), wire) as bird:
        yield bird


@pytest.fixture
def moderator(wire: WireDiscord) -> Person:
    library = wire.world.library
    user = library.add_member("moderator", may=Permissions(manage_messages=True))
    return wire.person(user, library.general)


@pytest.fixture
def member(wire: WireDiscord) -> Person:
    library = wire.world.library
    return wire.person(library.add_member("member"), library.general)


@pytest.mark.usefixtures("bird")
async def test_options_refer_to_channels_and_files(wire: WireDiscord, moderator: Person) -> None:
    used = await moderator.slash(
        "nest build", where=moderator.channel, plan=File("plan.txt", b"twigs"), size=2
    )
    assert (await wire.shown(used))["content"] == "general b'twigs' 2 True"


@pytest.mark.usefixtures("bird")
async def test_commands_are_offered_by_permission_and_place(
    wire: WireDiscord, member: Person
) -> None:
    with pytest.raises(AssertionError, match="does not offer nest"):
        await member.slash("nest build")
    with pytest.raises(AssertionError, match="does not offer sing"):
        await member.slash("sing", song="la")
    with pytest.raises(AssertionError, match="needs"):
        await member.slash("show")


@pytest.mark.usefixtures("bird")
async def test_an_application_is_used_where_only_its_user_brought_it(wire: WireDiscord) -> None:
    elsewhere = Guild("Elsewhere")
    del elsewhere.members[payloads.APPLICATION_ID]
    wire.world.guilds[elsewhere.id] = elsewhere
    person = wire.person(elsewhere.owner, elsewhere.general, installed=True)
    assert (await wire.shown(await person.slash("sing", song="la")))["content"] == (
        f"la {elsewhere.id}"
    )


@pytest.mark.usefixtures("bird")
async def test_an_application_is_used_in_a_group_that_the_bot_is_not_in(
    wire: WireDiscord, member: Person
) -> None:
    group = payloads.group_channel(member.user, payloads.ASKER)
    person = wire.person(member.user, group, installed=True)
    assert (await wire.shown(await person.slash("sing", song="la")))["content"] == "la None"
    with pytest.raises(AssertionError, match="does not offer repeat"):
        await person.slash("repeat", words="la")


@pytest.mark.usefixtures("bird")
async def test_choices_are_offered_while_a_value_is_typed(wire: WireDiscord) -> None:
    person = wire.person(payloads.ASKER, installed=True)
    used = await person.complete("sing", "song", song="la")
    assert await wire.choices(used) == [{"name": "la!", "value": "la"}]


@pytest.mark.usefixtures("bird")
async def test_a_message_is_used_with_a_command_in_its_menu(
    wire: WireDiscord, member: Person, moderator: Person
) -> None:
    said = await member.say("hello")
    shown = await wire.shown(await moderator.menu("Echo", said))
    assert shown["content"] == "hello"
    assert moderator.sees(shown)
    assert not member.sees(shown)
    assert shown in moderator.messages
    with pytest.raises(AssertionError, match="member does not see it"):
        await member.press(shown, "More")


@pytest.mark.usefixtures("bird")
async def test_a_button_changes_its_message_and_shows_another(
    wire: WireDiscord, member: Person
) -> None:
    shown = await wire.shown(await member.slash("show", what="little"))
    pressed = await member.press(shown, "More")
    further = await wire.followup(pressed)
    assert texts(wire.state.messages.get(shown["id"])) == ["more"]
    assert texts(further) == ["only you"]
    assert member.sees(further)
    assert not wire.asker.sees(further)


@pytest.mark.usefixtures("bird")
async def test_an_option_of_a_menu_is_chosen(wire: WireDiscord, member: Person) -> None:
    shown = await wire.shown(await member.slash("show", what="little"))
    chosen = await member.choose(shown, "Red")
    assert (await wire.shown(chosen))["content"] == "r"
    with pytest.raises(AssertionError, match="no option Blue"):
        await member.choose(shown, "Blue")


@pytest.mark.usefixtures("bird")
async def test_a_form_is_opened_and_submitted(wire: WireDiscord, member: Person) -> None:
    shown = await wire.shown(await member.slash("show", what="little"))
    opened = await member.press(shown, "Form")
    assert (await wire.form(opened))["title"] == "Form"
    with pytest.raises(AssertionError, match="the form has only"):
        await member.submit(opened, other="x")
    submitted = await member.submit(opened, file=File("a.txt", b"text"))
    assert (await wire.shown(submitted))["content"] == "Ani ['a.txt']"


@pytest.mark.usefixtures("bird")
async def test_attachments_are_served(wire: WireDiscord, member: Person) -> None:
    shown = await wire.shown(await member.slash("show", what="little"))
    [attachment] = shown["attachments"]
    async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
        assert await response.read() == b"picture"


async def test_direct_messages_reach_the_bot(wire: WireDiscord, bird: Bird) -> None:
    person = wire.person(payloads.ASKER)
    message = await person.mention("hello")
    assert "hello" in (await wire.reply())["content"]
    assert message["channel_id"] == person.channel["id"]


async def test_a_message_that_is_not_addressed_to_the_bot_has_no_text(
    wire: WireDiscord, bird: Bird, member: Person
) -> None:
    arrived = bird.loop.create_future()
    bird.on_message = lambda message: _note(arrived, message)  # type: ignore[method-assign]
    await member.say("private")
    assert (await arrived).content == ""


async def _note(arrived: "asyncio.Future[discord.Message]", message: discord.Message) -> None:
    arrived.set_result(message)


async def test_members_are_fetched_and_written_to(
    wire: WireDiscord, bird: Bird, member: Person
) -> None:
    [guild] = bird.guilds
    fetched = await guild.fetch_member(int(member.id))
    await fetched.send("hello")
    assert [each["content"] for each in wire.person(member.user).messages] == ["hello"]
    wire.world.closed_to_bot.add(member.id)
    with pytest.raises(discord.Forbidden, match="50007"):
        await fetched.send("hello")
    with pytest.raises(discord.NotFound, match="10007"):
        await guild.fetch_member(1)


async def test_the_bot_may_write_only_where_it_has_the_right(wire: WireDiscord, bird: Bird) -> None:
    library = wire.world.library
    closed = library.add_channel("closed")
    library.overwrite(closed, payloads.BOT, deny=Permissions(send_messages=True))
    hidden = library.add_channel("hidden")
    library.overwrite(hidden, library.roles[library.id], deny=Permissions(view_channel=True))
    for channel, code in ((closed, "50013"), (hidden, "50001")):
        with pytest.raises(discord.Forbidden, match=code):
            await bird.get_partial_messageable(int(channel["id"])).send("hello")


async def test_a_bot_joins_a_server_and_leaves_it(wire: WireDiscord, bird: Bird) -> None:
    joined = Guild("New")
    await wire.join(joined)
    greeting = await wire.reply()
    assert greeting["content"] == "New"
    assert {guild.name for guild in bird.guilds} == {"Library", "New"}
    await wire.leave(joined)
    await wire.mention("hello")
    await wire.reply()
    assert {guild.name for guild in bird.guilds} == {"Library"}


@pytest.mark.usefixtures("bird")
async def test_pressing_often_uses_up_none_of_the_bots_own_limits(
    wire: WireDiscord, member: Person
) -> None:
    shown = await wire.shown(await member.slash("show", what="little"))
    before = len([each for each in wire.requests if each.method == "GATEWAY"])
    for _ in range(30):
        await member.choose(shown, "Red")
    assert len([each for each in wire.requests if each.method == "GATEWAY"]) == before
