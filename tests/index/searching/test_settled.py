from collections.abc import Sequence

import pytest

from corpus.article import Article
from index.searching.relatives import INFORMAL
from index.searching.retrieval import PassageIndex
from index.searching.settled import NEAR_MISS, SettledField, Settlement, Support
from tests.index.articles import articles, indexed

LAG = "Permainan yang tersendat biasanya karena resolusi yang terlalu tinggi."
PAY = "Kirim bukti di kanal kasir; pangkat aktif dalam sehari."
BOAT = "Kapal menuju pulau utara tidak dipungut biaya."
BODIES = (LAG, PAY, BOAT)


def settled(
    question: str, body: str, weight: float = 1.0, earlier: str | None = None
) -> Settlement:
    article_id = f"article-{BODIES.index(body) + 1}"
    return Settlement(question, earlier, article_id, body, weight)


def field_of(index: PassageIndex, settlements: Sequence[Settlement]) -> SettledField:
    read = [(each, index.read(each.question, each.earlier)) for each in settlements]
    return SettledField(index.passages, read, index.bm25)


def support(question: str, *settlements: Settlement) -> dict[str, Support]:
    """Return what is said for and against passages, by their texts."""
    index = indexed(*articles(*BODIES))
    found = index.candidates(index.read(question), settled=field_of(index, settlements))
    return {BODIES[position]: each for position, each in found.support.items()}


def test_the_words_of_a_settled_question_find_its_passage() -> None:
    index = indexed(*articles(*BODIES))
    question = index.read("ngefreeze mulu nih")
    field = field_of(index, [settled("kok ngefreeze terus?", LAG)])

    assert not index.candidates(question).positions.tolist()
    assert index.candidates(question, settled=field).positions.tolist() == [0]


def test_what_is_said_of_one_passage_counts_more_than_what_is_said_of_several() -> None:
    found = support(
        "cara refund rank",
        settled("rank belum masuk", PAY),
        settled("rank buat apa", LAG),
        settled("refund gimana", PAY),
    )

    assert found[PAY].said["refund"].specific == 1.0
    assert found[PAY].said["rank"].specific == found[LAG].said["rank"].specific == 0.5
    assert found[PAY].share > found[LAG].share > 0


def test_the_same_question_is_wholly_alike() -> None:
    found = support("kapal ke utara bayar nggak?", settled("kapal ke utara bayar?", BOAT))

    assert found[BOAT].likeness == pytest.approx(1.0)
    assert found[BOAT].nearest == settled("kapal ke utara bayar?", BOAT)


def test_a_question_of_another_kind_is_less_alike() -> None:
    asked = "kapan bukti dikirim?"

    assert (
        0
        < support(asked, settled("siapa mengirim bukti?", PAY))[PAY].likeness
        < support(asked, settled("kapan mengirim bukti?", PAY))[PAY].likeness
    )


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("sebelum bayar ngapain?", "setelah bayar ngapain?"),
        ("kapal dari utara bayar?", "kapal ke utara bayar?"),
        ("rank sudah aktif, bisa refund?", "rank belum aktif, bisa refund?"),
        ("biaya untuk 3 orang?", "biaya untuk 5 orang?"),
    ],
)
def test_the_opposite_and_another_number_are_not_alike(asked: str, before: str) -> None:
    found = support(asked, settled(before, PAY))

    assert found[PAY].likeness == 0.0


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("sebelum bayar ngapain?", "setelah membayar ngapain?"),
        ("kapal dari utara bayar?", "kapal ke utara bayar?"),
        ("kamera pecah trus jatuh?", "kamera jatuh trus pecah?"),
        ("item hilang sebelum server crash?", "servernya crash trus item hilang?"),
        ("biaya untuk 3 orang?", "biaya untuk 5 orang?"),
    ],
)
def test_the_opposite_of_a_settled_question_says_nothing(asked: str, before: str) -> None:
    assert support(asked, settled(before, PAY)) == {PAY: Support()}


def test_what_is_negated_is_compared_by_its_term() -> None:
    before = settled("servernya crash, barang balik?", PAY)

    assert support("bukan server crash, barang balik?", before)[PAY].likeness == 0.0
    assert support("server crash barang balik?", before)[PAY].likeness == pytest.approx(1.0)


def test_another_word_makes_it_a_near_miss() -> None:
    before = settled("reschedule pesanan kamera besok duitnya balik?", PAY)
    found = support("cancel pesanan kamera besok duitnya balik?", before)

    assert 0 < found[PAY].likeness <= NEAR_MISS


def test_a_time_of_day_is_not_a_day() -> None:
    before = settled("kapan bukti dikirim?", PAY)

    assert support("jam berapa bukti dikirim?", before)[PAY].likeness < 1.0


def test_a_word_finds_the_informal_ones_formed_from_it() -> None:
    assert support("kok lag", settled("ngelag mulu", LAG))[LAG].strength("lag") == INFORMAL


def test_a_misspelt_word_of_a_settled_question_is_found_without_a_word_about_it() -> None:
    index = indexed(*articles(*BODIES))
    field = field_of(index, [settled("kok ngefreeze terus?", LAG)])
    found = index.candidates(index.read("ngefreze mulu nih"), settled=field)

    assert found.positions.tolist() == [0]
    assert not any(term.correction for term in found.terms)


def test_what_a_passage_does_not_answer_is_held_against_it() -> None:
    found = support("kapal bayar?", settled("kapal bayar?", PAY, weight=-1.0))

    assert found[PAY].unlikeness == pytest.approx(1.0)
    assert not found[PAY].said
    assert found[PAY].likeness == 0.0


def test_a_vote_counts_less_than_a_moderators_word() -> None:
    by_vote = support("kapal bayar?", settled("kapal bayar?", BOAT, weight=0.85))

    assert by_vote[BOAT].likeness == pytest.approx(0.85)


def test_a_follow_up_says_the_words_of_the_question_before_it_too() -> None:
    found = support("berapa lama refund?", settled("berapa lama?", PAY, earlier="cara refund"))

    assert {"refund", "lama"} <= found[PAY].said.keys()


def test_questions_about_other_texts_say_nothing() -> None:
    gone = Settlement("kapal bayar?", None, "article-3", "Kapal sudah tenggelam.", 1.0)
    elsewhere = Settlement("kapal bayar?", None, "article-9", BOAT, 1.0)

    assert support("kapal bayar?", gone, elsewhere) == {}


def test_questions_without_words_say_nothing() -> None:
    assert support("kapal bayar?", settled("???", BOAT)) == {}
    assert support("???", settled("kapal bayar?", BOAT)) == {}


def test_all_units_of_a_list_are_supported() -> None:
    body = "Syarat:\n\n" + "\n".join(f"- Surat nomor {n} dari kelurahan asal." for n in range(9))
    article = Article("daftar", 1, "Judul", "", None, "id", body, articles(body)[0].passages)
    index = indexed(article)
    whole = article.passages[0].span.of(body)
    field = field_of(index, [Settlement("dokumen apa?", None, "daftar", whole, 1.0)])

    found = index.candidates(index.read("dokumen apa"), settled=field)

    assert set(found.support) == set(range(len(index.passages)))
