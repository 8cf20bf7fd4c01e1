"""The builds of Kutip that are compared: the one at hand, and an earlier one from Git."""

import io
import subprocess
import tarfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = {"bm25s": ("bm25s", "numba"), "tantivy": ("tantivy",)}
"""What must be installed for the peers that do not come with Kutip."""
PEERS = ("rank_bm25", "bm25s", "tantivy", "fts5")


@dataclass(frozen=True, slots=True)
class Build:
    """A build of Kutip."""

    name: str
    """`kutip`, `before` or `postgresql`."""
    source: Path
    """The folder of its packages."""
    version: str
    """Its commit."""
    database: str = ""
    """The URL of its database on PostgreSQL; empty for SQLite in its folder."""


class NoBuildError(Exception):
    """There is no such build."""


def builds(against: str | None, folder: Path) -> list[Build]:
    """Return this build and, taken out into a folder, the earlier one: a Git revision.

    Without `against` that is the last tag, if there is one. Raise NoBuildError.
    """
    here = Build("kutip", ROOT, _git("describe", "--always", "--dirty") or "without Git")
    revision = against or _git("describe", "--tags", "--abbrev=0")
    if not revision:
        return [here]
    commit = _git("rev-parse", "--short", f"{revision}^{{commit}}")
    if not commit:
        raise NoBuildError(f"Git knows no revision {revision} here.")
    archive = subprocess.run(  # noqa: S603
        ["git", "archive", commit, "bot", "corpus", "index"],  # noqa: S607
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return [here, Build("before", folder, commit)]


def installed_peers() -> tuple[list[str], list[str]]:
    """Return the peers that can be measured, and the packages that the others lack."""
    missing = {
        peer: [package for package in PACKAGES.get(peer, ()) if find_spec(package) is None]
        for peer in PEERS
    }
    lacking = [package for packages in missing.values() for package in packages]
    return [peer for peer in PEERS if not missing[peer]], lacking


def _git(*arguments: str) -> str:
    """Return what Git answers; nothing if it can't, or there is no repository."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
