from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord.render.answer import NEIGHBOUR_ROOM, render_page, render_refusal
from bot.discord.render.limits import MESSAGE_BYTES, MESSAGE_TEXT, size
from bot.discord.render.quotes import displayed
from bot.discord.render.tone import Tone
from bot.locales import ENGLISH, Texts
from bot.text.cut import ELLIPSIS
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal
from index.ranking.doubts import Doubts
from tests.bot.indonesian import INDONESIAN
from tests.bot.sample_articles import LONG, TEXT, articles

THIRDS = Span(0, 2000), Span(2000, 4000), Span(4000, 6000)


def article(title: str = "Judul", url: str | None = None) -> Article:
    body = "Awal.\nIsi satu. Isi dua.\nAkhir."
    passages = (
        Passage(1, Span(0, 5), (Span(0, 5),)),
        Passage(2, Span(6, 24), (Span(6, 15), Span(16, 24))),
        Passage(3, Span(25, 31), (Span(25, 31),)),
    )
    return Article("a", 1, title, "Reuters", url, "id", body, passages)


def answer(shown: Article, passage: int = 2) -> Answer:
    found = shown.passage(passage)
    return Answer("Apa?", (Hit(shown, found, 1.0, found.sentences[-1], found.sentences[-1]),), 0.9)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles(), TEXT | LONG, st.booleans(), st.booleans(), st.data())
def test_any_answer_fits_and_quotes_word_for_word(
    shown: Article, question: str, around: bool, show_question: bool, data: st.DataObject
) -> None:
    passage = data.draw(st.sampled_from(shown.passages))
    numbers = st.integers(0, len(passage.sentences) - 1)
    first, last = sorted((data.draw(numbers), data.draw(numbers)))
    bold = Span(passage.sentences[first].start, passage.sentences[last].end)
    hit = Hit(shown, passage, 1.0, passage.sentences[last], bold)

    page = render_page(
        Answer(question, (hit, hit), 0.5, doubtful=data.draw(st.booleans())),
        ENGLISH,
        1,
        around=around,
        show_question=show_question,
    )

    used = size("".join(page.texts))
    assert used <= MESSAGE_TEXT
    assert (page.question is not None) == show_question
    # Near the limit a neighbouring paragraph may be cut or left out.
    if ELLIPSIS not in shown.body + page.quote and used < MESSAGE_TEXT - NEIGHBOUR_ROOM - 10:
        expected = [passage]
        if around:
            expected = [*shown.passages[max(passage.number - 2, 0) : passage.number + 1]]
        texts = [part.span.of(shown.body) for part in expected]
        assert displayed(page.quote) == "\n\n".join(texts)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(articles(), max_size=5), TEXT | LONG, st.sampled_from(Refusal), st.booleans())
def test_any_refusal_fits(
    nearest: list[Article], question: str, reason: Refusal, show_question: bool
) -> None:
    refused = Answer(question, (), 0.0, reason, tuple(nearest))

    blocks = render_refusal(refused, INDONESIAN, show_question=show_question)

    assert sum(map(size, blocks)) <= MESSAGE_TEXT
    assert INDONESIAN(f"refusal.{reason.name.lower()}") in blocks
    assert all(blocks)


@pytest.mark.parametrize("title", ["Isi satu.", " Isi\nsatu."])
def test_a_title_that_begins_the_passage_is_not_quoted_with_it(title: str) -> None:
    page = render_page(answer(article(title)), ENGLISH, 0, around=False, show_question=True)

    assert displayed(page.quote) == "Isi dua."


def test_a_title_is_quoted_where_it_is_the_answer() -> None:
    shown = article("Isi satu.")
    (hit,) = answer(shown).hits
    first = hit.passage.sentences[0]
    titled = Answer("Apa?", (replace(hit, sentence=first, shown=first),), 0.9)

    page = render_page(titled, ENGLISH, 0, around=False, show_question=True)

    assert displayed(page.quote) == "Isi satu. Isi dua."


