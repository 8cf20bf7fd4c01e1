import pytest

from index.ranking.features import PASSAGE_FEATURES, extract
from tests.index.articles import candidates

ROCKET = "Roket meledak. Puing jatuh."


def feature(name: str, question: str, *bodies: str) -> list[float]:
    """Return a feature of the passages, in the order of the bodies."""
    index, found = candidates(question, *bodies)
    column = extract(index, found).passages[:, PASSAGE_FEATURES.index(name)].tolist()
    by_position = dict(zip(found.positions.tolist(), column, strict=True))
    return [by_position[position] for position in range(len(bodies))]


@pytest.mark.parametrize("name", ["similarity_to_top", "similarity_to_best", "total_similarity"])
def test_of_two_passages_the_one_that_shares_more_words_with_the_others_is_more_similar(
    name: str,
) -> None:
    _, like, unlike = feature(
        name, "perang", "Perang perang, roket meledak.", "Roket meledak, perang.", "Perang kopi."
    )

    assert like > unlike


def test_the_first_by_bm25_is_fully_similar_to_itself() -> None:
    first, second = feature(
        "similarity_to_top", "perang", "Perang perang usai.", "Perang itu lama sekali."
    )

    assert first == pytest.approx(1.0)
    assert 0 < second < 1


def test_passages_of_the_same_words_in_any_order_are_fully_similar() -> None:
    assert feature("total_similarity", "perang", "Perang usai.", "Usai perang.") == pytest.approx(
        [1.0] * 2
    )


@pytest.mark.parametrize(
    "name",
    [
        "total_similarity", "similar_coverage", "best_similar_coverage", "said_by_similar",
        "names_said_by_similar", "said_by_namesakes", "said_by_most_similar",
    ],
)  # fmt: skip
def test_a_passage_is_not_compared_with_itself(name: str) -> None:
    assert feature(name, "perang Korea 1953", "Perang usai.") == [0.0]


def test_function_words_make_passages_no_more_similar() -> None:
    bodies = ("Perang itu yang dan di.", "Korea itu yang dan di.")

    assert feature("total_similarity", "perang Korea", *bodies) == [0.0, 0.0]


def test_rare_words_make_passages_more_similar_than_common_ones() -> None:
    common = ["Perang kapal lama."] * 6
    first, rare, usual, *_ = feature(
        "similarity_to_top",
        "perang",
        "Perang perang kapal zirkonium.",
        "Perang zirkonium lama.",
        *common,
    )

    assert first > rare > usual


@pytest.mark.parametrize("name", ["similar_coverage", "best_similar_coverage"])
def test_passages_similar_to_those_that_say_much_of_the_question_have_more(name: str) -> None:
    coffee = "Kopi diseduh. Gula habis. Perang."
    says_all, near = f"{ROCKET} Perang Korea berakhir.", f"{ROCKET} Perang."

    _, like, unlike, _ = feature(name, "perang Korea berakhir", says_all, near, coffee, coffee)

    assert like > unlike > 0


def test_similar_passages_say_what_a_passage_does_not() -> None:
    question = "kapan perang Korea"
    bodies = (f"{ROCKET} Perang Korea.", f"{ROCKET} Perang.", "Perang kopi teh susu.")

    for name in ("said_by_similar", "said_by_most_similar"):
        says_all, near, far = feature(name, question, *bodies)
        assert says_all == 0.0
        assert near >= far
        assert near > 0
    _, near, far = feature("said_by_similar", question, *bodies)
    assert near > far


def test_what_no_passage_says_is_said_by_none() -> None:
    bodies = (f"{ROCKET} Perang.", f"{ROCKET} Perang.")

    assert feature("said_by_similar", "perang rendang", *bodies) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("asked", "some"),
    [("Korea", True), ("1953", True), ("pasar", False)],
)
def test_names_and_numbers_that_similar_passages_say_are_counted_apart(
    asked: str, some: bool
) -> None:
    question = f"roket di {asked}"
    bodies = (f"{ROCKET} Ada {asked}.", ROCKET)

    assert feature("said_by_similar", question, *bodies)[1] > 0
    assert (feature("names_said_by_similar", question, *bodies)[1] > 0) == some


def test_namesakes_share_capitalised_words() -> None:
    question = "kapan roket meledak"
    _, named = feature(
        "said_by_namesakes", question, "Meledak, kata Narang.", "Roket, kata Narang."
    )
    _, plain = feature("said_by_namesakes", question, "Meledak, kata orang.", "Roket, kata orang.")

    assert named > 0
    assert plain == 0.0
