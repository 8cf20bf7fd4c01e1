"""Read Rich Text Format, token by token."""

from dataclasses import replace

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.office.front import Front
from corpus.formats.office.stylenames import is_contents_field
from corpus.formats.office.symbols import readable
from corpus.formats.rtf.header import FONTS, STYLES, WORDS, Header
from corpus.formats.rtf.state import SETTINGS, State
from corpus.formats.rtf.story import Story
from corpus.formats.rtf.tokens import Token, Tokens, Type

DEEPEST = 1000
"""Groups within each other; documents have a few dozen."""
_MOST_PIECES, _LONGEST_PIECE = 20, 100
# Groups whose text is not part of the document.
_SKIPPED = frozenset({
    *("colortbl", "pict", "nonshppict", "shprslt", "sp", "nonesttables", "object", "listtable"),
    *("header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr"),
    *("listoverridetable", "revtbl", "rsidtbl", "filetbl", "annotation", "xe", "rxe", "tc", "tcn"),
    *("doccomm", "operator", "company", "comment", "subject", "keywords", "category", "manager"),
    *("creatim", "revtim", "printim", "buptim", "hlinkbase", "userprops", "fldtype", "txe"),
    *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "bkmkstart", "bkmkend"),
    *("pgdsctbl", "template", "themedata", "datastore", "generator", "stylerestrictions"),
})  # fmt: skip
_MARKER, _CODE, _NESTED_ROW = "listtext", "fldinst", "nesttableprops"
# Groups that go on with the text around them, though programs may ignore them.
_PASSED = frozenset({"shpinst", "shpgrp", "do", "ud", "info", "field", "shp"})
_STORIES = {"footnote": Kind.NOTE, "shptxt": None, "dptxbxtext": None}
_DESTINATIONS = frozenset({
    *(FONTS, STYLES, "title", "author", _MARKER, "pntext", _CODE, _NESTED_ROW),
    *("field", "fldrslt", "upr", *_STORIES),
})  # fmt: skip
# fmt: off
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "column": "\n", "page": "\n", "bullet": "•",
    "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}
# fmt: on
_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_ROW_WORDS = frozenset({"trowd", "trleft", "trhdr", "clmrg", "clvmrg", "cellx"})
_HEADER_WORDS = frozenset({"ansi", "mac", "pc", "pca", "ansicpg", "deff"})
_ENDS = frozenset({"par", "sect", "cell", "row", "nestcell", "nestrow"})
_KNOWN = frozenset(SETTINGS).union(
    *(_SKIPPED, _PASSED, _DESTINATIONS, _CHARACTERS, _ROW_WORDS, _HEADER_WORDS, _ENDS, WORDS, "u")
)


