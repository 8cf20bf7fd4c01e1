"""`kutip train`: train the models on judged questions."""

from importlib import resources
from pathlib import Path

import click

from bot.errors import MissingLibraryError, MissingPackageError
from bot.terminal.command import Folder, command, option

MODELS = Path(str(resources.files("index") / "models"))


@command("train", help="help.train")
@click.argument(
    "folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@option(
    "--into",
    metavar="FOLDER",
    default=MODELS,
    type=Folder(),
    help="help.train_into",
)
@option("--meaning", "only_meaning", is_flag=True, help="help.train_meaning")
@option("--brief", "only_brief", is_flag=True, help="help.train_brief")
def train(folders: tuple[Path, ...], into: Path, only_meaning: bool, only_brief: bool) -> None:
    """Train the models on judged sets, or some of them only."""
    # SciPy and LightGBM are optional, and a running bot imports nothing of index.learning.
    try:
        from bot.terminal.brief_training import train_brief_confidence  # noqa: PLC0415
        from bot.terminal.meaning_training import train_meaning  # noqa: PLC0415
        from bot.terminal.training import train_models  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingPackageError("train", error.name) from error
    except OSError as error:
        raise MissingLibraryError("train", error, "libgomp1") from error

    if only_meaning:
        train_meaning(folders, into)
    elif only_brief:
        train_brief_confidence(folders, into)
    else:
        train_models(folders, into)
