"""Everything that users can do with Kutip on Discord: all registered commands, buttons and menus.

New commands take part in the tests that use this; new option types, buttons and menus make them
fail until an example is added here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import AppCommandOptionType as Option
from discord import AppCommandType, ComponentType, app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage, to_discord_message

from bot.discord.client import KutipClient
from bot.discord.components.pressed import Pressed
from bot.discord.notices.answered import NotifyButton
from bot.discord.notices.effects import ConfirmButton, EffectsButton
from bot.discord.views.answer import (
    AnywayButton,
    BinButton,
    ChooseShownButton,
    ShareButton,
    ShowButton,
)
from bot.discord.views.draft import (
    CancelButton,
    NamesButton,
    PublishButton,
    PutBackMenu,
    ReplaceButton,
)
from bot.discord.views.editing import EditButton
from bot.discord.views.feedback import ReasonMenu, VoteButton, WishButton
from bot.discord.views.follows import (
    FollowMenu,
    FollowPublishButton,
    FollowsButton,
    ProposalMenu,
    StopFollowingButton,
)
from bot.discord.views.human import AnswerQuestionButton, AskHumanButton, HelpArticleButton
from bot.discord.views.mending import MendMenu
from bot.discord.views.privacy import DeleteDataButton, KeepDataButton
from bot.discord.views.refreshing import RefreshButton
from bot.discord.views.removal import AskRemovalButton, KeepButton, RemoveButton
from bot.discord.views.review.choosing import ChooseButton, UnchooseButton
from bot.discord.views.review.chosen import TakeBackButton
from bot.discord.views.review.dismissing import DismissButton, UndismissButton
from bot.discord.views.review.judging import JudgeButton, PassageMenu
from bot.discord.views.review.listing import Listing, ListingButton, PickMenu
from bot.discord.views.review.open import NextButton
from bot.discord.views.review.question import AddArticleButton
from bot.discord.views.review.regrouping import JoinMenu, SplitMenu
from bot.discord.views.review.settled import ReopenButton
from bot.discord.views.review.suggested import HideButton
from bot.discord.views.review.unanswerable import NoAnswerButton, UndoNoAnswerButton
from bot.discord.views.server import (
    ChannelsMenu,
    DigestButton,
    HelpersMenu,
    HelpPlaceMenu,
    LanguageMenu,
    LogMenu,
    OpenMenu,
    PrivateButton,
    RolesMenu,
    StrictnessMenu,
)
from bot.discord.views.shelf import (
    ArticleMenu,
    ListButton,
    PageButton,
    RestoreVersionButton,
    VersionMenu,
)

CUSTOM_IDS: dict[type[Pressed[Any]], tuple[str, ...]] = {
    ShowButton: ("kutip:show:{query}:0:0:next", "kutip:show:{query}:0:1:around"),
    VoteButton: ("kutip:vote:{query}:up", "kutip:vote:{query}:down"),
    ReasonMenu: ("kutip:reason:{query} passage",),
    WishButton: ("kutip:wish:{query}",),
    AnywayButton: ("kutip:anyway:{query}",),
    BinButton: ("kutip:bin:{query}",),
    ChooseShownButton: ("kutip:choose:{query}:0",),
    ShareButton: ("kutip:share:{query}",),
    AskHumanButton: ("kutip:human:{query}:0", "kutip:human:{query}:99"),
    AnswerQuestionButton: ("kutip:help:{query}",),
    HelpArticleButton: ("kutip:help-article:{query}",),
    NotifyButton: ("kutip:tell:{article}",),
    EffectsButton: ("kutip:effects:0:99999999999999999:0:0:next",),
    ConfirmButton: ("kutip:confirm:{query}:0:99999999999999999",),
    MendMenu: ("kutip:mend {query}",),
    ListButton: ("kutip:list:newest:0:next:", "kutip:list:most_asked:0:prev:{word}"),
    PageButton: (
        "kutip:article:{article}:0:next",
        "kutip:history:{article}:0:open",
        "kutip:questions:{article}:0:open",
    ),
    VersionMenu: ("kutip:versions:{article}:2 1",),
    RestoreVersionButton: ("kutip:revert:{article}:1:2",),
    ArticleMenu: ("kutip:open-article {article}",),
    EditButton: ("kutip:edit:{article}",),
    RefreshButton: ("kutip:refresh:{article}",),
    AskRemovalButton: ("kutip:ask-remove:{article}",),
    RemoveButton: ("kutip:remove:{article}",),
    KeepButton: ("kutip:keep",),
    PublishButton: ("kutip:draft:{draft}:publish:0",),
    NamesButton: ("kutip:draft:{draft}:names",),
    ReplaceButton: ("kutip:draft:{draft}:replace",),
    CancelButton: ("kutip:draft:{draft}:cancel",),
    PutBackMenu: ("kutip:draft:{draft}:put-back:2 1",),
    FollowMenu: ("kutip:follows 1", "kutip:follows 2"),
    ProposalMenu: ("kutip:proposals {draft}",),
    FollowsButton: ("kutip:follows:all",),
    FollowPublishButton: ("kutip:follow:1:publish:1", "kutip:follow:2:publish:0"),
    StopFollowingButton: ("kutip:follow:1:stop", "kutip:follow:2:stop"),
    DeleteDataButton: ("kutip:privacy:delete",),
    KeepDataButton: ("kutip:privacy:keep",),
    ListingButton: tuple(f"kutip:review:{listing}:0:next" for listing in Listing),
    PickMenu: (
        "kutip:pick:u:0 {query}",
        "kutip:pick:p:0 {query}",
        "kutip:pick:c:0 1",
        "kutip:pick:c:0 2",
        "kutip:pick:s:0 {query}",
    ),
    AddArticleButton: ("kutip:add-article:u:{query}:0",),
    JudgeButton: ("kutip:judge:u:{query}:0",),
    PassageMenu: ("kutip:passages:p:{query}:0 {article}:2:1",),
    ChooseButton: ("kutip:it:u0:{query}:{article}:2:1",),
    UnchooseButton: ("kutip:unchoose:u:{query}:0:1",),
    NoAnswerButton: ("kutip:no-answer:u:{query}:0", "kutip:no-answer:p:{query}:0"),
    UndoNoAnswerButton: ("kutip:undo-no-answer:u:{query}:0",),
    NextButton: ("kutip:next:u:{query}:0", "kutip:next:p:{query}:0"),
    DismissButton: ("kutip:dismiss:u:{query}:0", "kutip:dismiss:p:{query}:0"),
    UndismissButton: ("kutip:undismiss:u:{query}:0", "kutip:undismiss:p:{query}:0"),
    SplitMenu: ("kutip:split:u:{query}:0 " + "0" * 32,),
    JoinMenu: ("kutip:join:u:{query}:0 {query}", "kutip:join:p:{query}:0 {query}"),
    ReopenButton: ("kutip:reopen:{query}:0",),
    HideButton: ("kutip:suggest:{query}:0:1", "kutip:suggest:{query}:0:0"),
    TakeBackButton: ("kutip:takeback:1:0", "kutip:takeback:2:0"),
    LanguageMenu: ("kutip:server:language id",),
    StrictnessMenu: ("kutip:server:strictness strict",),
    ChannelsMenu: ("kutip:server:channels #",),
    RolesMenu: ("kutip:server:moderators &",),
    LogMenu: ("kutip:server:log #",),
    OpenMenu: ("kutip:server:open #",),
    HelpersMenu: ("kutip:server:helpers &",),
    HelpPlaceMenu: ("kutip:server:help-in #",),
    PrivateButton: ("kutip:server:private:1",),
    DigestButton: ("kutip:server:digest:1",),
}
"""Custom ids of each button and menu; for a menu, followed by a blank and the chosen value, or by
the sign of one of ENTITY_MENUS."""
ENTITY_MENUS = {"#": ComponentType.channel_select, "&": ComponentType.role_select}
"""Discord's own menus by a sign; nothing is chosen from them."""
IN_TEXT = "kutip:reason:"
"""The start of the custom ids that stand below a text; others stand in cards."""
FOR_ALL = (
    ShowButton,
    VoteButton,
    ReasonMenu,
    WishButton,
    AnywayButton,
    BinButton,
    ShareButton,
    AskHumanButton,
    DeleteDataButton,
    KeepDataButton,
)
"""Items for everybody; the others are for moderators."""


