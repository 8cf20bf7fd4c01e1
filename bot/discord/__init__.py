"""Kutip on Discord: the client, commands, views and notices."""
