"""Discord's limits, each with its unit and where Discord documents it; how Discord counts text."""

MESSAGE_TEXT = 4000
"""UTF-16 code units over all text displays of a message. Component Reference, Text Display."""
MESSAGE_CONTENT = 2000
"""Characters of a message without components. Message Resource, Create Message."""
CHOICES = 25
"""Offered for an option while it is typed. Application Commands, Autocomplete."""
CHOICE_NAME = 100
"""Characters of what such a choice is called. Application Commands, Option Choice Structure."""
BUTTON_LABEL = 80
"""Characters on a button. Component Reference, Button Structure."""


def units(text: str) -> int:
    """Count a text in UTF-16 code units.

    Discord doesn't say whether it counts these or code points; these are never fewer.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
