from index.searching.letters import code_points, lengths_of


def test_the_letters_of_strings_follow_each_other() -> None:
    assert code_points(["ab", "", "é"]).tolist() == [ord("a"), ord("b"), ord("é")]
    assert lengths_of(["ab", "", "é"]).tolist() == [2, 0, 1]


def test_a_lone_surrogate_is_a_letter_too() -> None:
    assert code_points(["\ud800"]).tolist() == [0xD800]
