import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asked import WayIn
from bot.querylog.csv import COLUMNS, csv_lines
from bot.querylog.record import Outcome
from bot.querylog.rows import LoggedQuery
from tests.bot.querylog.logged import NOW

ROW = LoggedQuery(
    id="0" * 32,
    asked_at=NOW,
    guild_id=7,
    channel_id=2,
    way_in=WayIn.SLASH,
    locale="id",
    question="Siapa?",
    outcome=Outcome.ANSWERED,
    confidence=0.75,
    milliseconds=1.25,
    article_id="ayam",
    title="Ayam",
    thumbs_up=1,
    thumbs_down=0,
)


async def as_csv(*rows: LoggedQuery) -> str:
    async def each() -> AsyncIterator[LoggedQuery]:
        for row in rows:
            yield row

    return "".join([line async for line in csv_lines(each())])


def cells(text: str) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_a_log_without_questions_is_a_header() -> None:
    assert await as_csv() == ",".join(COLUMNS) + "\r\n"


async def test_a_row_has_a_cell_for_each_column() -> None:
    (row,) = cells(await as_csv(ROW))

    assert row == {
        "asked_at": NOW.isoformat(timespec="milliseconds"),
        "guild_id": "7",
        "channel_id": "2",
        "way_in": "slash",
        "locale": "id",
        "question": "Siapa?",
        "outcome": "answered",
        "confidence": "0.75",
        "milliseconds": "1.2",
        "article_id": "ayam",
        "article": "Ayam",
        "thumbs_up": "1",
        "thumbs_down": "0",
        "id": "0" * 32,
        "delivered": "true",
    }


async def test_a_reply_that_did_not_arrive_is_marked() -> None:
    (row,) = cells(await as_csv(replace(ROW, delivered=False)))

    assert row["delivered"] == "false"


async def test_an_unknown_value_is_an_empty_cell() -> None:
    bare = replace(ROW, guild_id=None, confidence=None, title=None, article_id=None, locale=None)
    (row,) = cells(await as_csv(bare))

    for column in ("guild_id", "confidence", "article", "article_id", "locale"):
        assert row[column] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
async def test_no_text_is_a_formula(start: str) -> None:
    text = f"{start}cmd|'/c calc'!A0"
    (row,) = cells(await as_csv(replace(ROW, question=text, title=text)))

    assert row["question"] == row["article"] == f"'{text}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
async def test_every_question_is_read_back_as_it_was(question: str) -> None:
    text = await as_csv(replace(ROW, question=question))
    (row,) = cells(text)

    assert row["question"].replace("'", "") == question.replace("'", "")
    assert row["question"][:1] not in set("=+-@\t\r\n＝＋－＠")
    assert text.endswith("\r\n")


@pytest.mark.parametrize(
    "parted",
    ["halo;=cmd|'/C calc'!A0;", "halo\n=1+1", "a\t@SUM(1)", "a;\t=1", "\r@a", " =1", "; =1"],
)
async def test_no_part_of_a_text_is_a_formula_when_split_at_semicolons(
    parted: str,
) -> None:
    text = await as_csv(replace(ROW, question=parted))

    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        for cell in row:
            assert not any(line.strip().startswith(("=", "+", "@")) for line in cell.splitlines())
