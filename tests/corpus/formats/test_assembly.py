from corpus.article import Kind
from corpus.cleaning import clean_body
from corpus.formats.assembly import assemble
from corpus.formats.reading import LeftOut, TextBlock


def test_each_block_is_where_its_span_says_after_cleaning() -> None:
    assembly = assemble(
        [
            TextBlock(" Harga\ttelur ", Kind.HEADING),
            TextBlock("\u00ad"),
            TextBlock("• sepuluh", Kind.LIST_ITEM),
            TextBlock("• selusin ", Kind.LIST_ITEM, follows=True),
        ],
        clean_body,
    )
    assert assembly.body == "Harga telur\n\n• sepuluh\n• selusin"
    assert [(block.kind, block.span.of(assembly.body)) for block in assembly.blocks] == [
        (Kind.HEADING, "Harga telur"),
        (Kind.LIST_ITEM, "• sepuluh"),
        (Kind.LIST_ITEM, "• selusin"),
    ]


def test_text_without_marks_is_in_the_body_but_in_no_block() -> None:
    assembly = assemble([TextBlock("Ayam.\n\nBebek.", kind=None)], clean_body)
    assert (assembly.body, assembly.blocks) == ("Ayam.\n\nBebek.", ())


def test_what_is_left_out_keeps_its_place() -> None:
    blocks = [
        TextBlock("Ayam."),
        TextBlock("Baca juga: bebek", left_out=True),
        TextBlock("Bebek."),
        TextBlock("Iklan", left_out=True),
    ]
    assembly = assemble(blocks, clean_body)
    assert assembly.body == "Ayam.\n\nBebek."
    assert assembly.left_out == (LeftOut("Baca juga: bebek", 7), LeftOut("Iklan", 13))
