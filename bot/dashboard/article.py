"""An article's page: its passages, how often each was quoted, and the questions it leaves open."""

from dataclasses import replace
from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.asking import Asking, Question
from bot.dashboard.failures import PageError
from bot.dashboard.filters import Filters, arguments
from bot.dashboard.language import texts_of
from bot.dashboard.lists import SURE
from bot.dashboard.reading import NAME
from bot.dashboard.sql import OUTSIDE, sql
from corpus.schema import EVERYWHERE

MOST_NEAR = 30
"""How many unanswered questions are asked again, the most asked first: some 10 ms each."""
MOST_POOR = 20

Row = dict[str, Any]

_ARTICLE = sql("""
    select articles.id, articles.guild_id, articles.version, removed_at, title, source, url,
      language, author, published, taken_in_at, {server} as server
    from articles join article_versions
      on article_versions.article_id = articles.id and article_versions.version = articles.version
    where articles.id = :article
""")
_PASSAGES = sql("""
    with {servers}, counted as (
      select passage, count(*) as times
      from {asked} cross join query_hits on query_id = queries.id and rank = 1
      where queries.article_id = :article
        and version = (select version from articles where id = :article)
      group by passage
    )
    select number, substr(body, start_at + 1, end_at - start_at) as text,
      coalesce(times, 0) as times
    from passages join article_versions
      on article_versions.article_id = passages.article_id
      and article_versions.version = passages.version
    left join counted on counted.passage = passages.number
    where passages.article_id = :article
      and passages.version = (select version from articles where id = :article)
    order by number
""")
_POOR = sql(
    """
    with poor as (
      select question, question_key, id, asked_at,
        (select count(*) from feedback where query_id = queries.id and vote < 0) as down
      from queries
      where article_id = :article and outcome = 'answered'
        and asked_at >= {since} and asked_at < {until} and {of_guild}
        and (confidence < {least}
          or exists (select 1 from feedback where query_id = queries.id and vote < 0))
    )
    select question, id, max(asked_at), count(*) as times, sum(down) as down
    from poor group by coalesce(question_key, id) order by down desc, times desc limit {most}
    """,
    least=SURE,
    most=MOST_POOR,
)
_UNANSWERED = sql(
    """
    with {unanswered}
    select {put_last} as question, {last_id} as id, times, guild_id
    from unanswered order by times desc, last_asked desc limit {most}
    """,
    most=MOST_NEAR,
)


async def article(datasette: Datasette, request: Request) -> Response:
    """Show an article."""
    filters, found = await _find(datasette, request)
    passages = await _rows(datasette, _PASSAGES, filters)
    shown = {
        "article": found,
        "passages": passages,
        "most": max((row["times"] for row in passages), default=0) or 1,
        "poor": await _rows(datasette, _POOR, filters),
    }
    return Response.html(await datasette.render_template("article.html", shown, request=request))


async def near_article(datasette: Datasette, request: Request, asking: Asking) -> Response:
    """Show the unanswered questions that are closest to an article, as a part of its page."""
    filters, found = await _find(datasette, request)
    of_article = found["guild_id"]
    if of_article != EVERYWHERE and filters.guild in {"", OUTSIDE}:
        filters = replace(filters, guild=str(of_article))
    rows = await _rows(datasette, _UNANSWERED, filters)
    answers = await asking.answers([Question(row["question"], row["guild_id"]) for row in rows])
    near = []
    for row, answer in zip(rows, answers, strict=True):
        closest = [hit.article.id for hit in answer.hits[:1]] or [
            each.id for each in answer.nearest[:1]
        ]
        if filters.article in closest:
            near.append(row | {"answered_now": answer.answered})
    page = await datasette.render_template("near.html", {"near": near}, request=request)
    return Response.html(page)


async def _find(datasette: Datasette, request: Request) -> tuple[Filters, Row]:
    """Return the filters of an address and its article; raise PageError if there is none."""
    given, texts = arguments(request), texts_of(request)
    filters = Filters.of(given | {"article": given.get("id", "")})
    found = await _rows(datasette, _ARTICLE, filters)
    if not found:
        raise PageError(texts("page.no_article"), status=404)
    return filters, found[0]


async def _rows(datasette: Datasette, query: str, filters: Filters) -> list[Row]:
    found = await datasette.get_database(NAME).execute(query, filters.blanks)
    return [dict(row) for row in found.rows]
