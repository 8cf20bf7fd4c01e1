import sqlalchemy

from bot.asked import WayIn
from bot.querylog.record import Outcome
from corpus.schema import queries


def test_the_database_accepts_exactly_the_known_ways_in_and_outcomes() -> None:
    allowed = {
        str(constraint.sqltext)
        for constraint in queries.constraints
        if isinstance(constraint, sqlalchemy.CheckConstraint)
    }

    assert allowed == {
        f"{column} IN ({', '.join(repr(str(value)) for value in values)})"
        for column, values in (("way_in", WayIn), ("outcome", Outcome))
    }
