import pytest

from corpus.formats.text_tables import runs_of_rows, table_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hari   | Jam\nSenin  | 08.00", ("Hari | Jam", "Senin | 08.00")),
        ("| a | b |\n| 1 |   |", ("a | b", "1")),
        ("a | b\n--|--\n1 | 2\n3 | 4", ("a: 1 | b: 2", "a: 3 | b: 4")),
        (
            "+--+--+\n|a |b |\n+--+--+\n|1 |2 |\n+--+--+\n|3 |4 |\n+--+--+",
            ("a | b", "1 | 2", "3 | 4"),
        ),
        ("┌──┬──┐\n│a │b │\n├──┼──┤\n│1 │2 │\n└──┴──┘", ("a: 1 | b: 2",)),
        ("a\tb c\n1\t\t2", ("a | b c", "1 | 2")),
        ("Teh     5\nKopi   10\nSusu  100", ("Teh | 5", "Kopi | 10", "Susu | 100")),
        (
            "Nama   Umur\n=====  ====\nSari     30\nBudi      5",
            ("Nama: Sari | Umur: 30", "Nama: Budi | Umur: 5"),
        ),
    ],
)
def test_rows_are_lines_of_cells(text: str, expected: tuple[str, ...]) -> None:
    table = table_of(text.split("\n"))

    assert table is not None
    assert table.lines == expected


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "a | b\nc",
        "a | b\nc | d | e",
        "Satu.  Dua\nTiga.  Empat",
        "Satu.  Dua\nTigaa.  Empat\nLim.  Enam",
        "satu\ndua\ntiga",
        "---\n===",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert table_of(text.split("\n")) is None


def test_runs_of_rows_are_found_among_other_lines() -> None:
    lines = ["Jadwal", "a | b", "--|--", "c | d", "lain", "e\tf", "g\th", "x | y"]

    assert list(runs_of_rows(lines)) == [(1, 4), (5, 7)]
