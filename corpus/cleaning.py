"""What is taken out of every text before it is kept: characters that can't be seen but do harm."""

import re
import unicodedata

# In the order of the groups: control characters but newline and tab; soft hyphens and marks of no
# width that keep words together; bidirectional embeddings, overrides and isolates, which can show
# a text in another order than it has; annotation marks; surrogates and noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u2060\ufeff"
    "\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_BLANK_LINES = re.compile(r"\n{3,}")


def without_unseen(text: str) -> str:
    """Return the text without unseen characters and with every line end as a newline."""
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return _UNSEEN.sub("", text)


def clean_body(text: str) -> str:
    """Return the text of an article as it is kept; cleaning it again changes nothing.

    In Unicode's composed form (NFC), without unseen characters, with newlines as line ends and
    spaces for tabs, at most one blank line in a row, no space at the ends of lines or of the text.
    """
    text = unicodedata.normalize("NFC", without_unseen(text).replace("\t", " "))
    # Line by line, since a pattern for trailing spaces takes quadratic time on a line of spaces.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """Return a title, source or file name cleaned as a body is, in one line of single spaces."""
    return " ".join(clean_body(text).split())
