import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judged_log import Judged, Shown, judged_questions
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.judgements.passages import PassageText
from bot.querylog.record import Outcome
from bot.querylog.regrouping import join
from bot.querylog.votes import Reason, Vote
from corpus.article import Article
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from index.sameness import question_key
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged, voted

pytestmark = pytest.mark.databases("sqlite", "postgresql")

KAPAN = "Kapan ayam berkokok?"
PAGI = "Ayam berkokok pada pagi hari yang cerah di kampung."
KEYS = frozenset({question_key(KAPAN)})
SIANG = "Ayam tidur pada siang hari di kandang belakang rumah."


@pytest.fixture
async def ayam(engine: AsyncEngine) -> Article:
    """An article of two passages."""
    draft = Draft("ayam", "Ayam", "", None, "id", f"{PAGI}\n\n{SIANG}")
    return await Shelf(engine, GUILD).add(draft)


def passage(text: str) -> PassageText:
    return PassageText("ayam", text)


async def judge(engine: AsyncEngine, question: str, number: int, guild_id: int = GUILD) -> None:
    await Judgements(engine).judge(
        guild_id,
        AskedAs(question, question_key(question)),
        PassagePlace("ayam", 1, number),
        by=None,
    )


async def test_nothing_judged_is_nothing(engine: AsyncEngine, ayam: Article) -> None:
    await logged(engine, KAPAN, shown=[(ayam, 1)])

    assert await judged_questions(engine, GUILD) == []


async def test_a_choice_is_relevant_and_compared_with_the_last_answer_before(
    engine: AsyncEngine, ayam: Article
) -> None:
    await logged(engine, KAPAN, shown=[(ayam, 2)], asked_at=NOW - 2 * DAY)
    await logged(engine, "ayam berkokok kapan", Outcome.REFUSED, asked_at=NOW - DAY)
    await judge(engine, KAPAN, 1)
    await logged(engine, KAPAN, shown=[(ayam, 1)], asked_at=NOW + DAY)

    assert await judged_questions(engine, GUILD) == [
        Judged(
            "ayam berkokok kapan",
            (passage(PAGI),),
            (),
            Shown("ayam berkokok kapan", answered=False, passages=()),
            KEYS,
        )
    ]


async def test_the_earlier_answer_is_unknown_when_it_is_not_stored(
    engine: AsyncEngine, ayam: Article
) -> None:
    await judge(engine, KAPAN, 1)

    assert await judged_questions(engine, GUILD) == [
        Judged(KAPAN, (passage(PAGI),), (), None, KEYS)
    ]


async def test_an_upvote_makes_the_first_passage_relevant(
    engine: AsyncEngine, ayam: Article
) -> None:
    query_id = await logged(engine, KAPAN, shown=[(ayam, 2), (ayam, 1)])
    await voted(engine, query_id, "sari", Vote.UP)

    assert await judged_questions(engine, GUILD) == [
        Judged(
            KAPAN,
            (passage(SIANG),),
            (),
            Shown(KAPAN, answered=True, passages=(passage(SIANG), passage(PAGI))),
            KEYS,
        )
    ]


@pytest.mark.parametrize(
    ("votes", "relevant", "irrelevant"),
    [
        ([(Vote.DOWN, Reason.PASSAGE)], False, True),
        ([(Vote.DOWN, Reason.NOT_ANSWERED)], False, True),
        ([(Vote.DOWN, Reason.SENTENCE)], True, False),
        ([(Vote.DOWN, Reason.OUTDATED)], False, False),
        ([(Vote.DOWN, None)], False, False),
        ([(Vote.UP, None), (Vote.DOWN, Reason.PASSAGE)], False, False),
        ([(Vote.UP, None), (Vote.UP, None), (Vote.DOWN, Reason.PASSAGE)], True, False),
        ([(Vote.UP, None), (Vote.DOWN, None), (Vote.DOWN, Reason.PASSAGE)], False, True),
    ],
)
async def test_votes_judge_by_majority_and_reasons(
    engine: AsyncEngine,
    ayam: Article,
    votes: list[tuple[Vote, Reason | None]],
    relevant: bool,
    irrelevant: bool,
) -> None:
    query_id = await logged(engine, KAPAN, shown=[(ayam, 1)])
    for number, (vote, reason) in enumerate(votes):
        await voted(engine, query_id, f"voter {number}", vote, reason=reason)
    judged = await judged_questions(engine, GUILD)

    assert [one.relevant for one in judged if one.relevant] == [(passage(PAGI),)] * relevant
    assert [one.irrelevant for one in judged if one.irrelevant] == [(passage(PAGI),)] * irrelevant


