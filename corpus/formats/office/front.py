"""What the first paragraphs of a document say of it: title, author and date."""

from corpus.formats.office.stylenames import nearest
from corpus.formats.office.titlepage import TitleLine, title_on_page


class Front:
    """The paragraphs up to the first heading."""

    def __init__(self) -> None:
        self.title: str | None = None
        """The paragraphs at its start with the style of a title."""
        self.author: str | None = None
        self.published: str | None = None
        """The date, as it is written."""
        self._heading: str | None = None
        self._lines: list[TitleLine | None] = []
        self._in_title = False

    @property
    def likely_title(self) -> str | None:
        """The title on the first page, or else the first heading."""
        found = title_on_page(self._lines, before_heading=self._heading is not None)
        return found or self._heading

    def note(
        self,
        text: str,
        styles: tuple[str, ...],
        *,
        size: float,
        is_heading: bool,
        is_emphasised: bool,
    ) -> None:
        """Note a paragraph, which may be empty, with the names of its styles in lower case."""
        line = " ".join(text.split())
        style = nearest(styles)
        is_title = line != "" and style == "title"
        if is_title and (self.title is None or self._in_title):
            self.title = f"{self.title} {line}" if self.title else line
        elif self._heading is None and not is_title:
            if line and is_heading:
                self._heading = line
            elif line and style == "author":
                self.author = self.author or line
            elif line and style == "date":
                self.published = self.published or line
            else:
                self._lines.append(TitleLine(line, size, is_emphasised) if line else None)
        self._in_title = is_title
