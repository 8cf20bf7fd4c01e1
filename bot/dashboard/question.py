"""A question's page: what was shown for it, what people said of that, and today's answer."""

from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.asking import Asking, Question
from bot.dashboard.failures import PageError
from bot.dashboard.filters import arguments
from bot.dashboard.language import texts_of
from bot.dashboard.reading import NAME
from bot.dashboard.sql import sql
from index.answer import Answer, Hit

Row = dict[str, Any]

_QUESTION = sql("""
    select id, question, asked_at, guild_id, {server} as server,
      (select name from names where names.id = channel_id) as channel,
      way_in, locale, outcome, confidence, milliseconds, question_key, delivered, follows,
      (select question from queries as earlier where earlier.id = queries.follows) as earlier,
      (select count(*) from queries as same where same.guild_id is queries.guild_id
        and same.question_key = queries.question_key and same.outcome = 'refused') as times_refused,
      (select closed_as from closed_questions
        where closed_questions.guild_id = coalesce(queries.guild_id, 0)
        and closed_questions.question_key = queries.question_key) as closed_as
    from queries where id = :id
""")
_SHOWN = """
    select rank, query_hits.article_id, title, passage, chosen, settled,
      substr(body, start_at + 1, end_at - start_at) as text,
      sentence_start_at - start_at as first, sentence_end_at - start_at as last
    from query_hits join article_versions
      on article_versions.article_id = query_hits.article_id
      and article_versions.version = query_hits.version
    where query_id = :id order by rank
"""
_VOTES = "select vote, reason, comment, given_at from feedback where query_id = :id order by 4"
_CHANGES = """
    select effect, changed_at, article_id,
      (select title from article_versions where article_versions.article_id =
        answer_changes.article_id order by version desc limit 1) as title
    from answer_changes where query_id = :id and effect <> 'maybe' order by moment
"""


async def question(datasette: Datasette, request: Request, asking: Asking) -> Response:
    """Show a question; with `again` in the address, ask it again as well."""
    texts, given = texts_of(request), arguments(request)
    database = datasette.get_database(NAME)

    async def rows(query: str) -> list[Row]:
        found = await database.execute(query, {"id": given.get("id", "")})
        return [dict(row) for row in found.rows]

    found = await rows(_QUESTION)
    if not found:
        raise PageError(texts("page.no_question"), status=404)
    [asked] = found
    again = None
    if given.get("again"):
        one = Question(asked["question"], asked["guild_id"], asked["earlier"])
        [again] = await asking.answers([one])
    shown = {
        "asked": asked,
        "shown": [_parts(row) for row in await rows(_SHOWN)],
        "votes": await rows(_VOTES),
        "changes": await rows(_CHANGES),
        "again": None if again is None else _today(again),
    }
    return Response.html(await datasette.render_template("question.html", shown, request=request))


def _today(answer: Answer) -> Row:
    """Return an answer as the template shows it."""
    return {
        "answered": answer.answered,
        "doubtful": answer.doubtful,
        "confidence": answer.confidence,
        "shown": [_parts(_row(hit)) for hit in answer.hits],
        "nearest": [{"id": each.id, "title": each.title} for each in answer.nearest],
    }


def _row(hit: Hit) -> Row:
    span = hit.passage.span
    return {
        "article_id": hit.article.id,
        "title": hit.article.title,
        "passage": hit.passage.number,
        "chosen": hit.chosen,
        "settled": hit.settled,
        "text": span.of(hit.article.body),
        "first": hit.shown.start - span.start,
        "last": hit.shown.end - span.start,
    }


def _parts(row: Row) -> Row:
    """Return a passage with its text in three parts, of which the middle is the sentence shown."""
    text, first, last = row["text"], row["first"], row["last"]
    return row | {"before": text[:first], "sentence": text[first:last], "after": text[last:]}
