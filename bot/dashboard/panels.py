"""The dashboard's panels: queries and charts.

None shows text in datasette-dashboards' own tables or metrics, which would render what people wrote
on Discord as HTML.
"""

from typing import Any

from bot.dashboard.charts import (
    ANSWERED,
    FAILED,
    PLAIN,
    REFUSED,
    Chart,
    chart,
    fold,
    legend,
    per_day,
    ranked,
)
from bot.dashboard.reading import NAME
from bot.dashboard.sql import sql

MAX_BARS = 15
"""Bars of a ranked chart."""
SAMPLE = 100_000
"""Maximum queries sampled for the latency panel."""

_OUTCOMES = {"answered": ANSWERED, "refused": REFUSED, "failed": FAILED}

# A histogram with one column per outcome and tenth of confidence. Counting each separately is twice
# as fast as grouping, which sorts a million rows.
_COLUMNS = {
    f"{outcome} {10 * tenth}": (outcome, tenth / 10, (tenth + 1) / 10 if tenth < 9 else 2)
    for outcome in ("answered", "refused")
    for tenth in range(10)
}
_TENTHS = ",\n  ".join(
    f"count(*) filter (where confidence >= {least} and confidence < {less} "
    f"and outcome = '{outcome}') as '{name}'"
    for name, (outcome, least, less) in _COLUMNS.items()
)


def _panel(title: str, query: str, display: Chart) -> dict[str, Any]:
    return {
        "title": title,
        "db": NAME,
        "query": sql(query, most=MAX_BARS, sample=SAMPLE, tenths=_TENTHS, database=NAME),
        "library": "vega-lite",
        "display": display,
    }


def _figure(title: str, query: str, suffix: str = "") -> dict[str, Any]:
    """Return a panel with one number, from the column `figure`."""
    display = {"field": "figure", "suffix": suffix}
    return _panel(title, query, display) | {"library": "metric"}


FIGURES = {
    "asked": _figure(
        "Questions",
        "with {servers} select count(*) as figure from {asked}",
    ),
    "answered": _figure(
        "Answered",
        """
        with {servers}
        select coalesce(round(100.0 * avg(outcome = 'answered'), 1), '–') as figure from {asked}
        """,
        " %",
    ),
    "liked": _figure(
        "Upvotes",
        """
        select coalesce(round(100.0 * avg(vote > 0), 1), '–') as figure
        from feedback where {voted}
        """,
        " %",
    ),
    "open": _figure(
        "Open unanswered questions",
        "with {unanswered} select count(*) as figure from unanswered",
    ),
}

