"""Equations of Office on one line: 10¹¹, (a+b)/2, √(x)."""

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.office.elements import child, children, name, value
from corpus.formats.runs import lowered, raised

_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def equation_text(element: etree._Element) -> str:
    """Return an equation, or a part of one, as a person would type it on one line."""
    text = ""
    for part in element:
        tag = name(part)
        if tag == "t":
            text += part.text or ""
        elif tag in _STRUCTURES:
            text = _beside(text, _STRUCTURES[tag](part))
        elif not tag.endswith("Pr"):
            text = _beside(text, equation_text(part))
    return text


def _beside(before: str, after: str) -> str:
    """Return two parts next to each other; figures that would become one are set apart."""
    is_one = before[-1:].isdigit() and after[:1].isdigit()
    return f"{before} {after}" if is_one else before + after


def _part(element: etree._Element, tag: str) -> str:
    inner = child(element, tag)
    return "" if inner is None else equation_text(inner)


def _operand(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(element: etree._Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if value(element, "fPr", "type") == "noBar":
        return f"({above} {below})"
    return f"{_operand(above)}/{_operand(below)}"


def _scripts(element: etree._Element) -> str:
    base = _part(element, "e")
    below, above = _part(element, "sub"), _part(element, "sup")
    text = base
    if below:
        text += lowered(below, after=base)
    if above:
        text += raised(above, after=base)
    return text


def _root(element: etree._Element) -> str:
    degree, inner = _part(element, "deg"), _operand(_part(element, "e"))
    return f"{_ROOTS[degree]}{inner}" if degree in _ROOTS else f"{inner}^(1/{degree})"


def _delimited(element: etree._Element) -> str:
    properties = child(element, "dPr")
    opening, separator, closing = (
        default if (given := value(properties, tag)) is None else given
        for tag, default in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    inner = separator.join(equation_text(each) for each in children(element, "e"))
    return f"{opening}{inner}{closing}"


def _operator(element: etree._Element) -> str:
    sign = value(element, "naryPr", "chr") or "∫"
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (lowered(below, after=sign) if below else "") + (
        raised(above, after=sign) if above else ""
    )
    return f"{sign}{limits} {_part(element, 'e')}"


def _limit(element: etree._Element) -> str:
    return f"{_part(element, 'e')}{lowered(_part(element, 'lim'), after='lim')} "


def _function(element: etree._Element) -> str:
    operator, inner = _part(element, "fName").rstrip(), _part(element, "e")
    return f"{operator}{inner}" if inner.startswith("(") else f"{operator} {inner}"


def _rows(element: etree._Element) -> str:
    rows = [row for row in element if name(row) in {"mr", "e"}]
    return "; ".join(
        equation_text(row)
        if name(row) == "e"
        else ", ".join(equation_text(each) for each in children(row, "e"))
        for row in rows
    )


_STRUCTURES = {
    "f": _fraction,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "d": _delimited,
    "nary": _operator,
    "limLow": _limit,
    "limUpp": _limit,
    "func": _function,
    "m": _rows,
    "eqArr": _rows,
}
