"""Writes tables and charts into the page of the documentation, between the marks for them."""

import re
from pathlib import Path

from performance.charts import chart
from performance.figures import SIZES
from performance.results import Results
from performance.tables import NAMES, tables

CHARTS = {
    "answer": ("Processor time of an answer, median", "find_cpu_p50"),
    "add": ("Processor time to add an article of 20 passages", "add_cpu"),
    "start": ("Processor time from the start to the first answer", "first_answer_again_cpu"),
    "memory": ("Memory resident", "resident"),
}
"""Titles and figures of the charts, by the end of the name of their file."""


class MissingMarkError(Exception):
    """The page has no place for a table."""


def write_page(results: Results, page: Path) -> None:
    """Write what was measured into a page, and its charts beside it; the rest stays as it is.

    Raises MissingMarkError.
    """
    text = page.read_text(encoding="utf-8")
    text = between_marks(text, "run", _run(results))
    for name, table in tables(results).items():
        text = between_marks(text, name, table.markdown())
    page.write_text(text, encoding="utf-8")
    by_key = {figure.key: figure for group in SIZES.values() for figure in group}
    for name, (title, key) in CHARTS.items():
        if any(key in row for rows in results.sizes.values() for row in rows.values()):
            path = page.with_name(f"performance-{name}.svg")
            path.write_text(chart(title, by_key[key], results.sizes), encoding="utf-8")


def between_marks(text: str, name: str, new: str) -> str:
    """Return the text with something new between `<!-- name -->` and `<!-- /name -->`."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise MissingMarkError(f"The page has no <!-- {name} --> … <!-- /{name} -->.")
    return marks.sub(lambda found: f"{found[1]}{new}\n{found[2]}", text)


def _run(results: Results) -> str:
    """Return a sentence about when, where and with what it was measured."""
    machine = dict(results.machine)
    where = f"{machine.pop('processor')}, {machine.pop('cores')} cores, {machine.pop('system')}"
    builds = ", ".join(f"{NAMES[name]} {version}" for name, version in results.builds.items())
    packages = ", ".join(f"{name} {version}" for name, version in machine.items())
    return f"Measured on {results.started[:10]}: {where}; {builds}; {packages}."
