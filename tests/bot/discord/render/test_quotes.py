import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.discord.render import quotes
from bot.discord.render.limits import size
from bot.discord.render.quotes import QuoteChangedError, block, displayed, excerpt
from bot.text.cut import ELLIPSIS
from corpus.article import Article, Passage, Span
from tests.bot.sample_articles import articles

BODY = "Satu dua. Tiga empat lima. Enam."
PASSAGE = Passage(1, Span(0, 32), (Span(0, 9), Span(10, 26), Span(27, 32)))
NO_SPAN = Span(0, 0)


@given(articles(), st.data())
def test_a_block_reads_back_as_exactly_its_span(article: Article, data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(article.passages))
    bold = data.draw(st.sampled_from(passage.sentences))

    quoted = block(article.body, passage.span, bold)

    assert displayed(quoted) == passage.span.of(article.body)
    assert all(line.startswith("> ") for line in quoted.split("\n"))


@given(articles(), st.integers(60, 600), st.data())
def test_an_excerpt_is_the_articles_words_around_the_sentence_and_fits(
    article: Article, room: int, data: st.DataObject
) -> None:
    passage = data.draw(st.sampled_from(article.passages))
    sentence = data.draw(st.sampled_from(passage.sentences))

    quoted = excerpt(article.body, passage, sentence, sentence, room)

    assert size(quoted) <= room
    text = displayed(quoted)
    if text != passage.span.of(article.body):
        assume(ELLIPSIS not in article.body)
        text = text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
    assert text in passage.span.of(article.body)
    assert text.strip()


def test_a_quote_that_would_not_be_verbatim_raises(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quotes, "escape", str.upper)

    with pytest.raises(QuoteChangedError):
        block(BODY, PASSAGE.span, NO_SPAN)


@pytest.mark.parametrize(
    ("sentence", "room", "shown"),
    [
        (0, 100, "> **Satu dua.** Tiga empat lima. Enam."),
        (1, 37, "> … **Tiga empat lima.** Enam."),
        (1, 29, "> … **Tiga empat lima.** …"),
        (1, 22, "> … **Tiga empat** …"),
        (2, 30, "> … **Enam.**"),
        (0, 24, "> **Satu dua.** …"),
    ],
)
def test_a_long_passage_is_cut_at_sentences_then_at_words(
    sentence: int, room: int, shown: str
) -> None:
    span = PASSAGE.sentences[sentence]

    assert excerpt(BODY, PASSAGE, span, span, room) == shown


def test_sentences_before_are_shown_if_they_fit() -> None:
    body = f"A b. C d. E f. {'Panjang ' * 9}."
    spans = (Span(0, 4), Span(5, 9), Span(10, 14), Span(15, len(body)))
    passage = Passage(1, Span(0, len(body)), spans)

    assert excerpt(body, passage, spans[2], spans[2], 40) == "> A b. C d. **E f.** …"


def test_a_word_that_does_not_fit_is_cut() -> None:
    body = "é" * 9000
    passage = Passage(1, Span(0, 9000), (Span(0, 9000),))

    quoted = excerpt(body, passage, passage.span, passage.span, 100)

    assert size(quoted) == 100 - size(f"{ELLIPSIS} ")
    assert displayed(quoted) == f"{'é' * 90} {ELLIPSIS}"


def test_bold_is_marked_per_line_without_outer_blanks() -> None:
    body = "a \n\n *b"

    assert block(body, Span(0, 7), Span(0, 7)) == "> **a** \n> \n>  **\\*b**"
