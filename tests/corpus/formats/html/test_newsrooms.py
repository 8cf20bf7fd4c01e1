import pytest

from corpus.formats.html import read_html
from tests.corpus.formats.html.pages import LAYOUTS, PARAGRAPHS, SITE, TITLE


@pytest.mark.parametrize("name", LAYOUTS)
def test_of_a_news_page_the_paragraphs_are_kept_and_nothing_else(name: str) -> None:
    found = read_html(LAYOUTS[name].page())

    assert [block.text for block in found.blocks if not block.left_out] == list(PARAGRAPHS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_title_author_and_date_of_a_news_page_are_told_from_its_text(name: str) -> None:
    found = read_html(LAYOUTS[name].page())

    assert (found.title, found.source) == (TITLE, SITE)
    assert (found.author, found.published) == ("Sari Contoh", "2026-03-02")


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_was_put_between_the_paragraphs_is_left_out_in_its_place(name: str) -> None:
    blocks = read_html(LAYOUTS[name].page()).blocks
    related = [
        number for number, block in enumerate(blocks) if "Berapa Biaya Perbaikan" in block.text
    ]
    kept = [number for number, block in enumerate(blocks) if not block.left_out]

    assert related
    assert all(blocks[number].left_out and kept[1] < number for number in related)
