import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sameness import MAX_TERMS, follow_up_key, nearly_same, question_key, wording_key

PAIRS = tomllib.loads(Path(__file__).with_name("opposites.toml").read_text(encoding="utf-8"))
PREPOSITIONS = ("dari", "ke", "sebelum", "setelah", "sejak", "sampai", "selama", "tanpa", "selain")
TURNING = (*PREPOSITIONS, "belum", "tidak", "lain", "hanya", "semua", "paling", "lebih", "harus")
WORDS = ("strategi", "nuklir", "presiden", "rendang", "satelit", "bensin", "latihan", "2024", "7")


@pytest.mark.parametrize(
    "alike",
    [
        ("Siapa pencipta lagu ini?", "lagu ini diciptakan siapa", "SIAPA PENCIPTA LAGU INI"),
        ("Bagaimana cara memasak rendang?", "gimana masak rendang", "rendang dimasak bagaimana?"),
        ("Mengapa satelit gagal?", "knp satelit gagal", "kenapa satelitnya gagal sih?"),
        ("Berapa harga bensin?", "harga bensin brp", "brp sih harga bensin ya kak?"),
        ("Kapan ujian tahun 2024?", "ujian thn 2024 kapan"),
        ("Siapa Vipin Narang?", "🤔 siapa vipin narang!!!", "Siapa  Ｖｉｐｉｎ\nNarang"),
        ("apa itu COVID-19?", "Apa itu covid 19"),
        ("Who leads the talks?", "who LEADS talks"),
    ],
)
def test_questions_that_mean_the_same_have_one_key(alike: tuple[str, ...]) -> None:
    assert len({question_key(question) for question in alike}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa presiden Indonesia?", "Kapan presiden Indonesia?"),
        ("Kapan ujian tahun 2024?", "Kapan ujian tahun 2025?"),
        ("Siapa presiden ke-1?", "Siapa presiden ke-2?"),
        ("Apa itu COVID-19?", "Apa itu COVID-20?"),
        ("Berapa 1,5 kali 2?", "Berapa 15 kali 2?"),
        ("Siapa presiden?", "Siapa wakil presiden?"),
        ("Di mana kantor Jakarta?", "Di mana kantor Bandung?"),
    ],
)
def test_questions_that_ask_for_something_else_have_other_keys(first: str, second: str) -> None:
    keys = question_key(first), question_key(second)

    assert keys[0] != keys[1]
    assert not nearly_same(*keys)


@pytest.mark.parametrize("blank", ["", "???", " \n\t", "🤔", "…—!"])
def test_nothing_asked_has_an_empty_key(blank: str) -> None:
    assert question_key(blank) == ""


@pytest.mark.parametrize("question", ["siapa dia?", "apa itu", "kenapa ya", "the", "日本の首都は"])
def test_whatever_has_a_letter_has_a_key(question: str) -> None:
    assert question_key(question)


@given(st.permutations(WORDS), st.integers(1, len(WORDS)), st.randoms())
def test_word_order_and_case_make_no_difference(
    words: list[str], count: int, draw: random.Random
) -> None:
    first = words[:count]
    second = draw.sample(first, len(first))
    cased = " ".join(draw.choice((word, word.upper(), word.title())) for word in second)

    assert question_key(f"Kapan {' '.join(first)}?") == question_key(f"kapan {cased}")


@given(st.text(max_size=300))
def test_any_text_has_a_key_of_one_line_that_depends_on_it_alone(text: str) -> None:
    key = question_key(text)

    assert key == question_key(text)
    assert "\n" not in key
    assert key == "" or key.partition(": ")[0].isidentifier()
    assert nearly_same(key, key)


def test_a_very_long_question_has_a_bounded_key() -> None:
    key = question_key(" ".join(f"kata{number}" for number in range(1000)))

    assert len(key.split()) == 1 + MAX_TERMS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa presiden Indonesia?", "Siapa presidn Indonesia?"),
        ("Siapa presiden Indonesia?", "Siapa presiden Indnoesia?"),
        ("Di mana laboratorium bahasa?", "Di mana labortaoriumm bahasa?"),
    ],
)
def test_one_wrong_letter_of_a_long_word_or_two_of_a_longer_make_no_difference(
    first: str, second: str
) -> None:
    keys = question_key(first), question_key(second)

    assert keys[0] != keys[1]
    assert nearly_same(*keys)
    assert nearly_same(*reversed(keys))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("who: iran presiden", "who: irak presiden"),
        ("who: presiden", "who: presidn"),
        ("who: presiden", "when: presiden"),
        ("who: indonesia presiden", "who: presiden"),
        ("when: 123456 ujian", "when: 123457 ujian"),
        ("when: ujian x123456", "when: ujian x123457"),
        ("who: indonesia presiden", "who: presidan rendang"),
        ("who: presiden", ""),
        ("none: imigrasi kantor", "none: emigrasi kantor"),
        ("none: hiperglikemia obat", "none: hipoglikemia obat"),
        ("none: asimetris bentuk", "none: bentuk simetris"),
    ],
)
def test_other_words_numbers_and_kinds_make_a_difference(first: str, second: str) -> None:
    assert not nearly_same(first, second)
    assert not nearly_same(second, first)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_that_differ_are_never_taken_for_one(first: int, second: int) -> None:
    keys = [question_key(f"Kapan ujian nasional nomor {number}?") for number in (first, second)]

    assert (first == second) == nearly_same(*keys)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa yang boleh ikut?", "Siapa yang tidak boleh ikut?"),
        ("Kenapa bisa login?", "Kenapa gak bisa login?"),
        ("Who may join?", "Who may not join?"),
    ],
)
def test_what_is_asked_for_and_what_is_not_are_kept_apart(first: str, second: str) -> None:
    assert question_key(first) != question_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa yang boleh ikut gak?", "siapa boleh ikut"),
        ("bisa refund gak min", "apa bisa refund?"),
    ],
)
def test_or_not_at_the_end_makes_no_difference(first: str, second: str) -> None:
    assert question_key(first) == question_key(second)


