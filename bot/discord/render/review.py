"""What was asked and what failed, as moderators read it: pure functions, within Discord's limits.

Everything is Discord's markdown. Questions, comments and titles come from strangers: they are
escaped, on one line and cut.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.discord.render.limits import MESSAGE_TEXT, units
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
"""On a page of a list: so many fit, whatever was asked."""
QUESTION_LISTED = 120
QUESTION_SHOWN = 300
TITLE_SHOWN = 40
WORDS_SHOWN = 100
COMMENT_SHOWN = 200
"""Code points at most; the rest gives way to an ellipsis."""
COMMENTS_SHOWN = 5
"""Of one answer; the latest."""
QUOTED = 1200
"""UTF-16 code units of a passage next to other content."""


def unanswered_sheet(questions: Sequence[UnansweredQuestion], texts: Texts, number: int) -> Sheet:
    """Show a page of unanswered questions, or the last page if there are fewer."""
    if not questions:
        return Sheet((texts("review.unanswered_none"),), 0, 1)
    number, pages = clamped(number, len(questions), LISTED)
    head = texts("review.unanswered_head", count=len(questions))
    lines = (_entry(one.question, _times(one, texts)) for one in on_page(questions, number, LISTED))
    return Sheet((head, "\n".join(lines)), number, pages)


def poor_sheet(answers: Sequence[PoorAnswer], texts: Texts, number: int) -> Sheet:
    """Show a page of poor answers, or the last if there are fewer."""
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
    """Show what is on a page of so many choices; `number` is one that there is."""
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
    """Show what is on a page of so many settled questions; `number` is one that there is.

    The titles are those of the articles that answer them, by their ids, as far as they are known.
    """
    if not count:
        return Sheet((texts("review.settled_none"),), 0, 1)
    number, pages = clamped(number, count, LISTED)
    lines = (_entry(one.question, _settled(one, titles, texts)) for one in shown)
    return Sheet((texts("review.settled_head", count=count), "\n".join(lines)), number, pages)


def unanswered_texts(one: UnansweredQuestion, texts: Texts) -> list[str]:
    """Show an unanswered question."""
    return [_heading(one.question, _times(one, texts))]


def poor_texts(one: PoorAnswer, quoted: Answer | None, texts: Texts) -> list[str]:
    """Show a poor answer: what people said of it, and what was quoted, if that is still kept."""
    blocks = [_heading(one.question, [*_opinion(one, texts), *_bad_times(one, texts)])]
    said = [f"- {told}" for told in counted_reasons(one.reasons, texts)]
    said += [
        f"- *“{escape(cut(one_line(comment), COMMENT_SHOWN))}”*"
        for comment in one.comments[:COMMENTS_SHOWN]
    ]
    if said:
        blocks.append("\n".join(said))
    if quoted is not None and quoted.hits:
        hit = quoted.hits[0]
        passage = passage_text(hit.article, hit.passage, hit.shown, texts, QUOTED)
        blocks.append(f"{texts('review.quoted_then')}\n{passage}")
    return blocks


def chosen_texts(one: Chosen, texts: Texts) -> list[str]:
    """Show a passage that was chosen, and for which question."""
    blocks = [_heading(one.judgement.question, _chosen(one, texts))]
    if one.article is not None and one.passage is not None:
        nothing = Span(one.passage.span.end, one.passage.span.end)
        blocks.append(passage_text(one.article, one.passage, nothing, texts, QUOTED))
    return blocks


def settled_texts(one: SettledQuestion, titles: Mapping[str, str], texts: Texts) -> list[str]:
    """Show a settled question; the titles are as above."""
    return [_heading(one.question, _settled(one, titles, texts))]


def found_texts(hits: Sequence[Hit], query: QueryRecord, words: str, texts: Texts) -> list[str]:
    """Show the passages that were found for words, one of which may answer the question."""
    typed = escape(cut(one_line(words), WORDS_SHOWN))
    if not hits:
        return [texts("review.found_none", words=typed)]
    question = short_question(query.question)
    head = texts("review.found_head", words=typed, question=question)
    room = (MESSAGE_TEXT - units(head)) // len(hits)
    return [
        head,
        *(
            f"**{number}.** {passage_text(hit.article, hit.passage, hit.shown, texts, room - 8)}"
            for number, hit in enumerate(hits, start=1)
        ),
    ]


def fitting_texts(
    article: Article, passage: Passage, query: QueryRecord, texts: Texts
) -> list[str]:
    """Ask whether a passage answers the question."""
    nothing = Span(passage.span.end, passage.span.end)
    ask = texts("review.ask_fits", question=short_question(query.question))
    room = MESSAGE_TEXT - units(ask)
    return [ask, passage_text(article, passage, nothing, texts, room)]


def passage_text(article: Article, passage: Passage, bold: Span, texts: Texts, room: int) -> str:
    """Show a passage, or its part around what is bold, under where it stands.

    The room is in UTF-16 code units; at least 300.
    """
    place = texts("answer.paragraph_of", number=passage.number, total=len(article.passages))
    head = f"**{short_title(article.title)}** · {place}\n"
    sentence = bold if bold.start < bold.end else passage.sentences[0]
    return head + excerpt(article.body, passage, sentence, bold, room - units(head))


def counted_reasons(reasons: dict[Reason, int], texts: Texts) -> list[str]:
    """Return the reasons for thumbs down with their counts, the most common first."""
    counted = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return [f"{texts(f'review.reason.{reason}')} ({count}×)" for reason, count in counted if count]


def short_question(question: str) -> str:
    """Return a question for the midst of a sentence, escaped."""
    return escape(cut(one_line(question), QUESTION_LISTED))


def percent(share: float) -> str:
    """Return a share, in 0..1, as people read it."""
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
