"""Renders the card of a question, and what a moderator's choice of a passage changes.

Questions, comments and titles come from strangers: they are put on one line, cut and escaped.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.review import (
    COMMENT_SHOWN,
    TITLE_SHOWN,
    counted_reasons,
    heading,
    opinion,
    passage_text,
    question_before,
    short_question,
    times_asked,
    times_doubtful,
    who_did,
)
from bot.locales import Texts
from bot.querylog.poor import PoorAnswer
from bot.querylog.record import QueryRecord
from bot.querylog.unanswered import UnansweredQuestion
from bot.questions.review import Choice, Chosen
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from index.answer import Answer, Hit

WORDS_SHOWN = 100
WORDING_SHOWN = 80
"""Maximum code points; longer text is cut with an ellipsis."""
WORDINGS_SHOWN = 5
"""Other wordings of a question."""
COMMENTS_SHOWN = 5
"""The latest comments on an answer."""
FEEDBACK = 650
QUOTED = 450
CANDIDATE = 600
"""How much the feedback on an answer, what was quoted and a candidate take; see `size`."""
ADDED = 1200
"""How much the quote of a new article takes, likewise."""
CONFIRMED = 800
"""Room above a question for what was settled just before, likewise."""
ABOUT = 2200
"""How much a question takes, without its candidates, likewise."""


def unanswered_texts(one: UnansweredQuestion, earlier: str | None, texts: Texts) -> list[str]:
    """Return an unanswered question in all its wordings, as text blocks.

    Here and below, `earlier` is the question that it follows up, if any. There is room left for
    candidates.
    """
    return [
        heading(one.question, times_asked(one, texts)),
        *question_before(earlier, texts),
        *_other_wordings(one.question, one.wordings, texts),
    ]


def poor_texts(one: PoorAnswer, earlier: str | None, quoted: Hit | None, texts: Texts) -> list[str]:
    """Return a poor answer as text blocks: its feedback and, unless None, what was quoted."""
    blocks = [
        heading(one.question, [*opinion(one, texts), *times_doubtful(one, texts)]),
        *question_before(earlier, texts),
    ]
    feedback = [f"- {reason}" for reason in counted_reasons(one.reasons, texts)]
    feedback += [
        f"- *“{escape(cut(one_line(comment), COMMENT_SHOWN))}”*"
        for comment in one.comments[:COMMENTS_SHOWN]
    ]
    if feedback:
        blocks.append("\n".join(_fitting(feedback, FEEDBACK)))
    if quoted is not None:
        passage = passage_text(quoted.article, quoted.passage, quoted.shown, texts, QUOTED)
        blocks.append(f"{texts('review.quoted_then')}\n{passage}")
    left = ABOUT - sum(map(size, blocks))
    return [*blocks, *_other_wordings(one.question, one.wordings, texts, left)]


def candidate_texts(
    hits: Sequence[Hit], quoted: Hit | None, above: Iterable[str], texts: Texts
) -> list[str]:
    """Return a text for each passage that may answer the question shown in the blocks above.

    The one that was quoted for it, if any, is marked. There is room left for a confirmation.
    """
    if not hits:
        return []
    room = (MESSAGE_TEXT - CONFIRMED - sum(map(size, above))) // len(hits)
    found = []
    for number, hit in enumerate(hits, start=1):
        mark = (
            texts("review.mark_quoted") if quoted is not None and same_passage(hit, quoted) else ""
        )
        head = f"**{number}.** " + (f"*{mark}* · " if mark else "")
        left = min(room, CANDIDATE) - size(head)
        found.append(head + passage_text(hit.article, hit.passage, hit.shown, texts, left))
    return found


def same_passage(one: Hit, other: Hit) -> bool:
    """Return whether two hits are the same passage of the same version."""
    return (one.article.id, one.article.version, one.passage.number) == (
        other.article.id,
        other.article.version,
        other.passage.number,
    )


def choice_text(choice: Choice, question: str, texts: Texts) -> str:
    """Return what the choice of a passage for a question changes from now on."""
    asked = short_question(question)
    if not choice.chosen.in_use:
        return texts("review.judged_gone", question=asked)
    judged = texts("review.judged", question=asked)
    before = choice.before
    if before is None or before.article is None:
        return judged
    title = escape(cut(one_line(before.article.title), TITLE_SHOWN))
    who = who_did(before.judgement.judged_by, texts)
    return f"{judged}\n{texts('review.judged_before', who=who, title=title)}"


def taken_back_text(question: str, left: Chosen | None, texts: Texts) -> str:
    """Return what is shown for a question, now that a choice was taken back.

    `left` is the passage chosen for it that is shown first now, if any.
    """
    asked = short_question(question)
    if left is None or left.article is None:
        return texts("review.taken_back", question=asked)
    title = escape(cut(one_line(left.article.title), TITLE_SHOWN))
    who = who_did(left.judgement.judged_by, texts)
    return texts("review.taken_back_to", question=asked, title=title, who=who)


def added_texts(question: str, answer: Answer, article_id: str, texts: Texts) -> list[str]:
    """Return whether an article that was added for a question answers it now, with the quote."""
    asked = short_question(question)
    hit = answer.hits[0] if answer.hits else None
    if hit is None or hit.article.id != article_id:
        return [texts("review.added_not", question=asked)]
    if answer.doubtful:
        said = texts("review.added_doubtful", question=asked)
    else:
        said = texts("review.added_answers", question=asked)
    return [said, passage_text(hit.article, hit.passage, hit.shown, texts, ADDED)]


def found_texts(hits: Sequence[Hit], query: QueryRecord, words: str, texts: Texts) -> list[str]:
    """Return the search results for `words`, as text blocks."""
    typed = escape(cut(one_line(words), WORDS_SHOWN))
    if not hits:
        return [texts("review.found_none", words=typed)]
    question = short_question(query.question)
    head = texts("review.found_head", words=typed, question=question)
    room = (MESSAGE_TEXT - size(head)) // len(hits)
    return [
        head,
        *(
            f"**{number}.** {passage_text(hit.article, hit.passage, hit.shown, texts, room - 8)}"
            for number, hit in enumerate(hits, start=1)
        ),
    ]


def _other_wordings(
    question: str, wordings: Sequence[str], texts: Texts, room: int = ABOUT
) -> list[str]:
    others = [wording for wording in dict.fromkeys(wordings) if wording != question]
    head = f"-# {texts('review.other_wordings')}"
    lines = [
        f"- {escape(cut(one_line(wording), WORDING_SHOWN))}" for wording in others[:WORDINGS_SHOWN]
    ]
    shown = _fitting(lines, room - size(head))
    return ["\n".join([head, *shown])] if shown else []


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    """Return the first lines that fit together."""
    ends = accumulate(size(line) + 1 for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= room]
