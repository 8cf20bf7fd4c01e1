"""Recognize what web pages, and printouts of them, write around articles: “Baca juga: …”."""

import re
import tomllib
from importlib.resources import files

_phrases: dict[str, list[str]] = tomllib.loads(
    (files("corpus") / "boilerplate.toml").read_text("utf-8")
)
_RELATED = frozenset(_phrases["related"])
_BEFORE_A_LINK = frozenset(_phrases["before_a_link"])
_CONTENTS = frozenset(_phrases["contents"])
_SHARING = frozenset(_phrases["sharing"])
_LINES = frozenset(_phrases["advertisement"]) | _SHARING
_COMMENTS = frozenset(_phrases["comments"])
_ANSWERS = frozenset(_phrases["answers"])
_CREDITS = frozenset(_phrases["credits"])
_NOTICES = tuple(_phrases["notices"])
_INVITATIONS = tuple(f"{phrase} " for phrase in _phrases["invitations"])
_CHANNELS = tuple(_phrases["channels"])

LONGEST = 120
"""Code points of a label or line that is recognized."""
_LONGEST_HEADLINE = 250
_LONGEST_CREDITS = 300
_LONGEST_NOTICE = 400
_LONGEST_INITIALS = 40

_AROUND = " \t\n\u00a0:：;,.!|/»«›‹>→▶►•·–—-*#\"'“”‘’()[]\u200b\ufe0f"
"""What may stand around a label."""
_SENTENCE_ENDS = '.!?…)]”"\n'
_QUOTED_AT_END = re.compile(r"^([^\"“”]*)(?:\"[^\"]+\"|“[^“”]+”)$")
_COUNTED = re.compile(r"(?:\d+\s+)?(?P<label>[^\W\d_][^\d(]*?)\s*(?:\(?\d+\)?)?")
_NAME_FOLLOWS = re.compile(r"[:：|©]|\(c\)")
# (dwl/est) · (rzr) · (ANT) · [dwl] · (Warta.com/Dewi Lestari) · DEWI LESTARI | REUTERS
_INITIALS = re.compile(
    r"\[[a-z]{2,4}\]"
    r"|\((?:[a-z]{2,4}|[A-Z]{2,4})\)"
    r"|\([\w.*]{2,20}(?:\s?[/|]\s?[\w.*]{2,20}(?: [\w.*]{1,20}){0,2}){1,3}\)"
    r"|[A-Z][A-Z .']{2,30}(?:\s?\|\s?[A-Z][A-Z .']{2,30}){1,3}"
)
_FINAL_INITIALS = re.compile(r"\s+(\([a-z]{2,5}(?:/[a-z]{2,5}){1,3}\))$")
# [Gambas:Video CNN]
_EMBEDDED = re.compile(
    r"\[\s*(?:gambas|video|foto|photo|gambar|image|gallery|galeri|embed|infografis|podcast|audio"
    r"|twitter|tweet|instagram|youtube|facebook|tiktok)\s*:[^\[\]\n]{1,100}\]",
    re.IGNORECASE,
)
_NEXT = r"(?:halaman )?(?:selanjutnya|berikutnya|lanjut)|next(?: page)?|[>»›]"
# Halaman: 1 2 3 Selanjutnya
_PAGES = re.compile(
    r"(?P<label>(?:halaman|hal\.?|laman|pages?)\s*:?\s*)?"
    r"(?P<numbers>\[?1\]?(?:[\s|,/]+(?:(?:dari|of)\s+)?\[?\d{1,2}\]?)+)"
    rf"(?P<next>(?:[\s|,/]*(?:{_NEXT}|all|semua|show all|tampilkan semua))*)",
    re.IGNORECASE,
)
# Jakarta, Warta Contoh -- · JAKARTA - · TEMPO.CO, Jakarta – · Jakarta (ANTARA) -
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w .,/()'’]{1,60}?)\s?(?:--|[-–—])(?=\s|$)\s*(?=[^\Wa-z]|[\"“‘']|$)"
)
_AGENCY = re.compile(r"\w\.(?:com?|id|net|org|tv|news)\b|\([A-Z]{3,}\)|\bnews\b", re.IGNORECASE)
_MOST_WORDS = 2
"""Words in the name of a place from which a report comes, if nothing else is in the line."""


def label_length(before: str) -> int:
    """Return how much at the end of what stands before a link introduces another article.

    >>> label_length("Harga naik. Baca juga: "), label_length("Silakan baca ")
    (11, 0)
    """
    label = before[max(map(before.rfind, _SENTENCE_ENDS)) + 1 :].lstrip()
    bare = _bare(label)
    is_label = bare in _RELATED or (bare in _BEFORE_A_LINK and label.rstrip()[-1:] in {":", "："})
    return len(label) if is_label else 0


def is_related(text: str) -> bool:
    """Return whether a heading or line announces other articles, or is a headline of one.

    >>> is_related("BERITA TERKAIT"), is_related("Baca juga: Harga naik"), is_related("Baca ini.")
    (True, True, False)
    """
    if len(text) > _LONGEST_HEADLINE:
        return False
    return _bare(text) in _RELATED or _bare(_before_colon(text)) in _RELATED


def is_reference(text: str) -> bool:
    """Return whether a line names another article after a label of several words.

    Without a link, “Rekomendasi: …” may as well be of the text.

    >>> is_reference("Baca juga: Harga naik"), is_reference("Rekomendasi: pakai helm")
    (True, False)
    >>> is_reference("Simak Video “Harga naik”"), is_reference("Simak video “Harga naik” di kelas.")
    (True, False)
    """
    if len(text) > _LONGEST_HEADLINE:
        return False
    quoted = _QUOTED_AT_END.search(text)
    return is_label(_before_colon(text)) or (quoted is not None and is_label(quoted[1]))


