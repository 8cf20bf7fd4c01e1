import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Passage, Span
from index.answer import Answer, Refusal
from index.finder import DOUBT, SHOWN, Finder, is_doubtful
from tests.index.articles import article, articles, shipped

SATELLITE = "Satelit mata-mata itu diluncurkan pada Mei 2024. Roketnya meledak."
TRUCE = "Perang berakhir dengan gencatan senjata pada 1953."
SHIPPED = Finder(shipped())


def first(answer: Answer) -> int:
    """Return the number of the passage that is shown first."""
    return answer.hits[0].passage.number


def test_the_passage_with_the_answer_is_quoted_first() -> None:
    answer = Finder(articles(f"{SATELLITE}\n{TRUCE}")).find("kapan perang berakhir", 0.3)

    assert answer.answered
    assert first(answer) == 2


def test_the_sentence_with_the_asked_words_is_the_one_to_show() -> None:
    (hit,) = Finder(articles(SATELLITE)).find("kenapa roket meledak?", 0.3).hits

    assert hit.sentence.of(hit.article.body) == "Roketnya meledak."


def test_hits_have_the_scores_of_their_ranking() -> None:
    answer = Finder(articles(TRUCE, SATELLITE, f"Ada perang. {SATELLITE}")).find("perang", 0.0)

    scores = [hit.score for hit in answer.hits]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)


def test_an_answer_has_its_question_and_a_refusal_too() -> None:
    for finder in (Finder([]), SHIPPED):
        for question in ("", "Siapa Vipin Narang?", "rendang"):
            assert finder.find(question, 0.3).question == question


def test_the_explanation_of_a_question_is_that_of_its_answer() -> None:
    question = "Kapan Korea meluncurkan satelit?"
    explanation = SHIPPED.explain(question, 0.4)

    assert explanation.confidence == SHIPPED.find(question, 0.4).confidence
    assert explanation.min_confidence == 0.4
    assert len(explanation.hits) == len(SHIPPED.find(question, 0.0).hits) == SHOWN
    assert SHIPPED.explain("", 0.4).min_confidence == 0.4


def test_a_finder_knows_the_words_of_its_passages_in_every_language() -> None:
    finder = Finder([article(TRUCE, "1", title="Sejarah"), article("Rockets exploded.", "2", "en")])

    assert finder.knows("perang")
    assert finder.knows("rockets")
    assert not finder.knows("roket")
    assert not finder.knows("sejarah")
    assert not Finder([]).knows("perang")


def test_an_answer_at_the_limit_of_doubt_is_not_doubtful() -> None:
    assert is_doubtful(0.499, 0.1)
    assert not is_doubtful(0.5, 0.1)


def test_matched_words_are_spans_in_the_passage() -> None:
    (hit,) = Finder(articles(SATELLITE)).find("peluncuran satelit", 0.3).hits

    assert [span.of(hit.article.body) for span in hit.matched] == ["Satelit", "diluncurkan"]


def test_a_sentence_that_refers_back_is_shown_with_the_one_before() -> None:
    (hit, *_) = SHIPPED.find("Sudah berapa kali rezim Kim Jong Un mengalami kegagalan?", 0.3).hits
    shown = hit.shown.of(hit.article.body)

    assert hit.sentence.of(hit.article.body).startswith("Ini merupakan kegagalan ketiga")
    assert shown.startswith("Pada akhir Mei 2024")
    assert shown.endswith("empat upaya peluncurannya.")


@pytest.mark.parametrize("question", ["", "   ", "🙂🙂", "?!…", "\u200b\u202e", "** || ``"])
def test_a_question_without_words_is_blank(question: str) -> None:
    assert SHIPPED.find(question, 0.3).refusal is Refusal.BLANK


@pytest.mark.parametrize("library", [[], articles(""), articles("🙂", "…")])
def test_where_there_is_nothing_to_quote_every_question_is_refused(library: list[Article]) -> None:
    answer = Finder(library).find("kapan?", 0.0)

    assert answer.confidence == 0.0
    assert answer.refusal is (Refusal.NO_MATCH if library else Refusal.NO_ARTICLES)
    assert answer.titles == tuple(library)


