"""PRIVACY.md lists what the database stores about people."""

import re
from pathlib import Path

from bot.locales import ENGLISH
from bot.querylog import wishes
from bot.settings import SETTINGS
from corpus.schema import metadata
from tests.bot.indonesian import INDONESIAN

PRIVACY = (Path(__file__).parents[1] / "PRIVACY.md").read_text()
PERSONAL = (
    "queries",
    "query_hits",
    "answer_changes",
    "feedback",
    "wishes",
    "audit",
    "judgements",
    "closed_questions",
    "grouped_questions",
    "help_requests",
    "hidden_suggestions",
    "drafts",
    "follows",
)


def test_every_column_about_people_is_listed() -> None:
    for name in PERSONAL:
        rows = " ".join(re.findall(rf"^\| `{name}` \|([^|]*)\|", PRIVACY, re.MULTILINE))
        listed = re.findall(r"`([a-z_]+)`", rows)
        assert sorted(listed) == sorted(metadata.tables[name].c.keys()), name


def test_no_other_table_has_a_column_that_identifies_people() -> None:
    for table in metadata.sorted_tables:
        if table.name not in PERSONAL:
            assert not [
                column
                for column in table.c
                if column.name.endswith("_by") or column.name in {"user_id", "asker", "voter"}
            ]


def test_the_retention_periods_are_those_of_the_code() -> None:
    default = {setting.name: setting.default for setting in SETTINGS}

    assert f"{default['KUTIP_KEEP_DAYS']} days, or as set by `KUTIP_KEEP_DAYS`" in PRIVACY
    assert f"{default['KUTIP_KEEP_LEFT_DAYS']} more days" in PRIVACY
    assert f"{wishes.KEPT.days} days at most" in PRIVACY
    for texts in (ENGLISH, INDONESIAN):
        assert str(wishes.KEPT.days) in texts("privacy.about_kept")
