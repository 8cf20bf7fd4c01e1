"""Which addresses may be fetched: those of the public web, however they are written."""

import re
import socket
from enum import StrEnum, auto
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from corpus.errors import KutipError

LONGEST_URL = 2000
"""In characters: what every browser and server takes."""

PORTS = frozenset({80, 443})
"""Where the web is; on other ports are the services that a server keeps for itself."""

PRIVATE_NAMES = (
    # RFC 6761, RFC 8375, RFC 9476's neighbour `internal`, and RFC 6762, appendix G.
    *("localhost", "local", "home.arpa", "internal", "intranet", "private", "corp", "home", "lan"),
    "localdomain",  # what many a hosts file calls itself
    "metadata.goog",  # Google's metadata server; its other names end in `internal`
)
"""Names that, and below which, nothing is public."""

_SPECIAL_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        # IANA's registry of special-purpose addresses. Python's `is_global` is not asked: what it
        # knows of the registry differs between the versions that Kutip runs on.
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's NAT; at Alibaba, the metadata server
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; in most clouds, the metadata server
        "172.16.0.0/12",
        "192.0.0.0/24",  # at Oracle, a metadata server
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "168.63.129.16/32",  # public by number, but in Azure the host's own service
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, among them Teredo, which holds an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4, which holds an IPv4 address
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # the whole IPv4 internet, as IPv6-only hosts see it

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
"""What some parsers drop and others do not, or take for a slash: two readings of one link."""
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
"""A host that is an IPv4 address to `inet_aton`, or to nobody: no top-level domain is a number."""
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_LONGEST_NAME = 253  # RFC 1035, written with dots


class LinkFault(StrEnum):
    """Why a link gave nothing."""

    NOT_A_LINK = auto()
    """Not an address of the web, or longer than LONGEST_URL."""
    SCHEME = auto()
    """Neither http nor https."""
    CREDENTIALS = auto()
    """Holds a user name or a password."""
    PORT = auto()
    """Names a port that is not in PORTS."""
    PRIVATE_ADDRESS = auto()
    """Leads, itself or after redirects, to an address that is not public."""
    UNKNOWN_HOST = auto()
    """The name of its host has no address."""
    UNREACHABLE = auto()
    """The host takes no connection, or ends it before it answers."""
    TIMEOUT = auto()
    """The answer took too long."""
    TOO_MANY_REDIRECTS = auto()
    """Led from place to place too often, perhaps in a circle."""
    NOT_FOUND = auto()
    """Status 404 or 410."""
    FORBIDDEN = auto()
    """Status 401, 403 or 451."""
    SERVER_ERROR = auto()
    """A status from 500 up."""
    STATUS = auto()
    """Another status that brings no page."""
    WRONG_TYPE = auto()
    """Pictures, sound, data: nothing that could hold an article."""
    TOO_LARGE = auto()
    """More bytes than are taken."""
    BROKEN = auto()
    """What came is not HTTP, TLS or the stated compression, or ended too early."""


class LinkError(KutipError):
    """A link gave nothing; its text is the fault's value, never the link, which may be secret."""

    def __init__(self, reason: LinkFault, status: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.status = status
        """The HTTP status, if it was the fault."""


def checked_url(url: str) -> URL:
    """Return the URL as it may be fetched: host in ASCII, numbers canonical, no fragment.

    Raises LinkError if it may not. A name that passes can still resolve to a private address:
    that is seen only when it is resolved, so whoever connects must ask `is_public` then.
    """
    parsed = _parsed(url.strip())
    if parsed.scheme not in {"http", "https"}:
        raise LinkError(LinkFault.SCHEME if parsed.scheme else LinkFault.NOT_A_LINK)
    if not parsed.raw_host:
        raise LinkError(LinkFault.NOT_A_LINK)
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise LinkError(LinkFault.CREDENTIALS)
    if parsed.port not in PORTS:
        raise LinkError(LinkFault.PORT)
    return parsed.with_host(_checked_host(parsed.raw_host)).with_fragment(None)


def is_public(address: str) -> bool:
    """Return whether this is an IP address, as `inet_ntop` writes it, of the public internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed not in _NAT64:
            return parsed in _GLOBAL_IPV6 and not any(parsed in each for each in _SPECIAL_IPV6)
        parsed = IPv4Address(parsed.packed[-4:])
    return not any(parsed in each for each in _SPECIAL_IPV4)


def _parsed(url: str) -> URL:
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise LinkError(LinkFault.NOT_A_LINK)
    try:
        return URL(url)
    except ValueError:
        # Without its cause, whose text holds the link: see LinkError.
        raise LinkError(LinkFault.NOT_A_LINK) from None


def _checked_host(host: str) -> str:
    """Return the host, an IPv4 address in its canonical form; raise LinkError if not public."""
    if ":" in host:
        if "%" in host:  # a zone, which only addresses of the own network need
            raise LinkError(LinkFault.PRIVATE_ADDRESS)
        address = host
    else:
        host = host.removesuffix(".")
        if len(host) > _LONGEST_NAME or not _NAME.fullmatch(host):
            raise LinkError(LinkFault.NOT_A_LINK)
        if not _NUMBER.fullmatch(host):
            return _public_name(host)
        try:
            # The reading of getaddrinfo, which takes octal, hexadecimal and missing parts.
            address = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            raise LinkError(LinkFault.NOT_A_LINK) from None
    if not is_public(address):
        raise LinkError(LinkFault.PRIVATE_ADDRESS)
    return address


def _public_name(host: str) -> str:
    """Return the name; raise LinkError if it is one that only the own network knows."""
    if "." not in host or f".{host}".endswith(tuple(f".{name}" for name in PRIVATE_NAMES)):
        raise LinkError(LinkFault.PRIVATE_ADDRESS)
    return host
