"""`make reliability` notices what it is there to notice."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from reliability.__main__ import PARTS
from reliability.invariants import Findings, State, damage
from reliability.ledger import Ledger
from reliability.page import write_page
from reliability.results import Progress, Results, Row
from reliability.sentences import says
from reliability.texts import story
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.locales import texts_in
from bot.pseudonyms import Pseudonyms
from corpus.draft import Draft
from corpus.shelf import Shelf

GUILD = 7
PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
ARTICLE, DRAFT = ("article", GUILD, "Suling"), ("draft", GUILD, "0" * 32)


def test_what_is_being_changed_may_have_either_value_and_what_is_confirmed_only_one() -> None:
    ledger = Ledger()
    ledger.attempt(ARTICLE, "new", before="old")

    assert ledger.settle(lambda _: "old") == []
    ledger.attempt(ARTICLE, "new")
    ledger.confirm(ARTICLE, "new")
    assert ledger.settle(lambda _: "new") == []
    assert ledger.settle(lambda _: "old") == [f"{ARTICLE} is 'old', but should be 'new'"]


@pytest.mark.parametrize(
    ("draft", "article", "lost"),
    [("draft", None, 0), (None, "text", 0), (None, None, 1), ("draft", "text", 1)],
)
def test_a_draft_that_is_being_published_is_a_draft_or_an_article(
    draft: str | None, article: str | None, lost: int
) -> None:
    ledger = Ledger()
    ledger.attempt(DRAFT, None, before="draft")
    ledger.attempt(ARTICLE, "text")
    ledger.together.append((DRAFT, None, ARTICLE, "text"))

    wrong = ledger.settle(lambda key: draft if key == DRAFT else article)

    assert len(wrong) == lost


async def test_halves_are_found_and_what_is_whole_is_none(
    engine: AsyncEngine, database_path: Path
) -> None:
    new = story(random.Random(1))
    await Shelf(engine, GUILD).add(Draft("a", new.title, "", None, "id", new.body))

    with closing(sqlite3.connect(database_path)) as database:
        assert damage(database) == []
        database.execute("DELETE FROM text_marks")
        database.execute("DELETE FROM sentences")
        wrong = damage(database)

    assert [line.partition(":")[0] for line in wrong] == [
        "passages without sentences",
        "standing articles without marks",
    ]


async def test_what_a_database_has_is_looked_up_by_what_people_see(
    engine: AsyncEngine, database_path: Path
) -> None:
    new = story(random.Random(1))
    shelf = Shelf(engine, GUILD)
    await shelf.add(Draft("a", new.title, "", None, "id", new.body))
    key = ("article", GUILD, new.title)

    with closing(sqlite3.connect(database_path)) as database:
        state = State(database, Pseudonyms(b"secret"))
        assert state.actual(key) == new.answer
        assert state.actual(("setting", GUILD, "strictness")) == "balanced"
        assert not state.has_row("0" * 32)
        await shelf.remove("a")
        assert state.actual(key) is None


def test_what_the_bot_says_is_recognised_in_all_its_forms_and_nothing_else_is() -> None:
    texts = texts_in("en")
    for count in (1, 5):
        published = texts("intake.published", title="Suling", count=count)
        assert says(f"…\n{published}", "intake.published")
    assert says("“A” is published (3 paragraphs). Try </ask:77>!", "intake.published")
    assert not says("Something else.", "intake.published")
    assert not says("Something else.", "shelf.restored")
    assert not says("Something else.", "there is no such message")


def test_results_are_kept_by_part_and_added_to_those_of_other_faults(tmp_path: Path) -> None:
    path = tmp_path / "reliability.json"
    for fault, wrong, add in (("a", [], False), ("b", ["lost"], True), ("b", [], True)):
        row = Row(fault)
        row.note(Findings(wrong))
        Progress(Results.read(path), "faults", add=add).keep([row])

    rows = Results.read(path).parts["faults"].rows
    assert [(row.fault, row.tried, row.survived, row.lost) for row in rows] == [
        ("a", 1, 1, []),
        ("b", 1, 1, []),
    ]


def test_every_part_has_its_place_in_the_page(tmp_path: Path) -> None:
    results = Results(tmp_path / "reliability.json")
    for part in (*PARTS, "soak"):
        results.keep(part, [Row(f"a fault of {part}", tried=3, survived=2)])
    page = tmp_path / "reliability.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")

    write_page(results, page)

    assert page.read_text("utf-8").count("| 3 | 2 | 1 |") == len(PARTS) + 1
