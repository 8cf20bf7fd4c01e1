"""Discord's limits, each with its unit and the section of Discord's documentation."""

MESSAGE_TEXT = 4000
"""UTF-16 code units of all text displays of a message. Component Reference, Text Display."""
MESSAGE_CONTENT = 2000
"""Characters of a message without components. Message Resource, Create Message."""
CHOICES = 25
"""Choices offered by autocompletion. Application Commands, Autocomplete."""
CHOICE_NAME = 100
"""Characters of a choice's name. Application Commands, Option Choice Structure."""
BUTTON_LABEL = 80
"""Characters on a button. Component Reference, Button Structure."""


def units(text: str) -> int:
    """Return the length in UTF-16 code units.

    Discord doesn't document whether it counts these or code points, which are never more.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
