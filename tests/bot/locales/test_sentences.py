"""What is known by its English sentence, an error or a message of Click's, is said somewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click

import bot
import corpus
import index
from tests.bot.locales.catalogues import SENTENCES


def literals(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_sentence_is_said_by_kutip_or_click() -> None:
    said = {
        text
        for package in (bot, corpus, index, click)
        for text in literals(Path(str(package.__file__)).parent)
    }

    assert SENTENCES - said == set()
