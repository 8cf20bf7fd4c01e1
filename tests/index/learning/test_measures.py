from dataclasses import asdict, replace
from math import log2

import pytest

from index.learning.evaluation import Found
from index.learning.judged import JudgedQuestion
from index.learning.measures import Figures, by_kind, measure


def question(number: int, *relevant: str, answers: tuple[str, ...] = ("ya",)) -> JudgedQuestion:
    """Return a question that the passages answer, or that none does where none is given."""
    return JudgedQuestion(f"q{number}", "?", bool(relevant), answers if relevant else (), relevant)


def test_the_figures_are_those_computed_by_hand() -> None:
    questions = [question(1, "a"), question(2, "b"), question(3, "c"), question(4, "d")]
    questions += [question(5), question(6)]
    found = [
        Found(("a", "x"), ("Tidak.", "Ya."), 0.9),  # right at 1, quoted at 2
        Found(("x", "b"), ("Ya!", "Ya."), 0.5),  # right at 2, quoted at 1
        Found((*"uvwxyz", "c"), ("Tidak.",), 0.4),  # right at 7, not quoted
        Found((), (), 0.0),  # nothing found
        Found(("x",), ("Ya.",), 0.4),  # rightly refused, below 0.45
        Found(("x",), ("Ya.",), 0.45),  # wrongly answered
    ]

    figures = measure(questions, found, threshold=0.45)

    assert asdict(figures) == pytest.approx(
        {
            "questions": 6,
            "mrr10": (1 + 1 / 2 + 1 / 7 + 0) / 4,
            "recall1": 1 / 4,
            "recall5": 2 / 4,
            "ndcg10": (1 + 1 / log2(3) + 1 / log2(8) + 0) / 4,
            "quote1": 1 / 4,
            "quote3": 2 / 4,
            "kept": 2 / 4,
            "refused": 1 / 2,
            # Of the eight pairs, 0.9 and 0.5 win four, 0.4 ties with one, and three are lost.
            "auroc": 4.5 / 8,
            # Only the first is right; the second quotes a gold answer of another passage.
            "served": 2 / 4,
            "unwarned": 0,
            "gap": None,
        }
    )


def test_only_wrong_answers_without_a_warning_count_as_unwarned() -> None:
    questions = [question(1, "a"), question(2, "b"), question(3), question(4), question(5)]
    found = [
        Found(("a",), ("Ya.",), 0.9),  # right
        Found(("x",), ("Tidak.",), 0.9),  # wrong and sure
        Found(("x",), ("Tidak.",), 0.9, doubted=True),  # wrong, with a doubt
        Found(("x",), ("Tidak.",), 0.5),  # wrong, below 0.2 + DOUBT
        Found(("x",), ("Tidak.",), 0.8),  # wrong and sure
    ]

    assert measure(questions, found, 0.2).unwarned == 2 / 5


def test_the_gap_is_the_largest_between_a_confidence_and_what_is_right() -> None:
    # Sure of 20, of which 12 are right: the others weigh so much that they are 30 % of all.
    questions = [question(number, "a") for number in range(14)] + [question(20)] * 6
    found = [Found(("a",), ("Ya.",), 0.9)] * 12 + [Found(("x",), ("Tidak.",), 0.9)] * 8

    assert measure(questions, found, 0.5).gap == pytest.approx(0.9 - 12 / 20)


def test_figures_by_kind_are_those_of_its_questions() -> None:
    questions = [replace(question(1, "a"), kind="typo"), replace(question(2), kind="far")]
    found = [Found(("a",), ("Ya.",), 0.9), Found(("x",), ("Ya.",), 0.1)]

    kinds = by_kind([*questions, question(3, "b")], [*found, Found(())], 0.5)

    assert list(kinds) == ["far", "typo"]
    assert (kinds["far"].refused, kinds["typo"].served) == (1, 1)


def test_one_right_passage_of_several_is_enough() -> None:
    figures = measure([question(1, "a", "b")], [Found(("b", "x"))], 0.5)

    assert (figures.recall1, figures.recall5) == (1, 1)


def test_the_order_counts_even_where_ids_would_order_otherwise() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        assert measure([question(1, first)], [Found((first, second))], 0.5).mrr10 == 1


@pytest.mark.parametrize(
    ("answer", "quote", "contained"),
    [
        ("SEOUL", "bertemu di Seoul.", True),
        ("dua  puluh\ntahun", "Dua puluh tahun lalu", True),
        ("Straße", "in der STRASSE", True),
        ("½", "1⁄2 cangkir", True),
        ("Seoul", "di Se oul", False),
        ("7, 6 persen", "naik 7,6 persen", True),
        ("1.125 dolar", "sekitar 1 . 125 dolar", True),
        ("5 kapal", "pada 2005, 5 kapal", True),
        ("76 persen", "7,6 persen", False),
    ],
)
def test_an_answer_stands_in_a_quote_whatever_its_case_width_and_spacing(
    answer: str, quote: str, contained: bool
) -> None:
    found = Found(("a",), (quote,), 1.0)

    assert measure([question(1, "a", answers=(answer,))], [found], 0.5).quote1 == contained


def test_any_gold_answer_will_do() -> None:
    found = Found(("a",), ("Empat jam.",), 1.0)

    assert measure([question(1, "a", answers=("4", "empat"))], [found], 0.5).quote1 == 1


def test_questions_of_one_kind_leave_out_what_needs_the_other() -> None:
    only_yes = measure([question(1, "a")], [Found(("a",), ("ya",), 0.7)], 0.5)
    only_no = measure([question(1)], [Found(("a",), ("ya",), 0.7)], 0.5)

    assert (only_yes.kept, only_yes.refused, only_yes.auroc) == (1, None, None)
    assert (only_no.kept, only_no.refused, only_no.auroc) == (None, 0, None)
    assert (only_no.mrr10, only_no.recall1, only_no.ndcg10) == (None, None, None)
    assert (only_no.quote1, only_no.quote3) == (None, None)


def test_a_system_that_only_ranks_has_only_the_figures_of_ranking() -> None:
    figures = measure([question(1, "a"), question(2)], [Found(("a",)), Found(("a",))], 0.5)

    assert figures == Figures(2, 1, 1, 1, 1, *[None] * 8)


def test_questions_without_a_gold_answer_are_ranked_but_not_quoted() -> None:
    figures = measure([question(1, "a", answers=())], [Found(("a",), ("ya",), 0.7)], 0.5)

    assert (figures.recall1, figures.quote1, figures.kept) == (1, None, 1)