@pytest.mark.parametrize(
    "question", ["apa itu?", "yang di dan", "Bagaimana memasak rendang?", "最近の大統領"]
)
def test_a_question_that_shares_no_word_is_refused_with_titles_to_try(question: str) -> None:
    asked = articles(SATELLITE, TRUCE)

    answer = Finder(asked).find(question, 0.3)

    assert (answer.refusal, answer.hits, answer.confidence) == (Refusal.NO_MATCH, (), 0.0)
    assert (answer.nearest, answer.titles) == ((), tuple(asked))


def test_a_refusal_names_only_the_articles_that_are_near() -> None:
    asked = articles(SATELLITE, TRUCE)

    answer = Finder(asked).find("gencatan senjata di planet Mars", 1.0)

    assert answer.refusal is Refusal.NO_MATCH
    assert answer.confidence > 0
    assert (answer.nearest, answer.titles) == ((asked[1],), ())


def test_below_the_minimum_confidence_is_refused_and_a_little_above_is_doubtful() -> None:
    question = "kapan perang berakhir"
    confidence = Finder(articles(TRUCE)).find(question, 0.0).confidence

    def answer(least: float) -> Answer:
        return Finder(articles(TRUCE)).find(question, least)

    assert answer(confidence + 0.01).refusal is Refusal.NO_MATCH
    assert answer(confidence).doubtful
    assert answer(confidence - DOUBT + 0.01).doubtful
    assert not answer(confidence - DOUBT - 0.01).doubtful
    assert not answer(confidence + 0.01).doubtful


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_word_that_is_in_every_passage_is_found(count: int) -> None:
    assert Finder(articles(*[TRUCE] * count)).find("kapan perang berakhir?", 0.3).answered


def test_a_passage_may_have_no_words() -> None:
    library = [article("…", "1", title="Perang"), article(TRUCE, "2", title="Perang")]

    assert Finder(library).find("gencatan senjata dalam perang", 0.3).hits[0].article.id == "2"


def test_equal_passages_come_in_the_order_of_articles_and_places() -> None:
    answer = Finder(articles(f"{TRUCE}\n{TRUCE}", TRUCE)).find("gencatan senjata", 0.3)

    assert [(hit.article.id, hit.passage.number) for hit in answer.hits] == [
        ("article-1", 1),
        ("article-1", 2),
        ("article-2", 1),
    ]


def test_an_answer_has_no_more_hits_than_asked_for() -> None:
    finder = Finder(articles("\n".join([TRUCE] * 9)))

    assert [len(finder.find("gencatan", 0.3, most).hits) for most in (1, 3, 20)] == [1, 3, 9]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Kapan perang berakhir?", "id"),
        ("When was the armistice signed?", "en"),
        ("朝鲜战争什么时候停战？", "zh"),
    ],
)
def test_in_a_library_of_several_languages_the_surest_answers(question: str, language: str) -> None:
    library = [
        article(TRUCE, "id", "id"),
        article("The armistice was signed in 1953.", "en", "en"),
        article("朝鲜战争于1953年停战。", "zh", "zh"),
    ]

    for order in (library, library[::-1]):
        assert Finder(order).find(question, 0.3).hits[0].article.language == language


@pytest.mark.parametrize(
    "question",
    [
        "**gencatan** _senjata_ `1953`",
        "\u202egencatan\u202c senjata",
        "gen\u2060catan sen\u00adjata",
        "🙂gencatan🙂senjata",
        "ＧＥＮＣＡＴＡＮ ＳＥＮＪＡＴＡ",
        "# gencatan\n> senjata",
        "gencatn senjta",
    ],
)
def test_a_word_is_found_whatever_its_formatting(question: str) -> None:
    answer = Finder(articles(SATELLITE, TRUCE)).find(question, 0.3)

    assert answer.hits[0].article.id == "article-2"


