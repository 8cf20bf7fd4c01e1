import pytest

from bot.dashboard.csv import is_csv, safe_line


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("7,=cmd(),ok\r\n", "7,'=cmd(),ok\r\n"),
        ('7,"=HYPERLINK(""http://x"",""y"")"\r\n', '7,"\'=HYPERLINK(""http://x"",""y"")"\r\n'),
        ('"@SUM(1)\nof two lines",+1+1\r\n', "\"'@SUM(1)\nof two lines\",'+1+1\r\n"),
        ("-1,-0.5,1e-05\r\n", "-1,-0.5,1e-05\r\n"),
        (",,\r\n", ",,\r\n"),
        ("Kenapa – é😀?\r\n", "Kenapa – é😀?\r\n"),
        ("", ""),
    ],
)
def test_formulas_are_escaped_and_all_else_stays(line: str, safe: str) -> None:
    assert safe_line(line.encode()).decode() == safe


def test_csv_is_recognised_downloaded_or_displayed() -> None:
    assert is_csv([(b"Content-Type", b"text/csv; charset=utf-8")])
    assert is_csv([(b"content-type", b"text/plain; charset=utf-8")])
    assert not is_csv([(b"content-type", b"text/html; charset=utf-8")])
