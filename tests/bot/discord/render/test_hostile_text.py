"""No text that people write pings, breaks out of its place, or garbles the text beside it.

Each part of a message is rendered with a hostile text in every place that takes one, and with a
harmless one. Whatever Discord would act on in the first is in the second, too: it is Kutip's own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord.render.answer import render_page, render_refusal
from bot.discord.render.effects import group_text
from bot.discord.render.figures import digest_texts, stats_texts
from bot.discord.render.limits import CHOICE_NAME, MESSAGE_TEXT, size
from bot.discord.render.preview import render_preview
from bot.discord.render.question import (
    added_texts,
    candidate_texts,
    choice_text,
    found_texts,
    poor_texts,
    taken_back_text,
    unanswered_texts,
)
from bot.discord.render.review import (
    chosen_sheet,
    chosen_texts,
    poor_sheet,
    settled_sheet,
    settled_texts,
    unanswered_sheet,
)
from bot.discord.render.shelf import article_sheet, history_sheet, list_sheet, news_text
from bot.discord.views.forms import LONGEST_INPUT, ArticleForm
from bot.discord.views.review.listing import Listing, PickMenu
from bot.locales import ENGLISH
from bot.querylog.answer_changes import Effect
from bot.questions.review import Choice
from corpus.article import Article
from corpus.catalogue import Version
from corpus.draft import Draft
from corpus.split import split
from index.answer import Answer, Refusal
from tests.bot.discord.render.test_effects import change as effect
from tests.bot.discord.render.test_effects import quote
from tests.bot.discord.render.test_figures import FIGURES, asked
from tests.bot.discord.render.test_preview import proposal
from tests.bot.discord.render.test_question import hit, query
from tests.bot.discord.render.test_review import chosen, poor, settled, unanswered
from tests.bot.discord.render.test_shelf import AT, change, entry
from tests.bot.sample_articles import LONG, TEXT

MARKUP = """
@everyone @here <@1> <@!1> <@&1> <#1> </ask:1> <:a:1> <a:a:1> <t:0:R> <id:guide> :smile: ``` ` ** *
__ _ ~~ || [a](https://example.org) [a](<b> ](c) https://example.org <https://example.org> www.a.org
> >>> # ## -# - 1. \\ | & ; {count} {title} %s $x a kata
"""
INVISIBLE = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff\u00ad"
HOSTILE = (
    st.lists(
        st.sampled_from([*MARKUP.split(), *INVISIBLE, " ", "\n", "\r", "\x00", "e\u0301" * 9, "😀"])
    )
    .map("".join)
    .filter(lambda text: bool(text.strip()))
    | TEXT.filter(lambda text: bool(text.strip()))
    | LONG
)
HARMLESS = "kata"


def article(text: str) -> Article | None:
    """Return an article with this text everywhere; None if it has no passage."""
    passages = split(text)
    return (
        Article("kopi", 1, text, text, None, "id", text, passages, author=text)
        if passages
        else None
    )


def answered(text: str) -> Iterator[str]:
    shown = article(text)
    if shown is not None:
        answer = Answer(text, (hit(shown), hit(shown)), 0.9, doubtful=True)
        for around in (False, True):
            yield from render_page(answer, ENGLISH, 1, around=around, show_question=True).texts


def refused(text: str) -> Sequence[str]:
    nearest = tuple(filter(None, [article(text)]))
    return render_refusal(
        Answer(text, (), 0.0, Refusal.NO_MATCH, nearest), ENGLISH, show_question=True
    )


def previewed(text: str) -> Sequence[str]:
    shown = article(text)
    return () if shown is None else render_preview(proposal(shown), ENGLISH)


def compared(text: str) -> Sequence[str]:
    old, new = article(f"kata {text}"), article(f"{text} lain")
    assert old is not None
    assert new is not None
    return render_preview(proposal(new, old), ENGLISH)


def on_the_shelf(text: str) -> Iterator[str]:
    one, shown = entry(text, source=text, url=None), article(text)
    yield from list_sheet([one], ENGLISH, 0, text[:32]).texts
    yield news_text([change(title=text)], 1, ENGLISH)
    version = Version(1, text, AT, len(text))
    yield from history_sheet(one, [version], [change(title=text)], ENGLISH, 0).texts
    if shown is not None:
        yield from article_sheet(one, shown, ENGLISH, 0, quoted={}, changes=[]).texts


def unanswered_lists(text: str) -> Iterator[str]:
    one = replace(unanswered(text), wordings=(text, f"{text} x"))
    yield from unanswered_sheet([one], ENGLISH, 0).texts
    yield from unanswered_texts(one, text, ENGLISH)


def poor_lists(text: str) -> Iterator[str]:
    one, shown = poor(text, text), article(text)
    yield from poor_sheet([one], ENGLISH, 0).texts
    yield from poor_texts(one, text, None if shown is None else hit(shown), ENGLISH)


def settled_lists(text: str) -> Iterator[str]:
    one, titles = settled(text), {"a": text}
    yield from settled_sheet([one], titles, ENGLISH, 0, 1).texts
    yield from settled_texts(one, titles, ENGLISH)


def chosen_lists(text: str) -> Iterator[str]:
    one = chosen(text, article(text), in_use=True)
    yield from chosen_sheet([one], ENGLISH, 0, 1).texts
    yield from chosen_texts(one, ENGLISH)
    yield choice_text(Choice(one, one), text, ENGLISH)
    yield taken_back_text(text, one, ENGLISH)


def candidates(text: str) -> Iterator[str]:
    shown = article(text)
    if shown is not None:
        yield from candidate_texts([hit(shown)], None, [], ENGLISH)
        yield from found_texts([hit(shown)], query(text), text[:300], ENGLISH)
        yield from added_texts(text, Answer(text, (hit(shown),), 0.5), shown.id, ENGLISH)


def effects(text: str) -> Iterator[str]:
    shown = article(text)
    if shown is not None:
        changed = effect(Effect.CHANGED, None, quote(shown), text)
        yield group_text([changed], {("kopi", 1): shown}, ENGLISH, 1200)


def figures(text: str) -> Iterator[str]:
    yield from digest_texts(FIGURES, [asked(text, 3)], ENGLISH)
    yield from stats_texts(FIGURES, 30, ENGLISH)


RENDERED: dict[str, Callable[[str], Iterator[str] | Sequence[str]]] = {
    each.__name__: each
    for each in (
        answered,
        refused,
        previewed,
        compared,
        on_the_shelf,
        unanswered_lists,
        poor_lists,
        settled_lists,
        chosen_lists,
        candidates,
        effects,
        figures,
    )
}
ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
ACTIVE = re.compile(
    r"@everyone|@here|<(?:@[!&]?|#|/[^>]*:|a?:\w+:|t:|id:)[^>\s]*>?"  # pings, links, emoji, times
    r"|`+[^`\n]*`*|\]\(|\w://|:\w+:"  # code, links, the names of emoji
    r"|\|\||^(?:> )?(?:\#{1,3}\s|>)",  # spoilers, headings and quotes within quotes
    re.MULTILINE,
)
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def active(texts: Iterator[str] | Sequence[str]) -> set[str]:
    """Return what Discord would act on."""
    return {found for text in texts for found in ACTIVE.findall(ESCAPED.sub("\ufffc", text))}


@pytest.mark.parametrize("place", RENDERED)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=HOSTILE)
def test_hostile_text_is_shown_as_text(place: str, text: str) -> None:
    texts = list(RENDERED[place](text))

    assert active(texts) <= active(RENDERED[place](HARMLESS))
    for each in texts:
        assert size(each) <= MESSAGE_TEXT
        beside = "\n".join(line for line in each.split("\n") if not line.startswith("> "))
        assert not BIDI.search(beside), beside


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE)
def test_hostile_text_fits_menus_and_forms(text: str) -> None:
    menu = PickMenu.of([(text, "0" * 32)], Listing.UNANSWERED, 0, ENGLISH)
    draft = Draft("kopi", text, text, None, "id", text[: LONGEST_INPUT // 2])

    async def nothing(*_: object) -> None:
        pass

    for option in menu.options:
        assert 1 <= len(option.label) <= CHOICE_NAME
        assert not BIDI.search(option.label)
    for form in (
        ArticleForm.for_names(draft, ENGLISH, nothing),
        ArticleForm.for_text(draft, ENGLISH, nothing),
    ):
        assert form.to_dict()["components"]