@pytest.mark.parametrize(
    "question",
    [
        "perang " * 2000,
        " ".join(f"kata{number}" for number in range(2000)),
        " ".join(each.body for each in shipped()) * 8,
    ],
)
def test_a_question_of_thousands_of_words_gets_an_answer(question: str) -> None:
    answer = SHIPPED.find(question, 0.0)

    assert answer.answered == bool(answer.hits)


def test_a_passage_of_100_kb_is_searched_and_quoted_sentence_by_sentence() -> None:
    body = "Hal lain terjadi di sana. " * 4000 + TRUCE
    end = len(body) - len(TRUCE)
    starts = range(0, end, 26)
    sentences = (*(Span(start, start + 25) for start in starts), Span(end, len(body)))
    passage = Passage(1, Span(0, len(body)), sentences)

    (hit,) = (
        Finder([Article("long", 1, "Judul", "Sumber", None, "id", body, (passage,))])
        .find("kapan perang berakhir?", 0.0)
        .hits
    )

    assert len(body) > 100_000
    assert hit.sentence.of(body) == TRUCE


@pytest.mark.parametrize(
    ("earlier", "question", "passage"),
    [
        ("Mengapa peluncuran satelit mata-mata Korea Utara gagal?", "kapan itu terjadi?", 7),
        ("Siapa Cho Chang-rae?", "latihan apa?", 5),
        ("resolusi siapa yang dilanggar peluncuran itu?", "apa yang dilarang?", 8),
        ("Perang Korea", "berakhir dengan apa?", 6),
        ("Siapa Vipin Narang?", "apa tugasnya?", 3),
        ("Apa peringatan Seoul dan Washington?", "bagaimana tanggapannya?", 9),
    ],
)
def test_a_question_that_follows_up_is_understood_by_the_one_before(
    earlier: str, question: str, passage: int
) -> None:
    assert first(SHIPPED.find(question, 0.0, earlier=earlier)) == passage


def test_without_the_question_before_a_follow_up_is_not_understood() -> None:
    assert not SHIPPED.find("kapan itu terjadi?", 0.0).answered


def test_what_is_asked_now_counts_more_than_what_was_asked_before() -> None:
    library = Finder(articles("Roket itu meledak.", "Perang itu berakhir."))

    assert library.find("roket", 0.0, earlier="perang").hits[0].article.id == "article-1"
    assert library.find("perang", 0.0, earlier="roket").hits[0].article.id == "article-2"


@given(st.text(max_size=200), st.none() | st.text(max_size=50))
def test_any_text_gets_an_answer_whose_spans_are_within_its_passages(
    question: str, earlier: str | None
) -> None:
    assert_sound(SHIPPED.find(question, 0.0, earlier=earlier))


@given(st.lists(st.sampled_from(" ".join(each.body for each in shipped()).split()), max_size=12))
def test_any_words_of_an_article_get_the_same_answer_twice(words: list[str]) -> None:
    question = " ".join(words)

    answer = SHIPPED.find(question, 0.3)

    assert_sound(answer)
    assert SHIPPED.find(question, 0.3) == answer


@given(st.lists(st.text(max_size=60), max_size=4), st.text(min_size=1, max_size=20))
def test_any_articles_can_be_asked(bodies: list[str], question: str) -> None:
    library = [
        article(f"{body} {question}", f"{number}", code)
        for number, (body, code) in enumerate(zip(bodies, ["id", "en", "zh", "xx"], strict=False))
    ]

    assert_sound(Finder(library).find(question, 0.0))


def assert_sound(answer: Answer) -> None:
    assert 0 <= answer.confidence <= 1
    assert answer.answered == bool(answer.hits)
    assert (answer.refusal is None) == answer.answered
    for hit in answer.hits:
        assert hit.sentence in hit.passage.sentences
        assert hit.passage.span.covers(hit.shown)
        assert hit.shown.covers(hit.sentence)
        assert all(hit.passage.span.covers(word) for word in hit.matched)
