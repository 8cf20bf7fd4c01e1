"""The queries of the overview's panels."""

from bot.dashboard.sql import sql

MAX_BARS = 12
"""Bars of a ranked chart."""

TENTHS = {
    f"{outcome} {10 * tenth}": (outcome, 2 * tenth, 2 * tenth + 2 if tenth < 9 else 21)
    for tenth in range(10)
    for outcome in ("answered", "refused")
}
"""The columns of the histogram of confidence: the outcome, and from and below which value."""
_TENTHS = ",\n  ".join(
    f"coalesce(sum(times * (kind = '{outcome}' and value >= {least} and value < {less})), 0) "
    f"as '{name}'"
    for name, (outcome, least, less) in TENTHS.items()
)

_QUERIES = {
    "outcomes": """
        select day, sum(times * (kind = 'answered')) as answered,
          sum(times * (kind = 'refused')) as refused, sum(times * (kind = 'error')) as error
        from daily_totals where guild_id = {place} and kind in {outcomes} and {on_days}
        group by day
        """,
    "weeks": """
        with {weeks}
        select week, asked, served, settled, gained, changed, lost
        from weeks order by week
        """,
    "confidence": """
        select {tenths}
        from daily_totals where guild_id = {place} and kind in {outcomes} and {on_days}
        """,
    # Percentiles of the times, of which each is as often in the day as `times` says.
    "latency": """
        with placed as (
          select day, value,
            1.0 * (sum(times) over by_value - times) / (sum(times) over (partition by day) - 1)
              as place
          from daily_totals where guild_id = {place} and kind = 'milliseconds' and {on_days}
          window by_value as (partition by day order by value)
        )
        select day, max(value) filter (where coalesce(place, 0) <= 0.5) as median,
          max(value) filter (where coalesce(place, 0) <= 0.95) as slow
        from placed group by day
        """,
    "unanswered": """
        with {unanswered}
        select {put_last} as question, {last_id} as id, times, {server} as server,
          count(*) over () as open
        from unanswered order by times desc, last_asked desc limit {most}
        """,
    "articles": """
        with quoted as (
          select article_id, count(*) as questions
          from queries indexed by ix_queries_article
          where article_id is not null
            and asked_at >= {since} and asked_at < {until} and {of_guild}
          group by article_id order by questions desc, article_id limit {most}
        )
        select {title} as title, questions, article_id from quoted
        """,
    "votes": """
        select substr(given_at, 1, 10) as day, sum(vote > 0) as up, sum(vote < 0) as down
        from feedback where {voted} group by day
        """,
    "reasons": """
        select coalesce(reason, 'none') as reason, count(*) as votes
        from feedback where vote < 0 and {voted} group by 1 order by votes desc
        """,
}

PANELS = {name: sql(query, most=MAX_BARS, tenths=_TENTHS) for name, query in _QUERIES.items()}
"""SQL by the panel's name; blanks as in `sql`."""
