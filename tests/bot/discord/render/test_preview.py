from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.changes import compare
from bot.articles.drafts import WaitingDraft
from bot.articles.notes import NO_NOTES, Notes
from bot.articles.publish import Proposal
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.preview import render_preview
from bot.locales import ENGLISH, Texts
from corpus.article import Article
from corpus.draft import Draft
from corpus.errors import SameTextError, TitleTakenError
from corpus.formats.reading import LeftOut, ReadingWarning
from corpus.split import split
from tests.bot.indonesian import INDONESIAN
from tests.bot.sample_articles import articles


def proposal(
    article: Article,
    base: Article | None = None,
    problem: TitleTakenError | SameTextError | None = None,
    notes: Notes = NO_NOTES,
    *,
    replaceable: bool = False,
) -> Proposal:
    """Return a proposal whose draft is this article."""
    draft = Draft(
        article.id, article.title, article.source, article.url, article.language, article.body
    )
    old = [] if base is None else [each.span.of(base.body) for each in base.passages]
    new = [each.span.of(article.body) for each in article.passages]
    return Proposal(
        WaitingDraft("0" * 32, 1, 2, draft, None if base is None else base.version, notes),
        article.passages,
        base,
        () if base is None else compare(old, new),
        problem,
        replaceable,
    )


PROBLEMS = st.none() | st.builds(TitleTakenError, st.text(max_size=200)) | st.builds(
    SameTextError, st.just("any"), st.text(max_size=200)
)  # fmt: skip
NOTES = st.builds(
    Notes,
    st.sets(st.sampled_from(list(ReadingWarning))).map(tuple),
    st.lists(st.integers(1, 10**6)).map(tuple),
    st.lists(st.builds(LeftOut, st.text(min_size=1), st.just(0))).map(tuple),
)


@given(articles(), st.none() | articles(), PROBLEMS, NOTES, st.sampled_from([ENGLISH, INDONESIAN]))
def test_any_draft_fits_a_message(
    article: Article,
    base: Article | None,
    problem: TitleTakenError | SameTextError | None,
    notes: Notes,
    texts: Texts,
) -> None:
    blocks = render_preview(proposal(article, base, problem, notes, replaceable=True), texts)

    assert all(block.strip() for block in blocks)
    assert sum(map(size, blocks)) <= MESSAGE_TEXT


@given(articles())
def test_the_first_and_the_last_passage_are_quoted(article: Article) -> None:
    _, *quotes = render_preview(proposal(article), ENGLISH)

    heads = [quote.split("\n")[0].removeprefix("-# ") for quote in quotes]
    if len(article.passages) == 1:
        assert heads == [ENGLISH("intake.only_paragraph")]
    else:
        assert heads == [ENGLISH("intake.first_paragraph"), ENGLISH("intake.last_paragraph")]
    assert all(quote.split("\n")[1].startswith("> ") for quote in quotes)


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://kabar.example", True),
        ("http://www.kabar.example/", True),
        ("https://kabar.example/1", False),
        ("https://kabar.example/?p=1", False),
        (None, False),
    ],
)
def test_who_adds_the_front_page_of_a_site_is_told_of_following_it(
    simple: Article, url: str | None, is_front: bool
) -> None:
    article = replace(simple, url=url)
    new, changed = (
        "\n".join(render_preview(proposal(article, base), ENGLISH)) for base in (None, simple)
    )

    assert (ENGLISH("intake.front_page") in new) == is_front
    assert ENGLISH("intake.front_page") not in changed


def test_a_title_that_begins_the_text_is_previewed_as_it_will_be_quoted(simple: Article) -> None:
    body = f"Pasar\n\n{simple.body}"
    _, *quotes = render_preview(
        proposal(replace(simple, title="Pasar", body=body, passages=split(body))), ENGLISH
    )

    assert simple.body.split()[0] in quotes[0]
    assert "Pasar" not in quotes[0]


@pytest.mark.parametrize("warning", ReadingWarning)
def test_every_warning_has_a_text(simple: Article, warning: ReadingWarning) -> None:
    for texts in (ENGLISH, INDONESIAN):
        _, notes, *_ = render_preview(proposal(simple, notes=Notes((warning.value,))), texts)
        assert notes == f"⚠️ {texts(f'intake.warning.{warning}')}"


@pytest.mark.parametrize(
    ("problem", "replaceable", "todo"),
    [
        (TitleTakenError("*Boats*"), False, ENGLISH("intake.title_taken")),
        (SameTextError("any", "*Boats*"), True, ENGLISH("intake.same_text")),
        (SameTextError("any", "*Boats*"), False, ""),
    ],
)
def test_a_problem_is_shown_with_its_solution(
    simple: Article, problem: TitleTakenError | SameTextError, replaceable: bool, todo: str
) -> None:
    _, notes, *_ = render_preview(
        proposal(simple, problem=problem, replaceable=replaceable), ENGLISH
    )

    assert notes.startswith("⛔ ")
    assert "“\\*Boats\\*”" in notes
    assert notes.endswith(todo)


def test_a_new_version_shows_what_changed_and_nothing_else(simple: Article) -> None:
    new = replace(simple, title="New title", language="xx")

    _, names, counts = render_preview(proposal(new, simple), ENGLISH)

    assert names == "Title: ~~Old~~ **New** title\nLanguage: ~~English~~ **xx**"
    assert counts == f"-# {ENGLISH('intake.same_paragraphs')}"


def test_another_link_is_a_change(simple: Article) -> None:
    new = replace(simple, url="https://post.example/ferry")

    _, names, _ = render_preview(proposal(new, simple), ENGLISH)

    assert names == "Link: **https\\://post.example/ferry**"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://discord.com/channels/1/2/3", "[the message](https://discord.com/channels/1/2/3)"),
        ("https://discord.com/channels/1/2/3 @x", "https\\://discord.com/channels/1/2/3 \\@x"),
        ("https://post.example/", "https\\://post.example/"),
    ],
)
def test_the_link_to_a_message_is_shown_without_ids(simple: Article, url: str, shown: str) -> None:
    head, *_ = render_preview(proposal(replace(simple, url=url)), ENGLISH)

    assert head.endswith(f"\n-# {shown}")


@pytest.fixture
def simple() -> Article:
    """An article of one passage."""
    body = "The ferry leaves at eight."
    return Article("any", 1, "Old title", "Post", None, "en", body, split(body))
