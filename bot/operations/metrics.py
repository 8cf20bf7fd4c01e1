"""Metrics of a running Kutip for Prometheus, without questions or personal data."""

import logging
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.operations.gateway import Gateway
from bot.querylog.record import Outcome
from corpus.stats import CorpusStats

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Content type of Prometheus's text format."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds: from a fast answer on a small machine to Discord's time limit."""


class Metrics(logging.Handler):
    """The metrics; also a logging handler that counts errors in the program's log."""

    def __init__(self, gateway: Gateway, waiting: Callable[[], int]) -> None:
        """Take the connections to Discord, and what returns the length of the log's queue."""
        super().__init__(logging.ERROR)
        self._gateway = gateway
        # Not the library's default, which is global to the process.
        registry = self._registry = CollectorRegistry()
        ready = Gauge("kutip_gateway_ready", "1 while Discord is connected.", registry=registry)
        ready.set_function(gateway.is_connected)
        self._connected = Gauge(
            "kutip_shard_connected",
            "1 while a shard of this process is connected.",
            ["shard", "process"],
            registry=registry,
        )
        queue = Gauge(
            "kutip_query_log_queue", "Questions not yet in the database.", registry=registry
        )
        queue.set_function(waiting)
        self._questions = Counter(
            "kutip_questions", "Questions by outcome.", ["outcome"], registry=registry
        )
        for outcome in Outcome:
            self._questions.labels(outcome.value)
        self._busy = Counter(
            "kutip_questions_busy",
            "Questions not taken, because too many were waiting.",
            registry=registry,
        )
        self._seconds = Histogram(
            "kutip_answer_seconds",
            "Time from a question's arrival to its answer.",
            buckets=BUCKETS,
            registry=registry,
        )
        self._readable = Gauge(
            "kutip_database_readable", "1 while the database can be read.", registry=registry
        )
        self._articles = Gauge("kutip_index_articles", "Articles in the index.", registry=registry)
        self._passages = Gauge("kutip_index_passages", "Passages in the index.", registry=registry)
        self._changed = Gauge(
            "kutip_index_changed_timestamp_seconds",
            "When an article last changed, in Unix time; 0 before the first.",
            registry=registry,
        )
        self._errors = Counter("kutip_errors", "Errors in the program's log.", registry=registry)

    def answered(self, outcome: str, seconds: float) -> None:
        """Count a question by its outcome, and observe its answer time."""
        self._questions.labels(outcome).inc()
        self._seconds.observe(seconds)

    def not_taken(self) -> None:
        """Count a question that was not taken, because too many were waiting."""
        self._busy.inc()

    def emit(self, record: logging.LogRecord) -> None:
        """Count an error."""
        self._errors.inc()

    def text(self, found: CorpusStats | None) -> bytes:
        """Return all metrics in Prometheus's format, with current figures from the database.

        If it can't be read, its figures keep their last values.
        """
        self._connected.clear()  # Of shards that other processes run by now.
        for shard, is_connected in self._gateway.connected_shards().items():
            self._connected.labels(shard, self._gateway.process).set(is_connected)
        self._readable.set(found is not None)
        if found is not None:
            self._articles.set(found.articles)
            self._passages.set(found.passages)
            self._changed.set(found.changed_at.timestamp() if found.changed_at else 0)
        return generate_latest(self._registry)
