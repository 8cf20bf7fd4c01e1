"""Shortening text with an ellipsis."""

ELLIPSIS = "…"
"""Marks omitted text; placed next to a quote, never inside it."""


def cut(text: str, most: int) -> str:
    """Return the text shortened to at most `most` code points, at a word boundary if one is near.

    >>> cut("Where does the ferry leave?", 20)
    'Where does the…'
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if " " in kept[most // 2 :]:
        kept = kept[: kept.rfind(" ")]
    return f"{kept.rstrip()}{ELLIPSIS}"
