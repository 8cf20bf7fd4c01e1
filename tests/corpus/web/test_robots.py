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
