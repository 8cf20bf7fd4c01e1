import pytest

from bot.discord.render.help import TITLES_SHOWN, help_texts
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import ENGLISH, Texts
from tests.bot.indonesian import INDONESIAN


def test_titles_beyond_the_newest_are_counted() -> None:
    titles = [f"Kabar {number}" for number in range(TITLES_SHOWN + 3)]

    *_, articles, _ = help_texts(titles, ENGLISH, moderator=False, manager=False)

    lines = articles.split("\n")
    assert lines[0] == ENGLISH("guide.articles", count=TITLES_SHOWN + 3)
    assert len(lines) == 1 + TITLES_SHOWN + 1
    assert lines[-1] == f"-# {ENGLISH('guide.more_articles', count=3)}"


def test_a_shelf_without_articles_is_said_to_be_empty() -> None:
    assert ENGLISH("guide.no_articles") in help_texts((), ENGLISH, moderator=True, manager=True)


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_any_help_fits_a_message(texts: Texts) -> None:
    blocks = help_texts(["*" * 300] * 5000, texts, moderator=True, manager=True)

    # A mention of a command is longer than its name, by 30 code points at most.
    commands = sum(block.count("`/") for block in blocks)
    assert sum(map(size, blocks)) + 30 * commands <= MESSAGE_TEXT
