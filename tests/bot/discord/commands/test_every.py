from typing import Any

from tests.bot.discord_client import MakeClient

DESCRIBED = {*range(6), *range(10, 16)}
"""The types of channels in Discord's own description of its API; others are refused."""


def options(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options of a command, and those within them."""
    own = described.get("options", [])
    return [*own, *(each for option in own for each in options(option))]


async def test_options_offer_only_channels_that_discord_describes(make_client: MakeClient) -> None:
    tree = make_client().tree
    offered = [
        set(option["channel_types"])
        for command in tree.get_commands()
        for option in options(command.to_dict(tree))
        if "channel_types" in option
    ]

    assert offered
    assert all(types <= DESCRIBED for types in offered)
