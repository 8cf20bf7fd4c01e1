"""Filterable lists: Datasette's canned queries."""

from typing import Any

from bot.dashboard.sql import DAYS, OUTSIDE, sql

MAX_ROWS = 500
"""Rows of a list."""

_FILTERS = (
    f"Server: an id, “{OUTSIDE}”, or empty for all. Dates: since and until, such as 2026-12-31, in "
    f"UTC, both inclusive; by default the last {DAYS} days."
)


def _list(title: str, description: str, query: str, *own: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": f"{description} {_FILTERS}",
        "sql": sql(query, most=MAX_ROWS),
        "params": [*own, "guild", "since", "until"],
        "hide_sql": True,
    }


LISTS = {
    "weeks": _list(
        "Figures per week",
        "By week, named by its Monday, the newest first: questions; how many were served, which is "
        "answered without a warning and not with more downvotes than upvotes; how many were "
        "answered first by what had been settled; and how many questions asked before got an "
        "answer, lost it or got another one when articles changed. Weeks count only the days "
        "chosen.",
        """
        with {weeks}
        select week, asked, served, round(100.0 * served / nullif(asked, 0), 1) as percent_served,
          settled as answered_by_settled, gained, lost, changed
        from weeks order by week desc limit {most}
        """,
    ),
    "unanswered": _list(
        "Unanswered questions",
        "Open questions without an answer, grouped by meaning, the most asked first. Questions "
        "that an article now answers, or that a moderator judged or dismissed, are not listed.",
        """
        with {unanswered}
        select {put_last} as question, times, last_asked, guild_id, question_key,
          (select count(*) from wishes where wishes.question_key = unanswered.question_key
            and wishes.guild_id = coalesce(unanswered.guild_id, 0)) as want_to_be_told
        from unanswered order by times desc, last_asked desc limit {most}
        """,
    ),
    "poor": _list(
        "Poor answers",
        "Answers with a downvote, or with a confidence below `sure` (0 to 1, by default 0.55), the "
        "newest first.",
        """
        select asked_at, guild_id, question, confidence, {title} as article,
          (select count(*) from feedback where query_id = quoted.id and vote > 0) as up,
          (select count(*) from feedback where query_id = quoted.id and vote < 0) as down,
          (select group_concat(distinct reason) from feedback where query_id = quoted.id) as why,
          id
        from queries as quoted
        where asked_at >= {since} and asked_at < {until} and {of_guild}
          and outcome = 'answered'
          and (confidence < coalesce(nullif(:sure, ''), 0.55)
            or exists (select 1 from feedback where query_id = quoted.id and vote < 0))
        order by asked_at desc limit {most}
        """,
        "sure",
    ),
    "of_article": _list(
        "Questions of an article",
        "Questions answered from an article, given its id or title, the newest first.",
        """
        select asked_at, guild_id, question, confidence, {title} as article, id
        from queries as quoted
        where asked_at >= {since} and asked_at < {until} and {of_guild}
          and (article_id = :article
            or article_id in (select article_id from article_versions where title = :article))
        order by asked_at desc limit {most}
        """,
        "article",
    ),
    "comments": _list(
        "Comments",
        "Votes with a comment, the newest first.",
        """
        select given_at, guild_id, vote, reason, comment, question, {title} as article, quoted.id
        from feedback join queries as quoted on quoted.id = query_id
        where comment is not null and given_at >= {since} and given_at < {until}
          and {of_guild}
        order by given_at desc limit {most}
        """,
    ),
    "slowest": _list(
        "Slowest answers",
        "The questions that took longest to answer.",
        """
        with {servers}, slow as (
          select queries.rowid as row from {asked} order by milliseconds desc limit {most}
        )
        select milliseconds, asked_at, queries.guild_id, outcome, question, queries.id
        from slow join queries on queries.rowid = slow.row order by milliseconds desc
        """,
    ),
}
"""The lists by their names in URLs."""
