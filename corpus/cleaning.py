"""Text cleaning before storage: removes invisible characters, normalizes whitespace."""

import re
import unicodedata

# One line per group: control characters except newline and tab; soft hyphens and zero-width
# joiners of words; bidirectional controls, which can display text in a different order than it is
# stored; annotation marks; surrogates and noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u2060\ufeff"
    "\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_BLANK_LINES = re.compile(r"\n{3,}")


def strip_invisible(text: str) -> str:
    """Return the text without invisible characters and with every line end as a newline."""
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return _INVISIBLE.sub("", text)


def clean_body(text: str) -> str:
    r"""Return an article's text as it is stored; cleaning it again changes nothing.

    The result is in Unicode normalization form NFC, without invisible characters, with newlines
    as line ends, spaces instead of tabs, at most one blank line in a row, and no trailing
    whitespace on any line.

    >>> clean_body("Ayam\tbertelur. \r\n\r\n\r\n\r\nBe\u00adbek \u202eberenang.\n")
    'Ayam bertelur.\n\nBebek berenang.'
    """
    text = unicodedata.normalize("NFC", strip_invisible(text).replace("\t", " "))
    # Line by line, because a regex for trailing spaces takes quadratic time on a line of spaces.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    r"""Return a title, source or file name, cleaned like a body and put on a single line.

    >>> clean_line("  Ayam\nbertelur ")
    'Ayam bertelur'
    """
    return " ".join(clean_body(text).split())
