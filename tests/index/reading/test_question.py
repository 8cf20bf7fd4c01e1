import pytest

from index.reading.analysis import analyzer
from index.reading.languages import Kind, Language, Mark, language
from index.reading.question import (
    EARLIER_WEIGHT,
    FOCUS_WEIGHT,
    QueryTerm,
    Question,
    follow_up,
    read_question,
)

INDONESIAN, ENGLISH = language("id"), language("en")


def read(text: str, code: str = "id") -> Question:
    """Read a question about articles in the language with this code, which may be in others."""
    return read_question(text, analyzer(code), [INDONESIAN, ENGLISH])


def words(text: str, code: str = "id") -> list[str]:
    return [term.word for term in read(text, code).terms]


def term(text: str, word: str) -> QueryTerm:
    return next(each for each in read(text).terms if each.word == word)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Apa itu gencatan senjata?", Kind.DEFINE),
        ("Apakah itu nuklir?", Kind.DEFINE),
        ("Kapan perang berakhir?", Kind.WHEN),
        ("Perang berakhir pada tahun berapa?", Kind.WHEN),
        ("Di mana pertemuan itu?", Kind.WHERE),
        ("Kota apa yang diserang?", Kind.WHERE),
        ("Siapakah presidennya?", Kind.WHO),
        ("Berapa kali upaya itu gagal?", Kind.NUMBER),
        ("Mengapa roket itu meledak?", Kind.WHY),
        ("Bagaimana cara membuatnya?", Kind.HOW),
        ("Apa kepanjangan PBB?", Kind.EXPAND),
        ("Apa nama satelit itu?", Kind.NAME),
        ("Apa yang dilarang?", Kind.WHAT),
        ("peluncuran satelit", Kind.NONE),
        ("knp roketnya meledak", Kind.WHY),
        ("gimana latihannya", Kind.HOW),
        ("brp kali gagal", Kind.NUMBER),
        ("dmn mereka bertemu", Kind.WHERE),
        ("thn brp perang berakhir", Kind.WHEN),
    ],
)
def test_the_words_of_an_indonesian_question_give_its_kind(question: str, kind: Kind) -> None:
    assert read(question).kind is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is an armistice?", Kind.DEFINE),
        ("When did the war end?", Kind.WHEN),
        ("In which year was that?", Kind.WHEN),
        ("Where did they meet?", Kind.WHERE),
        ("Who led the talks?", Kind.WHO),
        ("How many launches failed?", Kind.NUMBER),
        ("Why did the rocket explode?", Kind.WHY),
        ("How did the allies respond?", Kind.HOW),
        ("What does UN stand for?", Kind.EXPAND),
        ("Which treaty?", Kind.WHAT),
        ("satellite launch", Kind.NONE),
    ],
)
def test_the_words_of_an_english_question_give_its_kind(question: str, kind: Kind) -> None:
    assert read(question, "en").kind is kind
    assert read(question, "id").kind is kind


@pytest.mark.parametrize(
    ("code", "question", "kind"),
    [
        ("zh", "谁领导了会议？", Kind.WHO),
        ("zh", "战争什么时候结束？", Kind.WHEN),
        ("th", "ใครเป็นนายกรัฐมนตรี", Kind.WHO),
        ("th", "สงครามสิ้นสุดเมื่อไร", Kind.WHEN),
    ],
)
def test_question_words_are_found_in_unspaced_scripts(code: str, question: str, kind: Kind) -> None:
    asked = read_question(question, analyzer(code), [language(code), INDONESIAN])

    assert asked.kind is kind


def test_question_words_in_unspaced_scripts_are_not_searched_for() -> None:
    chinese = [term.term for term in read("战争什么时候结束", "zh").terms]

    assert "战争" in chinese
    assert "什么" not in chinese


def test_a_specific_question_word_takes_precedence_over_a_vague_one() -> None:
    assert read("Apa yang terjadi dan kapan?").kind is Kind.WHEN


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan sih satelit itu, satelit Korea, diluncurkan?", ["satelit", "korea", "diluncurkan"]),
        ("Siapakah Vipin Narang?", ["vipin", "narang"]),
        ("apa yg dilarang dgn resolusi?", ["dilarang", "resolusi"]),
        ("Who is Vipin Narang?", ["vipin", "narang"]),
        ("Kapan 1953?", ["1953"]),
    ],
)
def test_words_without_content_are_dropped_and_each_term_stands_once(
    question: str, expected: list[str]
) -> None:
    assert words(question) == expected


@pytest.mark.parametrize("question", ["apa itu yang di?", "yang di dan", "", "🙂", "what is it?"])
def test_a_question_of_function_words_keeps_nothing(question: str) -> None:
    assert words(question) == []


@pytest.mark.parametrize("short", ["AS", "A.S.", "US", "USA"])
def test_a_short_name_is_searched_for_by_its_full_name(short: str) -> None:
    assert words(f"Kapan {short} menyerang?") == ["amerika", "serikat", "menyerang"]


@pytest.mark.parametrize("short", ["AS", "US"])
def test_a_short_name_is_no_english_function_word(short: str) -> None:
    assert words(f"When did the {short} attack?") == ["amerika", "serikat", "attack"]
    assert words("Who is as rich as Narang?") == ["rich", "narang"]


