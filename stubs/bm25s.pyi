from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

class BM25:
    def __init__(
        self, k1: float = 1.5, b: float = 0.75, *, method: str = "lucene", backend: str = "numpy"
    ) -> None: ...
    def index(self, corpus: Sequence[Sequence[str]], show_progress: bool = True) -> None: ...
    def get_scores(self, query_tokens_single: list[str]) -> NDArray[np.float32]: ...
    def retrieve(
        self,
        query_tokens: Sequence[Sequence[str]],
        k: int = 10,
        show_progress: bool = True,
        n_threads: int = 0,
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]: ...
    def save(self, save_dir: Path, show_progress: bool = True) -> None: ...
