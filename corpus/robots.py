"""Which pages a site lets programs fetch by themselves, by its robots.txt. See RFC 9309.

Not with urllib.robotparser, by which the first rule counts in place of the longest, `*` and `$`
mean themselves, and a byte order mark or a blank line makes it miss the rules that follow.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from corpus.addresses import LinkError, LinkFault
from corpus.web import Web

AGENT = "Kutip"
"""The name by which a robots.txt may address Kutip."""
LARGEST = 500 * 2**10
"""Bytes of a robots.txt; RFC 9309, section 2.5, wants that many read."""
KEPT_SECONDS = 24 * 3600
"""How long a robots.txt counts; likewise section 2.4."""
MOST_SITES = 1000
"""Sites of which it is kept in memory."""
_LINE = re.compile(r"\s*([a-z-]+)\s*:\s*([^#]*)", re.IGNORECASE)
_NAME = re.compile(r"\*|[a-z_-]*", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
_AS_THEY_ARE = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}"
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that allows paths, or disallows them."""

    pattern: str
    """The start of a path, with `*` for anything, and `$` for its end."""
    allows: bool

    def matches(self, path: str) -> bool:
        """Return whether the rule is about a path, in time that grows with both, whatever `*`."""
        first, *others = self.pattern.removesuffix("$").split("*")
        to_end = self.pattern.endswith("$")
        if not path.startswith(first):
            return False
        if not others:
            return path == first if to_end else True
        at = len(first)
        for part in others[:-1] if to_end else others:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return not to_end or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= at)


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    rules: tuple[Rule, ...]
    """Those for Kutip; none: everything may be fetched."""


class Robots:
    """The rules of sites, fetched when they are needed."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._kept: dict[str, _Kept] = {}

    async def allows(self, link: str) -> bool:
        """Return whether a page may be fetched without a person asking for it.

        Raise LinkError if the site can't say so at the moment.
        """
        split = urlsplit(link)
        site = urlunsplit((split.scheme, split.netloc, "", "", ""))
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(site)
        if kept is None or kept.until <= now:
            kept = _Kept(now + KEPT_SECONDS, await self._rules(site))
            while len(self._kept) >= MOST_SITES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[site] = kept
        return is_allowed(kept.rules, urlunsplit(("", "", split.path or "/", split.query, "")))

    async def _rules(self, site: str) -> tuple[Rule, ...]:
        try:
            page = await self._web.fetch(f"{site}/robots.txt", largest=LARGEST)
        except LinkError as error:
            if error.reason in _WAIT:
                raise
            return ()
        assert page is not None  # only a conditional fetch can be unchanged
        return rules_in(page.data.decode("utf-8-sig", "replace"))


def rules_in(text: str) -> tuple[Rule, ...]:
    r"""Return the rules of a robots.txt that are for Kutip, or else those for everyone.

    >>> rules_in("User-agent: *\nDisallow: /a\n\nUser-agent: Kutip\nAllow: /b")
    (Rule(pattern='/b', allows=True),)
    """
    rules: dict[str, list[Rule]] = {}
    names: list[str] = []
    is_open = False
    for field, value in _lines(text):
        if field == "user-agent":
            if not is_open:
                names = []
            is_open = True
            found = _NAME.match(value)
            names.append(found[0].lower() if found else "")
            rules.setdefault(names[-1], [])
        elif field in {"allow", "disallow"}:
            is_open = False
            if value:
                rule = Rule(_in_one_spelling(value), field == "allow")
                for name in names:
                    rules[name].append(rule)
    return tuple(rules.get(AGENT.lower(), rules.get("*", [])))


def is_allowed(rules: tuple[Rule, ...], path: str) -> bool:
    """Return what the longest rule about a path says; of two as long, the one that allows it.

    >>> is_allowed((Rule("/", True), Rule("/a", False)), "/a/b")
    False
    """
    path = _in_one_spelling(path)
    about = [rule for rule in rules if rule.matches(path)]
    return max(((len(rule.pattern), rule.allows) for rule in about), default=(0, True))[1]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if found := _LINE.match(line):
            yield found[1].lower(), found[2].strip()


def _in_one_spelling(path: str) -> str:
    """Return a path with what needs it escaped, and nothing else. See section 2.2.2.

    >>> _in_one_spelling("/%7ekabar/é%2f")
    '/~kabar/%C3%A9%2F'
    """
    escaped = quote(path, safe=_AS_THEY_ARE, errors="replace")
    return _ESCAPED.sub(lambda found: _as_needed(found[1]), escaped)


def _as_needed(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if _UNRESERVED.fullmatch(char) else f"%{digits.upper()}"


_WAIT = frozenset(
    {
        *(LinkFault.UNKNOWN_HOST, LinkFault.UNREACHABLE, LinkFault.TIMEOUT, LinkFault.BROKEN),
        *(LinkFault.SERVER_ERROR, LinkFault.PRIVATE_ADDRESS),
    }
)
"""After these, the page can't be fetched either, or must not be: RFC 9309, section 2.3.1.4."""
