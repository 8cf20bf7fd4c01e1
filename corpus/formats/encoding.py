"""Decode bytes in any encoding to text."""

import codecs
import re
from dataclasses import dataclass

import chardet

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
    "shift_jis_2004": "cp932",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
}
# The encodings to guess from. All others are rare, and each would make a wrong guess for a short
# text more likely.
_GUESSED = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("cp874", "cp949", "euc_kr", "big5hkscs", "gb18030", "cp932", "shift_jis_2004"),
    *("euc_jis_2004", "koi8-r", "koi8-u", "cp866"),
]
_ISO = ["iso8859-2", "iso8859-5"]
"""The same for texts without bytes that are control characters in these."""
_ISO_CONTROL = re.compile(rb"[\x80-\x9f]")
# Encodings whose bytes are all ASCII, with escape sequences (or `~{`) before other scripts.
_ESCAPED = ["iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_ext", "iso2022_kr", "hz"]
_ESCAPE = re.compile(rb"\x1b\$|~\{")
_KANA = re.compile("[\u3041-\u30fe]")
_KANA_SHARE = 0.3
"""The share of kana among the letters beyond ASCII from which a text is Japanese. A Japanese one
has a half or more; one in another encoding has next to none when it is read as Japanese."""
_WESTERN = "cp1252"
"""What a text is read as that has a few bytes of no encoding in particular."""
_MAX_STRAY_SHARE = 0.2
_ASCII = bytes(range(128))
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
    for candidate in (_utf16_without_mark(data), _escaped(data), "utf-8", _codec(declared)):
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


def _escaped(data: bytes) -> str | None:
    """Return the encoding whose escape sequences the bytes have, such as ISO-2022-JP, or None."""
    if not data.isascii() or not _ESCAPE.search(data):
        return None
    found = chardet.detect(
        data[:SAMPLE],
        include_encodings=["ascii", *_ESCAPED],
        no_match_encoding="ascii",
        compat_names=False,
    )
    return found["encoding"]


def _codec(declared: str | None) -> str | None:
    """Return Python's name of a text encoding, None if it has no such encoding."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().lower().removeprefix("x-")).name
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
    encoding = _japanese(sample)
    if encoding is None:
        guessed = _GUESSED if _ISO_CONTROL.search(sample) else [*_GUESSED, *_ISO]
        found = chardet.detect(sample, include_encodings=guessed, compat_names=False)["encoding"]
        if found is None and len(sample.translate(None, _ASCII)) > len(sample) * _MAX_STRAY_SHARE:
            raise UnreadableError(Unreadable.BINARY)
        encoding = _SUPERSETS.get(found, found) if found else _WESTERN
    return Decoded(data.decode(encoding, errors="replace"), guessed=True)


def _japanese(sample: bytes) -> str | None:
    """Return the encoding of a Japanese text, None if it isn't evidently Japanese.

    The statistics of encodings need a few sentences for it; the kana need a few words.
    """
    for encoding in ("cp932", "euc_jis_2004", "utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        beyond_ascii = sum(1 for character in text if not character.isascii())
        if beyond_ascii and len(_KANA.findall(text)) >= _KANA_SHARE * beyond_ascii:
            return encoding
    return None


def _is_control(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n\r\f") or 127 <= code < 160 or code == 0xFFFD
