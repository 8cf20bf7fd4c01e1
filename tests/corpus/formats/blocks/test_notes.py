import pytest

from corpus.article import Kind
from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html

NOTE = "Menurut sensus tahun 2020."


def read(html: str) -> list[tuple[Kind | None, str]]:
    root = parse_html(html)
    assert root is not None
    return [(block.kind, block.text) for block in blocks_of(root)]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        pytest.param(
            '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            f'<section role="doc-endnotes"><ol><li id="fn1" role="doc-endnote"><p>{NOTE}<a '
            'href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol>'
            "</section>",
            id="pandoc",
        ),
        pytest.param(
            '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]'
            "</span></a></sup>",
            '<ol class="references"><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b>'
            f"</span> {NOTE}</li></ol>",
            id="MediaWiki",
        ),
        pytest.param(
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1'
            "</sup></a>",
            '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
            f'href="#sdfootnote1anc">1</a>{NOTE}</p></div>',
            id="LibreOffice",
        ),
        pytest.param(
            "<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>",
            "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a"
            " href='#_ftnref1' "
            f"name='_ftn1'><span class=MsoFootnoteReference>[1]</span></a> {NOTE}</p></div>",
            id="Word",
        ),
        pytest.param(
            '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>',
            '<section class="footnotes"><ol><li id="fn1" class="footnote-item"><p>'
            f'{NOTE} <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>',
            id="markdown-it",
        ),
        pytest.param(
            '<sup><a href="#n1">1</a>,<a href="#n1">2</a></sup>',
            f'<p id="n1">{NOTE}</p>',
            id="two marks",
        ),
        pytest.param(
            '<a id="r1" href="#n1">1</a>', f'<p id="n1">{NOTE} <a href="#r1">↑</a></p>', id="pair"
        ),
    ],
)
def test_marks_of_notes_are_left_out_and_notes_are_told_from_paragraphs(
    mark: str, note: str
) -> None:
    assert read(f"<p>Penduduk 2.450{mark} jiwa.</p>{note}") == [
        (Kind.PARAGRAPH, "Penduduk 2.450 jiwa."),
        (Kind.NOTE, NOTE),
    ]


def test_a_raised_number_in_brackets_is_the_mark_of_a_note() -> None:
    assert read("<p>Penduduk 2.450<sup>[3]</sup> jiwa.</p>") == [
        (Kind.PARAGRAPH, "Penduduk 2.450 jiwa.")
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<p id="p3">Lihat Pasal <a href="#p5">5</a>.</p><div id="p5">Lihat <a href="#p3">3'
        "</a></div>",
        '<p>Lihat Pasal <a href="#p5">5</a>.</p><h3 id="p5">Pasal 5</h3>',
        '<p>Lihat Pasal <a href="/uu">5</a>.</p>',
    ],
)
def test_a_number_that_is_a_link_in_a_sentence_stays(html: str) -> None:
    assert read(html)[0] == (Kind.PARAGRAPH, "Lihat Pasal 5.")


def test_links_that_are_only_symbols_are_left_out() -> None:
    html = (
        '<h2 id="a">Ayam<a class="headerlink" href="#a">¶</a></h2><p>Kokok. <a href="#">↑</a></p>'
    )

    assert read(html) == [(Kind.HEADING, "Ayam"), (Kind.PARAGRAPH, "Kokok.")]
