"""The changes that mutmut makes in a file, of one thing each."""

import ast
import hashlib
import importlib
import inspect
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A function or method with one thing changed.

    The name is mutmut's: that of the function, mangled, and a number. The sources are indented as
    in the file.
    """

    path: str
    name: str
    source: str
    original: str

    @property
    def owner(self) -> str | None:
        """The class of a method."""
        return self.name.split("ǁ")[1] if "ǁ" in self.name else None

    def current(self) -> FunctionType:
        """Return the function as it is, of the imported module."""
        place = getattr(self._module(), self.owner) if self.owner else self._module()
        mangled = self.name.rpartition("__mutmut_")[0]
        return _function(place, mangled.split("ǁ")[2] if self.owner else mangled.removeprefix("x_"))

    def apply(self) -> None:
        """Make the function the changed one, for all that refer to it."""
        made: dict[str, Any] = {}
        source = f"class {self.owner}:\n{self.source}" if self.owner else self.source
        exec(compile(source, self.path, "exec"), dict(vars(self._module())), made)
        current = self.current()
        changed = _function(made[self.owner] if self.owner else made, self.name)
        current.__code__ = changed.__code__
        current.__defaults__ = changed.__defaults__
        current.__kwdefaults__ = changed.__kwdefaults__

    def diff(self) -> str:
        """Return the lines that differ."""
        lines = unified_diff(self.original.splitlines(), self.source.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if "__mutmut_" not in line and line[:2] != "@@")

    def _module(self) -> ModuleType:
        name = self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        return importlib.import_module(name)


def _function(place: object, name: str) -> FunctionType:
    found = place[name] if isinstance(place, dict) else inspect.getattr_static(place, name)
    function = getattr(found, "__func__", found)  # of a class method or static method
    assert isinstance(function, FunctionType)
    return function


def changes(root: Path, path: str, kept: Path) -> list[Change]:
    """Return all changes of a file, which are kept in a folder, because mutmut needs seconds."""
    source = (root / path).read_text(encoding="utf-8")
    first = f"# {hashlib.sha256(source.encode()).hexdigest()}\n"
    made = kept / path
    code = made.read_text(encoding="utf-8") if made.is_file() else ""
    if not code.startswith(first):
        mutmut: Any = importlib.import_module("mutmut.mutation.file_mutation")
        code = first + mutmut.mutate_file_contents(path, source).code
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(code, encoding="utf-8")
    functions = _functions(code)
    return [
        Change(path, name, text, functions[name.rpartition("__mutmut_")[0] + "__mutmut_orig"])
        for name, text in functions.items()
        if not name.endswith("__mutmut_orig")
    ]


def _functions(code: str) -> dict[str, str]:
    """Return the sources of the functions that mutmut made, by name."""
    lines = code.splitlines()
    tree = ast.parse(code)
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    return {
        node.name: "\n".join(lines[_start(node) - 1 : node.end_lineno])
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "__mutmut_" in node.name
    }


def _start(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
