import aiohttp
import pytest

from corpus.addresses import LinkFault
from corpus.web import MAX_REDIRECTS, Web
from tests.corpus.web.links import HTML, TEXT, fault, fetched
from tests.corpus.web.server import ALSO_PUBLIC, DOWN, PUBLIC, Internet, running_internet


async def test_an_unprotected_client_would_reach_the_private_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise the following tests would prove nothing."""
    async with running_internet(monkeypatch) as internet:
        internet.names["evil.example"] = [["127.0.0.1"]]
        connector = aiohttp.TCPConnector(resolver=internet)
        async with aiohttp.ClientSession(connector=connector) as session:
            for url in ("http://evil.example/", "http://127.0.0.1/"):
                async with session.get(url) as response:
                    assert await response.read() == b"secret"

        assert internet.connected == ["127.0.0.1", "127.0.0.1"]
        assert internet.visitors == 2


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *(
            "100.64.0.1",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "fe80::1%lo",
            "fd00:ec2::254",
        ),
        *("64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
async def test_a_name_that_resolves_to_a_private_address_is_refused(
    web: Web, internet: Internet, address: str
) -> None:
    internet.names["evil.example"] = [[address]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert await fault(web, "https://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == []


async def test_a_name_with_one_private_address_among_many_is_refused(
    web: Web, internet: Internet
) -> None:
    internet.names["evil.example"] = [[PUBLIC, ALSO_PUBLIC, "127.0.0.1"]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == []


async def test_dns_rebinding_after_the_check_reaches_no_private_address(
    web: Web, internet: Internet
) -> None:
    """The connection goes to the address that was checked; the next request checks again."""
    internet.page("evil.example/", TEXT, HTML)
    internet.names["evil.example"] = [[PUBLIC], ["127.0.0.1"]]

    assert (await fetched(web, "http://evil.example/")).data == TEXT
    assert internet.lookups == ["evil.example"]
    assert internet.connected == [PUBLIC]
    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS


async def test_a_redirect_to_a_rebound_name_is_refused(web: Web, internet: Internet) -> None:
    internet.redirect("evil.example/", "/again")
    internet.names["evil.example"] = [[PUBLIC], ["169.254.169.254"]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == [PUBLIC]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/", LinkFault.PRIVATE_ADDRESS),
        ("//127.1/", LinkFault.PRIVATE_ADDRESS),
        ("http://2852039166/latest/meta-data/", LinkFault.PRIVATE_ADDRESS),
        ("http://[::1]/", LinkFault.PRIVATE_ADDRESS),
        ("http://localhost/", LinkFault.PRIVATE_ADDRESS),
        ("http://private.example/", LinkFault.PRIVATE_ADDRESS),
        ("https://private.example/", LinkFault.PRIVATE_ADDRESS),
        ("http://user:password@news.example/", LinkFault.CREDENTIALS),
        ("http://news.example:6379/", LinkFault.PORT),
        ("file:///etc/passwd", LinkFault.SCHEME),
        ("ftp://news.example/", LinkFault.SCHEME),
        ("javascript:alert(1)", LinkFault.SCHEME),
        ("data:text/html,ayam", LinkFault.SCHEME),
        ("\\\\127.0.0.1\\", LinkFault.NOT_A_LINK),
        ("http://[::1", LinkFault.NOT_A_LINK),
        ("http://unknown.example/", LinkFault.UNKNOWN_HOST),
    ],
)
async def test_every_redirect_is_checked_like_the_link(
    web: Web, internet: Internet, location: str, reason: LinkFault
) -> None:
    internet.redirect("evil.example/", location)
    internet.names["private.example"] = [["192.168.0.1"]]

    assert await fault(web, "http://evil.example/") is reason
    assert internet.connected == [PUBLIC]


async def test_a_private_address_in_the_link_is_not_even_looked_up(
    web: Web, internet: Internet
) -> None:
    for url in ("http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/", "http://localhost/"):
        assert await fault(web, url) is LinkFault.PRIVATE_ADDRESS
    assert internet.lookups == internet.connected == []


async def test_a_public_address_in_the_link_is_fetched(web: Web, internet: Internet) -> None:
    internet.page(f"{ALSO_PUBLIC}/", TEXT, HTML)

    assert (await fetched(web, "http://134744072/")).url == f"http://{ALSO_PUBLIC}/"


async def test_a_name_without_an_address_is_an_unknown_host(web: Web, internet: Internet) -> None:
    internet.names["empty.example"] = [[]]

    assert await fault(web, "http://empty.example/") is LinkFault.UNKNOWN_HOST
    assert await fault(web, "http://nowhere.example/") is LinkFault.UNKNOWN_HOST


async def test_a_host_that_refuses_connections_is_unreachable(web: Web, internet: Internet) -> None:
    internet.names["down.example"] = [[DOWN]]

    assert await fault(web, "http://down.example/") is LinkFault.UNREACHABLE


async def test_a_host_that_is_down_at_one_address_is_reached_at_another(
    web: Web, internet: Internet
) -> None:
    internet.page("news.example/", TEXT, HTML)
    internet.names["news.example"] = [[DOWN, PUBLIC]]

    assert (await fetched(web, "http://news.example/")).data == TEXT


async def test_an_international_name_is_looked_up_in_ascii(web: Web, internet: Internet) -> None:
    internet.page("xn--bcher-kva.example/", TEXT, HTML)

    assert (await fetched(web, "http://Bücher.example/")).data == TEXT


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
async def test_a_redirect_is_followed(web: Web, internet: Internet, status: str) -> None:
    internet.redirect("old.example/a/b", "../c?d=e#f", status)
    internet.page("old.example/c?d=e", TEXT, HTML)

    assert (await fetched(web, "http://old.example/a/b")).url == "http://old.example/c?d=e"


def chain(internet: Internet, redirects: int) -> None:
    """Serve a chain of redirects, each to another host, that ends with a page."""
    for number in range(redirects):
        internet.redirect(f"r{number}.example/", f"http://r{number + 1}.example/")
    internet.page(f"r{redirects}.example/", TEXT, HTML)


async def test_as_many_redirects_as_allowed_are_followed(web: Web, internet: Internet) -> None:
    chain(internet, MAX_REDIRECTS)

    assert (await fetched(web, "http://r0.example/")).data == TEXT


async def test_one_more_redirect_is_too_many(web: Web, internet: Internet) -> None:
    chain(internet, MAX_REDIRECTS + 1)

    assert await fault(web, "http://r0.example/") is LinkFault.TOO_MANY_REDIRECTS
    assert len(internet.requests) == MAX_REDIRECTS + 1


async def test_a_redirect_loop_is_given_up(web: Web, internet: Internet) -> None:
    internet.redirect("a.example/", "http://b.example/")
    internet.redirect("b.example/", "http://a.example/")

    assert await fault(web, "http://a.example/") is LinkFault.TOO_MANY_REDIRECTS