@pytest.mark.parametrize(
    ("first", "second"), [("harga durian", "harga duri"), ("arti labuan", "arti labu")]
)
def test_a_word_that_ends_like_a_form_of_another_is_kept_apart(first: str, second: str) -> None:
    assert question_key(first) != question_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa yang membunuh Budi?", "Siapa yang dibunuh Budi?"),
        ("Di mana pengadilan?", "Di mana keadilan?"),
        ("Siapa yang boleh ikut?", "Siapa yang tidak boleh ikut?"),
        ("Apa itu C?", "Apa itu C++?"),
    ],
)
def test_questions_in_other_words_have_other_wordings(first: str, second: str) -> None:
    assert wording_key(first) != wording_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siapa yang membunuh Budi?", "siapa sih yg membunuh budi"),
        ("Kenapa satelit gagal?", "satelitnya gagal kenapa ya"),
        ("Apa itu KTP?", "KTP itu apa"),
    ],
)
def test_questions_in_the_same_words_have_one_wording(first: str, second: str) -> None:
    assert wording_key(first) == wording_key(second)


def test_c_and_c_plus_plus_are_kept_apart() -> None:
    assert question_key("Apa itu C?") != question_key("Apa itu C++?")


@pytest.mark.parametrize(("first", "second"), PAIRS["apart"])
def test_what_is_turned_round_or_narrowed_has_another_wording(first: str, second: str) -> None:
    assert not nearly_same(wording_key(first), wording_key(second))


@pytest.mark.parametrize(("first", "second"), PAIRS["same"])
def test_what_says_the_same_in_other_function_words_has_one_wording(
    first: str, second: str
) -> None:
    assert wording_key(first) == wording_key(second)


def test_there_are_pairs_enough() -> None:
    assert min(map(len, PAIRS.values())) >= 60


@given(st.sampled_from(TURNING), st.sampled_from(TURNING), st.permutations(WORDS))
def test_each_word_that_turns_a_question_round_makes_a_difference(
    one: str, other: str, words: list[str]
) -> None:
    asked, *rest = words[:4]
    keys = [wording_key(f"kapan {asked} {' '.join([turn, *rest])}?") for turn in (one, other, "")]

    assert (keys[0] == keys[1]) == (one == other)
    assert keys[2] not in keys[:2]


@given(st.sampled_from(PREPOSITIONS), st.permutations(WORDS))
def test_it_makes_a_difference_which_word_a_preposition_is_before(
    preposition: str, words: list[str]
) -> None:
    first, second, third = words[:3]

    assert not nearly_same(
        wording_key(f"kapan {first} {preposition} {second} {third}?"),
        wording_key(f"kapan {second} {preposition} {first} {third}?"),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("none: kesempatan lomba", "none: kesempitan lomba"),
        ("none: penjahit rumah", "none: penjahat rumah"),
        ("none: pelanggan toko", "none: pelanggar toko"),
        ("none: country map", "none: county map"),
    ],
)
def test_a_word_is_no_misspelling_of_another_word(first: str, second: str) -> None:
    assert not nearly_same(first, second)


def test_what_a_preposition_is_before_may_be_misspelt() -> None:
    keys = (
        wording_key("cara ganti tim setelah pendaftaran"),
        wording_key("cara ganti tim setelah pendaftarn"),
    )

    assert keys[0] != keys[1]
    assert nearly_same(*keys)


@pytest.mark.parametrize("word", ["dari", "tidak", "sebelum bayar", "kata", "without", "?"])
def test_two_thousand_words_have_a_key_of_bounded_length(word: str) -> None:
    numbered = " ".join(f"{word} {number}" for number in range(2000))

    assert len(wording_key(numbered).split()) <= 3 * MAX_TERMS
    assert wording_key(numbered) == wording_key(numbered)


def test_the_same_opposites_are_apart_in_question_keys() -> None:
    questions = (
        "syarat sebelum bayar",
        "syarat setelah bayar",
        "syarat bayar",
        "syarat tanpa bayar",
    )

    assert len(set(map(question_key, questions))) == len(questions)
    assert question_key("syarat stlh daftar") == question_key("syarat sesudah mendaftar")


def test_a_follow_up_has_the_terms_of_both_and_asks_for_what_it_asks_itself() -> None:
    assert follow_up_key("berapa lama?", "kapan daftar?") == "number: daftar lama"
    assert follow_up_key("penjaga", "kapan daftar?") == "when: daftar jaga"
    assert follow_up_key("?", "kapan daftar?") == ""