def test_without_capitals_any_short_name_may_be_meant() -> None:
    assert words("kapan dk pbb rapat") == words("Kapan DK PBB rapat")
    assert words("Kapan dk itu Rapat") == ["dk", "rapat"]


def test_the_words_of_a_short_name_share_the_weight_of_one() -> None:
    weights = [term.weight for term in read("kapan korsel rapat").terms]

    assert weights == [pytest.approx(0.5**0.5), pytest.approx(0.5**0.5), 1.0]


def test_colloquial_words_are_searched_for_in_standard_spelling() -> None:
    assert words("org yg ketemu presiden") == ["orang", "bertemu", "presiden"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan sih Perang Korea itu usai?", ("kapan", "sih", "perang", "korea", "itu", "usai")),
        ("perang dan perang", ("perang", "dan", "perang")),
        ("Who is Vipin Narang?", ("who", "is", "vipin", "narang")),
        ("apa yg dilarang?", ("apa", "yang", "dilarang")),
        ("thn brp perang usai", ("tahun", "berapa", "perang", "usai")),
        ("apa itu yang di?", ("apa", "itu", "yang", "di")),
        ("🙂", ()),
    ],
)
def test_all_words_of_a_question_are_kept_in_standard_spelling(
    question: str, expected: tuple[str, ...]
) -> None:
    assert read(question).words == expected


def test_single_characters_are_no_words_of_a_question() -> None:
    asked = read("北京", "zh")

    assert "北京" in asked.words
    assert not {"北", "京"} & set(asked.words)


def test_the_kind_of_place_that_is_asked_for_has_a_low_weight() -> None:
    assert term("Di kota mana mereka bertemu?", "kota").weight == FOCUS_WEIGHT
    assert term("Siapa wali kota Seoul?", "kota").weight == 1.0


@pytest.mark.parametrize(
    ("question", "distances"),
    [("Perang Korea berakhir kapan?", [3, 2, 1]), ("Kapan perang Korea berakhir?", [1, 2, 3])],
)
def test_terms_know_their_distance_from_the_question_word(
    question: str, distances: list[int]
) -> None:
    assert [each.distance for each in read(question).terms] == distances


def test_the_capital_of_a_first_word_is_no_evidence() -> None:
    assert not term("Perang Korea", "perang").marks & Mark.CAPITAL
    assert term("Perang Korea", "korea").marks & Mark.CAPITAL


def test_a_question_in_a_language_without_question_words_has_terms() -> None:
    unknown = Language("xx")

    asked = read_question("abc def", analyzer("xx"), [unknown])

    assert (asked.kind, [each.word for each in asked.terms]) == (Kind.NONE, ["abc", "def"])


def test_a_follow_up_question_has_the_earlier_terms_at_a_lower_weight() -> None:
    asked = follow_up(read("kapan perang berakhir?"), read("Apa itu perang Korea?"))

    assert asked.kind is Kind.WHEN
    assert [(each.word, each.weight) for each in asked.terms] == [
        ("perang", 1.0),
        ("berakhir", 1.0),
        ("korea", EARLIER_WEIGHT),
    ]
    assert EARLIER_WEIGHT < 1


def test_a_follow_up_question_keeps_its_own_words() -> None:
    asked = follow_up(read("kapan perang berakhir?"), read("Apa itu perang Korea?"))

    assert asked.words == ("kapan", "perang", "berakhir")


def test_an_unspaced_question_has_its_longest_phrase_even_after_many_others() -> None:
    asked = read("什么" * 50 + "什么时候", "zh")

    assert asked.kind is Kind.WHEN


@pytest.mark.parametrize(
    ("question", "code", "expected"),
    [
        ("pass bisa dikasih ke temen ga", "en", ["pass", "diberi", "teman"]),
        ("What's the maximum fine?", "id", ["maximum", "fine"]),
        ("berapa harga anak2 di sini", "en", ["harga", "anak"]),
    ],
)
def test_a_question_in_another_language_than_the_text_is_read_in_its_own(
    question: str, code: str, expected: list[str]
) -> None:
    asked = read_question(question, analyzer(code), [language("id"), language("en")])

    assert [term.word for term in asked.terms] == expected


@pytest.mark.parametrize(
    "question", ["Siapakah ketua kelas?", "berapa harga tiket", "di mana beli tiket", "jam berapa"]
)
def test_an_indonesian_question_is_not_taken_for_malay(question: str) -> None:
    asked = read_question(question, analyzer("id"), [language("id"), language("ms")])

    assert asked.language == "id"


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("boleh bawa kucing ga kak?", True),
        ("kucing boleh dibawa?", True),
        ("min, apakah anak gratis?", True),
        ("tokonya buka hari Minggu nggak ya", True),
        ("Can I bring a cat?", True),
        ("Do you open on Sunday?", True),
        ("siapa yang boleh masuk?", False),
        ("kapan boleh masuk?", False),
        ("syarat apa yang wajib dibawa", False),
        ("What can I bring?", False),
        ("harga tiket", False),
        ("yang di", False),
        ("", False),
    ],
)
def test_a_question_of_yes_or_no_is_known(question: str, whether: bool) -> None:
    assert read(question).asks_whether is whether
