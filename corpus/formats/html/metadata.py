"""Read what a web page states about its article: title, site, author, date and address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BLOCKS
from corpus.formats.dates import find_day
from corpus.formats.html.linked_data import linked_data, text_of

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate"),
    *("publish-date", "published_time", "publication_date", "date", "dc.date", "dcterms.date"),
    *("dcterms.created", "dc.date.issued", "parsely-pub-date"),
)
_SEPARATOR = re.compile(r"\s+[-–—|·•»›⋆:/]{1,2}\s+|\s*[|»]\s*")
_BY = re.compile(
    r"\W*(?:(?:oleh|by|von|par|por|vom|penulis|reporter|author|ditulis|diposting|written|posted|post"
    r"|published|text|autor|auteur|editor|geschrieben|veröffentlicht)\b\s*:?\s*)+",
    re.IGNORECASE,
)
# 2024/06/12 · 20240612
_FIGURES = re.compile(r"(?<!\d)(?P<year>\d{4})([/.]?)(?P<month>\d{2})\2(?P<day>\d{2})(?!\d)")
_LONGEST_AUTHOR = 80
_LONGEST_LINE = 100
_TEXTS = frozenset({"p", "li", "dd", "td", "blockquote"})
"""Elements that sentences stand in."""
_LONGEST_DATE = 80
_MOST_TRIED = 20
_NOBODY = frozenset({"admin", "administrator", "redaksi", "editor", "staff", "author", "unknown"})

_find_metas = etree.XPath("//meta[@content]")
_find_canonical = etree.XPath("//link[contains(@rel, 'canonical')]/@href")
_find_authors = etree.XPath(
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'author')"
    " or contains(@class, 'byline') or contains(@class, 'penulis')"
    " or @id='penulis' or @id='author' or @id='reporter' or contains(@class, 'reporter')]"
)
_find_dates = etree.XPath(
    "//time[@datetime] | //*[@itemprop='datePublished'] | //*[contains(@class, 'date')"
    " or contains(@class, 'time') or contains(@class, 'tanggal') or contains(@class, 'publish')]"
)
_find_below_title = etree.XPath(
    f"(//h1)[1]/following::text()[normalize-space()][position() <= {_MOST_TRIED}]"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states about its article."""

    title: str | None = None
    """Without the name of the site."""
    is_article: bool = False
    """Whether it says that it is an article of a site, rather than a document of its own."""
    site: str | None = None
    """The name of the site."""
    host: str | None = None
    """The name of the site's computer, without `www.`."""
    author: str | None = None
    published: str | None = None
    """The date, as `YYYY-MM-DD`."""
    url: str | None = None
    length: int = 0
    """Code points of the text that it has for search engines, which readers may not see."""


