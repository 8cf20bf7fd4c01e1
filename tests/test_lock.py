"""The lock files pin everything with hashes, and agree with pyproject.toml and each other."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.lock import ROOT, RUNTIME, Locked, locked

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.txt": [*PROJECT["project"]["dependencies"], *GROUPS["build"]],
    "requirements-postgresql.txt": [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["postgresql"],
        *GROUPS["build"],
    ],
    "requirements-dev.txt": GROUPS["dev"],
    "requirements-bench.txt": [*PROJECT["project"]["dependencies"], *GROUPS["bench"]],
    "requirements-mutants.txt": GROUPS["mutants"],
}
"""Each lock file with what it is made of (see `make lock`)."""


def versions(packages: Iterable[Locked]) -> dict[str, set[str]]:
    """Return the versions of each package: one, or one for each range of Pythons."""
    found: dict[str, set[str]] = {}
    for each in packages:
        found.setdefault(each.name, set()).add(each.version)
    return found


def test_every_lock_file_is_known() -> None:
    assert {path.name for path in ROOT.glob("requirements*.txt")} == set(LOCKS)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_has_hashes(name: str) -> None:
    packages = list(locked(ROOT / name))

    assert packages
    for each in packages:
        assert each.version
        assert each.hashes, each.requirement
        assert not each.requirement.url


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_has_what_the_project_asks_for(name: str) -> None:
    packages = versions(locked(ROOT / name))

    for stated in LOCKS[name]:
        wanted = Requirement(stated)
        for version in packages[canonicalize_name(wanted.name)]:
            assert version in wanted.specifier, stated


@pytest.mark.parametrize("name", [name for name in LOCKS if name != RUNTIME.name])
def test_tools_are_locked_with_the_versions_that_run(name: str) -> None:
    runtime = versions(locked(RUNTIME))

    for each in locked(ROOT / name):
        if each.name in runtime:
            assert each.version in runtime[each.name], each.name


def test_a_requirement_without_a_pin_or_with_a_wrong_hash_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("# made\nayam>=1\n")
    (loose,) = locked(path)
    assert loose.hashes == ()
    with pytest.raises(ValueError, match="ayam>=1 is not pinned"):
        _ = loose.version

    path.write_text("ayam==1 \\\n    --hash=sha256:12\n")
    with pytest.raises(ValueError, match="not a hash"):
        list(locked(path))
