from pathlib import Path

import numpy as np
import pytest

from index.errors import UnusableIndexError
from index.semantic.vectors import Vectors
from index.stored import vectors_file
from tests.index.semantic.encoders import DIMENSIONS, TinyEncoder

VECTORS = Vectors.of({3: TinyEncoder().encode(["satu", "dua"])}, DIMENSIONS)


def test_vectors_are_read_as_they_were_written(tmp_path: Path) -> None:
    vectors_file.save(VECTORS, tmp_path / "7.vectors", TinyEncoder())

    loaded = vectors_file.load(tmp_path / "7.vectors", TinyEncoder())

    for name, array in loaded.arrays().items():
        assert np.array_equal(array, VECTORS.arrays()[name]), name


def test_none_are_stored_too(tmp_path: Path) -> None:
    vectors_file.save(Vectors.of({}, DIMENSIONS), tmp_path / "7.vectors", TinyEncoder())

    assert len(vectors_file.load(tmp_path / "7.vectors", TinyEncoder())) == 0


def test_those_of_another_encoder_or_version_are_unusable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "7.vectors"
    vectors_file.save(VECTORS, path, TinyEncoder("tiny 1"))

    with pytest.raises(UnusableIndexError, match="another"):
        vectors_file.load(path, TinyEncoder("tiny 2"))
    monkeypatch.setattr(vectors_file, "fingerprint", lambda _parts: "other texts")
    with pytest.raises(UnusableIndexError, match="another"):
        vectors_file.load(path, TinyEncoder("tiny 1"))


@pytest.mark.parametrize("left", [0, 10, 200])
def test_a_file_that_was_cut_off_is_unusable(tmp_path: Path, left: int) -> None:
    path = tmp_path / "7.vectors"
    vectors_file.save(VECTORS, path, TinyEncoder())
    path.write_bytes(path.read_bytes()[:left])

    with pytest.raises(UnusableIndexError):
        vectors_file.load(path, TinyEncoder())
