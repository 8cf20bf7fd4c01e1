"""Whether answers by meaning work, for `kutip check`."""

from bot.articles.encoders import AUTO, OFF
from bot.articles.index_folder import VECTORS, IndexFolder
from bot.installed import install_command, kutip_command
from bot.settings import Settings
from bot.terminal.language import texts
from index.errors import UnusableIndexError
from index.semantic.encoder import Encoder, EncoderError
from index.semantic.universal import UniversalEncoder
from index.stored import vectors_file


def check_semantic(settings: Settings) -> tuple[str, bool] | None:
    """Return what was found or is to be done, and whether it is fine; None where it is off."""
    if settings.semantic == OFF:
        return None
    try:
        encoder = UniversalEncoder()
    except EncoderError:
        if settings.semantic == AUTO:
            return texts("check.semantic_not_installed"), True
        return texts("check.semantic_missing", install=install_command("semantic")), False
    try:
        encoder.encode(["a"])
    except EncoderError as error:
        install = install_command("semantic")
        return texts("check.semantic_broken", reason=error, install=install), False
    if damaged := _unusable(settings, encoder):
        return texts("check.semantic_vectors", path=damaged, command=kutip_command("embed")), False
    return texts("check.semantic", encoder=encoder.name), True


def _unusable(settings: Settings, encoder: Encoder) -> str | None:
    """Return the path of a file with vectors that can't be used; None if there is none."""
    for path in sorted(IndexFolder.beside(settings.database).folder.glob(f"*{VECTORS}")):
        try:
            vectors_file.load(path, encoder)
        except (OSError, UnusableIndexError):
            return str(path)
    return None
