"""Writes a document as HTML, Markdown and Typst, for the producers that start from these."""

import json
import re
from collections.abc import Iterator
from html import escape

from truth import TrueBlock, Truth

_STYLE = (
    "body { font: 11pt/1.5 serif; max-width: 40em; margin: auto } "
    "table { border-collapse: collapse } th, td { border: 1px solid; padding: .2em .6em }"
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$])")
_TYPST = re.compile(r"([\\`*_\[\]<>#@~$])")
_ESCAPED = r"\\\1"


def html(truth: Truth) -> str:
    """Return a page with the document in `main`; footnotes as LibreOffice writes and reads them."""
    notes: list[str] = []
    body = "\n".join(_html_block(block, notes) for block in _titled(truth))
    listed = "".join(
        f'<div id="sdfootnote{at}"><p><a class="sdfootnotesym" name="sdfootnote{at}sym" '
        f'href="#sdfootnote{at}anc">{at}</a> {escape(note)}</p></div>'
        for at, note in enumerate(notes, 1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        f"<title>{escape(truth.title)}</title>"
        f'<meta name="author" content="{escape(truth.author or "")}">'
        f"<style>{_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n{listed}</main></body></html>\n"
    )


def markdown(truth: Truth) -> str:
    """Return pandoc's Markdown, with the title in its front matter."""
    front = {"title": truth.title, "author": truth.author, "date": truth.date, "lang": "id"}
    fields = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items() if value)
    notes: list[str] = []
    parts = [
        _markdown_block(block, notes) for block in truth.blocks if block.lines != (truth.title,)
    ]
    parts += (f"[^{at}]: {_MARKDOWN.sub(_ESCAPED, note)}" for at, note in enumerate(notes, 1))
    return f"---\n{fields}\n---\n\n" + "\n\n".join(parts) + "\n"


def typst(truth: Truth) -> str:
    """Return Typst's markup, with the title in the metadata too."""
    title = json.dumps(truth.title, ensure_ascii=False)
    head = f'#set document(title: {title})\n#set text(lang: "id")'
    return "\n\n".join((head, *map(_typst_block, _titled(truth)))) + "\n"


def _titled(truth: Truth) -> Iterator[TrueBlock]:
    """Yield the blocks, the first of which is the title."""
    title = TrueBlock("heading", (truth.title,), level=1)
    yield title
    yield from (block for block in truth.blocks if block.lines != title.lines)


def _html_block(block: TrueBlock, notes: list[str]) -> str:
    lines = [escape(line, quote=False) for line in block.lines]
    marks = ""
    for note in block.footnotes:
        notes.append(note)
        at = len(notes)
        marks += (
            f'<a class="sdfootnoteanc" name="sdfootnote{at}anc" href="#sdfootnote{at}sym">'
            f"<sup>{at}</sup></a>"
        )
    match block.kind:
        case "heading":
            return f"<h{block.level}>{lines[0]}</h{block.level}>"
        case "list":
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>" + "".join(f"<li>{line}</li>" for line in lines) + f"</{tag}>"
        case "table":
            head, *rows = block.rows
            return f"<table><thead>{_html_row(head, 'th')}</thead><tbody>" + (
                "".join(_html_row(row, "td") for row in rows) + "</tbody></table>"
            )
        case "quote":
            return f"<blockquote><p>{lines[0]}</p></blockquote>"
        case "code":
            return "<pre><code>" + "\n".join(lines) + "</code></pre>"
        case _:
            return "<p>" + "<br>\n".join(lines) + marks + "</p>"


def _html_row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _markdown_block(block: TrueBlock, notes: list[str]) -> str:
    lines = [_MARKDOWN.sub(_ESCAPED, line) for line in block.lines]
    marks = ""
    for note in block.footnotes:
        notes.append(note)
        marks += f"[^{len(notes)}]"
    match block.kind:
        case "heading":
            return "#" * block.level + f" {lines[0]}"
        case "list":
            return "\n".join(
                f"{f'{at}.' if block.ordered else '-'} {line}" for at, line in enumerate(lines, 1)
            )
        case "table":
            head, *rows = ("| " + " | ".join(row) + " |" for row in block.rows)
            return "\n".join((head, "|---" * len(block.rows[0]) + "|", *rows))
        case "quote":
            return f"> {lines[0]}"
        case "code":
            return "\n".join(("```", *block.lines, "```"))
        case _:
            return "\\\n".join(lines) + marks


def _typst_block(block: TrueBlock) -> str:
    lines = [_TYPST.sub(_ESCAPED, line) for line in block.lines]
    match block.kind:
        case "heading":
            return "=" * block.level + f" {lines[0]}"
        case "list":
            return "\n".join(f"{'+' if block.ordered else '-'} {line}" for line in lines)
        case "table":
            cells = ", ".join(
                f"[{_TYPST.sub(_ESCAPED, cell)}]" for row in block.rows for cell in row
            )
            return f"#table(columns: {len(block.rows[0])}, {cells})"
        case "quote":
            return f"#quote(block: true)[{lines[0]}]"
        case "code":
            return "\n".join(("```", *block.lines, "```"))
        case _:
            notes = "".join(f"#footnote[{_TYPST.sub(_ESCAPED, note)}]" for note in block.footnotes)
            return " \\\n".join(lines) + notes
