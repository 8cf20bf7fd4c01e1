"""The articles that ship with Kutip: `articles/<id>.txt`, with metadata in `<id>.toml`."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable

from corpus.draft import Draft

_NEEDED = {"title", "source", "language"}
_ALLOWED = _NEEDED | {"url"}


def shipped_articles(folder: Traversable | None = None) -> tuple[Draft, ...]:
    """Return the articles in a folder, by default Kutip's own, ordered by id.

    Raises ValueError, naming the file, if a key is missing or unknown or its value is not a string.
    """
    if folder is None:
        folder = files("corpus") / "articles"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(_read(folder, name.removesuffix(".toml")) for name in names)


def _read(folder: Traversable, article_id: str) -> Draft:
    about = tomllib.loads((folder / f"{article_id}.toml").read_text(encoding="utf-8"))
    wrong = [
        *(f"{key} is missing" for key in sorted(_NEEDED - about.keys())),
        *(f"{key} is unknown" for key in sorted(about.keys() - _ALLOWED)),
        *(f"{key} is not a string" for key, value in about.items() if not isinstance(value, str)),
    ]
    if wrong:
        raise ValueError(f"{article_id}.toml: {', '.join(wrong)}")
    return Draft(
        id=article_id,
        title=about["title"],
        source=about["source"],
        url=about.get("url"),
        language=about["language"],
        body=(folder / f"{article_id}.txt").read_text(encoding="utf-8"),
    )
