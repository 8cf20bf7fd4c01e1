"""SQL fragments shared by the page's queries.

All take `:guild`, an id, OUTSIDE, or empty for every server, and `:since` and `:until`, days in UTC
as YYYY-MM-DD, both inclusive. By default `:since` is DAYS back and `:until` is today.
"""

from textwrap import dedent

from bot.guilds import Strictness
from bot.settings import SETTINGS
from corpus.schema import ALL_SERVERS
from index.finder import DOUBT

DAYS = 30
"""Days shown by default, including today."""
OUTSIDE = "outside servers"
"""Replaces a server's id for direct messages and the terminal; cast to an integer, it is 0."""

_LEAST = next(float(each.default) for each in SETTINGS if each.name == "KUTIP_MIN_CONFIDENCE")
_BY_STRICTNESS = " ".join(
    f"when '{each}' then {each.least(_LEAST) + DOUBT:.2f}" for each in Strictness
)

_FRAGMENTS = {
    # The same figures as in bot.querylog.weekly, of the days chosen: each is first counted by day.
    "{weeks}": """\
counted as materialized (
  select day, sum(times * (kind <> 'settled')) as asked,
    sum(times * (kind = 'answered' and value >= {sure_step})) as served,
    sum(times * (kind = 'settled')) as settled, 0 as gained, 0 as lost, 0 as changed
  from daily_totals
  where guild_id = {place} and kind in ('settled', 'answered', 'refused', 'error') and {on_days}
  group by day
  union all
  -- Among all servers, those that are stricter or more generous than most.
  select day, 0, sum(times * ((value >= {sure_step}) - (value >= {balanced_step}))), 0, 0, 0, 0
  from (select id as strange from guilds where :guild = '' and strictness <> 'balanced')
    cross join daily_totals on guild_id = strange and kind = 'answered' and {on_days}
  group by day
  union all
  select (
    select substr(asked_at, 1, 10) from queries
    where queries.id = query_id and asked_at >= {since} and asked_at < {until} and {of_guild}
      and outcome = 'answered' and confidence >= {sure}
  ), 0, -1, 0, 0, 0, 0
  from (select query_id from feedback group by query_id having sum(vote) < 0)
  union all
  select substr(changed_at, 1, 10), 0, 0, 0, effect = 'gained', effect = 'lost', effect = 'changed'
  from answer_changes
  where changed_at >= {since} and changed_at < {until} and {of_guild}
), weeks as (
  select date(day, '-6 days', 'weekday 1') as week, sum(asked) as asked, sum(served) as served,
    sum(settled) as settled, sum(gained) as gained, sum(lost) as lost, sum(changed) as changed
  from counted where day is not null group by week
)""",
    "{outcomes}": "('answered', 'refused', 'error')",
    # Whose daily totals: a server's, those outside servers, or those of all.
    "{place}": f"case when :guild = '' then {ALL_SERVERS} else cast(:guild as integer) end",
    "{on_days}": "day >= {since} and day < {until}",
    # As the value of an outcome in daily_totals.
    "{sure_step}": "round({sure} * 20)",
    "{balanced_step}": "round({balanced} * 20)",
    # From which confidence an answer on a server has no warning, at the default threshold.
    "{sure}": """\
coalesce(
    (select case strictness {by_strictness} end from guilds where guilds.id = guild_id), {balanced}
  )""",
    "{by_strictness}": _BY_STRICTNESS,
    "{balanced}": f"{_LEAST + DOUBT:.2f}",
    # One index seek per server, so that only the selected days are read. The recursion ends with
    # null, which also stands for questions from outside servers.
    "{servers}": """\
{all_servers}, chosen(id) as (
  select id from server where :guild = '' or coalesce(id, 0) = cast(:guild as integer)
)""",
    "{all_servers}": """\
recursive server(id) as (
  select (select min(guild_id) from queries)
  union all
  select (select min(guild_id) from queries where guild_id > server.id)
  from server where server.id is not null
)""",
    # A plain join might scan the queries first, which are many.
    "{asked}": """\
chosen cross join queries
  on queries.guild_id is chosen.id and asked_at >= {since} and asked_at < {until}""",
    # The same rule as in bot.querylog.unanswered, except that spellings are not merged. The index
    # returns the queries in the order of their groups.
    "{unanswered}": """\
asked as (
  select guild_id, question_key, count(*) as times, max(asked_at) as last_asked,
    max(moment) as last_moment
  from queries indexed by ix_queries_refused
  where outcome = 'refused' and question_key > ''
    and asked_at >= {since} and asked_at < {until} and {of_guild}
  group by guild_id, question_key
), unanswered as (
  select asked.* from asked left join closed_questions
    on closed_questions.guild_id = coalesce(asked.guild_id, 0)
    and closed_questions.question_key = asked.question_key
  where closed_questions.moment is null
    or (closed_as not in ('unanswerable', 'dismissed') and closed_questions.moment < last_moment)
)""",
    "{put_last}": """\
(
    select question from queries where queries.guild_id is unanswered.guild_id
      and queries.question_key = unanswered.question_key and outcome = 'refused'
      and queries.moment = last_moment
  )""",
    "{last_id}": """\
(
    select id from queries where queries.guild_id is unanswered.guild_id
      and queries.question_key = unanswered.question_key and outcome = 'refused'
      and queries.moment = last_moment
  )""",
    # The subquery hides the column `guild_id` of `names`.
    "{server}": """\
coalesce(
    (select name from (select id as place, name from names) where place = guild_id),
    cast(guild_id as text), {outside}
  )""",
    "{title}": """\
coalesce((
    select title from articles join article_versions
      on article_versions.article_id = articles.id and article_versions.version = articles.version
    where articles.id = quoted.article_id
  ), quoted.article_id)""",
    "{voted}": """\
given_at >= {since} and given_at < {until}
  and (:guild = '' or (select {of_guild} from queries where id = query_id))""",
    "{since}": f"coalesce(nullif(:since, ''), date('now', '-{DAYS - 1} days'))",
    "{until}": "date(coalesce(nullif(:until, ''), 'now'), '+1 day')",
    "{outside}": f"'{OUTSIDE}'",
    "{of_guild}": "(:guild = '' or coalesce(guild_id, 0) = cast(:guild as integer))",
}


def sql(text: str, **own: object) -> str:
    """Return a dedented query with its `{names}` replaced by fragments and `own` values.

    >>> sql("select title from articles where id = {outside} limit {most}", most=5)
    "select title from articles where id = 'outside servers' limit 5"
    """
    query = dedent(text).strip()
    fragments = _FRAGMENTS | {f"{{{name}}}": str(value) for name, value in own.items()}
    for name, fragment in fragments.items():
        query = query.replace(name, fragment)
    return query
