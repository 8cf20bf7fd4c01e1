"""Where the program looks texts up: the keys that its source names, and the values it gives."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

LOOK_UPS = {"ENGLISH", "NotTakenError", "UserError", "named", "texts"}
"""What is called with a key."""
PASSED_ON = {"errors.py", "names.py", "command.py"}
"""The modules that look up what UserError, `named` and `help=` were given."""


@dataclass(frozen=True)
class CallSite:
    where: str
    pattern: str
    """Matches the keys that may be looked up here: one, or, for an f-string, some."""
    values: frozenset[str] | None
    """The names of the values given; None where they are not named here."""

    def keys(self, known: set[str]) -> set[str]:
        return {key for key in known if re.fullmatch(self.pattern, key)}


def call_sites(path: Path) -> Iterator[CallSite]:
    """Yield where a module looks texts up; fail where a key is neither named nor passed on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _looks_up(node.func):
            where = f"{path.name}:{node.lineno}"
            names = [keyword.arg for keyword in node.keywords]
            values = None if None in names else frozenset(filter(None, names))
            for pattern in _patterns(node.args[0], where):
                yield CallSite(where, pattern, values)
        if isinstance(node, ast.keyword) and node.arg == "help" and _is_help(node.value):
            for pattern in _patterns(node.value, f"{path.name}:{node.value.lineno}"):
                yield CallSite(f"{path.name}:{node.value.lineno}", pattern, frozenset())


def sites_in_template(path: Path) -> Iterator[CallSite]:
    """Yield where a template of the dashboard looks texts up."""
    for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "texts":
            values = frozenset(keyword.key for keyword in call.kwargs)
            for pattern in _template_patterns(call.args[0], f"{path.name}:{call.lineno}"):
                yield CallSite(f"{path.name}:{call.lineno}", pattern, values)


def _template_patterns(key: nodes.Expr, where: str) -> Iterator[str]:
    match key:
        case nodes.Const(value=str(literal)):
            yield re.escape(literal)
        case nodes.Concat(nodes=[nodes.Const(value=str(prefix)), _]) if "." in prefix:
            yield re.escape(prefix) + r"\w+"
        case nodes.CondExpr(expr1=first, expr2=nodes.Expr() as second):
            yield from _template_patterns(first, where)
            yield from _template_patterns(second, where)
        case _:
            raise AssertionError(f"{where}: the key is not named here")


def _is_help(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and str(value.value).startswith("help.")


def _looks_up(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name in LOOK_UPS
        case ast.Attribute(attr="texts" | "_texts"):
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in {"public_texts", "texts_for", "texts_in"}
        case _:
            return False


def _patterns(key: ast.expr, where: str) -> Iterator[str]:
    match key:
        case ast.Constant(value=str(literal)):
            yield re.escape(literal)
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]) if "." in prefix:
            yield re.escape(prefix) + r"\w+"
        case ast.IfExp(body=first, orelse=second):
            yield from _patterns(first, where)
            yield from _patterns(second, where)
        case _:
            assert where.partition(":")[0] in PASSED_ON, f"{where}: the key is not named here"
