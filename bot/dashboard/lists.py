"""The prepared lists: a query each, with filters. Datasette serves them as CSV and JSON, too."""

from dataclasses import dataclass

from bot.dashboard.sql import sql

MAX_ROWS = 500
"""Rows of a list."""
SURE = 0.55
"""The confidence below which an answer counts as poor, unless another is given."""


@dataclass(frozen=True, slots=True)
class List:
    """A prepared list. Its texts are `page.list.NAME` and `page.about.NAME`."""

    sql: str
    columns: tuple[str, ...]
    """The columns that are shown; others are for links."""
    own: tuple[str, ...] = ()
    """Its own filters, besides the server and the days."""


def _list(query: str, columns: str, *own: str) -> List:
    return List(sql(query, most=MAX_ROWS, least=SURE), tuple(columns.split()), own)


LISTS = {
    "unanswered": _list(
        """
        with {unanswered}
        select {put_last} as question, times, last_asked, {server} as server,
          (select count(*) from wishes where wishes.question_key = unanswered.question_key
            and wishes.guild_id = coalesce(unanswered.guild_id, 0)) as waiting,
          {last_id} as id
        from unanswered order by times desc, last_asked desc limit {most}
        """,
        "question times last_asked waiting server",
    ),
    "poor": _list(
        """
        select asked_at, {server} as server, question, confidence, {title} as article,
          (select count(*) from feedback where query_id = quoted.id and vote > 0) as up,
          (select count(*) from feedback where query_id = quoted.id and vote < 0) as down,
          (select group_concat(distinct reason) from feedback where query_id = quoted.id)
            as reasons,
          article_id, id
        from queries as quoted
        where asked_at >= {since} and asked_at < {until} and {of_guild}
          and outcome = 'answered'
          and (confidence < coalesce(nullif(:sure, ''), {least})
            or exists (select 1 from feedback where query_id = quoted.id and vote < 0))
        order by asked_at desc limit {most}
        """,
        "question article confidence up down reasons asked_at server",
        "sure",
    ),
    "of_article": _list(
        """
        select asked_at, {server} as server, question, confidence, {title} as article,
          article_id, id
        from queries as quoted
        where asked_at >= {since} and asked_at < {until} and {of_guild}
          and (article_id = :article
            or article_id in (select article_id from article_versions where title = :article))
        order by asked_at desc limit {most}
        """,
        "question confidence asked_at server article",
        "article",
    ),
    "comments": _list(
        """
        select given_at, {server} as server, vote, reason, comment, question, {title} as article,
          article_id, quoted.id as id
        from feedback join queries as quoted on quoted.id = query_id
        where comment is not null and given_at >= {since} and given_at < {until}
          and {of_guild}
        order by given_at desc limit {most}
        """,
        "comment vote question article given_at server",
    ),
    "weeks": _list(
        """
        with {weeks}
        select week, asked, served, 1.0 * served / nullif(asked, 0) as share_served, settled,
          gained, lost, changed
        from weeks order by week desc limit {most}
        """,
        "week asked served share_served settled gained lost changed",
    ),
    "slowest": _list(
        """
        with {servers}, slow as (
          select queries.rowid as row from {asked} order by milliseconds desc limit {most}
        )
        select milliseconds, asked_at, {server} as server, outcome, question, queries.id as id
        from slow join queries on queries.rowid = slow.row order by milliseconds desc
        """,
        "question milliseconds outcome asked_at server",
    ),
}
"""The lists by their names in addresses, in the order in which they are linked."""