@pytest.mark.parametrize("doubtful", [True, False])
def test_a_doubtful_quote_has_a_warning(doubtful: bool) -> None:
    shown = replace(answer(article()), doubtful=doubtful)

    page = render_page(shown, INDONESIAN, 0, around=False, show_question=True)

    assert page.warning == (INDONESIAN("answer.doubtful") if doubtful else None)


def test_the_previous_sentence_is_bold_too_if_both_are_shown() -> None:
    (hit,) = answer(article()).hits
    shown = Answer("Apa?", (replace(hit, shown=hit.passage.span),), 0.9)

    page = render_page(shown, INDONESIAN, 0, around=False, show_question=True)

    assert page.quote == "> **Isi satu. Isi dua.**"


def test_the_best_sentence_is_bold_and_the_source_follows() -> None:
    page = render_page(answer(article()), INDONESIAN, 0, around=False, show_question=True)

    assert page.question == "-# Apa?"
    assert page.quote == "> Isi satu. **Isi dua.**"
    assert page.origin == "-# **Judul**\n-# Reuters · paragraf 2 dari 3"


def test_author_and_date_follow_the_source() -> None:
    stated = replace(article(), author="Sari Contoh", published="2024-03-05")

    page = render_page(answer(stated), INDONESIAN, 0, around=False, show_question=True)

    assert (
        page.origin == "-# **Judul**\n-# Reuters · Sari Contoh · 5 Maret 2024 · paragraf 2 dari 3"
    )


@pytest.mark.parametrize(
    ("passage", "quote"),
    [
        (1, "> **Awal.**\n> \n> Isi satu. Isi dua."),
        (2, "> Awal.\n> \n> Isi satu. **Isi dua.**\n> \n> Akhir."),
        (3, "> Isi satu. Isi dua.\n> \n> **Akhir.**"),
    ],
)
def test_the_paragraphs_around_are_in_normal_weight(passage: int, quote: str) -> None:
    shown = answer(article(), passage)

    assert render_page(shown, ENGLISH, 0, around=True, show_question=False).quote == quote


def test_the_title_is_linked_to_the_sentence() -> None:
    page = render_page(
        answer(article(url="https://a.b/")), ENGLISH, 0, around=False, show_question=False
    )

    assert page.origin.startswith(
        "-# **[Judul](https://a.b/#:~:text=satu.-,Isi,dua&text=Isi%20dua)**"
    )


def test_a_link_that_the_title_cannot_be_is_on_a_line_below() -> None:
    there = article("Isi 😀", "https://kabar.example:80/1")
    page = render_page(answer(there), ENGLISH, 0, around=False, show_question=False)
    refused = Answer("Apa?", (), 0.1, Refusal.NO_MATCH, (there,))

    link = "[kabar.example](https://kabar.example:80/1#:~:text=satu.-,Isi,dua&text=Isi%20dua)"
    assert page.origin == f"-# **Isi 😀**\n-# {link}\n-# Reuters · paragraph 2 of 3"
    assert render_refusal(refused, ENGLISH, show_question=False)[-1].endswith(
        "\n- Isi 😀\n  [kabar.example](https://kabar.example:80/1)"
    )


def test_the_source_of_a_usual_address_is_a_button_and_the_title_no_link() -> None:
    there = article("Isi 😀", "https://kabar.example/1")

    page = render_page(answer(there), ENGLISH, 0, around=False, show_question=False)

    assert page.address == "https://kabar.example/1#:~:text=satu.-,Isi,dua&text=Isi%20dua"
    assert page.origin == "-# **Isi 😀**\n-# Reuters · paragraph 2 of 3"


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({}, Tone.ANSWER),
        ({"doubts": Doubts(corrected=(("stelit", "satelit"),))}, Tone.CORRECTION),
        ({"doubts": Doubts(corrected=(("a", "b"),)), "doubtful": True}, Tone.DOUBT),
    ],
)
def test_answer_correction_and_doubt_are_told_apart_by_colour_icon_and_word(
    changes: dict[str, Any], tone: Tone
) -> None:
    page = render_page(
        replace(answer(article()), **changes), ENGLISH, 0, around=False, show_question=True
    )

    assert page.tone is tone
    assert page.texts[0] == page.head == tone.head(ENGLISH)
    colours = {one.colour for one in Tone}
    icons, words = zip(*(one.head(INDONESIAN).split(" ", 1) for one in Tone), strict=True)
    assert len(colours) == len(set(icons)) == len(set(words)) == len(Tone)


