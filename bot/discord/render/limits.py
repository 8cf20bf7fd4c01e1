"""Discord's limits, each with its unit and the section of Discord's documentation."""

MESSAGE_TEXT = 4000
"""UTF-16 code units of all text displays of a message. Component Reference, Text Display."""
MESSAGE_BYTES = 10_000
"""UTF-8 bytes of the same. Discord answers 500 to more than 10,170, of which each text display
takes 12 for itself; see issue 8554 of its API documentation."""
MESSAGE_CONTENT = 2000
"""Characters of a message without components. Message Resource, Create Message."""
CHOICES = 25
"""Choices offered by autocompletion. Application Commands, Autocomplete."""
CHOICE_NAME = 100
"""Characters of a choice's name. Application Commands, Option Choice Structure."""
BUTTON_LABEL = 80
"""Characters on a button. Component Reference, Button Structure."""
BUTTON_ADDRESS = 512
"""Characters of a link button's address. Ibid."""


def units(text: str) -> int:
    """Return the length in UTF-16 code units.

    Discord doesn't document whether it counts these or code points, which are never more.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size(text: str) -> int:
    """Return how much of MESSAGE_TEXT a text display takes.

    These are its UTF-16 code units, or more if it is in a script that reaches MESSAGE_BYTES before.
    Together, texts take at most as much as each by itself.
    """
    return max(
        units(text), -(-len(text.encode("utf-8", "surrogatepass")) * MESSAGE_TEXT // MESSAGE_BYTES)
    )
