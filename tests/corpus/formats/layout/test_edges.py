"""What stands at the edges of pages."""

import pytest

from corpus.article import Kind
from corpus.formats.layout.runs import Run
from tests.corpus.formats.layout.placing import blocks_of, lines, run, texts_of, wrapped

TEXTS = [
    "Peserta memasang tenda di lapangan utara sebelum matahari terbenam di balik bukit.",
    "Peserta mendaki Bukit Sela sampai pukul sebelas lalu beristirahat di pos kedua.",
    "Peserta membongkar tenda, membersihkan lapangan, dan pulang dengan bus ke sekolah.",
]


def page(text: str, top: str = "", bottom: str = "", size: float = 10) -> list[Run]:
    found = lines(*wrapped(text))
    found += [run(top, 70, 760, size)] if top else []
    return [*found, *([run(bottom, 300, 40, size)] if bottom else [])]


@pytest.mark.parametrize(
    "footer", ["- {} -", "Halaman {} dari 3", "{}", "Taman Baca | {}", "SK No 04855{}"]
)
def test_footers_that_count_the_pages_are_left_out(footer: str) -> None:
    pages = [page(text, bottom=footer.format(n)) for n, text in enumerate(TEXTS, start=1)]

    assert texts_of(*pages) == TEXTS


def test_a_footer_in_parts_is_left_out() -> None:
    pages = [
        [*page(text), run("-", 270, 760), run(str(n), 300, 760), run("-", 330, 760)]
        for n, text in enumerate(TEXTS, start=1)
    ]

    assert texts_of(*pages) == TEXTS


@pytest.mark.parametrize(("size", "bold"), [(16, False), (10, True)])
def test_headings_that_count_with_the_pages_stay(size: float, bold: bool) -> None:
    pages = [
        [*lines(*wrapped(text)), run(f"Hari {n}", 70, 730, size, bold=bold)]
        for n, text in enumerate(TEXTS, start=1)
    ]
    headings = [block.text for block in blocks_of(*pages) if block.kind is Kind.HEADING]

    assert headings == ["Hari 1", "Hari 2", "Hari 3"]


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    printed = [
        run("11/27/26, 2:37 AM", 30, 770, 8),
        run("Jadwal kemah", 250, 770, 8),
        run("https://kemah.example/jadwal", 30, 20, 8),
        run("1/1", 560, 20, 8),
    ]

    assert texts_of([*page(TEXTS[0]), *printed]) == [TEXTS[0]]


@pytest.mark.parametrize("dots", [" . . .", "...", " …"])
def test_catchwords_are_left_out(dots: str) -> None:
    first = [*page(TEXTS[0]), run(f"Pasal 4{dots}", 400, 60)]
    second = [run("Pasal 4", 250, 740), *page(TEXTS[1])]

    assert texts_of(first, second) == [TEXTS[0], "Pasal 4", TEXTS[1]]


def test_dots_that_lead_nowhere_stay() -> None:
    first = [*page(TEXTS[0]), run("Nama . . .", 70, 600)]

    assert texts_of(first, page(TEXTS[1])) == [TEXTS[0], "Nama . . .", TEXTS[1]]


def test_pages_with_the_same_text_keep_it() -> None:
    same = lines(*[f"{text} Kelompok {n}." for n, text in enumerate(TEXTS * 4)], distance=30)

    assert len(texts_of(same, same)) == 2 * len(same)


def test_a_level_watermark_is_left_out() -> None:
    mark = run("DRAFT", 100, 680, 90)
    found = blocks_of([mark, *page(TEXTS[0])])

    assert [(block.text, block.left_out) for block in found] == [
        (TEXTS[0], False),
        ("DRAFT", True),
    ]


@pytest.mark.parametrize("heading", [True, False])
def test_a_table_of_contents_is_left_out(heading: bool) -> None:
    entries = ["Keanggotaan . . . . . . . . . 3", "Peminjaman . . . . . . . . . 4", "Penutup 9"]
    contents = lines(*(["Daftar Isi"] if heading else []), *entries, distance=20)
    found = blocks_of(contents, page(TEXTS[0]))

    assert [block.text for block in found if block.left_out] == [
        *(["Daftar Isi"] if heading else []),
        *entries,
    ]
    assert [block.text for block in found if not block.left_out] == [TEXTS[0]]
