"""Which URLs may be fetched: those on the public web, in any spelling (protection from SSRF)."""

import re
import socket
from enum import StrEnum, auto
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from corpus.errors import KutipError

LONGEST_URL = 2000
"""Characters; every common browser and server accepts URLs of this length."""

PORTS = frozenset({80, 443})
"""The default ports of HTTP and HTTPS; other ports are where internal services listen."""

PRIVATE_NAMES = (
    # RFC 6761, RFC 8375, ICANN's reserved `internal`, and RFC 6762, appendix G.
    *("localhost", "local", "home.arpa", "internal", "intranet", "private", "corp", "home", "lan"),
    "localdomain",  # common in hosts files
    "metadata.goog",  # Google's metadata server; its other names end in `internal`
)
"""Domains that are never public, and neither are their subdomains."""

_SPECIAL_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        # IANA's registry of special-purpose addresses. Python's `is_global` is not used: its copy
        # of the registry differs between the Python versions that Kutip runs on.
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
        "168.63.129.16/32",  # a public address, but Azure routes it to the host's own service
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, including Teredo, which embeds an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4, which embeds an IPv4 address
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # IPv4 addresses as seen by IPv6-only hosts
_IPV4_BYTES = 4  # a NAT64 address ends with the IPv4 address

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
"""Characters that some parsers drop or read as a slash, so that one URL could mean two hosts."""
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
"""A host that can only be an IPv4 address: no top-level domain is a number."""
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_LONGEST_NAME = 253  # RFC 1035, written with dots


class LinkFault(StrEnum):
    """Why a link could not be fetched."""

    NOT_A_LINK = auto()
    """Not a valid web address, or longer than LONGEST_URL."""
    SCHEME = auto()
    """Neither http nor https."""
    CREDENTIALS = auto()
    """Contains a user name or a password."""
    PORT = auto()
    """Its port is not in PORTS."""
    PRIVATE_ADDRESS = auto()
    """Leads, directly or through a redirect, to an address that is not public."""
    UNKNOWN_HOST = auto()
    """The host name has no address."""
    UNREACHABLE = auto()
    """The host refused the connection, or closed it before responding."""
    TIMEOUT = auto()
    """The response took too long."""
    TOO_MANY_REDIRECTS = auto()
    """More redirects than allowed, perhaps in a loop."""
    NOT_FOUND = auto()
    """Status 404 or 410."""
    FORBIDDEN = auto()
    """Status 401, 403 or 451."""
    SERVER_ERROR = auto()
    """Status 500 or above."""
    STATUS = auto()
    """Any other status without a page."""
    WRONG_TYPE = auto()
    """A media type that can't contain an article: images, audio, data."""
    FEED = auto()
    """A feed or sitemap, which lists articles but is none."""
    TOO_LARGE = auto()
    """The response exceeds the size limit."""
    BROKEN = auto()
    """The response is not valid HTTP, TLS or the stated compression, or it was cut off."""


class LinkError(KutipError):
    """A link could not be fetched; the message is the fault's value, never the (secret) link."""

    def __init__(
        self, reason: LinkFault, status: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.status = status
        """The HTTP status, if that was the reason."""
        self.retry_after = retry_after
        """Seconds after which the server wants to be asked again, if it said so."""


def checked_url(url: str) -> URL:
    """Return the URL in canonical form: host in ASCII, IPv4 in dotted decimal, no fragment.

    Raises LinkError if it may not be fetched. A host name that passes may still resolve to a
    private address, so whoever connects must also check each resolved address with `is_public`.

    >>> checked_url(" https://Münster.example/ayam?a=1#bagian ")
    URL('https://xn--mnster-3ya.example/ayam?a=1')
    >>> checked_url("http://0x7f.1/")
    Traceback (most recent call last):
        ...
    corpus.addresses.LinkError: private_address
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
    """Return True if `address`, in the form that `inet_ntop` gives, is on the public internet.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("localhost")
    (True, False, False)
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed not in _NAT64:
            return parsed in _GLOBAL_IPV6 and not any(parsed in each for each in _SPECIAL_IPV6)
        parsed = IPv4Address(parsed.packed[-_IPV4_BYTES:])
    return not any(parsed in each for each in _SPECIAL_IPV4)


def _parsed(url: str) -> URL:
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise LinkError(LinkFault.NOT_A_LINK)
    try:
        return URL(url)
    except ValueError:
        # Without its cause, whose message contains the link: see LinkError.
        raise LinkError(LinkFault.NOT_A_LINK) from None


def _checked_host(host: str) -> str:
    """Return the host, with an IPv4 address in dotted decimal; raise LinkError if not public."""
    if ":" in host:
        if "%" in host:  # a zone id, which only link-local addresses need
            raise LinkError(LinkFault.PRIVATE_ADDRESS)
        address = host
    else:
        host = host.removesuffix(".")
        if len(host) > _LONGEST_NAME or not _NAME.fullmatch(host):
            raise LinkError(LinkFault.NOT_A_LINK)
        if not _NUMBER.fullmatch(host):
            return _public_name(host)
        try:
            # As getaddrinfo reads it: octal, hexadecimal and missing parts are allowed.
            address = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            raise LinkError(LinkFault.NOT_A_LINK) from None
    if not is_public(address):
        raise LinkError(LinkFault.PRIVATE_ADDRESS)
    return address


def _public_name(host: str) -> str:
    """Return the name; raise LinkError if only a private network can know it."""
    if "." not in host or f".{host}".endswith(tuple(f".{name}" for name in PRIVATE_NAMES)):
        raise LinkError(LinkFault.PRIVATE_ADDRESS)
    return host
