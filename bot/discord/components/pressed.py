"""A button, menu or form that answers in time and reports what went wrong.

A form is forgotten at a restart; buttons and menus outlive it. All that these need is in their
custom ids, which come back from Discord and are not to be trusted: what they name is looked up, and
who pressed is checked, each time.
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
from bot.discord.failures import tell

Shown = TypeVar("Shown", bound=Item[Any])
"""The button or menu itself."""

NOTHING = "(?!)"
"""Matches no custom id."""


@dataclass_transform(kw_only_default=True, eq_default=False)
class Pressed(DynamicItem[Shown], template=NOTHING):
    """Acknowledges a press within Discord's deadline, acts on it, and reports failures.

    A subclass is a dataclass with a template for its custom id and a field for each name in it:

        class PageButton(PressedButton, template="kutip:list:{sort}:{page}"):
            sort: Sort
            page: Page

    `PageButton(sort=Sort.NEWEST, page=2, label="Next")` is a button to show. When it is pressed, it
    is made again from its custom id, so with the fields of the template only. A subclass without a
    template is a base for others.
    """

    kinds: ClassVar[list[type["Pressed[Any]"]]] = []
    """Every subclass with a template; each adds itself, and the client answers them all."""
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
        """Make it again from its custom id."""
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
            except Exception as error:  # the one error handler sorts them
                await tell(interaction, error, client.texts_for(interaction, private=True))

    async def acknowledge(self, interaction: Interaction) -> None:
        """Tell Discord that the press has come; one that opens a form does so with the form."""
        await interaction.response.defer()

    async def press(self, interaction: Interaction) -> None:
        """Do what it is for; raise UserError when this person may not."""
        raise NotImplementedError


class PressedButton(Pressed[Button[LayoutView]]):
    """A button, with how it looks."""

    label: str | None = None
    style: ButtonStyle = ButtonStyle.secondary
    emoji: str | None = None
    disabled: bool = False

    def __post_init__(self) -> None:
        button = Button[LayoutView](
            custom_id=self._codec.format(vars(self)),
            label=self.label,
            style=self.style,
            emoji=self.emoji,
            disabled=self.disabled,
        )
        super().__init__(button)


class PressedMenu(Pressed[Select[Any]]):
    """A menu of which one option is chosen."""

    placeholder: str | None = None
    options: Sequence[SelectOption] = ()

    def __post_init__(self) -> None:
        menu = Select[Any](
            custom_id=self._codec.format(vars(self)),
            placeholder=self.placeholder,
            options=list(self.options),
        )
        super().__init__(menu)

    @property
    def chosen(self) -> str:
        """The value of the chosen option; Discord accepts only those that were offered."""
        return self.item.values[0]


class Form(Modal):
    """A form that is acknowledged in time, then acted on; it reports failures."""

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Acknowledge what was sent, then act on it."""
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
        """Tell the person what went wrong."""
        await tell(interaction, error, interaction.client.texts_for(interaction, private=True))

    async def acknowledge(self, interaction: Interaction) -> None:
        """Tell Discord that it has come, to change what the form was opened from."""
        await interaction.response.defer()

    async def submit(self, interaction: Interaction) -> None:
        """Do what it is for; raise UserError when this person may not."""
        raise NotImplementedError
