import pytest

from index.ranking.features import PASSAGE_FEATURES, extract
from tests.index.articles import candidates

ROCKET = "Roket meledak. Puing jatuh."


def told(name: str, question: str, *bodies: str) -> list[float]:
    """Return a feature of the passages, in the order of the bodies."""
    index, found = candidates(question, *bodies)
    column = extract(index, found).passages[:, PASSAGE_FEATURES.index(name)].tolist()
    by_position = dict(zip(found.positions.tolist(), column, strict=True))
    return [by_position[position] for position in range(len(bodies))]


@pytest.mark.parametrize("name", ["like_top", "like_best", "like_alike"])
def test_of_two_passages_the_one_that_shares_more_words_with_the_others_is_more_like_them(
    name: str,
) -> None:
    _, like, unlike = told(
        name, "perang", "Perang perang, roket meledak.", "Roket meledak, perang.", "Perang kopi."
    )

    assert like > unlike


def test_the_first_by_bm25_is_wholly_like_itself() -> None:
    first, second = told("like_top", "perang", "Perang perang usai.", "Perang itu lama sekali.")

    assert first == pytest.approx(1.0)
    assert 0 < second < 1


def test_passages_of_the_same_words_are_wholly_alike_in_whatever_order() -> None:
    assert told("like_alike", "perang", "Perang usai.", "Usai perang.") == pytest.approx([1.0] * 2)


@pytest.mark.parametrize(
    "name",
    [
        "like_alike", "alike_coverage", "most_alike_coverage", "told_by_alike",
        "names_told_by_alike", "told_by_namesakes", "told_by_most_alike",
    ],
)  # fmt: skip
def test_a_passage_tells_nothing_of_itself(name: str) -> None:
    assert told(name, "perang Korea 1953", "Perang usai.") == [0.0]


def test_function_words_make_no_passages_alike() -> None:
    bodies = ("Perang itu yang dan di.", "Korea itu yang dan di.")

    assert told("like_alike", "perang Korea", *bodies) == [0.0, 0.0]


def test_rare_words_make_passages_more_alike_than_common_ones() -> None:
    common = ["Perang kapal lama."] * 6
    first, rare, usual, *_ = told(
        "like_top",
        "perang",
        "Perang perang kapal zirkonium.",
        "Perang zirkonium lama.",
        *common,
    )

    assert first > rare > usual


@pytest.mark.parametrize("name", ["alike_coverage", "most_alike_coverage"])
def test_passages_like_such_as_say_much_of_the_question_have_more(name: str) -> None:
    coffee = "Kopi diseduh. Gula habis. Perang."
    says_all, near = f"{ROCKET} Perang Korea berakhir.", f"{ROCKET} Perang."

    _, like, unlike, _ = told(name, "perang Korea berakhir", says_all, near, coffee, coffee)

    assert like > unlike > 0


def test_a_passage_is_told_what_it_does_not_say_by_others_that_tell_of_the_same() -> None:
    question = "kapan perang Korea"
    bodies = (f"{ROCKET} Perang Korea.", f"{ROCKET} Perang.", "Perang kopi teh susu.")

    for name in ("told_by_alike", "told_by_most_alike"):
        says_all, near, far = told(name, question, *bodies)
        assert says_all == 0.0
        assert near >= far
        assert near > 0
    _, near, far = told("told_by_alike", question, *bodies)
    assert near > far


def test_nothing_is_told_that_no_passage_says() -> None:
    bodies = (f"{ROCKET} Perang.", f"{ROCKET} Perang.")

    assert told("told_by_alike", "perang rendang", *bodies) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("asked", "some"),
    [("Korea", True), ("1953", True), ("pasar", False)],
)
def test_of_names_and_numbers_it_is_known_who_tells_them(asked: str, some: bool) -> None:
    question = f"roket di {asked}"
    bodies = (f"{ROCKET} Ada {asked}.", ROCKET)

    assert told("told_by_alike", question, *bodies)[1] > 0
    assert (told("names_told_by_alike", question, *bodies)[1] > 0) == some


def test_namesakes_share_words_with_a_capital() -> None:
    question = "kapan roket meledak"
    _, named = told("told_by_namesakes", question, "Meledak, kata Narang.", "Roket, kata Narang.")
    _, plain = told("told_by_namesakes", question, "Meledak, kata orang.", "Roket, kata orang.")

    assert named > 0
    assert plain == 0.0
