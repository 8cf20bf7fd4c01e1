from dataclasses import replace

from index.finder import Finder
from index.semantic.meaning import BATCH, Meaning, lacking
from tests.index.articles import article, articles
from tests.index.semantic.encoders import TinyEncoder

BODIES = ("Rendang dimasak empat jam.", "Kereta berangkat pukul tujuh.")


def test_each_passage_is_encoded_once_and_reported() -> None:
    encoder, finder = TinyEncoder(), Finder(articles(*BODIES))
    reported: list[tuple[int, int]] = []

    meaning = Meaning.none(encoder).complete(
        finder.indexes, lambda done, total: reported.append((done, total))
    )
    again = meaning.complete(finder.indexes)

    assert reported == [(1, 2), (2, 2)]
    assert encoder.texts == 2
    assert len(again.vectors) == 2
    assert lacking(again, finder.indexes) == 0


def test_only_what_changed_is_encoded_and_what_left_is_dropped() -> None:
    encoder, finder = TinyEncoder(), Finder(articles(*BODIES))
    meaning = Meaning.none(encoder).complete(finder.indexes)
    old, kept = finder.articles
    changed = finder.changed([replace(old, version=2)], [])

    assert lacking(meaning, changed.indexes) == 1
    complete = meaning.complete(changed.indexes)

    assert encoder.texts == 3
    assert len(complete.vectors) == 2
    assert kept in changed.articles


def test_vectors_belong_to_the_same_passages_after_folding() -> None:
    encoder, finder = TinyEncoder(), Finder(articles(*BODIES))
    changed = finder.changed(articles(*BODIES, "Hujan deras.")[2:], ["article-1"])
    meaning = Meaning.none(encoder).complete(changed.indexes)
    question = meaning.of_question("Hujan deras.", "id")

    for each in (changed.meaning_with(meaning), changed.meaning_with(meaning).folded()):
        assert each.meaning is not None
        similarities = each.meaning.similarities("id", question)
        place = each.indexes["id"].passages.place(int(similarities.argmax()))
        assert place == ("article-3", 1)


def test_a_removed_article_is_like_nothing() -> None:
    finder = Finder(articles(*BODIES))
    meaning = Meaning.none(TinyEncoder()).complete(finder.indexes)
    left = finder.meaning_with(meaning).changed([], ["article-1"]).meaning
    assert left is not None

    assert left.similarities("id", meaning.of_question("Rendang", "id"))[0] == 0


def test_an_article_of_many_passages_is_encoded_in_batches() -> None:
    body = "\n\n".join(
        f"Bagian {number} berisi aturan tentang hal ke-{number}." for number in range(40)
    )
    encoder, finder = TinyEncoder(), Finder([article(body)])
    reported: list[int] = []

    Meaning.none(encoder).complete(finder.indexes, lambda done, _: reported.append(done))

    assert max(b - a for a, b in zip([0, *reported], reported, strict=False)) <= BATCH
    assert reported[-1] == encoder.texts
