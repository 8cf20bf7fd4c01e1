"""How Kutip was installed: from a checkout of its repository, or as a package."""

import sys
from importlib.util import find_spec
from pathlib import Path

from corpus.data_folder import DATABASE_NAME

_ROOT = Path(__file__).parents[1]
_MAKE = ".\\run.ps1" if sys.platform == "win32" else "make"

ENV_NAME = ".env"
"""The file of settings."""
DATA_NAME = "data"
"""The data folder in a checkout."""


def from_checkout() -> bool:
    """Return whether this is a checkout, whose folder then has the settings and the data."""
    return (_ROOT / "pyproject.toml").is_file()


def env_file(folder: Path = Path()) -> Path:
    """Return the file of settings: the one in the working directory, or else the user's.

    In a checkout it is always that in the working directory.
    """
    here = folder / ENV_NAME
    if from_checkout() or here.exists():
        return here
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("kutip", appauthor=False) / ENV_NAME


def data_folder(folder: Path = Path()) -> Path:
    """Return the data folder where no setting names one: as `env_file`, here or the user's."""
    here = folder / DATA_NAME
    if from_checkout() or (here / DATABASE_NAME).exists():
        return here
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("kutip", appauthor=False)


def is_users_own(folder: Path) -> bool:
    """Return whether this is the user's data folder, which nobody has named."""
    return folder.is_absolute() and folder == data_folder()


def run_command() -> str:
    """Return the command that starts Kutip, for people to type."""
    return f"{_MAKE} run" if from_checkout() else "kutip run"


def setup_command() -> str:
    """Return the command that sets a bot up, for people to type."""
    return f"{_MAKE} setup" if from_checkout() else "kutip setup"


def kutip_command(arguments: str) -> str:
    """Return a command of Kutip's with these arguments, for people to type."""
    if not from_checkout():
        return f"kutip {arguments}"
    script = Path(sys.executable).with_name("kutip")  # which `make` puts on no PATH
    here = Path.cwd()
    shown = script.relative_to(here) if script.is_relative_to(here) else script
    return f"{shown} {arguments}"


def install_command(extra: str) -> str:
    """Return the command that adds the packages of an optional extra to this installation."""
    if from_checkout():
        return f"{sys.executable} -m pip install -e '{_ROOT}[{extra}]'"
    named = f"'kutip[{extra}]'"
    if find_spec("pip") is not None:
        return f"{sys.executable} -m pip install {named}"
    if "pipx" in Path(sys.prefix).parts:
        return f"pipx runpip kutip install {named}"
    return f"uv pip install --python {sys.executable} {named}"
