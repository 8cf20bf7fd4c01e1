"""Formulas of web pages, written on one line: r², (a+b)/2, √x."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.runs import lowered, raised

_UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts", "none"})
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
"""Signs for what is multiplied or applied without one."""
_HIDING = ("hidden", "aria-hidden", "style", "class")


def write_formulas(root: etree._Element, removed: str) -> None:
    """Replace each formula of a tree by its text, and mark what shows it once more as removed.

    A formula may be hidden because a picture shows it, and its letters may be there again, placed
    one by one.
    """
    for formula in list(root.iter("math")):
        text = _text(formula)
        formula.clear(keep_tail=True)
        formula.tag, formula.text = "span", text
        around = formula.getparent()
        if around is None or _letters("".join(around.itertext())) != _letters(text):
            continue
        for other in (around.getprevious(), around.getnext()):
            if other is None:
                continue
            if other.tag == "img":
                for name in _HIDING:
                    around.attrib.pop(name, None)
            is_silent = other.get("aria-hidden") == "true"
            if is_silent and _letters("".join(other.itertext())) == _letters(text):
                other.tag = removed


def _letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _text(formula: etree._Element) -> str:
    # From the inside out instead of recursively, since elements may be nested 2,000 deep.
    written: dict[etree._Element, str] = {}
    for element in reversed(list(formula.iter(etree.Element))):
        parts = [written.pop(part) for part in element.iterchildren(etree.Element)]
        if element.tag in _UNSEEN:
            written[element] = ""
        elif parts:
            written[element] = _STRUCTURES.get(element.tag, _row)(parts)
        else:
            letters = " ".join((element.text or "").split())
            written[element] = letters.translate(_INVISIBLE)
    return written[formula]


def _row(parts: Iterable[str]) -> str:
    """Return parts next to each other, with a space where they would become one word or number."""
    text = before = ""
    for part in parts:
        is_one_number = before[-1:].isdigit() and part[:1].isdigit()
        is_one_word = len(before) > 1 and before.isalpha() and part[:1].isalnum()
        text += f" {part}" if is_one_number or is_one_word else part
        before = part or before
    return text


def _operand(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(parts: Sequence[str]) -> str:
    return "/".join(map(_operand, parts))


def _root(parts: Sequence[str]) -> str:
    return f"√{_operand(_row(parts))}"


def _root_of_degree(parts: Sequence[str]) -> str:
    base, *degree = parts
    return f"{_operand(base)}^(1/{_row(degree)})"


def _below(parts: Sequence[str]) -> str:
    base, *below = parts
    return base + lowered(_row(below), after=base)


def _above(parts: Sequence[str]) -> str:
    base, *above = parts
    return base + raised(_row(above), after=base)


def _both(parts: Sequence[str]) -> str:
    base, *scripts = parts
    return base + lowered(_row(scripts[:1]), after=base) + raised(_row(scripts[1:]), after=base)


_STRUCTURES: dict[str, Callable[[Sequence[str]], str]] = {
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root_of_degree,
    "msub": _below,
    "munder": _below,
    "msup": _above,
    "mover": _above,
    "msubsup": _both,
    "munderover": _both,
    "mfenced": lambda parts: f"({', '.join(parts)})",
    "mtr": ", ".join,
    "mtable": "; ".join,
}
