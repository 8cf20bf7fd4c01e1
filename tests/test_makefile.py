"""The environment that `make` sets up, and the packages that it checks for before the tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = [
    "chromium",
    "fonts-noto-color-emoji",
    "libatomic1",
    "libgomp1",
    "postgresql",
    "systemd",
]


def script(path: Path, *lines: str) -> Path:
    """Write an executable shell script."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return path


class Clone:
    """A folder with the Makefile, and an interpreter that makes environments without pip."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        shutil.copy(ROOT / "Makefile", folder)
        for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
            (folder / name).touch()
        script(
            folder / "python3",
            'case "$1 $2" in "-m venv") set -- -m venv --without-pip "$3";; esac',
            f'exec "{sys.executable}" "$@"',
        )
        self.folder = folder
        self.printed = ""
        """What the last `make` printed on standard error."""

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def make(self, target: str = ".stamp") -> int:
        """Make a file of the environment; return the exit status."""
        command = ["make", f".venv/{target}", f"PYTHON={self.folder}/python3"]
        # Drop the variables of a `make test` that runs these tests.
        env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        result = subprocess.run(
            command, cwd=self.folder, env=env, stderr=subprocess.PIPE, text=True, check=False
        )
        self.printed = result.stderr
        return result.returncode

    def install_pip(self, *body: str) -> None:
        [packages] = self.environment.glob("lib/python*/site-packages")
        (packages / "pip.py").write_text("\n".join(body))

    def is_recreated(self) -> bool:
        """Run `make` again; return whether it replaced the environment, which must work."""
        mark = self.environment / "mark"
        mark.touch()
        assert self.make() == 0
        subprocess.run([self.environment / "bin/python", "-c", ""], check=True)
        return not mark.exists()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    clone = Clone(tmp_path / "kutip")
    assert clone.make() == 0
    return clone


def test_that_an_environment_is_made_is_said_before_it_is(clone: Clone) -> None:
    assert clone.printed == "Making an environment in .venv/ …\n"


def test_a_complete_environment_is_kept(clone: Clone) -> None:
    clone.install_pip()

    assert clone.make(".dev") == 0
    assert not clone.is_recreated()


def test_an_environment_whose_creation_was_interrupted_is_recreated(clone: Clone) -> None:
    (clone.environment / ".stamp").unlink()
    (clone.environment / "pyvenv.cfg").unlink()

    assert clone.is_recreated()


def test_an_environment_whose_python_was_upgraded_or_removed_is_recreated(clone: Clone) -> None:
    program = clone.environment / "bin/python"
    other = script(clone.folder / "python3.99", "exit 1")
    program.unlink()
    program.symlink_to(other)
    assert clone.is_recreated()

    program.unlink()
    program.symlink_to(clone.folder / "nowhere")
    assert clone.is_recreated()


def test_an_environment_that_was_moved_is_recreated(clone: Clone) -> None:
    clone.folder = clone.folder.rename(clone.folder.with_name("elsewhere"))

    assert clone.is_recreated()


def test_an_environment_in_which_pip_was_killed_is_recreated(clone: Clone) -> None:
    clone.install_pip("import os", "os.kill(os.getppid(), 9)")
    assert clone.make(".runtime") != 0

    assert clone.is_recreated()


def test_an_environment_in_which_pip_failed_is_kept(clone: Clone) -> None:
    clone.install_pip("raise SystemExit(1)")
    assert clone.make(".runtime") != 0

    assert not clone.is_recreated()


def test_what_is_installed_is_counted_and_what_goes_wrong_is_shown(clone: Clone) -> None:
    clone.install_pip(
        "import sys",
        "print('Collecting ayam==1 (from -r requirements.txt (line 2))')",
        "print('  Downloading ayam-1-py3-none-any.whl (2 MB)')",
        "print('Processing ./bebek-2-py3-none-any.whl')",
        "print('Installing collected packages: ayam, bebek')",
        "print('WARNING: a warning', file=sys.stderr)",
    )

    assert clone.make(".runtime") == 0
    # Both are written at once, so a line of one may be within one of the other.
    assert "  Installing 2 packages …" in clone.printed
    assert "WARNING: a warning" in clone.printed
    assert "Downloading" not in clone.printed
    assert not list(clone.environment.glob(".stamp-*"))


class Machine:
    """A machine that appears to have none of the packages."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.done = folder / "done"
        for name in ("bash", "grep"):
            (self.programs / name).symlink_to(shutil.which(name) or pytest.fail(name))
        for name in ("ldconfig", "find"):
            self.program(name, "exit 0")

    def program(self, name: str, *lines: str) -> None:
        script(self.programs / name, *lines)

    def packages(self) -> tuple[int, str]:
        """Return the exit status of `.ci/packages` and its standard error."""
        result = subprocess.run(
            ["bash", ROOT / ".ci/packages"],
            env=os.environ | {"PATH": str(self.programs)},
            capture_output=True,
            text=True,
            check=False,
        )
        return result.returncode, result.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_missing_packages_are_listed_for_other_users_than_root(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    machine.program("apt-get", "exit 1")

    assert machine.packages() == (
        1,
        f"Missing system packages; on Debian: apt-get install {' '.join(NEEDED)}\n",
    )


def test_missing_packages_are_installed_for_root_after_an_announcement(machine: Machine) -> None:
    machine.program("id", "echo 0")
    machine.program("apt-get", f'echo "$@" >> {machine.done}')

    assert machine.packages() == (
        0,
        f"Installing missing system packages: {' '.join(NEEDED)} …\n",
    )
    assert machine.done.read_text() == f"update -qq\ninstall -y -qq {' '.join(NEEDED)}\n"


def test_nothing_is_printed_when_no_package_is_missing(machine: Machine) -> None:
    for name in ("chromium", "systemd-analyze"):
        machine.program(name)
    machine.program("find", "echo NotoColorEmoji.ttf")
    machine.program("ldconfig", "echo libatomic.so.1 libgomp.so.1")

    assert machine.packages() == (0, "")


def test_the_readme_lists_the_packages() -> None:
    needed = re.findall(r"^need (\S+)", (ROOT / ".ci/packages").read_text(), re.MULTILINE)

    assert needed == NEEDED
    assert f"apt-get install {' '.join(NEEDED)}" in (ROOT / "README.md").read_text()
