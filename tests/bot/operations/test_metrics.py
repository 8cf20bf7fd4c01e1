import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.operations.metrics import Metrics
from corpus.stats import CorpusStats

ROOT = Path(__file__).parents[3]
THEN = datetime(2024, 6, 1, tzinfo=UTC)
FOUND = CorpusStats(articles=3, passages=40, changed_at=THEN)


class Bot:
    """What the figures are asked of."""

    ready = False
    waiting = 0
    process = "host:7"

    def __init__(self) -> None:
        self.shards = {0: False, 1: True}

    def is_connected(self) -> bool:
        return self.ready

    def deaf_since(self) -> datetime | None:
        return None

    def connected_shards(self) -> dict[int, bool]:
        return self.shards


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def metrics(bot: Bot) -> Metrics:
    return Metrics(bot, lambda: bot.waiting)


def figures(metrics: Metrics, found: CorpusStats | None = FOUND) -> dict[str, float]:
    """Return the figures as Prometheus reads them, by their names and labels."""
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(metrics.text(found).decode())
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def test_before_the_first_question_every_figure_is_there(metrics: Metrics) -> None:
    found = figures(metrics)

    assert {name: found[name] for name in found if "bucket" not in name} == {
        "kutip_gateway_ready": 0,
        "kutip_shard_connected host:7 0": 0,
        "kutip_shard_connected host:7 1": 1,
        "kutip_database_readable": 1,
        "kutip_query_log_queue": 0,
        "kutip_questions_total answered": 0,
        "kutip_questions_total refused": 0,
        "kutip_questions_total error": 0,
        "kutip_questions_busy_total": 0,
        "kutip_answer_seconds_count": 0,
        "kutip_answer_seconds_sum": 0,
        "kutip_index_articles": 3,
        "kutip_index_passages": 40,
        "kutip_index_changed_timestamp_seconds": THEN.timestamp(),
        "kutip_errors_total": 0,
    }


def test_questions_are_counted_by_outcome_and_timed(metrics: Metrics) -> None:
    metrics.answered("answered", 0.02)
    metrics.answered("answered", 0.3)
    metrics.answered("refused", 60)
    found = figures(metrics)

    assert found["kutip_questions_total answered"] == 2
    assert found["kutip_questions_total refused"] == 1
    assert found["kutip_answer_seconds_sum"] == pytest.approx(60.32)
    assert found["kutip_answer_seconds_bucket 0.025"] == 1
    assert found["kutip_answer_seconds_bucket 0.5"] == 2
    assert found["kutip_answer_seconds_bucket +Inf"] == 3


def test_the_gateway_and_the_queue_are_as_they_are_now(metrics: Metrics, bot: Bot) -> None:
    bot.ready, bot.waiting = True, 7
    found = figures(metrics)

    assert (found["kutip_gateway_ready"], found["kutip_query_log_queue"]) == (1, 7)


def test_while_the_database_is_unreadable_its_figures_stay(metrics: Metrics) -> None:
    metrics.text(FOUND)
    found = figures(metrics, None)

    assert (found["kutip_database_readable"], found["kutip_index_articles"]) == (0, 3)


def test_without_any_article_none_has_changed(metrics: Metrics) -> None:
    found = figures(metrics, CorpusStats(0, 0, None))

    assert found["kutip_index_changed_timestamp_seconds"] == 0


def test_only_errors_in_the_log_are_counted_as_such(metrics: Metrics) -> None:
    log = logging.getLogger("of the test of metrics")
    log.addHandler(metrics)
    log.warning("no error")
    log.error("an error")
    log.critical("one more")
    log.removeHandler(metrics)

    assert figures(metrics)["kutip_errors_total"] == 2


def test_the_documentation_lists_every_metric_with_its_help(metrics: Metrics) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    table = page.split("<!-- metrics")[1].split("<!-- /metrics")[0].splitlines()[3:]
    told = re.findall(r"# HELP (\w+) (.*)\n# TYPE \w+ (\w+)\n", metrics.text(None).decode())

    assert table == [
        f"| `{name}` | {kind} | {text} |"
        for name, text, kind in told
        if not name.endswith("_created")
    ]


def test_a_shard_that_another_process_runs_by_now_is_not_shown(metrics: Metrics, bot: Bot) -> None:
    figures(metrics)
    bot.shards = {1: True}

    assert "kutip_shard_connected host:7 0" not in figures(metrics)
