import pytest

from corpus.formats.feeds.dates import read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Wed, 12 Aug 2026 07:30:00 +0700", "2026-08-12T07:30:00+07:00"),
        ("Wed, 12 Aug 2026 07:30:00 GMT", "2026-08-12T07:30:00+00:00"),
        ("12 Aug 26 07:30 EST", "2026-08-12T07:30:00-05:00"),
        ("2026-08-12T07:30:00Z", "2026-08-12T07:30:00+00:00"),
        ("2026-08-12T07:30:00.123+07:00", "2026-08-12T07:30:00+07:00"),
        ("2026-08-12 07:30", "2026-08-12T07:30:00+00:00"),
        ("2026-08-12", "2026-08-12T00:00:00+00:00"),
        ("Rab, 12 Agu 2026 07:30:00 +0700", "2026-08-12T07:30:00+07:00"),
        ("Jum, 15 Mei 2026 00:10:00 +0700", "2026-05-15T00:10:00+07:00"),
        ("Jum'at, 2 Okt 2026 00:10 WITA", "2026-10-02T00:10:00+08:00"),
        ("Senin, 12 Juli 2026 10.15 WIB", "2026-07-12T10:15:00+07:00"),
        ("12 Desember 2026, pukul 10.15 WIT", "2026-12-12T10:15:00+09:00"),
        ("Minggu, 1 Nopember 2026", "2026-11-01T00:00:00+00:00"),
        ("August 12, 2026 07:30", "2026-08-12T07:30:00+00:00"),
    ],
)
def test_dates_of_feeds_are_read_in_their_own_zone(text: str, date: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.isoformat() == date


@pytest.mark.parametrize(
    "text",
    [
        *("", "kemarin", "5/6/2026", "12 Foo 2026", "31 Februari 2026", "12 Agu 2026 25:00 WIB"),
        *("12 Agu 2026 10:00 XYZ", "12 Agu 2026 10:00 +9900", "tag:example.com,2026:12"),
        *("2026-08-12T07:30:00Z dan seterusnya", "1" * 100_000),
    ],
)
def test_what_is_no_clear_date_is_none(text: str) -> None:
    assert read_date(text) is None
