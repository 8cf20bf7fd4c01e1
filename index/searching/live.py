"""What is live in a vocabulary (temporary)."""
from dataclasses import dataclass
import numpy as np
from numpy.typing import NDArray

@dataclass(frozen=True, slots=True)
class Live:
    content: NDArray[np.bool_]
    in_passages: NDArray[np.bool_]
    frequencies: NDArray[np.int32]
    document_frequencies: NDArray[np.int32]
    passages: int
