"""The systemd unit, checked by systemd itself; the container; and the script for Windows."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml  # type: ignore[import-untyped]
from sqlalchemy.engine import make_url

from bot.discord.hearing import CHECK_SECONDS, REACH_SECONDS
from bot.discord.service import STOP_SECONDS
from bot.errors import (
    DeafError,
    DiscordUnreachableError,
    LostSecretError,
    SettingsError,
    TokenRefusedError,
)
from bot.settings import SETTINGS
from bot.terminal.failures import EXIT_STATUS
from corpus.errors import DamagedDatabaseError, KutipError, LostDataError
from corpus.postgresql import OLDEST
from tests.programs import find_program

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "kutip.service"
SHARED = UNIT.with_name("kutip@.service")
"""Of a process that shares the shards."""
MOST_EXPOSED = 2.0
"""The highest exposure, from 0 to 10, that `systemd-analyze security` rates as OK."""


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = find_program(["systemd-analyze"])
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(params=[UNIT, SHARED], ids=lambda path: path.stem)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A unit with the paths of this installation, because systemd checks that they exist."""
    template: Path = request.param
    text = template.read_text()
    text = text.replace("/opt/kutip/.venv", sys.prefix).replace("/opt/kutip", str(ROOT))
    path = tmp_path / template.name
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


def test_the_units_differ_only_in_what_is_each_process_s_own() -> None:
    only = [
        {line for line in path.read_text().splitlines() if line and not line.startswith("#")}
        for path in (UNIT, SHARED)
    ]
    names = {line.partition("=")[0] for line in only[0] ^ only[1]}

    assert names == {"Description", "Environment", "StateDirectory"}


def setting(name: str) -> str:
    """Return the value of the unit's only setting of this name."""
    [value] = [
        line.partition("=")[2]
        for line in UNIT.read_text().splitlines()
        if line.startswith(f"{name}=")
    ]
    return value


def test_failures_that_a_restart_cannot_fix_are_not_restarted() -> None:
    kinds = (TokenRefusedError, SettingsError, DamagedDatabaseError, LostDataError, LostSecretError)
    wanted = {EXIT_STATUS[kind] for kind in kinds}

    assert {int(status) for status in setting("RestartPreventExitStatus").split()} == wanted


@pytest.mark.parametrize("error", [DeafError, DiscordUnreachableError])
def test_a_bot_that_lost_discord_is_restarted(error: type[KutipError]) -> None:
    assert setting("Restart") == "on-failure"
    assert EXIT_STATUS[error]
    assert str(EXIT_STATUS[error]) not in setting("RestartPreventExitStatus").split()


def test_the_watchdog_leaves_time_for_two_checks_of_the_connection() -> None:
    assert setting("Type") == "notify"
    assert int(setting("WatchdogSec")) > 2 * (CHECK_SECONDS + REACH_SECONDS)


def test_systemd_kills_nothing_that_stops_in_time() -> None:
    assert int(setting("TimeoutStopSec")) > STOP_SECONDS


def test_the_docs_name_the_paths_of_the_unit() -> None:
    docs = (ROOT / "docs" / "operations.md").read_text()

    for path in ("/opt/kutip", "/var/lib/kutip", "deploy/kutip.service"):
        assert path in docs


CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text()


def compose(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "deploy" / name).read_text()))


ALONE, SHARING = compose("compose.yaml"), compose("compose-postgresql.yaml")
BOTS = {
    "bot": ALONE["services"]["bot"],
    "first": SHARING["services"]["first"],
    "second": SHARING["services"]["second"],
}
"""The services of the compose files that run Kutip."""


@pytest.fixture(params=BOTS)
def bot(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(BOTS[request.param])


def test_the_container_runs_as_an_ordinary_user_over_a_read_only_root(bot: dict[str, Any]) -> None:
    *_, user = re.findall(r"^USER (\d+)", CONTAINERFILE, re.MULTILINE)

    assert int(user) > 0
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]


def test_the_container_sets_only_settings_that_exist(bot: dict[str, Any]) -> None:
    names = {setting.name for setting in SETTINGS}

    assert set(re.findall(r"KUTIP_\w+", CONTAINERFILE)) <= names
    assert set(bot["environment"]) - {"PGPASSWORD"} <= names


