from index.searching.memo import Memo


def test_a_value_is_computed_once() -> None:
    asked: list[str] = []

    def length(key: str) -> int:
        asked.append(key)
        return len(key)

    memo = Memo(length, most=2)

    assert [memo["ab"], memo["ab"], memo["c"]] == [2, 2, 1]
    assert asked == ["ab", "c"]


def test_no_more_values_than_allowed_are_kept() -> None:
    memo = Memo[str, int](len, most=2)

    for key in ("a", "b", "c", "d", "e"):
        assert memo[key] == 1
        assert len(memo) <= 2
