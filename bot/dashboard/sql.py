"""SQL fragments shared by the page's queries.

All take `:guild`, an id, OUTSIDE, or empty for every server, and `:since` and `:until`, days in UTC
as YYYY-MM-DD, both inclusive. By default `:since` is DAYS back and `:until` is today.
"""

from textwrap import dedent

DAYS = 30
"""Days shown by default, including today."""
OUTSIDE = "outside servers"
"""Replaces a server's id for direct messages and the terminal; cast to an integer, it is 0."""

_FRAGMENTS = {
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
  select guild_id, question_key, count(*) as times, max(asked_at) as last_asked
  from queries indexed by ix_queries_refused
  where outcome = 'refused' and question_key > ''
    and asked_at >= {since} and asked_at < {until} and {of_guild}
  group by guild_id, question_key
), unanswered as (
  select asked.* from asked left join closed_questions
    on closed_questions.guild_id = coalesce(asked.guild_id, 0)
    and closed_questions.question_key = asked.question_key
  where closed_at is null
    or (closed_as not in ('unanswerable', 'dismissed') and closed_at < last_asked)
)""",
    "{put_last}": """\
(
    select question from queries where queries.guild_id is unanswered.guild_id
      and queries.question_key = unanswered.question_key and outcome = 'refused'
      and asked_at = last_asked
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
