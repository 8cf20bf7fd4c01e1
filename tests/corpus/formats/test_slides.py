import pytest

from corpus.article import Kind
from corpus.formats.reading import TextBlock
from corpus.formats.slides import read_slides
from tests.corpus.formats.documents import pptx, slide_shape


def properties(title: str) -> dict[str, str]:
    return {
        "docProps/core.xml": '<cp xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>Ani</dc:creator></cp>"
    }


def texts(*shapes: str) -> list[str]:
    return [block.text for block in read_slides(pptx(["".join(shapes)])).blocks]


def test_slides_are_read_in_order_title_first_then_text_then_notes() -> None:
    first = slide_shape(["Satu.", "Dua."], "body") + slide_shape(["Judul", "utama"], "ctrTitle")
    second = slide_shape(["Kotak."]) + slide_shape(["9"], "sldNum")
    found = read_slides(
        pptx([first, second], {1: slide_shape(["Catatan."], "body")}, properties("Slide 1"))
    )

    assert found.blocks == (
        TextBlock("Judul utama", Kind.HEADING),
        TextBlock("• Satu.", Kind.LIST_ITEM),
        TextBlock("• Dua.", Kind.LIST_ITEM, follows=True),
        TextBlock("Catatan.", Kind.NOTE),
        TextBlock("Kotak.", Kind.PARAGRAPH),
    )
    assert (found.title, found.author) == ("Judul utama", "Ani")


def test_the_title_comes_from_the_properties() -> None:
    found = read_slides(pptx([slide_shape(["a"], "title")], members=properties("Rapat")))

    assert found.title == "Rapat"


def test_a_hidden_slide_is_left_out() -> None:
    assert read_slides(pptx(["<!--hidden-->" + slide_shape(["a"]), slide_shape(["b"])])).body == "b"


def test_numbers_are_shown_as_powerpoint_shows_them() -> None:
    def item(kind: str, attributes: str = "", level: int = 0) -> str:
        numbered = f'<a:buAutoNum type="{kind}" {attributes}/>'
        return f'<a:pPr lvl="{level}">{numbered}</a:pPr><a:r><a:t>x</a:t></a:r>'

    plain = "<a:pPr><a:buNone/></a:pPr><a:r><a:t>x</a:t></a:r>"
    shape = slide_shape(
        [
            *(item("arabicPeriod"), item("arabicPeriod"), item("alphaLcParenBoth", level=1)),
            *(item("arabicPeriod"), item("romanUcParenR", 'startAt="4"'), item("romanUcParenR")),
            *(plain, item("arabicPeriod"), item("thaiNumPeriod")),
        ],
        "body",
    )

    assert texts(shape) == [
        *("1. x", "2. x", "(a) x", "3. x", "IV) x", "V) x", "x", "1. x", "1. x")
    ]


def test_raised_struck_out_and_broken_text_is_read_as_it_shows() -> None:
    shape = slide_shape([
        '<a:r><a:t>m</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>2</a:t></a:r><a:br/>'
        '<a:r><a:rPr baseline="-25000"/><a:t>2</a:t></a:r>'
        '<a:r><a:rPr strike="sngStrike"/><a:t> lama</a:t></a:r><a:fld><a:t> 3</a:t></a:fld>'
    ])  # fmt: skip

    assert texts(shape) == ["m²\n₂ ~~lama~~ 3"]


def test_tables_and_groups_are_read() -> None:
    def row(*cells: tuple[str, str]) -> str:
        written = "".join(
            f"<a:tc {attributes}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody>"
            "</a:tc>"
            for text, attributes in cells
        )
        return f"<a:tr>{written}</a:tr>"

    table = (
        '<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>'
        + row(("Poli", ""), ("Anak", ""), ("Dewasa", ""))
        + row(("Gigi", 'rowSpan="2"'), ("10", ""), ("20", ""))
        + row(("", 'vMerge="1"'), ("gratis", 'gridSpan="2"'), ("", 'hMerge="1"'))
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )

    assert texts(f"<p:grpSp>{table}</p:grpSp>") == [
        "Poli: Gigi | Anak: 10 | Dewasa: 20",
        "Poli: Gigi | Anak: gratis | Dewasa: gratis",
    ]


@pytest.mark.parametrize("value", ["x", "-", "99999999999", ""])
def test_numbers_that_are_none_do_no_harm(value: str) -> None:
    properties = f'<a:pPr lvl="{value}"><a:buAutoNum startAt="{value}"/></a:pPr>'
    run = f'<a:r><a:rPr baseline="{value}"/><a:t>x</a:t></a:r>'

    assert texts(slide_shape([properties + run])) == ["1. x"]
