from dataclasses import dataclass

from bot.querylog.grouping import merged


@dataclass(frozen=True)
class Question:
    keys: tuple[str, ...]
    times: int = 1


def together(first: Question, second: Question) -> Question:
    return Question(first.keys + second.keys, first.times + second.times)


def test_misspellings_join_the_first_and_the_rest_stays_in_order() -> None:
    found = [
        Question(("when: nuklir penangkalan",), 5),
        Question(("who: narang",), 4),
        Question(("when: nuklir penangkalann",), 3),
        Question(("where: nuklir penangkalan",), 2),
        Question(("when: nuklr penangkalan",), 1),
    ]

    assert merged(found, together) == [
        Question(
            (
                "when: nuklir penangkalan",
                "when: nuklir penangkalann",
            ),
            8,
        ),
        Question(("who: narang",), 4),
        Question(("where: nuklir penangkalan",), 2),
        Question(("when: nuklr penangkalan",), 1),
    ]


def test_numbers_that_differ_stay_apart() -> None:
    found = [Question((f"when: {year} penangkalan",)) for year in (2023, 2024)]

    assert merged(found, together) == found


def test_nothing_is_nothing() -> None:
    assert merged([], together) == []
