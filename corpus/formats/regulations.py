"""Find the name of a regulation in the lines at its start."""

import re
from collections.abc import Sequence

from corpus.formats.reading import LONGEST_LINE

MOST_LINES = 8
"""Lines of what a regulation is about."""
NAME_LINES = 4
"""Lines of its kind and issuer, before its number."""

# Regulations are titled by their kind, issuer, number and subject on lines of their own.
_KIND = re.compile(
    r"(?:rancangan )?(?:undang[- ]undang|peraturan|keputusan|instruksi|surat edaran|surat keputusan"
    r"|maklumat|penetapan|qanun|law|act|regulation|decree|decision)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"tentang|concerning|about|regarding", re.IGNORECASE)
_ABOUT_WITHIN = re.compile(r"\b(?:TENTANG|CONCERNING|REGARDING)\b")
_AFTER = re.compile(
    r"dengan rac?hmat|by the grace|menimbang|considering|bismillah"
    r"|(?:presiden|menteri|gubernur|bupati|wali ?kota|dewan|kepala|ketua|direk|rektor|president"
    r"|minister)\b.*,$",
    re.IGNORECASE,
)


def regulation_name(lines: Sequence[str]) -> str | None:
    """Return the name of the regulation that starts with these lines; None if it is none.

    Blank lines may separate its parts; one ends what it is about.

    >>> regulation_name(["PERATURAN DAERAH", "NOMOR 5 TAHUN 2020", "TENTANG", "SAMPAH", "", "A."])
    'PERATURAN DAERAH NOMOR 5 TAHUN 2020 TENTANG SAMPAH'
    """
    written = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    texts = [text for _, text in written]
    about = next((number for number, text in enumerate(texts) if _is_about(text)), None)
    if about is None:
        return None
    start = about
    while start > max(0, about - NAME_LINES) and not _KIND.match(texts[start]):
        start -= 1
    is_sentence = any(text.endswith(".") for text in texts[start:about])
    if is_sentence or not _KIND.match(texts[start]):
        return None
    stated = _ABOUT.split(texts[about])[-1].strip() != ""
    end = about + 1
    while end < len(texts) and end - about <= MOST_LINES and _is_subject(texts, end):
        if (stated or end > about + 1) and written[end][0] > written[end - 1][0] + 1:
            break
        end += 1
    return _name(texts[start:end]) if stated or end > about + 1 else None


def names_regulation(title: str) -> bool:
    """Return True if a title is that of a regulation."""
    return bool(_KIND.match(title))


def _is_about(text: str) -> bool:
    """Return True for the word before the subject on a line of its own, or within capitals."""
    return _ABOUT.fullmatch(text) is not None or (
        text.isupper() and _ABOUT_WITHIN.search(text) is not None
    )


def _name(lines: Sequence[str]) -> str:
    """Return the name of a regulation; of a long one, without what is in brackets at its end."""
    name = " ".join(lines).removesuffix(".")
    return name if len(name) <= LONGEST_LINE else name.partition(" (")[0]


def _is_subject(lines: Sequence[str], number: int) -> bool:
    """Return True if a line goes on with what a regulation is about."""
    line, last = lines[number], lines[number - 1]
    return not (_AFTER.match(line) or last.endswith(".") or (last.isupper() and not line.isupper()))
