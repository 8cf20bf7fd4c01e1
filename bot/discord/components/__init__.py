"""Shared building blocks of cards, buttons, menus and forms."""