async def test_a_person_judges_a_question_once_and_as_they_did_last(
    engine: AsyncEngine, ayam: Article
) -> None:
    first = await logged(engine, KAPAN, shown=[(ayam, 1)], asked_at=NOW - DAY)
    second = await logged(engine, "ayam berkokok kapan", shown=[(ayam, 1)])
    await voted(engine, first, "sari", Vote.UP, given_at=NOW - DAY)
    await voted(engine, second, "sari", Vote.DOWN, reason=Reason.PASSAGE)
    (one,) = await judged_questions(engine, GUILD)

    assert (one.relevant, one.irrelevant) == ((), (passage(PAGI),))


async def test_a_moderators_choice_overrides_votes(engine: AsyncEngine, ayam: Article) -> None:
    query_id = await logged(engine, KAPAN, shown=[(ayam, 1)], asked_at=NOW - DAY)
    await voted(engine, query_id, "sari", Vote.DOWN, reason=Reason.PASSAGE)
    await judge(engine, KAPAN, 1)
    (one,) = await judged_questions(engine, GUILD)

    assert (one.relevant, one.irrelevant) == ((passage(PAGI),), ())
    assert one.then is not None
    assert one.then.passages == (passage(PAGI),)


async def test_what_a_moderator_rejected_is_irrelevant_whatever_voters_say(
    engine: AsyncEngine, ayam: Article
) -> None:
    query_id = await logged(engine, KAPAN, shown=[(ayam, 1), (ayam, 2)], asked_at=NOW - DAY)
    await voted(engine, query_id, "sari", Vote.DOWN, reason=Reason.SENTENCE)
    asked = AskedAs(KAPAN, question_key(KAPAN))
    places = [PassagePlace("ayam", 1, number) for number in (2, 1)]
    await Judgements(engine).judge_unanswerable(GUILD, asked, places[:1], by=None)
    (one,) = await judged_questions(engine, GUILD)
    assert (one.relevant, one.irrelevant) == ((passage(PAGI),), (passage(SIANG),))

    await Judgements(engine).judge_unanswerable(GUILD, asked, places, by=None)
    (one,) = await judged_questions(engine, GUILD)
    assert (one.relevant, one.irrelevant) == ((passage(PAGI),), (passage(SIANG),))


async def test_questions_judged_together_or_put_into_one_group_are_one(
    engine: AsyncEngine, ayam: Article
) -> None:
    questions = [KAPAN, "Jam berapa ayam bangun?", "Ayam bersuara pukul berapa?", "Apa itu ayam?"]
    first, along, grouped, other = map(question_key, questions)
    await logged(engine, questions[1], Outcome.REFUSED, asked_at=NOW - DAY)
    await Judgements(engine).judge(
        GUILD, AskedAs(KAPAN, first), PassagePlace("ayam", 1, 1), by=None, along=[along]
    )
    for question in questions[2:]:
        await judge(engine, question, 1)
    await join(engine, GUILD, [first], [grouped], by=9)

    keys = {one.question: one.keys for one in await judged_questions(engine, GUILD)}

    assert keys == {
        questions[0]: {first, along, grouped},
        questions[1]: {first, along},
        questions[2]: {first, grouped},
        questions[3]: {other},
    }


async def test_a_follow_up_is_judged_with_the_question_before(
    engine: AsyncEngine, ayam: Article
) -> None:
    asked = AskedAs("Kapan?", question_key("Kapan?"), earlier="Apa ayam berkokok?")
    await Judgements(engine).judge(GUILD, asked, PassagePlace("ayam", 1, 1), by=None)

    (one,) = await judged_questions(engine, GUILD)

    assert (one.question, one.earlier) == ("Kapan?", "Apa ayam berkokok?")


async def test_a_question_whose_words_were_deleted_is_left_out(
    engine: AsyncEngine, ayam: Article
) -> None:
    await Judgements(engine).judge(GUILD, AskedAs("", "#1"), PassagePlace("ayam", 1, 1), by=None)

    assert await judged_questions(engine, GUILD) == []


async def test_nothing_of_another_server_is_judged(engine: AsyncEngine, ayam: Article) -> None:
    query_id = await logged(engine, KAPAN, shown=[(ayam, 1)])
    await voted(engine, query_id, "sari", Vote.UP)
    await judge(engine, KAPAN, 1)

    assert await judged_questions(engine, 8) == []
    assert await judged_questions(engine, EVERYWHERE) == []
