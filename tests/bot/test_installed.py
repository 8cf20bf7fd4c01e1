import sys
from pathlib import Path

import pytest

from bot import installed
from bot.installed import (
    data_folder,
    env_file,
    install_command,
    is_users_own,
    kutip_command,
    setup_command,
)
from bot.settings import load_settings
from tests.bot.terminal.shelf import Kutip


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who installed Kutip as a package, and stands elsewhere."""
    home, here = tmp_path / "home", tmp_path / "here"
    for folder in (home, here):
        folder.mkdir()
    monkeypatch.setattr(installed, "_ROOT", tmp_path / "site-packages")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(here)
    return home


def test_in_a_checkout_settings_and_data_are_in_the_folder_at_hand() -> None:
    assert (env_file(), data_folder()) == (Path(".env"), Path("data"))
    assert setup_command() == "make setup"
    script = Path(kutip_command("check").removesuffix(" check"))
    assert script.absolute() == Path(sys.executable).with_name("kutip")
    assert install_command("review").endswith(f"-e '{Path(installed.__file__).parents[1]}[review]'")


def test_a_package_keeps_settings_and_data_in_the_users_folders(users: Path) -> None:
    assert env_file().is_relative_to(users)
    assert load_settings({}, env_file()).data_dir == data_folder()
    assert is_users_own(data_folder())
    assert list(Path().iterdir()) == []
    assert (setup_command(), kutip_command("check")) == ("kutip setup", "kutip check")


def test_a_package_uses_the_settings_and_data_of_the_folder_at_hand(users: Path) -> None:
    Path(".env").touch()
    Path("data").mkdir()
    assert is_users_own(data_folder())
    Path("data/kutip.db").touch()

    assert (env_file(), data_folder()) == (Path(".env"), Path("data"))
    assert not is_users_own(data_folder())


def test_a_package_says_once_where_its_data_is(users: Path, kutip: Kutip) -> None:
    first, second = (kutip("ask", "x", KUTIP_DATA_DIR="") for _ in range(2))

    assert first.stderr.splitlines() == [
        f"My data will be in {data_folder()}; KUTIP_DATA_DIR chooses another folder."
    ]
    assert second.stderr == ""
    assert (data_folder() / "kutip.db").exists()


@pytest.mark.parametrize(
    ("prefix", "has_pip", "command"),
    [
        ("/home/x/venv", True, "{python} -m pip install 'kutip[review]'"),
        ("/home/x/pipx/venvs/kutip", False, "pipx runpip kutip install 'kutip[review]'"),
        ("/home/x/uv/tools/kutip", False, "uv pip install --python {python} 'kutip[review]'"),
    ],
)
def test_a_package_names_the_command_that_adds_an_extra(
    users: Path, monkeypatch: pytest.MonkeyPatch, prefix: str, has_pip: bool, command: str
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(installed, "find_spec", lambda _: object() if has_pip else None)

    assert install_command("review") == command.format(python=sys.executable)
