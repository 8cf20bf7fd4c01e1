"""Renders the lists that moderators review, and their items.

Questions, comments and titles come from strangers: they are put on one line, cut and escaped.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.discord.render.limits import size
from bot.discord.render.quotes import excerpt
from bot.discord.render.shelf import Sheet, clamped, mention, moment, on_page, short_title
from bot.judgements.suggested import AskedIn
from bot.locales import Texts
from bot.querylog.closing import ClosedAs
from bot.querylog.poor import PoorAnswer
from bot.querylog.settled import SettledQuestion
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from bot.questions.review import Chosen
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span

LISTED = 8
"""Questions per page of a list: this many fit, however long they are."""
QUESTION_LISTED = 120
QUESTION_SHOWN = 300
TITLE_SHOWN = 40
COMMENT_SHOWN = 200
"""Maximum code points; longer text is cut with an ellipsis."""
QUOTED = 1200
"""How much a passage next to other content takes; see `size`."""


def unanswered_sheet(questions: Sequence[UnansweredQuestion], texts: Texts, number: int) -> Sheet:
    """Return a page of unanswered questions, or the last page if there are fewer."""
    if not questions:
        return Sheet((texts("review.unanswered_none"),), 0, 1)
    number, pages = clamped(number, len(questions), LISTED)
    head = texts("review.unanswered_head", count=len(questions))
    lines = (
        _entry(one.question, times_asked(one, texts)) for one in on_page(questions, number, LISTED)
    )
    return Sheet((head, "\n\n".join(lines)), number, pages)


def poor_sheet(answers: Sequence[PoorAnswer], texts: Texts, number: int) -> Sheet:
    """Return a page of poor answers, or the last page if there are fewer."""
    if not answers:
        return Sheet((texts("review.poor_none"),), 0, 1)
    number, pages = clamped(number, len(answers), LISTED)
    head = texts("review.poor_head", count=len(answers))
    lines = (
        _entry(one.question, [*opinion(one, texts), *times_doubtful(one, texts)])
        for one in on_page(answers, number, LISTED)
    )
    return Sheet((head, "\n\n".join(lines)), number, pages)


def chosen_sheet(shown: Sequence[Chosen], texts: Texts, number: int, count: int) -> Sheet:
    """Return a page that shows these of `count` choices; the page `number` must exist."""
    if not count:
        return Sheet((texts("review.chosen_none"),), 0, 1)
    number, pages = clamped(number, count, LISTED)
    lines = (_entry(judged_question(one, texts), _chosen(one, texts)) for one in shown)
    return Sheet((texts("review.chosen_head", count=count), "\n\n".join(lines)), number, pages)


def settled_sheet(
    shown: Sequence[SettledQuestion],
    titles: Mapping[str, str],
    texts: Texts,
    number: int,
    count: int,
) -> Sheet:
    """Return a page that shows these of `count` settled questions; the page `number` must exist.

    `titles` maps the ids of the articles that answer them to titles, as far as known.
    """
    if not count:
        return Sheet((texts("review.settled_none"),), 0, 1)
    number, pages = clamped(number, count, LISTED)
    lines = (_entry(one.question, _settled(one, titles, texts)) for one in shown)
    return Sheet((texts("review.settled_head", count=count), "\n\n".join(lines)), number, pages)


def suggested_sheet(shown: Sequence[AskedIn], texts: Texts, number: int, count: int) -> Sheet:
    """Return a page that shows these of `count` suggestions; the page `number` must exist."""
    if not count:
        return Sheet((texts("review.suggested_none"),), 0, 1)
    number, pages = clamped(number, count, LISTED)
    lines = (_entry(one.question, _suggested(one, texts)) for one in shown)
    return Sheet((texts("review.suggested_head", count=count), "\n".join(lines)), number, pages)


def suggested_texts(one: AskedIn, texts: Texts) -> list[str]:
    """Return a suggestion with the passage that answers it, as text blocks."""
    passage = escape(cut(one_line(one.passage), QUESTION_SHOWN))
    return [heading(one.question, _suggested(one, texts)), f"> {passage}"]


def chosen_texts(one: Chosen, texts: Texts) -> list[str]:
    """Return a chosen passage with its question, as text blocks."""
    blocks = [heading(judged_question(one, texts), _chosen(one, texts))]
    blocks += question_before(one.judgement.earlier, texts)
    if one.article is not None and one.passage is not None:
        nothing = Span(one.passage.span.end, one.passage.span.end)
        blocks.append(passage_text(one.article, one.passage, nothing, texts, QUOTED))
    return blocks


def settled_texts(one: SettledQuestion, titles: Mapping[str, str], texts: Texts) -> list[str]:
    """Return a settled question, as text blocks; `titles` is the same as for `settled_sheet`."""
    return [heading(one.question, _settled(one, titles, texts))]


def passage_text(article: Article, passage: Passage, bold: Span, texts: Texts, room: int) -> str:
    """Return a passage, or its part around the bold span, below its title and position.

    The room is measured by `size`; at least 300.
    """
    place = texts("answer.paragraph_of", number=passage.number, total=len(article.passages))
    head = f"**{short_title(article.title)}** · {place}\n"
    sentence = bold if bold.start < bold.end else passage.sentences[0]
    return head + excerpt(article.body, passage, sentence, bold, room - size(head))


def heading(question: str, facts: Iterable[str]) -> str:
    """Return a question as the first text block of its card."""
    shown = escape(cut(one_line(question), QUESTION_SHOWN))
    return f"**{shown}**\n-# {' · '.join(facts)}"


def question_before(earlier: str | None, texts: Texts) -> list[str]:
    """Return the question that one follows up as the next text block, if there is one."""
    if not earlier:
        return []
    return [f"-# {texts('review.before', question=short_question(earlier))}"]


def times_asked(one: UnansweredQuestion, texts: Texts) -> list[str]:
    """Return how often and when it was asked."""
    return [texts("review.times", count=one.times), _last_asked(one, texts)]


def times_doubtful(one: PoorAnswer, texts: Texts) -> list[str]:
    """Return how often its answers were poor, and when it was asked."""
    return [texts("review.doubtful", count=one.times), _last_asked(one, texts)]


def opinion(one: PoorAnswer, texts: Texts) -> list[str]:
    """Return what people think of its answers, and how confident Kutip was."""
    return [
        f"👍 {one.thumbs_up} · 👎 {one.thumbs_down}",
        texts("review.confidence", percent=percent(one.lowest_confidence)),
    ]


def who_did(moderator: int | None, texts: Texts) -> str:
    """Return a mention of a moderator; None stands for the terminal."""
    return texts("shelf.terminal") if moderator is None else mention(moderator)


def counted_reasons(reasons: dict[Reason, int], texts: Texts) -> list[str]:
    """Return the reasons for downvotes with their counts, the most common first."""
    counted = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return [
        texts("review.counted_reason", reason=texts(f"review.reason.{reason}"), count=count)
        for reason, count in counted
        if count
    ]


def judged_question(one: Chosen, texts: Texts) -> str:
    """Return the question that a passage was chosen for, or that its asker deleted it."""
    return one.judgement.question or texts("review.question_deleted")


def short_question(question: str) -> str:
    """Return a question for use within a sentence: on one line, cut and escaped."""
    return escape(cut(one_line(question), QUESTION_LISTED))


def percent(share: float) -> str:
    """Return a share in 0..1 as a whole percentage."""
    return f"{share:.0%}"


def _entry(question: str, facts: Iterable[str]) -> str:
    return f"**{short_question(question)}**\n-# {' · '.join(facts)}"


def _last_asked(one: UnansweredQuestion | PoorAnswer, texts: Texts) -> str:
    return texts("review.last_asked", ago=moment(one.last_asked, "R"))


def _settled(one: SettledQuestion, titles: Mapping[str, str], texts: Texts) -> list[str]:
    who = who_did(one.closed_by, texts)
    facts = []
    if one.article_id is not None and one.article_id in titles:
        title = escape(cut(one_line(titles[one.article_id]), TITLE_SHOWN))
        facts.append(texts("review.answered_by", title=title))
    if one.closed_as is ClosedAs.JUDGED:
        facts.append(texts("review.chosen_by", who=who))
    if one.closed_as is ClosedAs.UNANSWERABLE:
        facts.append(texts("review.unanswerable_by", who=who))
    if one.closed_as is ClosedAs.DISMISSED:
        facts.append(texts("review.dismissed_by", who=who))
    return [*facts, moment(one.closed_at)]


def _suggested(one: AskedIn, texts: Texts) -> list[str]:
    facts = [texts("review.asked_by", count=one.people)]
    return [*facts, f"*{texts('review.is_hidden')}*"] if one.hidden else facts


def _chosen(one: Chosen, texts: Texts) -> list[str]:
    first = one.judgement
    facts = [
        texts("review.chosen_by", who=who_did(first.judged_by, texts)),
        moment(first.judged_at),
    ]
    if one.article is not None:
        facts.insert(0, escape(cut(one_line(one.article.title), TITLE_SHOWN)))
    if not one.in_use:
        facts.append(f"*{texts('review.no_longer_used')}*")
    return facts
