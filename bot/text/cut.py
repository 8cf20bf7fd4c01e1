"""Texts that are too long give way to an ellipsis."""

ELLIPSIS = "…"
"""Stands for what is left out; never within a quote, but beside it."""


def cut(text: str, most: int) -> str:
    """Return the text with so many code points at most, cut at a word if it has one near."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if " " in kept[most // 2 :]:
        kept = kept[: kept.rfind(" ")]
    return f"{kept.rstrip()}{ELLIPSIS}"
