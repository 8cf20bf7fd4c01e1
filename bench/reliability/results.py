"""The results of the runs, as JSON."""

import json
import os
import platform
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from reliability.invariants import Findings


@dataclass(slots=True)
class Row:
    """One fault: how often it was tried, and what came of it."""

    fault: str
    tried: int = 0
    survived: int = 0
    lost: list[str] = field(default_factory=list)
    """A line for each promise that was broken."""
    counts: dict[str, float] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)

    def note(self, found: Findings) -> None:
        """Note what a check has found after one try."""
        self.tried += 1
        self.survived += not found.wrong
        self.lost += [f"{self.tried}: {line}" for line in found.wrong]
        self.counts["rows missing"] = self.counts.get("rows missing", 0) + found.rows_missing
        self.counts["quotes"] = self.counts.get("quotes", 0) + found.quotes

    def __str__(self) -> str:
        last = f"; last: {self.lost[-1][:300]}" if self.lost else ""
        return f"{self.survived} of {self.tried} survived{last}"
