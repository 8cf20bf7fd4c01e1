"""Media types of texts that only Kutip itself makes."""

DISCORD_MESSAGE = "text/x-discord"
"""A Discord message in Discord's markdown, with the names of those it mentions."""
