"""Bytes to text, whatever their encoding."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from corpus.formats.errors import Unreadable, UnreadableError

SAMPLE = 64 * 2**10
"""Bytes that an encoding is guessed from."""

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What programs write where they declare the key; browsers read them so too (WHATWG Encoding).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# What texts without a word about their encoding are in; the many others are hardly met, and each
# makes it likelier that a short text is taken for what it is not.
_GUESSED = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("cp874", "cp932", "cp949", "big5", "gb18030", "iso8859_2", "iso8859_5", "koi8_r"),
]
_WESTERN = "cp1252"
"""What a text is in by default: Windows' encoding of most languages in Latin script."""
# More than this share of the characters being control characters is no text: random bytes have a
# tenth, a text with some stray ones a thousandth.
_MOST_CONTROLS = 0.04


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that was bytes."""

    text: str
    guessed: bool
    """Whether neither the bytes nor whoever sent them told the encoding."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text, by the encoding that its first bytes, its form or `declared` tells.

    Where nothing tells, it is guessed. Raises UnreadableError (BINARY) where it is no text.
    """
    decoded = _decode(data, declared)
    sample = decoded.text[:SAMPLE]
    controls = sum(1 for character in sample if _is_control(character))
    if controls > len(sample) * _MOST_CONTROLS:
        raise UnreadableError(Unreadable.BINARY)
    return decoded


def _decode(data: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), guessed=False)
    for told in (_utf16_without_mark(data), "utf-8", _codec(declared)):
        if told:
            try:
                return Decoded(data.decode(told), guessed=False)
            except UnicodeDecodeError:
                continue
    return _guess(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order of UTF-16 where the high bytes of most characters are zero."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if len(data) % 2 or not half:
        return None
    high_first, high_second = sample[::2].count(0), sample[1::2].count(0)
    if high_second > half * 0.7 and high_first < half * 0.1:
        return "utf-16-le"
    if high_first > half * 0.7 and high_second < half * 0.1:
        return "utf-16-be"
    return None


def _codec(declared: str | None) -> str | None:
    """Return Python's name of an encoding of text, None for one that it doesn't have."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        # Some codecs are none of text (`hex`, `zlib`), and decode() refuses them.
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(name, name)


def _guess(data: bytes) -> Decoded:
    utf8 = data.decode("utf-8", errors="replace")
    broken = utf8.count("\ufffd")
    # Mostly UTF-8, with some bytes lost: a letter beyond ASCII doesn't look like it by chance.
    if sum(1 for character in utf8[:SAMPLE] if ord(character) > 127) > 5 * broken:
        return Decoded(utf8, guessed=True)
    sample = data[:SAMPLE]
    # Up to a line end, so that no letter of several bytes is cut.
    matches = list(from_bytes(sample[: sample.rfind(b"\n") + 1] or sample, cp_isolation=_GUESSED))
    # Of equally likely ones the one that makes the fewest letters of the bytes: where two make a
    # letter all along, that is no chance.
    likeliest = [match for match in matches if match.chaos <= matches[0].chaos]
    best = min(likeliest, key=lambda match: len(str(match)), default=None)
    if best is None or _WESTERN in best.could_be_from_charset:
        return Decoded(data.decode(_WESTERN, errors="replace"), guessed=True)
    encoding = _SUPERSETS.get(best.encoding, best.encoding)
    return Decoded(data.decode(encoding, errors="replace"), guessed=True)


def _is_control(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n\r\f") or 127 <= code < 160 or code == 0xFFFD
