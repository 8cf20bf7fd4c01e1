"""Base classes of buttons, menus and forms, which acknowledge in time and report failures.

Buttons and menus keep working after a restart; forms don't. All state of buttons and menus is in
their custom ids, which come back from Discord and can't be trusted: at each press they look up what
the id refers to, and check the user's permissions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform, get_type_hints

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, DynamicItem, Item, LayoutView, Modal, Select

from bot.discord.base import BaseClient, Interaction
from bot.discord.components.custom_id import CustomId
from bot.discord.components.typed import give_back, typed_into
from bot.discord.failures import explain, report_failure

Shown = TypeVar("Shown", bound=Item[Any])
"""The wrapped button or menu."""

NOTHING = "(?!)"
"""A pattern that matches no custom id."""


@dataclass_transform(kw_only_default=True, eq_default=False)
class Pressed(DynamicItem[Shown], template=NOTHING):
    """A component that acknowledges a press within Discord's deadline and reports failures.

    A subclass is a dataclass with a template for its custom id and a field for each name in it:

        class PageButton(PressedButton, template="kutip:list:{sort}:{page}"):
            sort: Sort
            page: Page

    `PageButton(sort=Sort.NEWEST, page=2, label="Next")` is a button to show. When it is pressed, it
    is recreated from its custom id, so only the template's fields are set. A subclass without a
    template is a base class.
    """

    replies: ClassVar[bool] = False
    """Whether to reply with a message of its own, which only the user sees.

    `edit_original_response` then fills that message, in place of the one with the component. Unlike
    a follow-up, this can be repeated when a connection is cut.
    """
    kinds: ClassVar[list[type["Pressed[Any]"]]] = []
    """All subclasses with a template; each adds itself, and the client registers them all."""
    _codec: ClassVar[CustomId]

    def __init_subclass__(cls, *, template: str | None = None) -> None:
        dataclass(kw_only=True, eq=False, repr=False)(cls)
        if template is None:
            super().__init_subclass__(template=NOTHING)
            return
        cls._codec = CustomId(template, get_type_hints(cls, include_extras=True))
        super().__init_subclass__(template=cls._codec.pattern)
        cls.kinds.append(cls)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Recreate the component from its custom id."""
        return cls(**cls._codec.parse(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Acknowledge the press, then act on it."""
        client: BaseClient = interaction.client
        if client.underway.closed:
            return
        with client.underway.working():
            try:
                await self.acknowledge(interaction)
                await self.press(interaction)
            except Exception as error:  # explain() sorts out the expected ones
                texts = client.texts_for(interaction, private=True)
                await report_failure(interaction, error, texts)

    async def acknowledge(self, interaction: Interaction) -> None:
        """Acknowledge the press; a component that opens a form overrides this to do nothing."""
        await interaction.response.defer(ephemeral=self.replies, thinking=self.replies)

    async def press(self, interaction: Interaction) -> None:
        """Act on the press; raise UserError if the user may not."""
        raise NotImplementedError


class PressedButton(Pressed[Button[LayoutView]]):
    """A button with its appearance."""

    label: str | None = None
    style: ButtonStyle = ButtonStyle.secondary
    emoji: str | None = None
    disabled: bool = False

    def __post_init__(self) -> None:
        button: Button[LayoutView] = Button(
            custom_id=self._codec.format(vars(self)),
            label=self.label,
            style=self.style,
            emoji=self.emoji,
            disabled=self.disabled,
        )
        super().__init__(button)


class PressedMenu(Pressed[Select[Any]]):
    """A menu with a single choice."""

    placeholder: str | None = None
    options: Sequence[SelectOption] = ()

    def __post_init__(self) -> None:
        menu: Select[Any] = Select(
            custom_id=self._codec.format(vars(self)),
            placeholder=self.placeholder,
            options=list(self.options),
        )
        super().__init__(menu)

    @property
    def chosen(self) -> str:
        """The value of the chosen option; Discord accepts only options that were offered."""
        return self.item.values[0]


class Form(Modal):
    """A form that acknowledges its submission in time and reports failures."""

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Respond with the form, and be ready for its submission.

        discord.py would be so only once Discord's answer has come, and discard what is submitted
        before. The answer may be lost, and the response repeated.
        """
        interaction.client._connection.store_view(self)
        await interaction.response.send_modal(self)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Acknowledge the submission, then act on it."""
        client: BaseClient = interaction.client
        if client.underway.closed:
            return
        with client.underway.working():
            await self.acknowledge(interaction)
            await self.submit(interaction)

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        _item: Item[Any] | None = None,
        /,
    ) -> None:
        """Show the user what went wrong, and what they typed."""
        client: BaseClient = interaction.client
        texts = client.texts_for(interaction, private=True)
        with client.underway.working():
            if typed := typed_into(self):
                sentence = explain(error, texts) or texts("fault.typed")
                await give_back(interaction, typed, sentence)
            else:
                await report_failure(interaction, error, texts)

    async def acknowledge(self, interaction: Interaction) -> None:
        """Acknowledge the submission, to edit the message that the form was opened from."""
        await interaction.response.defer()

    async def submit(self, interaction: Interaction) -> None:
        """Act on the submission; raise UserError if the user may not."""
        raise NotImplementedError
