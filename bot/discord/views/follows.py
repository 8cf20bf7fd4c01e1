"""The list of followed feeds, with what can be done about each, and the proposals that wait."""

from typing import Annotated, TypeAlias

from discord import ButtonStyle, SelectOption
from discord.ui import LayoutView

from bot.articles.drafts import draft_gone
from bot.discord.base import Interaction
from bot.discord.components.card import card, stacked
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.moderators import check_moderator
from bot.discord.render.follows import follow_text, list_texts
from bot.discord.render.limits import CHOICE_NAME, CHOICES
from bot.discord.render.shelf import short_title
from bot.discord.views.draft import show
from bot.follows.follows import Follows
from bot.follows.notices import open_proposals
from bot.locales import Texts
from bot.parts import Parts
from bot.text.cut import cut
from bot.text.escape import one_line

FollowId: TypeAlias = Annotated[int, r"\d{1,17}"]
REFUSED_SHOWN = 5
"""Links of articles that could not be read."""


def follows_of(parts: Parts, guild_id: int) -> Follows:
    """Return the feeds of a server."""
    return Follows(parts.engine, parts.fetcher, guild_id)


async def follows_view(parts: Parts, guild_id: int, texts: Texts) -> LayoutView:
    """Return the list of a server's feeds, with a menu of them and one of open proposals."""
    listed = await follows_of(parts, guild_id).listed()
    async with parts.engine.connect() as connection:
        proposed = await open_proposals(connection, guild_id)
    options = []
    for draft_id in proposed[:CHOICES]:
        waiting = await parts.drafts.find(draft_id, guild_id)
        if waiting is not None:
            options.append(_option(waiting.draft.title, draft_id))
    menu = None
    if listed:
        feeds = [_option(one.follow.title, str(one.follow.id)) for one in listed]
        menu = FollowMenu(placeholder=texts("follow.label_choose"), options=feeds)
    blocks = list_texts(listed, len(proposed), texts)
    view = card(blocks[: 2 if listed else 1], menu=menu)
    if options:
        waiting_menu = ProposalMenu(placeholder=texts("follow.label_proposals"), options=options)
        view = stacked(view, card(blocks[-1:], menu=waiting_menu))
    return view


class FollowMenu(PressedMenu, template="kutip:follows"):
    """A menu of the feeds that a server follows."""

    async def press(self, interaction: Interaction) -> None:
        """Show the chosen feed."""
        parts, guild_id, texts = _looked_up(interaction)
        await _show(interaction, parts, guild_id, int(self.chosen), texts)


class ProposalMenu(PressedMenu, template="kutip:proposals"):
    """A menu of the drafts that are proposed and not decided on."""

    replies = True

    async def press(self, interaction: Interaction) -> None:
        """Show the chosen draft as it was in the log channel."""
        parts, guild_id, _ = _looked_up(interaction)
        waiting = await parts.drafts.find(self.chosen, guild_id)
        if waiting is None:
            raise draft_gone()
        await show(interaction, await parts.publisher.review(waiting))


class StopFollowingButton(PressedButton, template="kutip:follow:{follow}:stop"):
    """Stops following a feed."""

    follow: FollowId
    style: ButtonStyle = ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        """Stop, and confirm it."""
        parts, guild_id, texts = _looked_up(interaction)
        title = await follows_of(parts, guild_id).stop(self.follow)
        back = FollowsButton(label=texts("follow.button_back"))
        view = card([texts("follow.stopped", title=short_title(title))], back)
        await interaction.edit_original_response(view=view)


class FollowPublishButton(PressedButton, template="kutip:follow:{follow}:publish:{publish}"):
    """Sets whether a feed's new articles are published without a moderator."""

    follow: FollowId
    publish: bool

    async def press(self, interaction: Interaction) -> None:
        """Set it, and show the feed."""
        parts, guild_id, texts = _looked_up(interaction)
        follows = follows_of(parts, guild_id)
        await follows.set_publish(self.follow, interaction.user.id, publish=self.publish)
        await _show(interaction, parts, guild_id, self.follow, texts)


class FollowsButton(PressedButton, template="kutip:follows:all"):
    """Goes back to the list."""

    async def press(self, interaction: Interaction) -> None:
        """Show the list."""
        parts, guild_id, texts = _looked_up(interaction)
        await interaction.edit_original_response(view=await follows_view(parts, guild_id, texts))


async def _show(
    interaction: Interaction, parts: Parts, guild_id: int, follow_id: int, texts: Texts
) -> None:
    """Show one feed; raise UserError if it isn't followed any more."""
    follows = follows_of(parts, guild_id)
    listed = {each.follow.id: each for each in await follows.listed()}
    # Looked for after that, because it may be stopped at any time: what is found is listed.
    follow = await follows.find(follow_id)
    one = listed[follow_id]
    refused = await follows.refused(follow_id, REFUSED_SHOWN) if one.refused else []
    label = texts("follow.button_ask" if follow.publish else "follow.button_publish")
    view = card(
        [follow_text(one, refused, texts)],
        StopFollowingButton(follow=follow_id, label=texts("follow.button_stop")),
        FollowPublishButton(follow=follow_id, publish=not follow.publish, label=label),
        FollowsButton(label=texts("follow.button_back")),
    )
    await interaction.edit_original_response(view=view)


def _option(title: str, value: str) -> SelectOption:
    return SelectOption(label=cut(one_line(title), CHOICE_NAME) or value, value=value)


def _looked_up(interaction: Interaction) -> tuple[Parts, int, Texts]:
    """Return the parts, the server and the user's texts; raise UserError if not a moderator."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts, guild_id, client.texts_for(interaction, private=True)
