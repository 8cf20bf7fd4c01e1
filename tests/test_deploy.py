"""The systemd unit, checked by systemd itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import LostSecretError, SettingsError, TokenRefusedError
from bot.terminal.failures import EXIT_STATUS
from corpus.errors import DamagedDatabaseError, LostDataError
from tests.programs import find_program

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "kutip.service"
MOST_EXPOSED = 2.0
"""The highest exposure, from 0 to 10, that `systemd-analyze security` rates as OK."""


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = find_program(["systemd-analyze"])
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with the paths of this installation, because systemd checks that they exist."""
    text = UNIT.read_text()
    text = text.replace("/opt/kutip/.venv", sys.prefix).replace("/opt/kutip", str(ROOT))
    path = tmp_path / UNIT.name
    path.write_text(text)
    return path


def test_systemd_accepts_the_unit_without_warnings(unit: Path) -> None:
    verified = analyze("verify", unit)

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


def test_systemd_would_report_an_unknown_setting(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("PrivateTmp=", "PrivateTemp="))

    assert "PrivateTemp" in analyze("verify", unit).stderr


def test_the_unit_is_hardened(unit: Path) -> None:
    rated = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", unit)

    assert rated.returncode == 0, rated.stdout


def test_failures_that_a_restart_cannot_fix_are_not_restarted() -> None:
    (line,) = [
        line
        for line in UNIT.read_text().splitlines()
        if line.startswith("RestartPreventExitStatus")
    ]
    kinds = (TokenRefusedError, SettingsError, DamagedDatabaseError, LostDataError, LostSecretError)
    wanted = {EXIT_STATUS[kind] for kind in kinds}

    assert {int(status) for status in line.partition("=")[2].split()} == wanted


def test_the_docs_name_the_paths_of_the_unit() -> None:
    docs = (ROOT / "docs" / "operations.md").read_text()

    for path in ("/opt/kutip", "/var/lib/kutip", "deploy/kutip.service"):
        assert path in docs
