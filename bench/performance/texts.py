"""The articles that systems are measured with, and the file by which workers get them."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """An article of one server."""

    guild_id: int
    id: str
    title: str
    body: str
    """Its passages, a line each."""

    @property
    def passages(self) -> list[str]:
        """The texts of its passages."""
        return self.body.split("\n")


def write_texts(texts: Iterable[Text], path: Path) -> None:
    """Write articles as JSON Lines, after those that are there."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(text)) + "\n" for text in texts)


def read_texts(path: Path) -> list[Text]:
    """Read articles that `write_texts` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [Text(**json.loads(line)) for line in lines]
