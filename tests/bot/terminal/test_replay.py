from dataclasses import replace

import pytest

from bot.judgements.judged_log import Judged, Shown
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.judgements.passages import PassageText
from bot.parts import Parts
from bot.terminal.replay import Figures, Replay, replay
from corpus.article import Article
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from index.sameness import question_key

GUILD = 7
KAPAN = "Kapan ayam berkokok?"
KEYS = frozenset({question_key(KAPAN)})
PAGI = "Ayam berkokok pada pagi hari yang cerah di kampung."
SIANG = "Bebek berenang di kolam belakang rumah nenek saya."
DRAFT = Draft("ayam", "Ayam", "", None, "id", f"{PAGI}\n\n{SIANG}")
REFUSED = Shown(KAPAN, answered=False, passages=())
RIGHT, WRONG = PassageText("ayam", PAGI), PassageText("ayam", SIANG)


@pytest.fixture
async def ayam(parts: Parts) -> Article:
    return await parts.shelf(GUILD).add(DRAFT)


async def replayed(parts: Parts, *judged: Judged, guild_id: int = GUILD) -> Replay:
    told = []
    found = await replay(parts, guild_id, judged, lambda: told.append(1))
    assert len(told) == len(judged)
    return found


async def test_a_question_that_was_refused_and_is_answered_now_shows_in_the_figures(
    parts: Parts, ayam: Article
) -> None:
    found = await replayed(parts, Judged(KAPAN, (RIGHT,), (WRONG,), REFUSED, KEYS))

    assert found == Replay(
        questions=1,
        then=Figures(mrr10=0.0, answered=0.0, wrongly_refused=1.0, wrong_first=0.0),
        without_own=Figures(mrr10=1.0, answered=1.0, wrongly_refused=0.0, wrong_first=0.0),
        now=Figures(mrr10=1.0, answered=1.0, wrongly_refused=0.0, wrong_first=0.0),
        without_then=0,
        changed=0,
    )


async def test_what_was_shown_then_is_judged_by_its_ranks(parts: Parts, ayam: Article) -> None:
    shown = Shown(KAPAN, answered=True, passages=(WRONG, RIGHT))
    found = await replayed(parts, Judged(KAPAN, (RIGHT,), (WRONG,), shown, KEYS))

    assert found.then == Figures(mrr10=0.5, answered=1.0, wrongly_refused=0.0, wrong_first=1.0)


async def judge(parts: Parts, question: str) -> str:
    """Choose the first passage for a question; return its key."""
    key = question_key(question)
    place = PassagePlace("ayam", 1, 1)
    await Judgements(parts.engine).judge(GUILD, AskedAs(question, key), place, by=None)
    return key


async def test_what_was_settled_for_a_question_counts_only_as_people_see_it(
    parts: Parts, ayam: Article
) -> None:
    question = "Apa yang berenang di belakang?"
    key = await judge(parts, question)
    misspelt = await judge(parts, "Apa yang berenang di belakamg?")
    for keys in ({key}, {misspelt}, {"none: lain", key}):
        found = await replayed(parts, Judged(question, (RIGHT,), (), REFUSED, frozenset(keys)))

        assert found.now.mrr10 == 1.0
        assert found.without_own.mrr10 is not None
        assert found.without_own.mrr10 < 1.0


async def test_what_was_settled_for_other_questions_counts(parts: Parts, ayam: Article) -> None:
    question = "Alarm alami desa bunyinya pagi?"
    await judge(parts, "Kapan alarm alami desa bunyi?")
    key = question_key(question)
    found = await replayed(parts, Judged(question, (RIGHT,), (), REFUSED, frozenset({key})))

    assert found.without_own.mrr10 == 1.0


async def test_a_follow_up_is_asked_after_the_question_before(parts: Parts, ayam: Article) -> None:
    alone = Judged("Jam berapa?", (RIGHT,), (), REFUSED, frozenset({"none: jam"}))
    after = replace(alone, earlier="Ayam berkokok di kampung?")

    assert (await replayed(parts, alone)).now.answered == 0.0
    assert (await replayed(parts, after)).now.answered == 1.0


async def test_a_passage_counts_in_a_later_version_that_has_it_to_the_letter(
    parts: Parts, ayam: Article
) -> None:
    judged = Judged(KAPAN, (RIGHT,), (), REFUSED, KEYS)
    before = "Kata pengantar tentang unggas yang dipelihara orang."
    moved = replace(DRAFT, body=f"{before}\n\n{SIANG}\n\n{PAGI}")
    await parts.shelf(GUILD).revise(moved, 1)
    assert (await replayed(parts, judged)).without_own.mrr10 == 1.0
    await parts.shelf(GUILD).revise(replace(DRAFT, body=f"{PAGI} Sungguh!\n\n{SIANG}"), 2)

    found = await replayed(parts, judged)
    assert (found.questions, found.changed) == (0, 1)
    assert found.without_own == Figures(None, None, None, None)


async def test_a_question_without_an_earlier_answer_is_left_out(
    parts: Parts, ayam: Article
) -> None:
    found = await replayed(parts, Judged(KAPAN, (RIGHT,), (), None, KEYS))

    assert (found.questions, found.without_then) == (0, 1)


async def test_a_server_is_asked_about_its_own_articles_alone(parts: Parts, ayam: Article) -> None:
    judged = Judged(KAPAN, (RIGHT,), (), REFUSED, KEYS)

    assert (await replayed(parts, judged, guild_id=8)).changed == 1
    assert (await replayed(parts, judged, guild_id=EVERYWHERE)).changed == 1


async def test_nothing_is_logged(parts: Parts, ayam: Article) -> None:
    await replayed(parts, Judged(KAPAN, (RIGHT,), (), REFUSED, KEYS))

    assert parts.querylog.waiting == 0
