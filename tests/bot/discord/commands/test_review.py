import csv
import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from simcord.env import Env
from simcord.results import InteractionResult
from sqlalchemy import delete, insert

from bot.locales import ENGLISH
from bot.querylog.files import MAX_FILES
from bot.querylog.record import Outcome
from bot.querylog.votes import Vote
from corpus.database import writing
from corpus.schema import queries
from tests.bot.discord_client import Speak, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]

DAY = timedelta(days=1)


def files_of(result: InteractionResult) -> list[bytes]:
    assert result.ephemeral
    assert result.response is not None
    kept = result._env.backend.cdn
    found = [kept.get(file.url) for file in result.response.attachments]
    return [file for file in found if file is not None]


def questions_in(file: bytes) -> list[str]:
    return [row["question"] for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))]


async def fill(review: ReviewDesk, count: int, length: int, words: str = "a") -> None:
    """Replace the log by `count` questions of `length` characters, made by repeating `words`."""
    record = await review.asked()
    async with writing(review.parts.engine) as connection:
        await connection.execute(delete(queries))
        row = {
            "asked_at": record.asked_at,
            "guild_id": review.guild_id,
            "way_in": "slash",
            "question": (words * length)[:length],
            "outcome": "refused",
            "milliseconds": 1.0,
        }
        rows = [{**row, "id": f"{number:032x}"} for number in range(count)]
        await connection.execute(insert(queries), rows)


@pytest.fixture
def set_largest(simcord_env: Env) -> Callable[[int], None]:
    """Set the attachment size limit, which is constant in SimCord."""
    emit, largest = simcord_env.backend.emit, 0

    def emit_limited(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload = {**payload, "attachment_size_limit": largest}
        emit(event, payload)

    def set_largest(size: int) -> None:
        nonlocal largest
        largest = size
        simcord_env.backend.emit = emit_limited  # type: ignore[method-assign]

    return set_largest


async def test_figures_have_a_chart_in_the_servers_language(
    review: ReviewDesk, speak: Speak
) -> None:
    speak("en-US", "id")
    await review.keep()
    for _ in range(3):
        query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.UP)
    await review.asked()
    await review.asked("Lama", ago=31 * DAY)

    result = await review.command("stats")

    shown = texts_of(result.response)
    assert result.ephemeral
    assert INDONESIAN("figures.stats_head", count=30) in shown
    assert INDONESIAN("figures.stats_asked", count=4, percent="75%") in shown
    assert INDONESIAN("figures.stats_thumbs", up=1, down=0) in shown
    assert f"1. Kapal · {INDONESIAN('shelf.quoted', count=3)}" in shown
    # The question of 31 days ago is of an earlier week.
    weeks = shown.partition(INDONESIAN("figures.weeks_head"))[2].split("```")[1].split("\n")
    assert len(weeks[1:-1]) == 1 + 2
    assert weeks[2].split()[2:] == ["1", "0%", "0"]
    [chart] = files_of(result)
    assert chart.startswith(b"\x89PNG")
    assert result.response is not None
    [gallery] = [part for part in result.response.components[0]["components"] if "items" in part]
    [item] = gallery["items"]
    assert item["description"] == INDONESIAN("figures.chart_described", count=30)
    assert item["media"]["url"] == result.response.attachments[0].url


@pytest.mark.parametrize(("days", "count"), [(7, 1), (30, 2), (90, 3)])
async def test_figures_cover_the_chosen_number_of_days(
    review: ReviewDesk, days: int, count: int
) -> None:
    for ago in (1, 20, 80, 100):
        await review.asked(ago=ago * DAY)

    shown = texts_of(await review.card("stats", days=days))

    assert ENGLISH("figures.stats_asked", count=count, percent="0%") in shown


async def test_without_questions_there_is_a_sentence_and_no_chart(review: ReviewDesk) -> None:
    result = await review.command("stats", days=7)

    assert texts_of(result.response) == ENGLISH("figures.stats_none", count=7)
    assert files_of(result) == []


