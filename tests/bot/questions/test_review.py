from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.querylog.closing import ClosedAs
from bot.querylog.person import Person, forget
from bot.querylog.votes import Vote
from bot.questions.review import FOUND, Review
from corpus.errors import ChangedMeanwhileError, NoArticleError
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


def review_of(desk: ReviewDesk) -> Review:
    return desk.parts.review(desk.guild_id)


async def test_a_question_of_another_server_is_not_there(
    open_review: Callable[[str], ReviewDesk],
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    query = await here.asked()

    assert (await review_of(here).question(query.id)).question == query.question
    with pytest.raises(UserError):
        await review_of(there).question(query.id)
    assert await review_of(there).unanswered() == []


async def test_a_choice_of_another_server_is_neither_seen_nor_taken_back(
    open_review: Callable[[str], ReviewDesk],
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    article = await here.keep()
    query = await here.asked()
    await review_of(here).choose(query, article, article.passages[0], 7)
    [judgement] = await review_of(here).judged()

    assert await review_of(there).judged() == []
    with pytest.raises(UserError):
        await review_of(there).choice(judgement.id)
    with pytest.raises(NoArticleError):
        await review_of(there).passage(article.id, 1, 1)


async def test_a_search_finds_something_however_little_it_fits(review: ReviewDesk) -> None:
    for number in range(FOUND + 2):
        await review.keep(f"Kabar {number}", f"Kapal nomor {number * 7919} milik {number**9}.")

    assert len(await review_of(review).search("kapal selam zamrud terbang")) == FOUND
    assert not await review_of(review).search("zzzqqq")
    assert not await review_of(review).search("?!")


@pytest.mark.parametrize(
    ("version", "number", "error"),
    [(2, 1, ChangedMeanwhileError), (1, 2, NoArticleError), (1, 0, NoArticleError)],
)
async def test_a_passage_is_found_only_in_the_version_seen(
    review: ReviewDesk, version: int, number: int, error: type[Exception]
) -> None:
    article = await review.keep()

    assert await review_of(review).passage(article.id, 1, 1) == (article, article.passages[0])
    with pytest.raises(error):
        await review_of(review).passage(article.id, version, number)


async def test_choosing_for_a_poor_answer_settles_all_its_spellings(
    review: ReviewDesk,
) -> None:
    article = await review.keep()
    for question in (FERRY_QUESTION, "Kapan kapal ke Sabangg berangkat?"):
        query = (await review.answered(question)).query
        await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    [poor] = await review_of(review).poor()
    assert len(poor.keys) == 2

    query = await review_of(review).question(poor.query_id)
    await review_of(review).choose(query, article, article.passages[0], 7)

    assert await review_of(review).poor() == []
    [judged] = await review_of(review).judged()
    assert judged.question_key == query.question_key
    await review_of(review).take_back(await review_of(review).chosen(judged))
    assert await review_of(review).judged() == []
    [again] = await review_of(review).poor()
    assert again.keys == poor.keys


async def test_a_dismissed_question_stays_closed_when_asked_again_until_undismissed(
    review: ReviewDesk,
) -> None:
    query = await review.asked()
    assert await review_of(review).dismiss_unanswered(query, 7)
    await review.asked()
    assert await review_of(review).unanswered() == []

    assert await review_of(review).undismiss(query)

    [one] = await review_of(review).unanswered()
    assert one.times == 2
    assert not await review_of(review).undismiss(query)


async def test_a_question_settled_meanwhile_is_neither_dismissed_nor_undismissed(
    review: ReviewDesk,
) -> None:
    article, query = await review.keep(), await review.asked()
    await review_of(review).choose(query, article, article.passages[0], 7)

    assert not await review_of(review).dismiss_unanswered(query, 8)
    assert not await review_of(review).dismiss_poor(query, 8)
    assert not await review_of(review).undismiss(query)

    [one] = await review_of(review).settled()
    assert (one.closed_as, one.closed_by) == (ClosedAs.JUDGED, 7)
    assert await review_of(review).titles([one.article_id, None, "x"]) == {article.id: "Kapal"}


async def test_a_settled_question_is_reopened_only_on_its_own_server(
    open_review: Callable[[str], ReviewDesk],
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    query = await here.asked()
    await review_of(here).dismiss_unanswered(query, 7)

    assert await review_of(there).settled() == []
    assert not await review_of(there).reopen(query)
    assert await review_of(here).reopen(query)
    assert len(await review_of(here).unanswered()) == 1
    assert await review_of(here).settled() == []


async def test_a_passage_that_goes_while_it_is_chosen_is_reported(review: ReviewDesk) -> None:
    article, query = await review.keep(), await review.asked()
    await review.parts.shelf(review.guild_id).remove(article.id)

    choice = await review_of(review).choose(query, article, article.passages[0], 7)

    assert not choice.chosen.in_use
    assert (await review_of(review).judged())[0].judged_by == 7


async def test_an_earlier_choice_is_returned_unless_its_passage_is_gone(
    review: ReviewDesk,
) -> None:
    first, second = await review.keep(), await review.keep("Feri", "Feri cepat berangkat siang.")
    query = await review.asked()
    of = review_of(review)
    assert (await of.choose(query, first, first.passages[0], 7)).before is None

    other = (await of.choose(query, second, second.passages[0], 8)).before
    assert other is not None
    assert (other.article, other.judgement.judged_by) == (first, 7)
    await review.parts.shelf(review.guild_id).remove(second.id)
    assert (await of.choose(query, first, first.passages[0], 9)).before is None


async def test_the_same_passage_is_not_chosen_a_second_time_while_it_is_chosen(
    review: ReviewDesk,
) -> None:
    article, query = await review.keep(), await review.asked()
    of = review_of(review)
    await of.choose(query, article, article.passages[0], 7)

    with pytest.raises(UserError):
        await of.choose(query, article, article.passages[0], 8)
    [judgement] = await of.judged()
    assert judgement.judged_by == 7
    await review.asked(ago=timedelta())
    await of.choose(query, article, article.passages[0], 8)
    assert await of.unanswered() == []


@pytest.mark.parametrize("undone", [(0, 1), (1, 0)])
async def test_two_choices_for_a_question_can_be_undone_in_any_order_in_all_its_wordings(
    review: ReviewDesk, undone: tuple[int, int]
) -> None:
    articles = [await review.keep(), await review.keep("Feri", "Feri cepat berangkat siang.")]
    query = await review.asked()
    await review.asked("Berapa harga manggiss Medan?")
    of = review_of(review)
    [listed] = await of.unanswered()
    choices = [await of.choose(query, each, each.passages[0], 7) for each in articles]
    assert (await of.take_back(choices[undone[0]].chosen)) == choices[undone[1]].chosen
    [settled] = await of.settled()
    assert {*settled.keys} == {*listed.keys}
    assert settled.article_id == articles[undone[1]].id

    assert await of.take_back(choices[undone[1]].chosen) is None

    assert await of.unanswered() == [listed]
    assert await of.settled() == []


async def test_a_choice_that_lost_its_words_is_known_when_its_question_is_settled_again(
    review: ReviewDesk,
) -> None:
    first, second = await review.keep(), await review.keep("Feri", "Feri cepat berangkat siang.")
    parts, of = review.parts, review_of(review)
    person = Person.of(5, parts.pseudonyms)
    query = await review.asked(asker=person.pseudonym)
    await of.choose(query, first, first.passages[0], 7)
    await forget(parts.engine, parts.querylog, person, parts.pseudonyms)
    query = (await review.answered(UNANSWERED)).query

    before = (await of.choose(query, second, second.passages[0], 8)).before

    assert before is not None
    assert before.article == first
    hits = (await review.answered(UNANSWERED)).answer.hits
    assert [hit.article for hit in hits if hit.chosen] == [second, first]


async def test_a_choice_that_lost_its_words_is_none_any_more_once_no_passage_answers(
    review: ReviewDesk,
) -> None:
    article, parts, of = await review.keep(), review.parts, review_of(review)
    person = Person.of(5, parts.pseudonyms)
    query = await review.asked(asker=person.pseudonym)
    await of.choose(query, article, article.passages[0], 7)
    await forget(parts.engine, parts.querylog, person, parts.pseudonyms)
    query = (await review.answered(UNANSWERED)).query
    await parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)

    await of.judge_unanswerable(query, 8)

    assert not (await review.answered(UNANSWERED)).answer.answered
    assert await of.judged() == []
    assert await of.take_back_unanswerable(query)
    assert (await review.answered(UNANSWERED)).answer.hits[0].chosen


async def test_a_question_settled_meanwhile_is_not_said_to_have_no_answer(
    review: ReviewDesk,
) -> None:
    article, query = await review.keep(), await review.asked()
    of = review_of(review)
    await of.choose(query, article, article.passages[0], 7)

    with pytest.raises(UserError):
        await of.judge_unanswerable(query, 8)
    assert not await of.take_back_unanswerable(query)
    assert len(await of.judged()) == 1


async def test_the_question_before_is_only_looked_up_on_the_same_server(
    open_review: Callable[[str], ReviewDesk],
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    first = await here.asked()
    follow_up = await here.asked("Kalau di Sabang?", follows=first.id)
    foreign = await there.asked("Kalau di Sabang?", follows=first.id)

    assert await review_of(here).earlier(follow_up) == first.question
    assert await review_of(here).earlier(first) is None
    assert await review_of(there).earlier(foreign) is None


async def test_the_candidates_of_a_follow_up_are_searched_with_the_question_before(
    review: ReviewDesk,
) -> None:
    await review.keep("Buah", "Manggis dijual di kios kiri. Harganya enam puluh ribu rupiah.")
    await review.keep()
    first = await review.asked(FERRY_QUESTION)
    follow_up = await review.asked("Dari mana?", follows=first.id)
    of = review_of(review)

    alone = await of.candidates(follow_up, None)
    [best, *_] = await of.candidates(follow_up, await of.earlier(follow_up))

    assert best.article.title == "Kapal"
    assert [hit.article.title for hit in alone] != ["Kapal", "Buah"]
