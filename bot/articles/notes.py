"""What the reader noticed about a text, to be shown to the moderator before it is published."""

from dataclasses import dataclass, replace
from typing import Any

from bot.text.cut import ELLIPSIS
from corpus.article import Block, Kind, Span
from corpus.draft import Draft
from corpus.formats.reading import LeftOut, Reading

PAGES_SHOWN = 10
"""The most page numbers that are listed."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The reader's warnings, and what it left out of the text."""

    warnings: tuple[str, ...] = ()
    """Values of ReadingWarning."""
    pages: tuple[int, ...] = ()
    """The pages that some of the warnings are about, from 1."""
    left_out: tuple[LeftOut, ...] = ()
    """Blocks that were not taken for a part of the article, in order."""

    @property
    def first_pages(self) -> str:
        """The first of the page numbers, with an ellipsis for the others."""
        shown = ", ".join(map(str, self.pages[:PAGES_SHOWN]))
        return shown if len(self.pages) <= PAGES_SHOWN else f"{shown}, {ELLIPSIS}"

    @classmethod
    def of(cls, reading: Reading) -> "Notes":
        """Return the notes on what was read; that its title and author are no part goes unsaid."""
        shown = {
            each.casefold() for each in (reading.title, reading.author, reading.source) if each
        }
        left_out = (each for each in reading.left_out if each.text.casefold() not in shown)
        return cls(tuple(reading.warnings), reading.pages, tuple(left_out))

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Notes":
        """Return the notes stored in these fields; an earlier Kutip stored only warnings."""
        return cls(
            tuple(fields["warnings"]),
            tuple(fields.get("pages", ())),
            tuple(LeftOut(text, at) for text, at in fields.get("left_out", ())),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the fields to store."""
        left_out = [[each.text, each.at] for each in self.left_out]
        return {"warnings": list(self.warnings), "pages": list(self.pages), "left_out": left_out}


NO_NOTES = Notes()
"""The notes on a text that no reader has read."""


def put_back(draft: Draft, notes: Notes, number: int) -> tuple[Draft, Notes]:
    """Return a draft with a block that was left out in its place again, and the other notes.

    `number` counts the blocks that were left out from 0; raise IndexError if there is none.
    """
    lost = notes.left_out[number]
    at_end = lost.at == len(draft.body)
    inserted = f"\n\n{lost.text}" if at_end else f"{lost.text}\n\n"
    start = lost.at + (2 if at_end else 0)
    own = Block(Kind.PARAGRAPH, Span(start, start + len(lost.text)))

    def moved(span: Span) -> Span:
        by = len(inserted) if span.start >= lost.at else 0
        return Span(span.start + by, span.end + by)

    blocks = [Block(block.kind, moved(block.span)) for block in draft.blocks]
    body = draft.body[: lost.at] + inserted + draft.body[lost.at :]
    others = (
        LeftOut(each.text, each.at + (len(inserted) if (each.at, place) > (lost.at, number) else 0))
        for place, each in enumerate(notes.left_out)
        if place != number
    )
    marked = tuple(sorted([*blocks, own], key=lambda block: block.span))
    return replace(draft, body=body, blocks=marked), replace(notes, left_out=tuple(others))
