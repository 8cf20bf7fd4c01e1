"""Word's fields: which text is the code of a field, and which a table of contents."""

from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.office.elements import attribute
from corpus.formats.office.stylenames import is_contents_field


@dataclass(slots=True)
class _Field:
    is_outer_shown: bool
    is_contents: bool
    """Whether it is within a table of contents, or is one."""
    code: list[str] = field(default_factory=list)
    is_shown: bool = False

    def separate(self) -> None:
        self.is_shown = self.is_outer_shown
        self.is_contents |= is_contents_field("".join(self.code))
        self.code.clear()


class Fields:
    """The fields that are open at a point of a document; they may span paragraphs."""

    def __init__(self, root: etree._Element) -> None:
        marks = [attribute(each, "fldCharType") for each in root.iter("{*}fldChar")]
        # Otherwise one that is never closed would swallow the rest of the document.
        self._spans_paragraphs = marks.count("begin") == marks.count("end")
        self._open: list[_Field] = []

    @property
    def is_shown(self) -> bool:
        """Whether text at this point is shown, rather than the code of a field."""
        return not self._open or self._open[-1].is_shown

    @property
    def is_contents(self) -> bool:
        """Whether this point is within a table of contents."""
        return bool(self._open) and self._open[-1].is_contents

    def mark(self, mark: str | None) -> None:
        """Begin a field, separate its code from its result, or end it."""
        if mark == "begin":
            self._open.append(_Field(self.is_shown, self.is_contents))
        elif self._open and mark == "separate":
            self._open[-1].separate()
        elif self._open and mark == "end":
            self._open.pop()

    def add_code(self, text: str) -> None:
        """Add to the code of the innermost field."""
        if self._open:
            self._open[-1].code.append(text)

    def end_paragraph(self) -> None:
        """Close what can't reach into the next paragraph."""
        if not self._spans_paragraphs:
            self._open.clear()
