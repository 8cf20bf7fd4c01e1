import pytest

from corpus.addresses import LinkError
from corpus.robots import KEPT_SECONDS, Robots
from corpus.web import Web
from tests.clock import Clock
from tests.corpus.web.server import Internet

SITE = "kabar.example"
RULES = b"User-agent: *\nDisallow: /dalam/\n\nUser-agent: Kutip\nDisallow: /rahasia/\n"


@pytest.fixture
def robots(web: Web) -> Robots:
    return Robots(web)


def serve(internet: Internet, rules: bytes, status: str = "200 OK") -> None:
    internet.page(f"{SITE}/robots.txt", rules, "Content-Type: text/plain", status=status)


async def test_what_is_addressed_to_kutip_counts_before_what_is_to_all(
    robots: Robots, internet: Internet
) -> None:
    serve(internet, RULES)

    assert await robots.allows(f"http://{SITE}/kabar")
    assert await robots.allows(f"http://{SITE}/dalam/kabar")
    assert not await robots.allows(f"http://{SITE}/rahasia/kabar")


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
async def test_a_site_without_rules_allows_everything(
    robots: Robots, internet: Internet, status: str
) -> None:
    serve(internet, b"", status)

    assert await robots.allows(f"http://{SITE}/kabar")


async def test_a_site_that_cannot_say_is_asked_again_later(
    robots: Robots, internet: Internet
) -> None:
    serve(internet, b"", "503 Later")
    with pytest.raises(LinkError):
        await robots.allows(f"http://{SITE}/rahasia/kabar")

    serve(internet, RULES)
    assert not await robots.allows(f"http://{SITE}/rahasia/kabar")


async def test_rules_count_for_a_day(robots: Robots, internet: Internet, clock: Clock) -> None:
    serve(internet, RULES)
    link = f"http://{SITE}/rahasia/kabar"
    assert not await robots.allows(link)
    serve(internet, b"")
    assert not await robots.allows(link)
    assert len(internet.requests) == 1

    clock.move(KEPT_SECONDS)
    assert await robots.allows(link)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Allow: /\nDisallow: /dalam/", "/dalam/kabar", False),
        ("Disallow: /dalam/\nAllow: /dalam/umum", "/dalam/umum/kabar", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/kabar.pdf", False),
        ("Disallow: /*.pdf$", "/kabar.pdf?unduh", True),
        ("Disallow: /*?s=", "/cari?s=ayam", False),
        ("Disallow: /a*b*c$", "/abbcc", False),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /é", "/%c3%a9/1", False),
        ("Disallow: /~a", "/%7Ea", False),
        ("Disallow:", "/kabar", True),
        ("\n# dalam\nDisallow: / # semua", "/kabar", False),
    ],
)
async def test_the_longest_rule_about_a_path_counts_wherever_it_stands(
    robots: Robots, internet: Internet, rules: str, path: str, *, allowed: bool
) -> None:
    serve(internet, f"User-agent: *\n{rules}\n".encode())

    assert await robots.allows(f"http://{SITE}{path}") is allowed


async def test_rules_count_after_a_byte_order_mark_and_in_all_groups_for_one_name(
    robots: Robots, internet: Internet
) -> None:
    groups = (
        "User-agent: lain\nUser-agent: KUTIP/1.0\nDisallow: /a\nUser-agent: *\nAllow: /\n"
        "Sitemap: http://kabar.example/peta.xml\nUser-agent: kutip\nDisallow: /b\n"
    )
    serve(internet, f"\ufeff{groups}".encode())

    allowed = [await robots.allows(f"http://{SITE}/{page}") for page in "abc"]
    assert allowed == [False, False, True]


async def test_a_rule_with_many_stars_takes_no_time(robots: Robots, internet: Internet) -> None:
    serve(internet, f"User-agent: *\nDisallow: /{'*a' * 2000}b\n".encode())

    assert await robots.allows(f"http://{SITE}/{'a' * 1900}")
