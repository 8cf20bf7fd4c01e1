"""Whether a button's message is private, and where to reach the person who pressed it later."""

from bot.discord.base import Interaction


def only_presser_sees(interaction: Interaction) -> bool:
    """Return whether nobody but the person who pressed the button sees its message."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def notification_channel(interaction: Interaction) -> int:
    """Return the id of the channel to notify in: for private replies, the direct messages."""
    if only_presser_sees(interaction) or interaction.channel_id is None:
        return (await interaction.user.create_dm()).id
    return interaction.channel_id
