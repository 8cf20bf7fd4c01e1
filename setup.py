"""Gives the package README.md as its description, with links that also work on an index page.

In the repository they are relative, so that they lead to a fork's own files.
"""

import re
import tomllib
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).parent


def with_whole_links(text: str, repository: str) -> str:
    """Return Markdown whose relative links and pictures lead to a repository's files.

    >>> with_whole_links("![A](a.png) [b](b.md#c) [d](#d)", "https://example.com/e")
    '![A](https://example.com/e/raw/HEAD/a.png) [b](https://example.com/e/blob/HEAD/b.md#c) [d](#d)'
    """

    def whole(match: re.Match[str]) -> str:
        kind = "raw" if match["picture"] else "blob"
        return f"{match['before']}{repository}/{kind}/HEAD/{match['path']})"

    relative = r"(?P<before>(?P<picture>!)?\[[^\]]*\]\()(?!#|\w+:)(?P<path>[^)\s]+)\)"
    return re.sub(relative, whole, text)


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    setup(
        long_description=with_whole_links(
            (ROOT / "README.md").read_text(encoding="utf-8"), project["urls"]["Repository"]
        ),
        long_description_content_type="text/markdown",
    )
