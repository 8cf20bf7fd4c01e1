import unicodedata
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.cleaning import clean_body, clean_line
from corpus.draft import Draft
from corpus.errors import ShelfError
from corpus.export import LONGEST_NAME, as_markdown, export_shelf, file_name
from corpus.formats import read
from corpus.prepared import LONGEST_TITLE
from corpus.shelf import Shelf
from tests.corpus.drafts import MARKED

pytestmark = pytest.mark.databases("sqlite", "postgresql")

MARKUP = "-#*_>`'\"\\|[]():<&;! \n\tabcé字😀\u00a0\u0301"
TEXT = st.text(st.sampled_from(MARKUP)) | st.text()


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@given(
    title=TEXT.map(clean_line).filter(lambda title: 0 < len(title) <= LONGEST_TITLE),
    source=TEXT.map(clean_line),
    url=st.none() | st.just("https://example.org/a?b=(c)&d='e'#f"),
    language=st.sampled_from(["id", "en", "jv"]),
    body=TEXT.map(clean_body).filter(has_letters),
)
def test_an_exported_article_is_read_back_unchanged(
    title: str, source: str, url: str | None, language: str, body: str
) -> None:
    draft = Draft("x", title, source, url, language, body)

    reading = read(as_markdown(draft).encode(), "x.md")

    found = (reading.title, reading.source or "", reading.url, reading.language, reading.body)
    assert found == (title, source, url, language, body)


def test_what_its_source_states_and_the_kinds_of_its_blocks_are_read_back() -> None:
    reading = read(as_markdown(MARKED).encode(), "ayam.md")

    assert (reading.author, reading.published) == (MARKED.author, MARKED.published)
    assert reading.blocks == MARKED.blocks


def test_blocks_that_no_longer_fit_an_edited_file_are_ignored() -> None:
    written = as_markdown(MARKED).replace("Lalu ia diam.\n\nKandangnya ada di kebun.", "Diam.")

    assert read(written.encode(), "ayam.md").blocks == ()


@pytest.mark.parametrize(
    "body",
    ["--- \na: b\n---\nIsi.", "Isi  \n\n\n\nlagi\n", " \n Isi", "# Isi *tebal* <b>x</b> &amp; \\_"],
)
def test_a_body_is_exported_verbatim(body: str) -> None:
    draft = Draft("x", "Judul", "", None, "id", body)

    assert read(as_markdown(draft).encode(), "x.md").body == body


@given(TEXT)
def test_a_name_is_safe_and_short(title: str) -> None:
    name = file_name(title, set())

    assert PurePath(name).name == name
    assert name.endswith(".md")
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= LONGEST_NAME
    assert name == name.casefold()
    assert not {unicodedata.category(character) for character in name} & {"Cc", "Cf", "Cs", "Zl"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ayam: jago!", "ayam-jago.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("C:\\Windows", "c-windows.md"),
        ("...", "article.md"),
        ("NUL", "nul-article.md"),
        ("com1", "com1-article.md"),
        ("Ａｙａｍ", "ayam.md"),
        ("\u202egpj.exe", "gpj-exe.md"),
        ("字" * 200, "字" * 32 + ".md"),
    ],
)
def test_names_of_titles(title: str, name: str) -> None:
    assert file_name(title, set()) == name


def test_file_names_in_use_get_a_number() -> None:
    taken: set[str] = set()
    for title in ("a b", "a-b", "a/b"):
        taken.add(file_name(title, taken))
    long = file_name("x" * 200, {file_name("x" * 200, taken)})

    assert taken == {"a-b.md", "a-b-2.md", "a-b-3.md"}
    assert long == "x" * 95 + "-2.md"


async def test_the_current_articles_of_one_server_are_exported(engine: AsyncEngine) -> None:
    kucing = Draft("k", "Kucing", "", None, "id", "Kucing tidur di atas atap rumah tetangga.")
    ayam = Draft("a", "Ayam", "", None, "id", "Ayam berkokok pada pagi hari yang cerah sekali.")
    bebek = Draft("b", "Bebek", "", None, "id", "Bebek berenang di kolam belakang rumah nenek.")
    results = await Shelf(engine, 7).add_all([kucing, ayam, bebek])
    assert not [each for each in results if isinstance(each, ShelfError)]
    await Shelf(engine, 7).remove("b")

    found = [(file.name, file.content.decode()) async for file in export_shelf(engine, 7)]

    assert found == [("ayam.md", as_markdown(ayam)), ("kucing.md", as_markdown(kucing))]
    assert [file async for file in export_shelf(engine, 0)] == []
