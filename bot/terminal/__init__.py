"""Kutip in a terminal: a file a command, and what several of them share."""