async def test_the_log_is_a_private_file_without_askers(review: ReviewDesk) -> None:
    await review.asked('=HYPERLINK("https://evil.example")', ago=2 * DAY)
    await review.asked("Di mana\n“Sabang”, itu?")

    result = await review.command("export")

    assert texts_of(result.response) == ENGLISH("figures.export_done", count=2)
    [file] = files_of(result)
    assert questions_in(file) == [
        "Di mana\n“Sabang”, itu?",
        '\'=HYPERLINK("https://evil.example")',
    ]
    assert b"a" * 32 not in file


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"outcome": "error"}, {"Rusak?"}),
        ({"outcome": "refused"}, {UNANSWERED, "Lama?"}),
        ({"text": "MANGGIS"}, {UNANSWERED}),
        ({"text": "%"}, set()),
        ({"from": "{yesterday}"}, {UNANSWERED, "Rusak?"}),
        ({"to": "{yesterday}"}, {"Lama?"}),
        ({"from": "{long_ago}", "to": "{long_ago}"}, {"Lama?"}),
        ({"to": "0001-01-01"}, set()),
        ({"from": "9999-12-30"}, set()),
    ],
)
async def test_filters_are_respected(
    review: ReviewDesk, options: dict[str, str], left: set[str]
) -> None:
    new, old = await review.asked(), await review.asked("Lama?", ago=9 * DAY)
    await review.asked("Rusak?", outcome=Outcome.ERROR)
    days = {
        "yesterday": (new.asked_at - DAY).date().isoformat(),
        "long_ago": old.asked_at.date().isoformat(),
    }

    result = await review.command(
        "export", **{name: value.format(**days) for name, value in options.items()}
    )

    if left:
        [file] = files_of(result)
        assert set(questions_in(file)) == left
    else:
        assert texts_of(result.response) == ENGLISH("figures.export_none")
        assert result._env.errors


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"from": "kemarin *"}, ENGLISH("figures.no_date", typed=r"kemarin \*")),
        ({"to": "2026-02-30"}, ENGLISH("figures.no_date", typed="2026-02-30")),
        ({"to": "9999-12-31"}, ENGLISH("figures.no_date", typed="9999-12-31")),
        ({"from": " "}, ENGLISH("figures.no_date", typed="")),
        ({"from": "2026-02-02", "to": "2026-02-01"}, ENGLISH("figures.dates_reversed")),
    ],
)
async def test_invalid_or_reversed_dates_are_refused(
    simcord_env: Env, review: ReviewDesk, options: dict[str, Any], sentence: str
) -> None:
    await review.asked()

    result = await review.command("export", **options)

    assert texts_of(result.response) == sentence
    assert simcord_env.errors


async def test_a_log_of_four_megabytes_fits_into_one_file(review: ReviewDesk) -> None:
    await fill(review, 1000, 4000)

    [file] = files_of(await review.command("export"))

    assert len(file) > 4_000_000
    assert len(questions_in(file)) == 1000


async def test_a_larger_log_is_split_into_files_that_each_have_a_header(
    review: ReviewDesk, set_largest: Callable[[int], None]
) -> None:
    set_largest(100_000)
    await fill(review, 100, 4000)

    files = files_of(await review.command("export"))

    assert len(files) == 5
    assert max(map(len, files)) <= 100_000
    assert sum(len(questions_in(file)) for file in files) == 100


async def test_a_log_that_is_too_large_for_a_message_is_left_to_the_terminal(
    simcord_env: Env, review: ReviewDesk, set_largest: Callable[[int], None]
) -> None:
    set_largest(10_000)
    await fill(review, 2 * MAX_FILES + 1, 4000, "a b ")

    options = {"from": "2026-01-31", "to": "9999-12-30", "outcome": "refused", "text": "a b"}
    result = await review.command("export", **options)

    reply = texts_of(result.response)
    assert (
        f"kutip log --guild {review.guild_id} --since 2026-01-31T00:00+00:00 "
        "--until 9999-12-31T00:00+00:00 --outcome refused --text 'a b' --csv > log.csv"
    ) in reply
    assert files_of(result) == []
    assert simcord_env.errors
