"""What the program looks up is there, with what is filled in, and nothing is there in vain."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import bot
from bot.guilds import Strictness
from bot.invite import PERMISSIONS
from bot.querylog.record import Outcome
from bot.querylog.votes import Reason
from bot.terminal.check import About
from corpus.addresses import LinkFault
from corpus.audit import Action
from corpus.formats.errors import Unreadable
from corpus.formats.reading import Format, ReadingWarning
from index.answer import Refusal
from tests.bot.locales.call_sites import call_sites, sites_in_template
from tests.bot.locales.catalogues import IN_ENGLISH, KEYS, forms, placeholders

SOURCE = Path(bot.__file__).parent
SITES = [site for path in sorted(SOURCE.rglob("*.py")) for site in call_sites(path)]
SITES += [site for path in sorted(SOURCE.rglob("*.html")) for site in sites_in_template(path)]


def filled_in(keys: Iterable[str]) -> set[str]:
    """Return the names of the values that any of these messages takes."""
    return set().union(*(placeholders(form) for key in keys for form in forms(IN_ENGLISH[key])))


def test_every_key_that_is_looked_up_is_known() -> None:
    assert [site for site in SITES if not site.keys(KEYS)] == []


def test_every_message_is_looked_up() -> None:
    used = set().union(*(site.keys(KEYS) for site in SITES))

    assert KEYS - used == set()


def test_what_is_filled_in_is_what_the_message_takes() -> None:
    for site in SITES:
        if site.values is not None:
            assert site.values == filled_in(site.keys(KEYS)), site.where


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("refusal.", [refusal.name.lower() for refusal in Refusal]),
        ("fault.unreadable.", list(Unreadable)),
        ("fault.link.", list(LinkFault)),
        ("feedback.reason.", list(Reason)),
        ("review.reason.", list(Reason)),
        ("figures.outcome.", list(Outcome)),
        ("format.", list(Format)),
        ("permission.", list(PERMISSIONS)),
        ("check.about_", list(About)),
        ("intake.warning.", list(ReadingWarning)),
        ("server.strictness.", list(Strictness)),
        ("shelf.change.", list(Action)),
        ("shelf.log.", list(Action)),
    ],
)
def test_there_is_a_message_for_each_value_of_a_kind(prefix: str, names: list[str]) -> None:
    assert {key for key in KEYS if key.startswith(prefix)} == {prefix + name for name in names}
