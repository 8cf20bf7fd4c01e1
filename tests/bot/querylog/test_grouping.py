from collections.abc import Mapping
from dataclasses import dataclass

from bot.querylog.grouping import merged, plainer
from index.grouping.meaning import Meaning
from index.sameness import follow_up_key, question_key


@dataclass(frozen=True)
class Question:
    keys: tuple[str, ...]
    times: int = 1
    question: str = "?"


def asked(*questions: str) -> list[Question]:
    return [Question((question_key(question),), question=question) for question in questions]


def together(first: Question, second: Question) -> Question:
    return Question(first.keys + second.keys, first.times + second.times, first.question)


def grouped(
    questions: list[Question], decided: Mapping[str, str] | None = None
) -> list[tuple[str, ...]]:
    words = {one.keys[0]: one.question for one in questions}
    found = merged(questions, together, Meaning(), decided or {})
    return [tuple(words[key] for key in one.keys) for one in found]


def test_misspellings_join_the_first_and_the_rest_stays_in_order() -> None:
    found = [
        Question(("when: nuklir penangkalan",), 5),
        Question(("who: narang",), 4),
        Question(("when: nuklir penangkalann",), 3),
        Question(("where: nuklir penangkalan",), 2),
        Question(("when: nuklr penangkalan",), 1),
    ]

    assert merged(found, together, Meaning(), {}) == [
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
    found = asked("kapan penangkalan 2023", "kapan penangkalan 2024")

    assert grouped(found) == [("kapan penangkalan 2023",), ("kapan penangkalan 2024",)]


def test_questions_with_the_same_meaning_are_one() -> None:
    found = asked("jadwal raid naga", "siapa ketua guild", "raid naga kapan kak?")

    assert grouped(found) == [("jadwal raid naga", "raid naga kapan kak?"), ("siapa ketua guild",)]


def test_what_moderators_joined_is_one_whatever_it_means_and_takes_in_what_means_the_same() -> None:
    found = asked("jadwal raid naga", "siapa ketua guild", "raid naga kapan kak?", "cara keluar")
    decided = dict.fromkeys((found[0].keys[0], found[1].keys[0]), "joined")

    assert grouped(found, decided) == [
        ("jadwal raid naga", "siapa ketua guild", "raid naga kapan kak?"),
        ("cara keluar",),
    ]


def test_what_moderators_split_is_alone_whatever_it_means() -> None:
    found = asked("jadwal raid naga", "raid naga kapan kak?", "kapan raid nagaa")
    key = found[1].keys[0]

    assert ("raid naga kapan kak?",) in grouped(found, {key: key})


def test_groups_that_moderators_made_are_never_one() -> None:
    found = asked(
        "jadwal raid naga", "raid naga kapan kak?", "kapan raid si naga besar", "siapa ketua"
    )
    decided = {one.keys[0]: f"group {number // 2}" for number, one in enumerate(found)}

    assert grouped(found, decided) == [
        ("jadwal raid naga", "raid naga kapan kak?"),
        ("kapan raid si naga besar", "siapa ketua"),
    ]


def test_follow_ups_are_compared_with_the_words_of_the_question_before() -> None:
    before = ("cara daftar jadi penjaga?", "kapan ujian matematika?", "pendaftaran jadi penjaga")
    found = [
        Question((follow_up_key("berapa lama?", each),), question="berapa lama?") for each in before
    ]
    keys = [one.keys for one in merged(found, together, Meaning(), {})]

    assert keys == [found[0].keys + found[2].keys, found[1].keys]


def test_nothing_is_nothing() -> None:
    assert merged([], together, Meaning(), {}) == []


def test_ten_thousand_questions_are_grouped() -> None:
    found = [
        Question((f"when: kata{number} ujian",), question=f"kapan ujian kata{number}")
        for number in range(10_000)
    ]

    assert sum(len(one.keys) for one in merged(found, together, Meaning(), {})) == 10_000


def test_empty_keys_and_questions_without_words_are_grouped() -> None:
    found = [Question(("",), question=""), Question(("none: x",), question="???")]

    assert len(merged(found, together, Meaning(), {})) == 2


def test_the_plainer_of_two_is_the_complete_one_in_standard_spelling() -> None:
    first, second = asked("turnamen mulai kpn sih min", "Kapan turnamen dimulai?")

    assert plainer(first, second) == second
    assert plainer(second, first) == second
    assert plainer(first, first) is first
