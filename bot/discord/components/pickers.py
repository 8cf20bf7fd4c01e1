"""Discord's own menus of a server's channels and roles, from which several can be chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from discord import ChannelType, SelectDefaultValue, SelectDefaultValueType
from discord.ui import ChannelSelect, RoleSelect

from bot.discord.components.pressed import Pressed

MOST = 25
"""Maximum choices of a menu. Component Reference, Channel Select Structure."""
WRITTEN_IN = (ChannelType.text, ChannelType.news)
"""The types of channels that are discord.TextChannel; news: Discord's announcement channels."""


class PressedChannels(Pressed[ChannelSelect[Any]]):
    """A menu of channels; what is chosen takes the place of what was chosen before."""

    placeholder: str | None = None
    types: Sequence[ChannelType] = WRITTEN_IN
    before: Iterable[int] = ()
    """The ids of the channels that are chosen already; Discord must know all of them."""
    most: int = MOST

    def __post_init__(self) -> None:
        menu = ChannelSelect[Any](
            custom_id=self._codec.format(vars(self)),
            placeholder=self.placeholder,
            channel_types=list(self.types),
            min_values=0,
            max_values=self.most,
            default_values=_defaults(self.before, SelectDefaultValueType.channel),
        )
        super().__init__(menu)


class PressedRoles(Pressed[RoleSelect[Any]]):
    """A menu of roles; what is chosen takes the place of what was chosen before."""

    placeholder: str | None = None
    before: Iterable[int] = ()
    """The ids of the roles that are chosen already; Discord must know all of them."""
    most: int = MOST

    def __post_init__(self) -> None:
        menu = RoleSelect[Any](
            custom_id=self._codec.format(vars(self)),
            placeholder=self.placeholder,
            min_values=0,
            max_values=self.most,
            default_values=_defaults(self.before, SelectDefaultValueType.role),
        )
        super().__init__(menu)


def _defaults(ids: Iterable[int], kind: SelectDefaultValueType) -> list[SelectDefaultValue]:
    return [SelectDefaultValue(id=each, type=kind) for each in sorted(ids)[:MOST]]