def read_metadata(root: etree._Element) -> Metadata:
    """Return what a page states; the tree has to be as it was parsed."""
    metas = _metas(root)
    nodes = linked_data(root)
    url = _first(_find_canonical(root)) or metas.get("og:url")
    host = _host(url) if url else ""
    site = _first(metas.get(name) for name in _SITES) or _first(
        text_of(node, "publisher") for node in nodes
    )
    headings = [_line(heading) for heading in root.iter("h1")]
    page_title = " ".join((root.findtext(".//title") or "").split())
    title, suffix = _title(
        _first(
            [
                *(metas.get(name) for name in _TITLES),
                *(text_of(node, "headline") for node in nodes),
                page_title,
                *headings,
            ]
        ),
        [heading for heading in headings if heading],
        f"{site or ''} {host}",
    )
    return Metadata(
        title=title,
        is_article="og:title" in metas or any("headline" in node for node in nodes),
        site=site or suffix,
        host=host or None,
        author=_author(root, metas, [text_of(node, "author") for node in nodes], site),
        published=_published(root, metas, [text_of(node, "datePublished") for node in nodes]),
        url=url,
        length=max((len(text_of(node, "articleBody") or "") for node in nodes), default=0),
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in _find_metas(root):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join(meta.get("content").split())
        if content:
            found.setdefault(name.lower(), content)
    return found


def _title(stated: str | None, headings: list[str], names: str) -> tuple[str | None, str | None]:
    """Return a title without the name of the site, and what was taken from its end."""
    if not stated:
        return None, None
    for heading in headings:
        rest = stated.removeprefix(heading)
        separator = _SEPARATOR.match(rest)
        if rest != stated and (not rest or separator) and not _is_site(heading, names):
            return heading, rest[separator.end() :] if separator else None
    parts = list(_SEPARATOR.finditer(stated))
    if parts and _is_site(stated[parts[-1].end() :], names):
        return stated[: parts[-1].start()], stated[parts[-1].end() :]
    if parts and _is_site(stated[: parts[0].start()], names):
        return stated[parts[0].end() :], stated[: parts[0].start()]
    return stated, None


def _is_site(text: str, names: str) -> bool:
    """Return whether a text is one of the names of a site, or has the longest part of its host."""
    bare = _bare(text)
    *known, host = names.lower().split(" ")
    longest = max(host.split(".")[:-1], key=len, default="")
    return bool(bare) and (
        bare == _bare(" ".join(known)) or (len(longest) > 3 and _bare(longest) in bare)
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _author(
    root: etree._Element, metas: dict[str, str], stated: list[str | None], site: str | None
) -> str | None:
    for candidate in chain(stated, map(metas.get, _AUTHORS), _visible_authors(root)):
        name = _SEPARATOR.split(_BY.sub("", candidate or "", count=1).strip())[0].strip(" ,-–~|")
        if (
            0 < len(name) <= _LONGEST_AUTHOR
            and "/" not in name
            and any(map(str.isalpha, name))
            and not any(map(str.isdigit, name))
            and _bare(name) not in {_bare(site or ""), *_NOBODY}
        ):
            return name
    return None


def _published(root: etree._Element, metas: dict[str, str], stated: list[str | None]) -> str | None:
    for candidate in chain(stated, map(metas.get, _DATES), _visible_dates(root)):
        day = _day(candidate[:_LONGEST_LINE]) if candidate else None
        if day is not None:
            return day
    return None


def _visible_authors(root: etree._Element) -> Iterator[str]:
    for found in _find_authors(root)[:_MOST_TRIED]:
        if "comment" not in (found.get("class") or "").lower():
            yield _line(found)


def _visible_dates(root: etree._Element) -> Iterator[str]:
    for found in _find_dates(root)[:_MOST_TRIED]:
        if _is_in_sentence(found):
            continue
        yield found.get("datetime") or found.get("content") or _line(found)
    for text in _find_below_title(root):
        around = text.getparent().getparent() if text.is_tail else text.getparent()
        while around is not None and around.tag not in BLOCKS:
            around = around.getparent()
        line = _line(around) if around is not None else ""
        # From the first paragraph on, dates are what the article is about.
        if not line or len(line) > _LONGEST_DATE or line.endswith("."):
            break
        yield line


def _is_in_sentence(date: etree._Element) -> bool:
    """Return whether a date is a part of the text: of what it says, not of when it was written."""
    around = next(date.iterancestors(*BLOCKS), None)
    return (
        date.tag not in BLOCKS
        and around is not None
        and around.tag in _TEXTS
        and "".join(around.itertext()).rstrip().endswith((".", "!", "?"))
    )


def _day(text: str) -> str | None:
    """Return the first day in a text, as `YYYY-MM-DD`."""
    figures = _FIGURES.search(text)
    if figures:
        text = "-".join(figures.group("year", "month", "day"))
    found = find_day(text)
    return found[0] if found else None


def _line(element: etree._Element) -> str:
    """Return the text of an element that is one line, else nothing."""
    text = ""
    for piece in element.itertext():
        text += f" {piece}"
        if len(text) > 2 * _LONGEST_LINE:
            return ""
    return " ".join(text.split())


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