@dataclass(frozen=True)
class Call:
    """A command with options, or an autocompletion."""

    command: str
    options: dict[str, Any] = field(default_factory=dict)
    typing: str | None = None
    """The option to autocomplete; None to use the command."""

    async def made_by(self, actor: MemberActor, channel: ChannelHandle) -> InteractionResult | None:
        """Make the call; return None for an autocompletion, whose choices are in the requests."""
        if self.typing is None:
            return await actor.slash(channel, self.command, **self.options)
        options = dict(self.options)
        typed = options.pop(self.typing)
        await actor.autocomplete(channel, self.command, self.typing, typed, **options)
        return None


def calls(
    tree: app_commands.CommandTree[Any], values: dict[Option, list[Any]], *roots: str
) -> Iterator[Call]:
    """Yield every slash command with these values for every option, and every autocompletion.

    With `roots`, only these commands and groups.
    """
    for command in tree.walk_commands():
        root = command.root_parent or command
        if isinstance(command, app_commands.Group) or (roots and root.name not in roots):
            continue
        needed = {
            option.display_name: _values(option, values)[0]
            for option in command.parameters
            if option.required
        }
        yield Call(command.qualified_name, needed)
        for option in command.parameters:
            name = option.display_name
            for value in _values(option, values):
                yield Call(command.qualified_name, {**needed, name: value})
            if option.autocomplete:
                for value in ("", *_values(option, values)):
                    yield Call(command.qualified_name, {name: value}, typing=name)


