from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

class BM25:
    corpus_size: int
    avgdl: float
    doc_freqs: list[dict[str, int]]
    idf: dict[str, float]
    doc_len: list[int]
    def __init__(self, corpus: Sequence[Sequence[str]]) -> None: ...
    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]: ...
    def _calc_idf(self, nd: dict[str, int]) -> None: ...
    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]: ...

class BM25Okapi(BM25):
    k1: float
    b: float
    epsilon: float
    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        tokenizer: None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
    ) -> None: ...

class BM25Plus(BM25):
    k1: float
    b: float
    delta: float
    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        tokenizer: None = None,
        k1: float = 1.5,
        b: float = 0.75,
        delta: float = 1,
    ) -> None: ...
