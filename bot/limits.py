"""Discord's limits, each with its unit and where Discord documents it; how Discord counts text."""

MESSAGE_TEXT = 4000
"""UTF-16 code units over all text displays of a message. Component Reference, Text Display."""


def units(text: str) -> int:
    """Count a text in UTF-16 code units.

    Discord doesn't say whether it counts these or code points; these are never fewer.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