CHARTS = {
    "outcomes": _panel(
        "Questions per day",
        """
        with {servers}
        select substr(asked_at, 1, 10) as day, sum(outcome = 'answered') as answered,
          sum(outcome = 'refused') as refused, sum(outcome = 'error') as failed
        from {asked} group by day
        """,
        per_day(
            "bar",
            {
                "y": {"field": "count", "type": "quantitative", "title": None},
                "color": legend(_OUTCOMES),
                "order": {"field": "kind"},
            },
            transform=fold(*_OUTCOMES),
        ),
    ),
    "share": _panel(
        "Share answered per day",
        """
        with {servers}
        select substr(asked_at, 1, 10) as day, avg(outcome = 'answered') as share
        from {asked} group by day
        """,
        per_day(
            {"type": "line", "point": {"color": ANSWERED}, "color": ANSWERED},
            {
                "y": {
                    "field": "share",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1]},
                    "axis": {"format": "%", "title": None},
                },
            },
        ),
    ),
    "weeks": _panel(
        "Share served per week",
        """
        with {weeks}
        select week as day, 1.0 * served / asked as served, 1.0 * settled / asked as settled
        from weeks where asked > 0
        """,
        per_day(
            {"type": "line", "point": True},
            {
                "y": {
                    "field": "count",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1]},
                    "axis": {"format": "%", "title": None},
                },
                "color": legend({"served": ANSWERED, "settled": PLAIN}),
            },
            transform=fold("served", "settled"),
        ),
    ),
    "effects": _panel(
        "Answers changed by articles per week",
        """
        select date(changed_at, '-6 days', 'weekday 1') as day, sum(effect = 'gained') as gained,
          sum(effect = 'changed') as changed, sum(effect = 'lost') as lost
        from answer_changes
        where changed_at >= {since} and changed_at < {until} and {of_guild} group by day
        """,
        per_day(
            "bar",
            {
                "y": {"field": "count", "type": "quantitative", "title": None},
                "color": legend({"gained": ANSWERED, "changed": REFUSED, "lost": FAILED}),
            },
            transform=fold("gained", "changed", "lost"),
        ),
    ),
    "confidence": _panel(
        "Confidence",
        "with {servers} select\n  {tenths}\nfrom {asked}",
        chart(
            "bar",
            {
                "x": {
                    "field": "percent",
                    "type": "ordinal",
                    "title": "confidence, at least … %",
                    "axis": {"labelAngle": 0},
                },
                "y": {"field": "count", "type": "quantitative", "title": None},
                "color": legend({"answered": ANSWERED, "refused": REFUSED}),
            },
            transform=[
                {"fold": list(_COLUMNS), "as": ["column", "count"]},
                {"calculate": "split(datum.column, ' ')[0]", "as": "kind"},
                {"calculate": "toNumber(split(datum.column, ' ')[1])", "as": "percent"},
            ],
        ),
    ),
    "latency": _panel(
        "Answer time in milliseconds",
        """
        with {servers}, timed as (
          select substr(asked_at, 1, 10) as day, milliseconds from {asked}
          where queries.rowid % (select 1 + count(*) / {sample} from {asked}) = 0
        ), placed as (
          select *, percent_rank() over (partition by day order by milliseconds) as place
          from timed
        )
        select day, max(milliseconds) filter (where place <= 0.5) as median,
          max(milliseconds) filter (where place <= 0.95) as "95 % within"
        from placed group by day
        """,
        per_day(
            {"type": "line", "point": True},
            {
                "y": {"field": "count", "type": "quantitative", "title": None},
                "color": legend({"median": PLAIN, "95 % within": FAILED}),
            },
            transform=fold("median", "95 % within"),
        ),
    ),
    "unanswered": _panel(
        f"The {MAX_BARS} most asked unanswered questions",
        """
        with {unanswered}
        select {put_last} as question, times,
          coalesce(cast(guild_id as text), {outside}) as server, last_asked
        from unanswered order by times desc, last_asked desc limit {most}
        """,
        ranked("question", "times", "times asked", REFUSED),
    ),
    "articles": _panel(
        f"The {MAX_BARS} most quoted articles",
        """
        with {servers}, quoted as (
          select article_id, count(*) as questions from {asked}
          where article_id is not null
          group by article_id order by questions desc, article_id limit {most}
        )
        select {title} as title, questions,
          '/{database}/of_article?article=' || article_id as href
        from quoted
        """,
        ranked("title", "questions", "questions answered from it", PLAIN, href={"field": "href"}),
    ),
    "thumbs": _panel(
        "Votes per day",
        """
        select substr(given_at, 1, 10) as day, sum(vote > 0) as up, sum(vote < 0) as down
        from feedback where {voted} group by day
        """,
        per_day(
            "bar",
            {
                "y": {"field": "count", "type": "quantitative", "title": None},
                "color": legend({"up": ANSWERED, "down": FAILED}),
            },
            transform=fold("up", "down"),
        ),
    ),
    "reasons": _panel(
        "Reasons for downvotes",
        """
        select case reason when 'passage' then 'wrong passage'
            when 'sentence' then 'right passage, wrong sentence'
            when 'not_answered' then 'not answered'
            when 'outdated' then 'out of date'
            when 'other' then 'another reason' else 'no reason given' end as why, count(*) as votes
        from feedback where vote < 0 and {voted} group by why
        """,
        ranked("why", "votes", "downvotes", FAILED),
    ),
}
