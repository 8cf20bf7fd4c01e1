"""Writes a document with Python packages that need not be installed, as a script of one's own does.

Footnotes are paragraphs at the end, without marks, since these packages have no footnotes.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from truth import TrueBlock, Truth

BULLET = "•"


def write_reportlab(truth: Truth, path: Path) -> None:
    """Write a PDF with ReportLab's platypus."""
    platypus = import_module("reportlab.platypus")
    escape = import_module("xml.sax.saxutils").escape
    styles = import_module("reportlab.lib.styles").getSampleStyleSheet()
    story = [platypus.Paragraph(escape(truth.title), styles["Title"])]
    for block in _body(truth):
        paragraphs = [platypus.Paragraph(escape(line), styles["BodyText"]) for line in block.lines]
        match block.kind:
            case "heading":
                style = styles[f"Heading{block.level}"]
                story.append(platypus.Paragraph(escape(block.lines[0]), style))
            case "list":
                start = "1" if block.ordered else "bulletchar"
                bullets = "1" if block.ordered else "bullet"
                story.append(platypus.ListFlowable(paragraphs, bulletType=bullets, start=start))
            case "table":
                story.append(platypus.Table(block.rows, style=[("GRID", (0, 0), (-1, -1), 1, 0)]))
            case "poem":
                story.append(
                    platypus.Paragraph("<br/>".join(map(escape, block.lines)), styles["BodyText"])
                )
            case "code":
                story.append(platypus.Preformatted("\n".join(block.lines), styles["Code"]))
            case _:
                story += paragraphs
    platypus.SimpleDocTemplate(str(path)).build(story)


def write_fpdf2(truth: Truth, path: Path) -> None:
    """Write a PDF with fpdf2, cell by cell."""
    pdf = import_module("fpdf").FPDF()
    pdf.core_fonts_encoding = "windows-1252"  # for quotation marks and dashes
    pdf.add_page()
    for block in (TrueBlock("heading", (truth.title,), level=1), *_body(truth)):
        heading = block.kind == "heading"
        font = "Courier" if block.kind == "code" else "Helvetica"
        pdf.set_font(
            font, style="B" if heading else "", size=20 - 3 * block.level if heading else 11
        )
        if block.rows:
            with pdf.table(block.rows):
                pass
        for number, line in enumerate(block.lines, 1):
            marker = f"{number}. " if block.ordered else f"{BULLET} "
            text = marker + line if block.kind == "list" else line
            pdf.multi_cell(0, text=text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(path))


def write_python_docx(truth: Truth, path: Path) -> None:
    """Write a Word file with python-docx, in the styles of its template."""
    document = import_module("docx").Document()
    document.add_heading(truth.title, 0)
    for block in _body(truth):
        match block.kind:
            case "heading":
                document.add_heading(block.lines[0], block.level)
            case "list":
                for item in block.lines:
                    style = "List Number" if block.ordered else "List Bullet"
                    document.add_paragraph(item, style=style)
            case "table":
                _write_rows(document.add_table(0, len(block.rows[0]), "Table Grid"), block.rows)
            case "quote":
                document.add_paragraph(block.lines[0], style="Quote")
            case _:
                document.add_paragraph("\n".join(block.lines))
    document.save(str(path))


def _write_rows(
    table: Any,  # noqa: ANN401  # the package need not be installed
    rows: tuple[tuple[str, ...], ...],
) -> None:
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _body(truth: Truth) -> list[TrueBlock]:
    blocks = [block for block in truth.blocks if block.lines != (truth.title,)]
    return [*blocks, *(TrueBlock("paragraph", (note,)) for note in truth.notes)]