def menus(tree: app_commands.CommandTree[Any]) -> list[str]:
    """Return the names of the message commands."""
    return [command.name for command in tree.get_commands(type=AppCommandType.message)]


def registered(client: KutipClient) -> set[type[Pressed[Any]]]:
    """Return the registered buttons and menus, which work after a restart."""
    return set(client._connection._view_store._dynamic_items.values())  # type: ignore[arg-type]


async def press(
    env: Env, actor: MemberActor, channel: ChannelHandle, custom_id: str
) -> InteractionResult:
    """Press a button with this custom id, or choose from such a menu, as a forged client could."""
    bot = env.bot.user
    assert bot is not None
    custom_id, _, chosen = custom_id.partition(" ")
    item: dict[str, Any] = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
    if chosen in ENTITY_MENUS:
        kind = ENTITY_MENUS[chosen].value
        item = {"type": kind, "custom_id": custom_id, "min_values": 0, "max_values": 1}
    elif chosen:
        options = [{"label": "x", "value": chosen}]
        item = {"type": 3, "custom_id": custom_id, "options": options}
    stored = env.backend.create_message(channel.id, bot.id, "x")
    if not custom_id.startswith(IN_TEXT):
        stored.content, stored.flags = "", discord.MessageFlags(components_v2=True).value
    stored.components = [{"type": 1, "id": 1, "components": [{"id": 2, **item}]}]
    message = to_discord_message(env, stored)
    if chosen:
        return await actor.select(message, [] if chosen in ENTITY_MENUS else [chosen])
    return await actor.click(message, custom_id=custom_id)


async def send_form(
    actor: MemberActor,
    shown: InteractionResult,
    typed: str = "Catatan yang cukup panjang untuk dikutip.",
) -> InteractionResult:
    """Submit a form with this text in each text input."""
    assert shown.modal is not None
    fields = [part["component"] for part in shown.modal["components"] if "component" in part]
    return await actor.submit_modal(
        shown,
        {
            each["custom_id"]: typed
            for each in fields
            if each["type"] == ComponentType.text_input.value
        },
    )


def replies(result: InteractionResult) -> list[ResponseMessage]:
    """Return the messages that an interaction got."""
    return [message for message in (result.response, *result.followups) if message is not None]


def offered(env: Env, since: int) -> list[Any]:
    """Return the choices that autocompletion has offered since this request number."""
    return [
        choice
        for sent in env.http_requests[since:]
        if isinstance(sent.json, dict)
        for choice in (sent.json.get("data") or {}).get("choices", [])
    ]


def allow_all(commands: Iterable[Any], actor: MemberActor) -> None:
    """Make Discord allow a member these commands; Kutip still checks permissions."""
    for command in commands:
        actor.guild.set_command_permissions(command, {actor: True})


def _values(option: app_commands.Parameter, values: dict[Option, list[Any]]) -> list[Any]:
    if option.choices:
        return [choice.value for choice in option.choices]
    return values[option.type]
