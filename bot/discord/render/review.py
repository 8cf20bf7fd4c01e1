"""Renders the lists that moderators review, and their items.

Questions, comments and titles come from strangers: they are put on one line, cut and escaped.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.quotes import excerpt
from bot.discord.render.shelf import Sheet, clamped, mention, moment, on_page, short_title
from bot.locales import Texts
from bot.querylog.closing import ClosedAs
from bot.querylog.poor import PoorAnswer
from bot.querylog.record import QueryRecord
from bot.querylog.settled import SettledQuestion
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from bot.questions.review import Chosen
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit

LISTED = 8
"""Questions per page of a list: this many fit, however long they are."""
QUESTION_LISTED = 120
QUESTION_SHOWN = 300
TITLE_SHOWN = 40
WORDS_SHOWN = 100
COMMENT_SHOWN = 200
"""Maximum code points; longer text is cut with an ellipsis."""
COMMENTS_SHOWN = 5
"""The latest comments on an answer."""
QUOTED = 1200
"""How much a passage next to other content takes; see `size`."""


def unanswered_sheet(questions: Sequence[UnansweredQuestion], texts: Texts, number: int) -> Sheet:
    """Return a page of unanswered questions, or the last page if there are fewer."""
    if not questions:
        return Sheet((texts("review.unanswered_none"),), 0, 1)
    number, pages = clamped(number, len(questions), LISTED)
    head = texts("review.unanswered_head", count=len(questions))
    lines = (_entry(one.question, _times(one, texts)) for one in on_page(questions, number, LISTED))
    return Sheet((head, "\n".join(lines)), number, pages)


def poor_sheet(answers: Sequence[PoorAnswer], texts: Texts, number: int) -> Sheet:
    """Return a page of poor answers, or the last page if there are fewer."""
    if not answers:
        return Sheet((texts("review.poor_none"),), 0, 1)
    number, pages = clamped(number, len(answers), LISTED)
    head = texts("review.poor_head", count=len(answers))
    lines = (
        _entry(one.question, [*_opinion(one, texts), *_bad_times(one, texts)])
        for one in on_page(answers, number, LISTED)
    )
    return Sheet((head, "\n".join(lines)), number, pages)


def chosen_sheet(shown: Sequence[Chosen], texts: Texts, number: int, count: int) -> Sheet:
    """Return a page that shows these of `count` choices; the page `number` must exist."""
    if not count:
        return Sheet((texts("review.chosen_none"),), 0, 1)
    number, pages = clamped(number, count, LISTED)
    lines = (_entry(one.judgement.question, _chosen(one, texts)) for one in shown)
    return Sheet((texts("review.chosen_head", count=count), "\n".join(lines)), number, pages)


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
    return Sheet((texts("review.settled_head", count=count), "\n".join(lines)), number, pages)


def unanswered_texts(one: UnansweredQuestion, texts: Texts) -> list[str]:
    """Return an unanswered question, as text blocks."""
    return [_heading(one.question, _times(one, texts))]


def poor_texts(one: PoorAnswer, quoted: Answer | None, texts: Texts) -> list[str]:
    """Return a poor answer as text blocks: its feedback and, if still stored, its quote."""
    blocks = [_heading(one.question, [*_opinion(one, texts), *_bad_times(one, texts)])]
    feedback = [f"- {reason}" for reason in counted_reasons(one.reasons, texts)]
    feedback += [
        f"- *“{escape(cut(one_line(comment), COMMENT_SHOWN))}”*"
        for comment in one.comments[:COMMENTS_SHOWN]
    ]
    if feedback:
        blocks.append("\n".join(feedback))
    if quoted is not None and quoted.hits:
        hit = quoted.hits[0]
        passage = passage_text(hit.article, hit.passage, hit.shown, texts, QUOTED)
        blocks.append(f"{texts('review.quoted_then')}\n{passage}")
    return blocks


def chosen_texts(one: Chosen, texts: Texts) -> list[str]:
    """Return a chosen passage with its question, as text blocks."""
    blocks = [_heading(one.judgement.question, _chosen(one, texts))]
    if one.article is not None and one.passage is not None:
        nothing = Span(one.passage.span.end, one.passage.span.end)
        blocks.append(passage_text(one.article, one.passage, nothing, texts, QUOTED))
    return blocks


def settled_texts(one: SettledQuestion, titles: Mapping[str, str], texts: Texts) -> list[str]:
    """Return a settled question, as text blocks; `titles` is the same as for `settled_sheet`."""
    return [_heading(one.question, _settled(one, titles, texts))]


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


def judgement_texts(
    article: Article, passage: Passage, query: QueryRecord, texts: Texts
) -> list[str]:
    """Return the passage and the question whether it answers the query, as text blocks."""
    nothing = Span(passage.span.end, passage.span.end)
    ask = texts("review.ask_fits", question=short_question(query.question))
    room = MESSAGE_TEXT - size(ask)
    return [ask, passage_text(article, passage, nothing, texts, room)]


def passage_text(article: Article, passage: Passage, bold: Span, texts: Texts, room: int) -> str:
    """Return a passage, or its part around the bold span, below its title and position.

    The room is measured by `size`; at least 300.
    """
    place = texts("answer.paragraph_of", number=passage.number, total=len(article.passages))
    head = f"**{short_title(article.title)}** · {place}\n"
    sentence = bold if bold.start < bold.end else passage.sentences[0]
    return head + excerpt(article.body, passage, sentence, bold, room - size(head))


def counted_reasons(reasons: dict[Reason, int], texts: Texts) -> list[str]:
    """Return the reasons for downvotes with their counts, the most common first."""
    counted = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return [f"{texts(f'review.reason.{reason}')} ({count}×)" for reason, count in counted if count]


def short_question(question: str) -> str:
    """Return a question for use within a sentence: on one line, cut and escaped."""
    return escape(cut(one_line(question), QUESTION_LISTED))


def percent(share: float) -> str:
    """Return a share in 0..1 as a whole percentage."""
    return f"{share:.0%}"


def _entry(question: str, facts: Iterable[str]) -> str:
    return f"**{short_question(question)}**\n-# {' · '.join(facts)}"


def _heading(question: str, facts: Iterable[str]) -> str:
    shown = escape(cut(one_line(question), QUESTION_SHOWN))
    return f"**{shown}**\n-# {' · '.join(facts)}"


def _times(one: UnansweredQuestion, texts: Texts) -> list[str]:
    return [texts("review.times", count=one.times), _last_asked(one, texts)]


def _bad_times(one: PoorAnswer, texts: Texts) -> list[str]:
    return [texts("review.doubtful", count=one.times), _last_asked(one, texts)]


def _last_asked(one: UnansweredQuestion | PoorAnswer, texts: Texts) -> str:
    return texts("review.last_asked", ago=moment(one.last_asked, "R"))


def _opinion(one: PoorAnswer, texts: Texts) -> list[str]:
    return [
        f"👍 {one.thumbs_up} · 👎 {one.thumbs_down}",
        texts("review.confidence", percent=percent(one.lowest_confidence)),
    ]


def _settled(one: SettledQuestion, titles: Mapping[str, str], texts: Texts) -> list[str]:
    who = _who(one.closed_by, texts)
    facts = []
    if one.article_id is not None and one.article_id in titles:
        title = escape(cut(one_line(titles[one.article_id]), TITLE_SHOWN))
        facts.append(texts("review.answered_by", title=title))
    if one.closed_as is ClosedAs.JUDGED:
        facts.append(texts("review.chosen_by", who=who))
    if one.closed_as is ClosedAs.DISMISSED:
        facts.append(texts("review.dismissed_by", who=who))
    return [*facts, moment(one.closed_at)]


def _who(moderator: int | None, texts: Texts) -> str:
    return texts("shelf.terminal") if moderator is None else mention(moderator)


def _chosen(one: Chosen, texts: Texts) -> list[str]:
    first = one.judgement
    facts = [
        texts("review.chosen_by", who=_who(first.judged_by, texts)),
        moment(first.judged_at),
    ]
    if one.article is not None:
        facts.insert(0, escape(cut(one_line(one.article.title), TITLE_SHOWN)))
    if not one.in_use:
        facts.append(f"*{texts('review.no_longer_used')}*")
    return facts
