"""The unit of systemd, as systemd itself reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import EXIT_STATUS
from bot.errors import SettingsError, TokenRefusedError
from tests.programs import find_program

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "kutip.service"
MOST_EXPOSED = 2.0
"""Of 10, as `systemd-analyze security` rates a unit: below it says OK."""


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = find_program(["systemd-analyze"])
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit for this installation: systemd looks whether its program is there."""
    text = UNIT.read_text()
    text = text.replace("/opt/kutip/.venv", sys.prefix).replace("/opt/kutip", str(ROOT))
    path = tmp_path / UNIT.name
    path.write_text(text)
    return path


def test_systemd_accepts_the_unit_without_a_word(unit: Path) -> None:
    verified = analyze("verify", unit)

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


def test_systemd_would_tell_of_an_unknown_line(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("PrivateTmp=", "PrivateTemp="))

    assert "PrivateTemp" in analyze("verify", unit).stderr


def test_the_unit_is_hardened(unit: Path) -> None:
    rated = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", unit)

    assert rated.returncode == 0, rated.stdout


def test_what_does_not_mend_itself_is_not_started_again() -> None:
    (line,) = [
        line
        for line in UNIT.read_text().splitlines()
        if line.startswith("RestartPreventExitStatus")
    ]
    wanted = {EXIT_STATUS[TokenRefusedError], EXIT_STATUS[SettingsError]}

    assert {int(status) for status in line.partition("=")[2].split()} == wanted


def test_the_documents_name_the_paths_of_the_unit() -> None:
    told = (ROOT / "docs" / "operations.md").read_text()

    for path in ("/opt/kutip", "/var/lib/kutip", "deploy/kutip.service"):
        assert path in told
