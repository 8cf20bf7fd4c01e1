import itertools
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot.articles.intake import IntakeResult
from bot.articles.publish import Proposal
from bot.errors import UserError
from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.draft import Draft
from corpus.errors import (
    ChangedMeanwhileError,
    NoArticleError,
    NoPassagesError,
    SameTextError,
    TitleError,
    TitleTakenError,
)
from corpus.library import Library
from corpus.schema import EVERYWHERE
from tests.bot.desk import FERRY, count_kept
from tests.failing import failing_at

pytestmark = pytest.mark.databases("sqlite", "postgresql")

HERE, THERE, MODERATOR = 1, 2, 7
OTHER = "Entirely other words about a harbour in the far north of the island."
DRAFT = Draft("a" * 32, "Ferry", "Post", None, "en", FERRY)
NEXT = Draft(
    "b" * 32, "Boats", "", None, "en", f"{FERRY}\n\nBicycles travel for free on all boats."
)


async def proposed(
    parts: Parts, draft: Draft, base: int | None = None, guild_id: int = HERE
) -> Proposal:
    return await parts.publisher.propose(guild_id, MODERATOR, IntakeResult(draft), base)


async def test_a_proposed_article_is_kept_as_a_draft_and_nowhere_else(parts: Parts) -> None:
    before = await count_kept(parts.engine)

    proposal = await proposed(parts, DRAFT)

    assert await parts.drafts.find(proposal.waiting.id, HERE) == proposal.waiting
    assert (proposal.waiting.draft, proposal.waiting.made_by) == (DRAFT, MODERATOR)
    assert (proposal.base, proposal.changes, proposal.problem) == (None, (), None)
    assert len(proposal.passages) == 3
    assert await count_kept(parts.engine) == before


