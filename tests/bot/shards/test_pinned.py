import pytest

from bot.errors import SettingsError
from bot.shards.pinned import Pinned, pinned


@pytest.mark.parametrize(
    ("written", "ids", "count"),
    [
        ("0-3/16", (0, 1, 2, 3), 16),
        ("15/16", (15,), 16),
        ("4,1-2,2/8", (1, 2, 4), 8),
        ("0/1", (0,), 1),
    ],
)
def test_shards_are_written_as_ranges_of_so_many(
    written: str, ids: tuple[int, ...], count: int
) -> None:
    assert pinned(written) == Pinned(ids, count)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0-3",
        "/16",
        "-1/16",
        "0-/16",
        "0–3/16",
        "a/16",
        "0 - 3/16",
        "0-3/16/2",
        "٣/16",
        "0-9999999/16",
    ],
)
def test_what_is_no_set_of_shards_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="such as 0-3/16"):
        pinned(written)


@pytest.mark.parametrize("written", ["16/16", "0-16/16", "3-0/16", "0/0", "0/999999"])
def test_shards_that_a_bot_does_not_have_are_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="there are no shards"):
        pinned(written)