class Document:
    """A document that is being read.

    Raises UnreadableError (DAMAGED) if it is nested too deeply.
    """

    def __init__(self, data: bytes) -> None:
        self.header = Header()
        self.front = Front()
        self.story = Story(self.header, self.front)
        """The text of the document, and while it is read, that of the innermost group."""
        self._tokens = Tokens(data, _KNOWN)
        self._state = State()
        self._stack: list[tuple[State, Story]] = []
        self._pending = ""
        """Characters that are not decoded yet, as Latin-1."""
        self._to_skip = 0
        """Characters that repeat one in Unicode for older programs."""
        self._is_optional = False
        """Whether the group that has just begun may be ignored."""
        self.is_whole = self._read()
        """Whether the file doesn't end in the middle."""

    def _read(self) -> bool:
        is_whole = False
        for token in self._tokens:
            self._take(token)
            is_whole = not self._stack and token.type is Type.CLOSE
            if is_whole:
                break
        self._flush()
        while self._stack:
            self._close()
        self.story.end(self._state)
        return is_whole

    def _take(self, token: Token) -> None:
        if token.type is Type.TEXT or token.type is Type.BYTE:
            skipped = min(self._to_skip, len(token.text))
            self._to_skip -= skipped
            self._pending += token.text[skipped:]
            return
        self._flush()
        self._to_skip = 0
        if token.type is Type.WORD:
            self._word(token.text, token.number)
        elif token.type is Type.OPEN:
            self._begin()
        elif token.type is Type.CLOSE:
            self._close()
        elif token.text == "*":
            self._is_optional = True
        elif token.text in {"\n", "\r\n", "\r"}:
            self._end("par")
        elif token.text in _SIGNS:
            self._add(_SIGNS[token.text])

    def _begin(self) -> None:
        """Begin a group."""
        if len(self._stack) >= DEEPEST:
            raise UnreadableError(Unreadable.DAMAGED)
        self._stack.append((self._state, self.story))
        self._state = replace(self._state)
        self.header.begin_group(self._state.destination)

    def _close(self) -> None:
        """End the innermost group, and with it a note or text box that began there."""
        if self._stack:
            state, story = self._stack.pop()
            if story is not self.story:
                self.story.end(self._state)
            self._state, self.story = state, story

    def _word(self, word: str, number: int | None) -> None:
        is_optional, self._is_optional = self._is_optional, False
        if word in _SKIPPED:
            self._tokens.skip_group()
        elif word in _DESTINATIONS:
            self._go_to(word)
        elif is_optional and word not in _PASSED:
            self._tokens.skip_group()
        elif self._state.destination in {FONTS, STYLES} or word in _HEADER_WORDS:
            self.header.word(self._state.destination, word, number)
        elif word in SETTINGS:
            SETTINGS[word](self._state, number)
        else:
            self._apply(word, number)

    def _apply(self, word: str, number: int | None) -> None:
        """Apply a control word that stands for a character, or structures the text."""
        if word == "u":
            font = self.header.font(self._state.font)
            self._add(readable(_character(number or 0), font.name))
            self._to_skip = self._state.after_unicode
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word not in _ROW_WORDS:
            self._end(word)
        elif self._state.destination != _NESTED_ROW:
            self.story.tables.word(word, number)

    def _go_to(self, word: str) -> None:
        """Begin a group whose text goes elsewhere."""
        state = self._state
        if word == "upr":
            # The same in the encoding of older programs.
            self._tokens.skip_next_group()
        elif word == "field":
            state.field = []
        elif word == "fldrslt":
            state.is_contents |= is_contents_field("".join(state.field))
        elif word in _STORIES:
            story = Story(self.header, Front())
            self.story.inner.append((_STORIES[word], story))
            self.story = story
            self._state = State(after_unicode=state.after_unicode)
        else:
            state.destination = _MARKER if word == "pntext" else word

    def _end(self, word: str) -> None:
        """End a paragraph, a cell or a row; ignore any other word."""
        state, story = self._state, self.story
        if word == "nestrow":
            story.end_nested_row()
        elif state.destination:
            return
        elif word in {"par", "sect"}:
            story.end_paragraph(state)
        elif word == "cell":
            story.end_cell(state)
        elif word == "row":
            story.tables.end_row()
        elif word == "nestcell":
            story.end_nested_cell()

    def _flush(self) -> None:
        """Decode what is pending, in the encoding of its font."""
        if not self._pending:
            return
        text, self._pending = self._pending, ""
        font = self.header.font(self._state.font)
        if font.is_symbolic:
            text = readable("".join(chr(0xF000 + ord(each)) for each in text), font.name)
        elif not text.isascii():
            encoding = font.encoding(self.header.encoding)
            text = text.encode("latin-1").decode(encoding, errors="replace")
        self._add(text)

    def _add(self, text: str) -> None:
        destination = self._state.destination
        if not destination:
            self.story.add(text, self._state)
        elif destination == _MARKER:
            self.story.marker += text
        elif destination == _CODE:
            # Its start says what it is.
            if len(self._state.field) < _MOST_PIECES:
                self._state.field.append(text[:_LONGEST_PIECE])
        else:
            self.header.text(destination, text)


def _character(number: int) -> str:
    """Return a character by its code, which is a signed number of 16 bits.

    Those beyond come as two halves, which are joined when the paragraph ends.
    """
    code = number + 0x10000 if number < 0 else number
    return chr(code) if 0 < code <= 0x10FFFF else ""