@pytest.mark.parametrize(
    ("draft", "base", "error"),
    [
        (replace(DRAFT, title=" "), None, TitleError),
        (replace(DRAFT, title="x" * 201), None, TitleError),
        (replace(DRAFT, body=" \n"), None, NoPassagesError),
        (DRAFT, 1, NoArticleError),
    ],
)
async def test_a_draft_that_can_never_be_published_is_not_stored(
    parts: Parts, draft: Draft, base: int | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await proposed(parts, draft, base)


async def test_a_draft_that_changes_nothing_is_not_proposed(parts: Parts) -> None:
    await parts.shelf(HERE).add(DRAFT)

    with pytest.raises(UserError, match="the same as before"):
        await proposed(parts, replace(DRAFT, etag="new"), 1)


async def test_what_is_published_can_be_asked_about(parts: Parts) -> None:
    proposal = await proposed(parts, DRAFT)

    article = await parts.publisher.publish(proposal.waiting, MODERATOR)

    assert article in (await parts.shelves.finder(HERE)).articles
    assert article not in (await parts.shelves.finder(THERE)).articles
    assert await parts.drafts.find(proposal.waiting.id, HERE) is None


async def test_only_its_own_server_publishes_a_draft(parts: Parts) -> None:
    proposal = await proposed(parts, DRAFT)

    with pytest.raises(UserError, match=ENGLISH("intake.draft_gone")):
        await parts.publisher.publish(replace(proposal.waiting, guild_id=THERE), MODERATOR)

    assert await parts.drafts.find(proposal.waiting.id, HERE) is not None


async def test_a_draft_that_can_not_be_published_is_kept(parts: Parts) -> None:
    proposal = await proposed(parts, DRAFT)
    await parts.shelf(HERE).add(replace(NEXT, title=DRAFT.title, body=OTHER))

    with pytest.raises(TitleTakenError):
        await parts.publisher.publish(proposal.waiting, MODERATOR)

    assert await parts.drafts.find(proposal.waiting.id, HERE) == proposal.waiting
    assert isinstance((await parts.publisher.review(proposal.waiting)).problem, TitleTakenError)


async def test_the_same_text_takes_precedence_over_the_same_title(parts: Parts) -> None:
    await parts.shelf(HERE).add(DRAFT)

    proposal = await proposed(parts, replace(NEXT, title=DRAFT.title))

    assert isinstance(proposal.problem, SameTextError)
    assert proposal.replaceable


async def test_a_draft_with_the_text_of_an_article_becomes_its_next_version(parts: Parts) -> None:
    await parts.shelf(HERE).add(DRAFT)
    waiting = (await proposed(parts, NEXT)).waiting

    proposal = await parts.publisher.as_replacement(waiting)

    assert proposal.waiting.base == 1
    assert proposal.waiting.draft == replace(NEXT, id=DRAFT.id, title="Ferry", source="Post")
    assert (proposal.problem, proposal.replaceable) == (None, False)
    assert (await parts.publisher.publish(proposal.waiting, MODERATOR)).version == 2


@pytest.mark.parametrize("guild_id", [EVERYWHERE, THERE])
async def test_only_an_article_of_its_own_can_be_replaced(parts: Parts, guild_id: int) -> None:
    await parts.shelf(guild_id).add(DRAFT)
    proposal = await proposed(parts, NEXT)

    assert not proposal.replaceable
    with pytest.raises(NoArticleError):
        await parts.publisher.as_replacement(proposal.waiting)
    assert await parts.drafts.find(proposal.waiting.id, HERE) == proposal.waiting


async def test_what_was_not_shown_is_not_published(parts: Parts) -> None:
    proposal = await proposed(parts, DRAFT)
    shown = replace(proposal.waiting, base=1)

    with pytest.raises(ChangedMeanwhileError):
        await parts.publisher.publish(shown, MODERATOR)

    assert await parts.drafts.find(shown.id, HERE) is not None


@pytest.mark.parametrize("base", [None, 1])
async def test_whichever_statement_fails_it_is_a_draft_or_an_article(
    parts: Parts, base: int | None
) -> None:
    if base is not None:
        await parts.shelf(HERE).add(replace(DRAFT, body=OTHER))
    shown = (await proposed(parts, DRAFT, base)).waiting
    before = await count_kept(parts.engine)
    failed = 0
    for number in itertools.count(1):
        with failing_at(parts.engine, number):
            try:
                article = await parts.publisher.publish(shown, MODERATOR)
            except OperationalError:
                failed += 1
            else:
                break
        assert await parts.drafts.find(shown.id, HERE) == shown
        assert await count_kept(parts.engine) == before

    assert await parts.drafts.find(shown.id, HERE) is None
    assert await parts.catalogue(HERE).article(DRAFT.id) == article
    assert article.version == (base or 0) + 1
    assert failed > len(["BEGIN", "draft", "article", "version", "passages", "audit", "COMMIT"])


async def test_a_draft_that_was_changed_meanwhile_is_not_published(parts: Parts) -> None:
    shown = (await proposed(parts, DRAFT)).waiting
    renamed = (await parts.publisher.amend(shown, replace(DRAFT, title="Boats"))).waiting

    with pytest.raises(ChangedMeanwhileError):
        await parts.publisher.publish(shown, MODERATOR)

    assert (await parts.publisher.catch_up(shown)).waiting == renamed
    assert (await parts.publisher.publish(renamed, MODERATOR)).title == "Boats"


async def test_an_article_is_published_even_if_indexing_fails(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_library: Library, _guild_id: int) -> int:
        raise OperationalError("SELECT", None, Exception("disk I/O error"))

    proposal = await proposed(parts, DRAFT)

    with monkeypatch.context() as failing:
        failing.setattr(Library, "last_change", fail)
        article = await parts.publisher.publish(proposal.waiting, MODERATOR)

    assert await parts.catalogue(HERE).entry(article.id) is not None


async def test_an_amended_draft_is_kept_unless_it_can_never_be_published(parts: Parts) -> None:
    waiting = (await proposed(parts, DRAFT)).waiting

    proposal = await parts.publisher.amend(waiting, replace(DRAFT, title="Boats"))
    with pytest.raises(TitleError):
        await parts.publisher.amend(proposal.waiting, replace(DRAFT, title=""))

    assert await parts.drafts.find(waiting.id, HERE) == proposal.waiting
    assert proposal.waiting.draft.title == "Boats"
