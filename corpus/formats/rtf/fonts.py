"""The encodings of Rich Text Format, which each font has its own of."""

from dataclasses import dataclass

WESTERN = "cp1252"
_SYMBOLS = 2
_DEFAULT = 1  # the character set of a font that has the document's encoding

# Character sets of Windows and the encodings that they stand for.
# fmt: off
_ENCODINGS = {
    0: WESTERN, 77: "mac_roman", 78: "shift_jis", 79: "big5", 80: "euc_kr", 81: "mac_arabic",
    83: "mac_greek", 85: "mac_turkish", 89: "mac_cyrillic", 128: "cp932", 129: "cp949",
    130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}
# fmt: on
_BY_NAME = {"ansi": WESTERN, "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_UNIVERSAL = 65001  # the code page of UTF-8


@dataclass(slots=True)
class Font:
    """A font of a document."""

    name: str = ""
    charset: int = _DEFAULT
    code_page: int | None = None

    @property
    def is_symbolic(self) -> bool:
        """Whether its characters are not what their codes say."""
        return self.charset == _SYMBOLS and self.name.lower().startswith(("symbol", "wingdings"))

    def encoding(self, default: str) -> str:
        """Return its encoding; the default is that of the document."""
        if self.code_page:
            return encoding_of(self.code_page) or default
        return _ENCODINGS.get(self.charset, default)


def named_encoding(word: str) -> str | None:
    """Return the encoding for a control word such as `ansi`, None if it is none."""
    return _BY_NAME.get(word)


def encoding_of(code_page: int) -> str | None:
    """Return the encoding with the number that Windows gives it, None if Python has none."""
    name = "utf-8" if code_page == _UNIVERSAL else f"cp{code_page}"
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return name