def test_the_data_of_the_container_is_in_a_volume_of_its_own(bot: dict[str, Any]) -> None:
    folder = bot["environment"]["KUTIP_DATA_DIR"]

    assert f"VOLUME {folder}\n" in CONTAINERFILE
    [volume] = bot["volumes"]
    name, _, place = volume.partition(":")
    assert place == folder
    assert name in {**ALONE["volumes"], **SHARING["volumes"]}
    assert sum(each["volumes"] == [volume] for each in BOTS.values()) == 1


def test_the_container_is_not_killed_before_it_stops(bot: dict[str, Any]) -> None:
    assert int(bot["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


def test_the_processes_that_share_shards_differ_only_in_their_volumes() -> None:
    first, second = ({**BOTS[name], "volumes": None} for name in ("first", "second"))

    assert first == second


def test_the_processes_that_share_shards_have_one_database_and_one_secret() -> None:
    database, first = SHARING["services"]["database"], BOTS["first"]
    url = make_url(first["environment"]["KUTIP_DATABASE_URL"])
    made = database["environment"]

    assert first["depends_on"] == {url.host: {"condition": "service_healthy"}}
    assert SHARING["services"][url.host] == database
    assert (url.username, url.database) == (made["POSTGRES_USER"], made["POSTGRES_DB"])
    assert first["environment"]["PGPASSWORD"] == made["POSTGRES_PASSWORD"]
    assert database["healthcheck"]["test"][1] == "pg_isready"
    assert int(database["image"].rpartition(":")[2]) >= OLDEST
    assert first["secrets"] == list(SHARING["secrets"]) == ["kutip"]
    assert first["environment"]["KUTIP_SECRET_FILE"] == "/run/secrets/kutip"


def test_the_container_can_use_postgresql() -> None:
    assert "-r requirements-postgresql.txt" in CONTAINERFILE


def test_the_build_of_the_container_sees_what_it_copies_and_no_more() -> None:
    first, *let_through = (ROOT / ".dockerignore").read_text().splitlines()[1:]
    copied = {
        name
        for names in re.findall(r"^COPY (?!--from)(.*) \S+$", CONTAINERFILE, re.MULTILINE)
        for name in names.split()
    }

    assert first == "*"
    assert {name for name in let_through if name.startswith("!")} == {f"!{each}" for each in copied}


@pytest.fixture
def resources() -> dict[str, dict[str, Any]]:
    """The resources of the Kubernetes example, by kind."""
    text = (ROOT / "deploy" / "kubernetes.yaml").read_text()
    return {each["kind"]: each for each in yaml.safe_load_all(text)}


def test_kubernetes_accepts_the_example(resources: dict[str, dict[str, Any]]) -> None:
    for resource in resources.values():
        kubernetes_validate.validate(resource, "1.31", strict=True)


def test_kubernetes_would_refuse_an_unknown_field(resources: dict[str, dict[str, Any]]) -> None:
    resources["StatefulSet"]["spec"]["replica"] = 3

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(resources["StatefulSet"], "1.31", strict=True)


def test_the_pods_are_as_safe_as_the_container(resources: dict[str, dict[str, Any]]) -> None:
    spec = resources["StatefulSet"]["spec"]["template"]["spec"]
    [container] = spec["containers"]
    names = {each["name"] for each in container["env"]}

    assert names <= {setting.name for setting in SETTINGS}
    assert spec["terminationGracePeriodSeconds"] > STOP_SECONDS
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
    assert str(spec["securityContext"]["runAsUser"]) in CONTAINERFILE


@pytest.mark.parametrize("name", ["run.ps1", "deploy/Containerfile"])
def test_only_what_is_locked_is_installed(name: str) -> None:
    text = (ROOT / name).read_text()

    assert text.count("require-hashes") == 1
    assert text.count("no-deps") == 1


def test_windows_powershell_reads_and_passes_on_its_script_as_it_is() -> None:
    """It takes a file for one in a legacy code page, and loses quotation marks in arguments."""
    text = (ROOT / "run.ps1").read_text()

    assert text.isascii()
    assert '"' not in text
