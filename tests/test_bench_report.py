"""What the benchmark makes of its figures: tables, charts and the page."""

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from performance.charts import chart
from performance.figures import Figure, number
from performance.measures import growth, percentile, spread
from performance.page import MissingMarkError, between_marks, write_page
from performance.results import Results, read
from performance.tables import NAMES, shown_size, tables

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def results() -> Results:
    """Return figures of two sizes."""
    return Results(
        {"kutip": "new", "before": "old"},
        started="2026-11-28T05:00+00:00",
        machine={"processor": "a processor", "cores": "2", "system": "Linux", "numpy": "2.4"},
        sizes={
            100: {
                "kutip": {"find_cpu_p50": 2.0, "resident": 4.0},
                "before": {"find_cpu_p50": 10.0, "resident": 4.0},
                "rank_bm25": {"candidates_cpu_p50": 1.0, "resident": 2.0},
            },
            1000: {
                "kutip": {"find_cpu_p50": 4.0, "resident": 4.0},
                "before": {"find_cpu_p50": 100.0, "resident": 40.0},
                "rank_bm25": {"candidates_cpu_p50": 10.0, "resident": 20.0},
            },
        },
        end_to_end={"kutip": {"rows_lost": 0, "gap": 5.0}, "before": {"rows_lost": 9, "gap": 50.0}},
    )


def test_growth_is_the_exponent_of_the_size() -> None:
    assert growth((10, 3.0), (1000, 3.0)) == 0
    assert growth((10, 3.0), (1000, 300.0)) == pytest.approx(1)
    assert growth((10, 3.0), (1000, 30.0)) == pytest.approx(0.5)
    assert growth((10, 0.0), (1000, 30.0)) is None


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3
    assert percentile(list(range(101)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7


def test_a_spread_keeps_processor_and_wall_time_apart() -> None:
    assert spread("find", [(1.0, 10.0), (2.0, 20.0), (3.0, 30.0)]) == {
        "find_cpu_p50": 2,
        "find_cpu_p95": 3,
        "find_wall_p50": 20,
        "find_wall_p95": 30,
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (0.1234, "0.123"),
        (2.0, "2"),
        (2.345, "2.35"),
        (23.45, "23.4"),
        (12345.6, "12,346"),
    ],
)
def test_figures_have_three_digits(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(10, "10"), (1500, "1500"), (10_000, "10k"), (10**6, "1M")]
)
def test_sizes_are_short(size: int, shown: str) -> None:
    assert shown_size(size) == shown


def test_a_table_shows_each_size_with_ratios_and_growth() -> None:
    table = tables(results())["questions"]

    assert table.headings == ("", "", "100", "1k", "Growth")
    assert ("Answer, p50, ms", "Kutip", "2", "4", "0.3") in table.rows
    assert ("Answer, p50, ms", "Kutip before", "10 (5×)", "100 (25×)", "1.0") in table.rows


def test_peers_are_compared_by_their_best_passages() -> None:
    rows = tables(results())["questions"].rows

    assert ("Answer, p50, ms", "rank_bm25", "1 (0.500×)", "10 (2.50×)", "1.0") in rows


def test_what_was_not_measured_has_no_row() -> None:
    shown = tables(results())

    assert {row[0] for row in shown["memory"].rows} == {"Resident, MB"}
    assert "servers" not in shown


def test_a_table_of_builds_has_a_column_each() -> None:
    table = tables(results())["discord"]

    assert table.headings == ("", "", "Kutip", "Kutip before")
    assert ("Of these, lost to the query log", "", "0", "9") in table.rows


def test_a_chart_has_a_labelled_line_for_each_system() -> None:
    drawn = ET.fromstring(chart("Answer", Figure("find_cpu_p50", "", "ms"), results().sizes))

    assert [len(line.attrib["points"].split()) for line in drawn.iter(f"{SVG}polyline")] == [2, 2]
    labels = {text.text for text in drawn.iter(f"{SVG}text")}
    assert {"Kutip", "Kutip before", "100", "1k", "Answer, ms"} <= labels


def test_a_chart_has_colours_for_light_and_dark_pages() -> None:
    drawn = chart("Answer", Figure("find_cpu_p50", "", "ms"), results().sizes)

    assert "prefers-color-scheme:dark" in drawn


def test_labels_of_lines_that_end_together_do_not_overlap() -> None:
    rows = {name: {"resident": 5.0} for name in NAMES}
    drawn = ET.fromstring(chart("", Figure("resident", "", "MB"), {10: rows, 100: rows}))
    heights = [float(t.attrib["y"]) for t in drawn.iter(f"{SVG}text") if t.get("class") in NAMES]

    assert len(heights) == len(NAMES)
    assert min(below - above for above, below in pairwise(heights)) >= 15


def test_a_chart_of_one_size_and_one_value_is_drawn() -> None:
    ET.fromstring(chart("", Figure("resident", "", "MB"), {10: {"kutip": {"resident": 1.0}}}))


def test_only_what_is_between_the_marks_is_replaced() -> None:
    text = "one\n<!-- a -->\nold\n<!-- /a -->\ntwo\n<!-- b -->\n<!-- /b -->\n"

    assert between_marks(text, "a", r"new \1") == text.replace("old", r"new \1")
    assert between_marks(text, "b", "new").endswith("<!-- b -->\nnew\n<!-- /b -->\n")
    with pytest.raises(MissingMarkError, match="<!-- c -->"):
        between_marks(text, "c", "new")


def test_the_page_takes_in_every_table_and_its_charts(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text((ROOT / "docs/performance.md").read_text())
    measured = results()
    measured.servers = measured.starts = measured.end_to_end

    write_page(measured, page)

    for table in tables(measured).values():
        assert table.markdown() in page.read_text()
    assert "Measured on 2026-11-28: a processor, 2 cores, Linux" in page.read_text()
    drawn = {path.name for path in tmp_path.glob("*.svg")}
    assert drawn == {"performance-answer.svg", "performance-memory.svg"}
    assert all(name in page.read_text() for name in drawn)


def test_results_come_back_from_their_file(tmp_path: Path) -> None:
    results().write(tmp_path / "results.json")

    assert read(tmp_path / "results.json") == results()