def ends_sentence(text: str) -> bool:
    """Return whether a new sentence may begin after a text; it may after none.

    >>> ends_sentence("Harga naik. "), ends_sentence("Lihat ")
    (True, False)
    """
    return text.rstrip()[-1:] in {"", *_SENTENCE_ENDS}


def is_label(text: str) -> bool:
    """Return whether a line is nothing but such a label.

    >>> is_label("BERITA TERKAIT"), is_label("Baca juga: Harga naik"), is_label("Terpopuler")
    (True, False, False)
    """
    label = _bare(text) if len(text) <= LONGEST else ""
    return " " in label and label in _RELATED


def is_comments(text: str) -> bool:
    """Return whether a line is the heading of readers' comments.

    >>> is_comments("Komentar (2)"), is_comments("12 Comments"), is_comments("Komentar Bupati")
    (True, True, False)
    """
    found = _COUNTED.fullmatch(text.strip(_AROUND)) if len(text) <= LONGEST else None
    return found is not None and _bare(found["label"]) in _COMMENTS


def is_answering(text: str) -> bool:
    """Return whether a line has nothing but buttons below a comment: “Balas Suka”."""
    words = _bare(text).split() if len(text) <= LONGEST else []
    named = [word.strip(_AROUND) for word in words if not word.strip(_AROUND).isdigit()]
    return bool(set(named) & _ANSWERS) and set(named) <= _ANSWERS | {""}


def is_contents(text: str) -> bool:
    """Return whether a line is the heading of a table of contents."""
    return _bare(text) in _CONTENTS


def is_furniture(text: str) -> bool:
    """Return whether a line is an advertisement's, a share bar's or a placeholder.

    >>> is_furniture("- ADVERTISEMENT -"), is_furniture("Bagikan: Facebook WhatsApp")
    (True, True)
    """
    return len(text) <= LONGEST and (
        _bare(text) in _LINES
        or _bare(_before_colon(text)) in _SHARING
        or _EMBEDDED.fullmatch(text.strip()) is not None
    )


def is_credit(text: str) -> bool:
    """Return whether each line of a text names who made it: “Editor: …”, “(dwl/est)”."""
    return len(text) <= _LONGEST_CREDITS and all(map(_is_credit, text.split("\n")))


def _is_credit(line: str) -> bool:
    name = _NAME_FOLLOWS.search(line)
    return (
        (name is not None and _bare(line[: name.start()]) in _CREDITS)
        or line.strip(' "“').lower().startswith(_NOTICES)
        or _INITIALS.fullmatch(line.strip()) is not None
    )


def is_sign_off(text: str) -> bool:
    """Return whether a line below an article is of its writers' initials, or a notice about it.

    >>> is_sign_off("(dwl/est)"), is_sign_off("© 2024 Warta"), is_sign_off("Editor: Dewi")
    (True, True, False)
    """
    return len(text) <= _LONGEST_CREDITS and (
        final_initials(f" {text}") == 0 or text.lower().startswith(_NOTICES)
    )


def is_invitation(text: str, site: str | None) -> bool:
    """Return whether a paragraph with a link asks to follow the site elsewhere."""
    bare = _bare(text)
    return (
        len(text) <= _LONGEST_NOTICE
        and bare.startswith(_INVITATIONS)
        and (any(map(bare.__contains__, _CHANNELS)) or bool(site and site.lower() in bare))
    )


def is_pagination(text: str) -> bool:
    """Return whether a line leads to the other pages of an article.

    >>> is_pagination("Halaman 1 2 3 Selanjutnya"), is_pagination("Halaman 12")
    (True, False)
    """
    return pages_in(text) > 1


def pages_in(text: str) -> int:
    """Return the number of the last page that a line leads to, 0 if it is no such line."""
    found = _PAGES.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return 0
    numbers = [int(number) for number in re.findall(r"\d+", found["numbers"])]
    in_order = numbers == list(range(1, len(numbers) + 1))
    named = found["label"] or found["next"]
    return numbers[-1] if named or (in_order and len(numbers) > 2) else 0


def is_next(text: str) -> bool:
    """Return whether the text of a link says that it leads to the next page."""
    return re.fullmatch(rf"(?:{_NEXT})\W*", text.strip(), re.IGNORECASE) is not None


def dateline_length(text: str, bold: int, site: str | None) -> int:
    """Return how much at the start of a report says where it comes from, and from whom.

    That is a place in capitals or in bold letters (the first `bold` code points), or next to the
    name of a site or agency.

    >>> [dateline_length(text, 4, None) for text in ("JAKARTA - Ayam bertelur.", "Ayam - hewan")]
    [10, 0]
    """
    found = _DATELINE.match(text)
    if found is None:
        return 0
    place = found["place"]
    names = _AGENCY.search(place) or _letters(site or "?") in _letters(place)
    is_short = len(place.split()) <= _MOST_WORDS
    is_marked = place.isupper() or bold >= len(place) - 2 or found.end() == len(text)
    return found.end() if names or (is_short and is_marked) else 0


def final_initials(text: str) -> int:
    """Return where the initials of the writers at the end of a text start; else where it ends.

    >>> final_initials("Ayam berkokok. (dwl/est)")
    14
    """
    found = _FINAL_INITIALS.search(text[-_LONGEST_INITIALS:])
    return len(text) - len(found[0]) if found else len(text)


def _bare(text: str) -> str:
    """Return a text in lower case, without the marks around it."""
    return " ".join(text.strip(_AROUND).lower().split())


def _before_colon(text: str) -> str:
    """Return what is before the first colon of a text, nothing if it has none."""
    label, colon, _ = text.replace("：", ":").partition(":")
    return label if colon else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower())) or text
