import pytest

from index.ranking.doubts import Doubts


@pytest.mark.parametrize(
    "doubts", [Doubts(renamed=True), Doubts(unfilled=True), Doubts(missing=("2029",))]
)
def test_each_doubt_by_itself_is_reason_to_warn(doubts: Doubts) -> None:
    assert doubts


def test_a_mere_typing_error_is_no_reason_to_warn() -> None:
    assert not Doubts(corrected=(("narnag", "narang"),))
