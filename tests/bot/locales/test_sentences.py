"""What is known by its English sentence is said somewhere, and every error is translated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click

from tests.bot.locales.catalogues import SENTENCES

ROOT = Path(__file__).parents[3]
OURS = [
    node
    for folder in ("bot", "index", "corpus")
    for path in sorted((ROOT / folder).rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
]
KEYED = {"LinkError", "ShelfError", "UnreadableError", "UserError"}
"""Errors whose texts are known by keys, as are those of their subclasses."""


def literals(nodes: list[ast.AST]) -> set[str]:
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def error_classes() -> set[str]:
    """Return the names of the errors whose sentences are translated."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for node in OURS
        if isinstance(node, ast.ClassDef)
    }
    found, more = set[str](), {"KutipError"}
    while more:
        found |= more
        more = {name for name in bases if bases[name] & found} - found - KEYED
    return found


def templates() -> Iterator[str]:
    """Yield the sentence of each error, where it is written out; a mere word is none."""
    errors = error_classes()
    for node in OURS:
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in errors and " " in text:
                    yield text
            case ast.ClassDef(name=name) if name in errors:
                yield from _handed_up(node)


def _handed_up(error: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(error):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"))),
                args=[ast.Constant(value=str(text)), *_],
            ):
                yield text


def test_every_sentence_is_said_by_kutip_or_click() -> None:
    clicks = [
        node
        for path in sorted(Path(click.__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert SENTENCES - literals(OURS) - literals(clicks) == set()


def test_every_error_is_translated() -> None:
    assert set(templates()) - SENTENCES == set()