def test_a_long_question_is_cut_at_a_word() -> None:
    shown = Answer("satu dua " * 50, answer(article()).hits, 0.9)

    page = render_page(shown, ENGLISH, 0, around=False, show_question=True)

    assert page.question is not None
    assert len(page.question) <= 203
    assert page.question.endswith(("satu…", "dua…"))


def test_a_question_cannot_affect_the_text_below_it() -> None:
    shown = Answer("a\u202e\n# b @everyone", answer(article()).hits, 0.9)

    page = render_page(shown, ENGLISH, 0, around=False, show_question=True)

    assert page.question == r"-# a \# b \@everyone"


@pytest.mark.parametrize("room", [1000, MESSAGE_TEXT])
def test_an_answer_fits_the_given_room(room: int) -> None:
    body = f"{'*' * 3 * MESSAGE_TEXT}."
    whole = Span(0, len(body))
    long = replace(article(), body=body, passages=(Passage(1, whole, (whole,)),))

    page = render_page(answer(long, 1), ENGLISH, 0, around=False, show_question=True, room=room)

    assert room - 10 < sum(map(size, page.texts)) <= room


def test_an_answer_in_any_script_fits_in_discords_bytes() -> None:
    body = "ก" * 6000
    parts = tuple(Passage(n, span, (span,)) for n, span in enumerate(THIRDS, 1))
    shown = answer(replace(article(title="ก" * 300), body=body, passages=parts))

    page = render_page(shown, ENGLISH, 0, around=True, show_question=True)

    assert MESSAGE_BYTES * 0.9 < sum(len(text.encode()) for text in page.texts) <= MESSAGE_BYTES


def test_a_refusal_names_the_nearest_titles() -> None:
    refused = Answer("Apa?", (), 0.1, Refusal.NO_MATCH, (article("A"), article("B_")))

    assert render_refusal(refused, ENGLISH, show_question=True) == (
        Tone.REFUSAL.head(ENGLISH),
        "-# Apa?",
        ENGLISH("refusal.no_match"),
        f"-# {ENGLISH('answer.nearest')}\n- A\n- B\\_",
    )


def test_where_no_article_is_near_some_are_named_as_examples() -> None:
    refused = Answer("Apa?", (), 0.1, Refusal.NO_MATCH, titles=(article("A"),))

    blocks = render_refusal(refused, ENGLISH, show_question=True)

    assert blocks[-1] == f"-# {ENGLISH('answer.titles')}\n- A"


def test_a_refusal_omits_titles_that_do_not_fit() -> None:
    nearest = article("*" * 300, f"https://news.example/{'x' * 900}")
    refused = Answer("Apa?", (), 0.1, Refusal.NO_MATCH, (nearest,) * 5)

    blocks = render_refusal(refused, ENGLISH, show_question=True)

    assert sum(map(size, blocks)) <= MESSAGE_TEXT
    assert blocks[-1].count("\n- ") == 2


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_a_chosen_passage_is_marked(texts: Texts) -> None:
    found = answer(article()).hits[0]

    for chosen in (True, False):
        shown = Answer("Apa?", (replace(found, chosen=chosen),), 1.0)
        page = render_page(shown, texts, 0, around=False, show_question=False)
        assert page.origin.endswith(f" · {texts('review.mark_chosen')}") == chosen
