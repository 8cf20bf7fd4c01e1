"""Reads the lock files: which version of each package is installed, and the hashes of its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
RUNTIME = ROOT / "requirements.txt"
"""What `kutip` needs to run."""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of a lock file."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, normalized."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version that it is pinned to; ValueError if it is not pinned."""
        (pin,) = self.requirement.specifier
        if pin.operator != "==" or pin.version.endswith("*"):
            raise ValueError(f"{self.requirement} is not pinned")
        return pin.version


def locked(path: Path) -> Iterator[Locked]:
    """Yield the packages of a lock file; one may stand there twice, for different platforms."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        stated, _, options = line.partition(" --hash=")
        if stated.strip() and not stated.startswith("#"):
            found = tuple(f"--hash={options}".split())
            hashes = tuple(each.removeprefix("--hash=") for each in found if options)
            if not all(_HASH.fullmatch(each) for each in hashes):
                raise ValueError(f"{stated}: not a hash: {hashes}")
            yield Locked(Requirement(stated), hashes)
