"""`make intake` counts as lost and as foreign what a reader of the document would."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from truth import Truth, load_truth, score

from corpus.article import Block, Kind, Span
from corpus.formats.reading import Reading

DOCUMENT = {
    "title": "Aturan Kolam",
    "author": "Sinta",
    "date": "2025-02-01",
    "blocks": [
        {"kind": "heading", "level": 1, "text": "Aturan Kolam"},
        {"kind": "paragraph", "text": "Kolam buka pukul 08.00.", "footnotes": ["Kecuali Senin."]},
        {"kind": "list", "ordered": True, "items": ["Mandi dahulu.", "Pakai topi renang."]},
        {"kind": "table", "header": ["Umur", "Tiket"], "rows": [["Anak", "Rp5.000"]]},
        {"kind": "poem", "text": ["Ikan sepat ikan gabus,", "makin cepat makin bagus."]},
    ],
}


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    path = tmp_path / "kolam.truth.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return load_truth(path)


def reading(*blocks: str) -> Reading:
    """Return what a reader makes of these blocks."""
    spans, end = [], 0
    for block in blocks:
        spans.append(Block(Kind.PARAGRAPH, Span(end, end + len(block))))
        end += len(block) + 2
    body = "\n\n".join(blocks)
    return Reading("Aturan Kolam", None, None, None, None, "id", body, (), tuple(spans))


def test_a_whole_document_has_lost_nothing_and_gained_nothing(truth: Truth) -> None:
    found = score(
        truth,
        reading(
            "Aturan Kolam",
            "Kolam  buka pukul 08.00. [1]",
            "1. Mandi dahulu.",
            "2. Pakai topi renang.",
            "Umur: Anak | Tiket: Rp5.000",
            "Ikan sepat ikan gabus,\nmakin cepat makin bagus.",
            "[1] Kecuali Senin.",
        ),
    )

    assert (found.paragraphs, found.extras) == (4, 2)
    assert (found.lost, found.extras_lost, found.foreign) == ((), (), ())
    assert found.title


def test_a_paragraph_that_is_cut_or_changed_is_lost_but_not_foreign(truth: Truth) -> None:
    found = score(
        truth, reading("Kolam buka", "pukul 08.00.", "Mandi dahulu.", "Pakai topi renang.1")
    )

    assert found.lost == (
        "Kolam buka pukul 08.00.",
        "Pakai topi renang.",
        "Ikan sepat ikan gabus, makin cepat makin bagus.",
    )
    assert found.extras_lost == ("Anak | Rp5.000", "Kecuali Senin.")
    assert found.foreign == ()


@pytest.mark.parametrize(
    "text", ["1", "Halaman 1 dari 2", "Aturan", "Baca juga: Ikan gabus naik harga"]
)
def test_what_is_in_no_item_of_the_document_is_foreign(truth: Truth, text: str) -> None:
    assert score(truth, reading("Mandi dahulu.", text)).foreign == (text,)


def test_a_document_may_be_paragraphs_alone(tmp_path: Path) -> None:
    path = tmp_path / "kolam.truth.json"
    path.write_text(
        json.dumps({"title": "Kolam", "paragraphs": ["Kolam tutup."]}), encoding="utf-8"
    )

    assert load_truth(path).paragraphs == [("Kolam tutup.",)]


def test_a_file_need_not_state_author_and_date_but_not_others(truth: Truth) -> None:
    silent = reading("Mandi dahulu.")

    assert score(truth, silent).false_credits == ()
    stated = replace(silent, author="Sinta", published="2025-05-19")
    assert score(truth, stated).false_credits == ("date 2025-05-19",)
