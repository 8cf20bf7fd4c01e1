import numpy as np
import pytest

from index.semantic.encoder import Vectors as Vectors32
from index.semantic.vectors import NOWHERE, Vectors

DIMENSIONS = 64
draw = np.random.default_rng(7)


def units(count: int) -> Vectors32:
    rows = draw.normal(size=(count, DIMENSIONS)).astype(np.float32)
    unit: Vectors32 = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_bytes_give_nearly_the_same_similarities() -> None:
    rows = units(50)
    vectors = Vectors.of({5: rows[:20], 2: rows[20:]}, DIMENSIONS)

    found = vectors.similarities(rows[0], np.arange(50))

    assert np.abs(found - np.concatenate([rows[20:], rows[:20]]) @ rows[0]).max() < 0.01


def test_a_thousand_vectors_of_512_numbers_take_less_than_0_6_megabytes() -> None:
    assert Vectors.of({1: np.ones((1000, 512), np.float32)}, 512).nbytes < 600_000


def test_an_article_is_found_by_its_digest() -> None:
    vectors = Vectors.of({9: units(2), 4: units(3)}, DIMENSIONS)

    assert vectors.first_rows(np.array([4, 9, 1, 99], np.uint64)).tolist() == [0, 3, -1, -1]
    assert Vectors.of({}, DIMENSIONS).first_rows(np.array([4], np.uint64)).tolist() == [NOWHERE]


def test_a_passage_without_a_vector_is_like_nothing() -> None:
    rows = units(1)
    vectors = Vectors.of({1: rows}, DIMENSIONS)

    near, none = vectors.similarities(rows[0], np.array([0, NOWHERE])).tolist()

    assert near == pytest.approx(1, abs=0.01)
    assert none == 0


def test_zero_vectors_stay_zero() -> None:
    vectors = Vectors.of({1: np.zeros((1, DIMENSIONS), np.float32)}, DIMENSIONS)

    assert vectors.similarities(units(1)[0], np.array([0])).tolist() == [0]


def test_articles_leave_and_others_come() -> None:
    first, second, third = units(2), units(1), units(3)
    vectors = Vectors.of({5: first, 8: second}, DIMENSIONS)

    changed = vectors.only([8]).followed_by(Vectors.of({6: third}, DIMENSIONS))

    made = Vectors.of({6: third, 8: second}, DIMENSIONS)
    for name, array in changed.arrays().items():
        assert np.array_equal(array, made.arrays()[name]), name


def test_arrays_that_do_not_fit_together_are_refused() -> None:
    arrays = Vectors.of({1: units(3)}, DIMENSIONS).arrays()

    assert len(Vectors.of_arrays(arrays)) == 3
    with pytest.raises(ValueError, match="fit together"):
        Vectors.of_arrays({**arrays, "values": arrays["values"][:2]})
