from datetime import UTC, datetime

import pytest

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.shelf import (
    CHANGES_SHOWN,
    LISTED,
    PASSAGES_SHOWN,
    VERSIONS_SHOWN,
    article_sheet,
    history_sheet,
    list_sheet,
    news_text,
)
from bot.locales import ENGLISH, Texts
from corpus.article import Article
from corpus.audit import Action, Change
from corpus.catalogue import Entry, Version
from corpus.schema import EVERYWHERE
from corpus.split import split
from tests.bot.indonesian import INDONESIAN

AT = datetime(2026, 7, 5, 12, tzinfo=UTC)
HERE = 11
WORST = ["*" * 200, "😀" * 200, "字_" * 100, ":a:" * 66, "\u202e" * 100 + "x" * 100, "a" * 200]
"""The longest titles, before and after escaping."""


def entry(title: str = "Kopi", **changes: object) -> Entry:
    return Entry(
        **{  # type: ignore[arg-type]
            "id": "kopi",
            "guild_id": HERE,
            "title": title,
            "source": "Serambi",
            "url": None,
            "language": "id",
            "version": 1,
            "taken_in_at": AT,
            "passages": 2,
            "quoted": 3,
            "hidden": False,
            "removed_at": None,
            "origin": None,
            **changes,
        }
    )


def change(action: Action = Action.ADDED, by: int | None = 2**63, title: str = "Kopi") -> Change:
    return Change(action, "kopi", title, 1, 2, id=1, guild_id=HERE, changed_at=AT, changed_by=by)


def article(title: str, body: str, url: str | None = None) -> Article:
    return Article("kopi", 1, title, title, url, "id", body, split(body))


def length(texts: tuple[str, ...]) -> int:
    return sum(map(size, texts))


def test_an_empty_list_says_what_to_do_first() -> None:
    sheet = list_sheet([], ENGLISH, 0)

    assert sheet.texts == (ENGLISH("shelf.list_empty"),)
    assert "`/article add`" in ENGLISH("shelf.list_empty")
    assert "`/artikel tambah`" in INDONESIAN("shelf.list_empty")


def test_a_list_of_shared_articles_only_says_what_to_do_first() -> None:
    shared = entry(guild_id=EVERYWHERE)

    assert list_sheet([shared], ENGLISH, 0).texts[-1] == ENGLISH("shelf.list_none_own")
    for entries, search in (([shared, entry()], ""), ([shared], "kopi")):
        assert ENGLISH("shelf.list_none_own") not in list_sheet(entries, ENGLISH, 0, search).texts


@pytest.mark.parametrize(("asked", "given"), [(0, 0), (1, 1), (2, 2), (9, 2), (-1, 0)])
def test_a_missing_page_is_replaced_by_the_nearest(asked: int, given: int) -> None:
    sheet = list_sheet([entry(str(n)) for n in range(2 * LISTED + 1)], ENGLISH, asked)

    assert (sheet.number, sheet.pages) == (given, 3)


def test_shared_hidden_and_removed_articles_are_marked() -> None:
    head, line, _ = list_sheet([entry(guild_id=EVERYWHERE, hidden=True)], ENGLISH, 0).texts

    assert head == "**1 article**"
    assert line.endswith("*built in* · *hidden here*")
    [about, *_] = article_sheet(
        entry(removed_at=AT), article("Kopi", "Kopi Gayo."), ENGLISH, quoted={}, changes=[]
    ).texts
    assert about.endswith("*removed*")


def test_titles_and_sources_are_escaped_and_on_one_line() -> None:
    _, line = list_sheet([entry("# @everyone\n**x** \u202e<@1>")], ENGLISH, 0).texts

    assert line.startswith(r"**\# \@everyone \*\*x\*\* \<\@1\>**" + "\n")
    assert line.count("\n") == 1


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("title", WORST)
def test_everything_fits_into_a_message(texts: Texts, title: str) -> None:
    long = entry(title, source=title, guild_id=EVERYWHERE, hidden=True, version=10**8, quoted=10**8)
    body = "\n\n".join(f"{title} {title} {title}. {n}" for n in range(PASSAGES_SHOWN))
    linked = article(title, body, "https://example.com/" + "%41" * 300)
    changes = [change(action, title=title) for action in Action] * 9
    versions = [Version(10**8 + n, title, AT, 10**7) for n in range(99)]

    sheets = [
        list_sheet([long] * 99, texts, 0, search="*" * 32),
        article_sheet(long, linked, texts, quoted={}, changes=changes),
        history_sheet(long, versions, changes, texts),
    ]

    for sheet in sheets:
        assert length(sheet.texts) <= MESSAGE_TEXT
        assert all(text.strip() for text in sheet.texts)
    assert size(news_text(changes[:CHANGES_SHOWN], 10**6, texts)) <= MESSAGE_TEXT


def test_a_long_passage_is_cut_to_leave_room_for_the_others() -> None:
    body = "\n\n".join(f"{n} " + "Kopi Gayo dipanen dua kali. " * 40 for n in range(3))

    sheet = article_sheet(entry(), article("Kopi", body), ENGLISH, quoted={}, changes=[change()])

    _, *quotes, _ = sheet.texts
    assert len(quotes) == PASSAGES_SHOWN
    assert all("\n> " in quote for quote in quotes)
    assert min(map(len, quotes)) > 800


def test_a_history_has_pages_for_its_versions_and_changes_alike() -> None:
    versions = [Version(n, "Kopi", AT, 10) for n in range(2 * VERSIONS_SHOWN, 0, -1)]

    sheet = history_sheet(entry(version=20), versions, [change()] * 3, ENGLISH, 1)

    assert (sheet.number, sheet.pages) == (1, 2)
    head, shown = sheet.texts
    assert head == "**Versions of Kopi**"
    assert shown.startswith("- **Version 10**")


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_every_action_is_described_with_user_and_title(action: Action, texts: Texts) -> None:
    news = news_text([change(action, by=7)], 1, texts)

    assert "<@7>" in news
    assert "**Kopi**" in news
    by_nobody = news_text([change(action, by=None)], 1, texts)
    if action is Action.HIDDEN:
        assert by_nobody == texts("shelf.hidden_by_itself", title="Kopi")
    else:
        assert texts("shelf.terminal") in by_nobody
