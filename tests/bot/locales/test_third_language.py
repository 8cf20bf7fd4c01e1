"""A third language is a file that is dropped in."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import bot
from bot.locales.languages import catalogue_path

ROOT = Path(bot.__file__).parents[1]
PROGRAM = """
import asyncio, json, pathlib
from discord import Locale
from bot.discord.commands import ask, names, server
from bot.locales import LANGUAGES, texts_for
from bot.settings import load_settings

set_ = server.server.get_command("set")
translate = names.Names().translate
print(json.dumps({
    "languages": LANGUAGES,
    "command": asyncio.run(translate(names.named("ask.command_ask"), Locale.dutch, None)),
    "reply": texts_for("nl", "id")("shelf.button_remove"),
    "untranslated": texts_for("nl", "id")("shelf.button_cancel"),
    "dialect": texts_for("jv", "id")("shelf.button_remove"),
    "choices": [choice.value for choice in set_.get_parameter("language").choices],
    "named": [str(choice.name) for choice in set_.get_parameter("language").choices],
    "setting": load_settings({"KUTIP_LANGUAGE": "JV"}, pathlib.Path("none")).language,
}))
"""


def test_a_third_language_is_a_file(tmp_path: Path) -> None:
    _copy_of_bot(tmp_path)
    _drop_in(tmp_path, "nl", "Nederlands", "vraag", "Verwijderen")
    _drop_in(tmp_path, "jv", "Basa Jawa", "takon", "Busak")

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout) == {
        "languages": ["en", "id", "jv", "nl"],
        "command": "vraag",
        "reply": "Verwijderen",
        "untranslated": "Cancel",
        "dialect": "Busak",
        "choices": ["en", "id", "jv", "nl", "automatic"],
        "named": [
            "English",
            "Bahasa Indonesia",
            "Basa Jawa",
            "Nederlands",
            "As set for this server in Discord",
        ],
        "setting": "jv",
    }


def _copy_of_bot(place: Path) -> None:
    """Put `bot` there: only the folder of the catalogues is a copy, all else is linked."""
    (place / "bot").mkdir()
    for source in (ROOT / "bot").iterdir():
        if source.name == "locales":
            copytree(source, place / "bot" / "locales")
        else:
            (place / "bot" / source.name).symlink_to(source)


def _drop_in(place: Path, language: str, own_name: str, ask: str, remove: str) -> None:
    catalogue = Catalog(locale=language)
    catalogue.add("catalogue.language", own_name)
    catalogue.add("ask.command_ask", ask)
    catalogue.add("shelf.button_remove", remove)
    path = place / catalogue_path(language).relative_to(ROOT)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
