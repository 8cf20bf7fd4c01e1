from dataclasses import replace

from corpus.article import Kind
from corpus.formats.extraction import to_reading
from corpus.formats.joining import join_pages
from corpus.formats.reading import (
    LONGEST_BODY,
    Extract,
    LeftOut,
    Reading,
    ReadingWarning,
    TextBlock,
)

LEAD = "Bengkel sepeda yang tidak memungut ongkos kerja dibuka di Kampung Melur."
PART = ReadingWarning.ONE_OF_SEVERAL_PAGES


def reading(*blocks: TextBlock, next_page: str | None = None) -> Reading:
    warnings = (PART,) if next_page else ()
    return to_reading(
        Extract(blocks, title="Bengkel", language="id", warnings=warnings, next_page=next_page)
    )


def test_the_pages_of_an_article_make_one_reading() -> None:
    first = reading(TextBlock(LEAD), TextBlock("• Sabtu", Kind.LIST_ITEM), next_page="?page=2")
    second = reading(
        TextBlock("Iklan", left_out=True),
        TextBlock("• Minggu", Kind.LIST_ITEM),
        TextBlock("• Senin", Kind.LIST_ITEM, follows=True),
        TextBlock("Bagikan", left_out=True),
    )
    joined = join_pages([first, second])

    assert joined.body == f"{LEAD}\n\n• Sabtu\n\n• Minggu\n• Senin"
    assert [(block.kind, block.span.of(joined.body)) for block in joined.blocks] == [
        (Kind.PARAGRAPH, LEAD),
        *((Kind.LIST_ITEM, item) for item in ("• Sabtu", "• Minggu", "• Senin")),
    ]
    assert joined.left_out == (
        LeftOut("Iklan", joined.body.index("• Minggu")),
        LeftOut("Bagikan", len(joined.body)),
    )
    assert (joined.title, joined.warnings, joined.next_page) == ("Bengkel", (), None)


def test_what_a_page_repeats_is_in_the_article_once() -> None:
    first = reading(TextBlock(LEAD), TextBlock("Ya."), next_page="?page=all")
    whole = reading(TextBlock(LEAD), TextBlock("Ya."), TextBlock("Sepeda apa pun boleh dibawa."))

    assert (
        join_pages([first, whole]).body == f"{LEAD}\n\nYa.\n\nYa.\n\nSepeda apa pun boleh dibawa."
    )


def test_an_article_that_is_not_whole_keeps_its_warning() -> None:
    joined = join_pages(
        [reading(TextBlock(LEAD), next_page="2"), reading(TextBlock("Dua."), next_page="3")]
    )

    assert (joined.warnings, joined.next_page) == ((PART,), "3")


def test_pages_that_make_an_article_too_long_are_missing() -> None:
    first = reading(TextBlock(LEAD), next_page="2")
    long = replace(reading(TextBlock("Dua.")), body="x" * LONGEST_BODY)

    assert join_pages([first, long]) == first


def test_a_page_whose_format_marks_no_blocks_is_joined_whole() -> None:
    first = reading(TextBlock(LEAD), next_page="lanjutan.txt")
    second = reading(TextBlock("Relawannya delapan orang.\n\nMereka datang pagi.", kind=None))

    assert join_pages([first, second]).body == f"{LEAD}\n\n{second.body}"
