"""Decode bytes in any encoding to text."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from corpus.formats.errors import Unreadable, UnreadableError

SAMPLE = 64 * 2**10
"""Bytes from which an encoding is guessed."""

_BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark starts with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text declared in the key's encoding often uses this superset; browsers do the same (WHATWG
# Encoding Standard).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# The encodings to guess from. All others are rare, and each would make a wrong guess for a short
# text more likely.
_GUESSED = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("cp874", "cp932", "cp949", "big5", "gb18030", "iso8859_2", "iso8859_5", "koi8_r"),
]
_WESTERN = "cp1252"
"""The default guess: the Windows encoding of most languages in Latin script."""
_MAX_CONTROL_SHARE = 0.04
"""The share of control characters above which data is binary. Random bytes have a tenth, a text
with some stray ones a thousandth."""
_MANY_ZEROS = 0.7
_FEW_ZEROS = 0.1
"""Shares of zero bytes among the high and low bytes of UTF-16: most characters of a text in Latin
script are below U+0100, few are a multiple of it."""
_LETTERS_PER_ERROR = 5
"""Letters beyond ASCII per invalid byte from which a text counts as slightly damaged UTF-8: bytes
in another encoding hardly ever form valid UTF-8 by chance."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text."""

    text: str
    guessed: bool
    """Whether the encoding was guessed, rather than known from the bytes or a declaration."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text, using its byte-order mark, valid UTF-8, or the `declared` encoding.

    If none applies, the encoding is guessed. Raises UnreadableError (BINARY) if it is not text.

    >>> decode("Jalan Café".encode("latin-1"), declared="iso-8859-1")
    Decoded(text='Jalan Café', guessed=False)
    """
    decoded = _decode(data, declared)
    sample = decoded.text[:SAMPLE]
    controls = sum(1 for character in sample if _is_control(character))
    if controls > len(sample) * _MAX_CONTROL_SHARE:
        raise UnreadableError(Unreadable.BINARY)
    return decoded


def _decode(data: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), guessed=False)
    for candidate in (_utf16_without_mark(data), "utf-8", _codec(declared)):
        if candidate:
            try:
                return Decoded(data.decode(candidate), guessed=False)
            except UnicodeDecodeError:
                continue
    return _guess(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the UTF-16 codec if the high bytes of most characters are zero, else None."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if len(data) % 2 or not half:
        return None
    high_first, high_second = sample[::2].count(0), sample[1::2].count(0)
    if high_second > half * _MANY_ZEROS and high_first < half * _FEW_ZEROS:
        return "utf-16-le"
    if high_first > half * _MANY_ZEROS and high_second < half * _FEW_ZEROS:
        return "utf-16-be"
    return None


def _codec(declared: str | None) -> str | None:
    """Return Python's name of a text encoding, None if it has no such encoding."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        # Some codecs are not for text (`hex`, `zlib`), and decode() rejects them.
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(name, name)


def _guess(data: bytes) -> Decoded:
    utf8 = data.decode("utf-8", errors="replace")
    broken = utf8.count("\ufffd")
    beyond_ascii = sum(1 for character in utf8[:SAMPLE] if not character.isascii())
    if beyond_ascii > _LETTERS_PER_ERROR * broken:
        return Decoded(utf8, guessed=True)
    sample = data[:SAMPLE]
    # Up to a line end, so that no multi-byte character is cut.
    matches = list(from_bytes(sample[: sample.rfind(b"\n") + 1] or sample, cp_isolation=_GUESSED))
    # Among equally likely encodings, the one that gives the fewest characters: pairs of bytes that
    # are consistently valid as single characters are no coincidence.
    likeliest = [match for match in matches if match.chaos <= matches[0].chaos]
    best = min(likeliest, key=lambda match: len(str(match)), default=None)
    if best is None or _WESTERN in best.could_be_from_charset:
        return Decoded(data.decode(_WESTERN, errors="replace"), guessed=True)
    encoding = _SUPERSETS.get(best.encoding, best.encoding)
    return Decoded(data.decode(encoding, errors="replace"), guessed=True)


def _is_control(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n\r\f") or 127 <= code < 160 or code == 0xFFFD
