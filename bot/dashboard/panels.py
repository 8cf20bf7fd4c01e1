"""The queries of the overview's panels."""

from bot.dashboard.sql import sql

MAX_BARS = 12
"""Bars of a ranked chart."""
SAMPLE = 100_000
"""Maximum queries sampled for the latency panel."""

# A histogram with one column per outcome and tenth of confidence. Counting each separately is twice
# as fast as grouping, which sorts a million rows.
TENTHS = {
    f"{outcome} {10 * tenth}": (outcome, tenth / 10, (tenth + 1) / 10 if tenth < 9 else 2)
    for tenth in range(10)
    for outcome in ("answered", "refused")
}
_TENTHS = ",\n  ".join(
    f"count(*) filter (where confidence >= {least} and confidence < {less} "
    f"and outcome = '{outcome}') as '{name}'"
    for name, (outcome, least, less) in TENTHS.items()
)

_QUERIES = {
    "outcomes": """
        with {servers}
        select substr(asked_at, 1, 10) as day, sum(outcome = 'answered') as answered,
          sum(outcome = 'refused') as refused, sum(outcome = 'error') as error
        from {asked} group by day
        """,
    "weeks": """
        with {weeks}
        select week, asked, served, settled, gained, changed, lost
        from weeks order by week
        """,
    "confidence": "with {servers} select\n  {tenths}\nfrom {asked}",
    "latency": """
        with {servers}, timed as (
          select substr(asked_at, 1, 10) as day, milliseconds from {asked}
          where queries.rowid % (select 1 + count(*) / {sample} from {asked}) = 0
        ), placed as (
          select *, percent_rank() over (partition by day order by milliseconds) as place
          from timed
        )
        select day, max(milliseconds) filter (where place <= 0.5) as median,
          max(milliseconds) filter (where place <= 0.95) as slow
        from placed group by day
        """,
    "unanswered": """
        with {unanswered}
        select {put_last} as question, {last_id} as id, times, {server} as server,
          count(*) over () as open
        from unanswered order by times desc, last_asked desc limit {most}
        """,
    "articles": """
        with {servers}, quoted as (
          select article_id, count(*) as questions from {asked}
          where article_id is not null
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

PANELS = {
    name: sql(query, most=MAX_BARS, sample=SAMPLE, tenths=_TENTHS)
    for name, query in _QUERIES.items()
}
"""SQL by the panel's name; blanks as in `sql`."""
