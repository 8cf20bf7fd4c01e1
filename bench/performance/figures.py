"""The figures that are shown: what each key of a row means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a system."""

    key: str
    heading: str
    unit: str
    for_peers: str = ""
    """The key of the figure that other search engines are compared by, if another one."""


SIZES = {
    "questions": (
        Figure("candidates_cpu_p50", "Candidates, p50", "ms"),
        Figure("candidates_cpu_p95", "Candidates, p95", "ms"),
        Figure("candidates_wall_p50", "Candidates on the wall, p50", "ms"),
        Figure("candidates_wall_p95", "Candidates on the wall, p95", "ms"),
        Figure("find_cpu_p50", "Answer, p50", "ms", "candidates_cpu_p50"),
        Figure("find_cpu_p95", "Answer, p95", "ms", "candidates_cpu_p95"),
        Figure("find_wall_p50", "Answer on the wall, p50", "ms"),
        Figure("find_wall_p95", "Answer on the wall, p95", "ms"),
        Figure("costliest_cpu", "Costliest question", "ms"),
    ),
    "changes": (
        Figure("add_cpu", "Add an article", "ms"),
        Figure("add_wall", "Add an article, on the wall", "ms"),
        Figure("remove_cpu", "Remove it", "ms"),
        Figure("remove_wall", "Remove it, on the wall", "ms"),
    ),
    "starts": (
        Figure("build_cpu", "Index everything", "s"),
        Figure("build_peak", "Most memory meanwhile", "MB"),
        Figure("first_answer_cpu", "First answer", "s"),
        Figure("first_answer_again_cpu", "First answer after another start", "s"),
    ),
    "memory": (
        Figure("resident", "Resident", "MB"),
        Figure("disk", "On disk", "MB"),
    ),
}
"""Figures by corpus size, in groups."""

SERVERS = (
    Figure("servers", "Servers", ""),
    Figure("server_new", "First question of a server, nothing kept", "ms"),
    Figure("server_first", "First question of a server after another start", "ms"),
    Figure("server_p50", "Later question, p50", "ms"),
    Figure("server_p95", "Later question, p95", "ms"),
    Figure("server_resident", "Resident a server", "MB"),
    Figure("servers_resident", "Resident in all", "MB"),
)

ON_POSTGRESQL = (
    Figure("written", "Transactions that write, a question", ""),
    Figure("read", "Transactions that read, a question", ""),
)
"""Figures of a build on PostgreSQL, besides END_TO_END."""

END_TO_END = (
    Figure("first_reply", "First question of a server, p50", "ms"),
    Figure("per_second", "Questions a second", "/s"),
    Figure("question_cpu", "Processor time of a question", "ms"),
    Figure("reply_p50", "To the reply, p50", "ms"),
    Figure("reply_p99", "To the reply, p99", "ms"),
    Figure("gap", "Longest gap of the event loop", "ms"),
    Figure("quiet_alone_p95", "A quiet server alone, p95", "ms"),
    Figure("quiet_p95", "A quiet server beside a busy one, p95", "ms"),
    Figure("busy_answered", "Answered on the busy server", ""),
    Figure("busy_gap", "Longest gap of the event loop meanwhile", "ms"),
    Figure("burst_acknowledged", "Burst: the last is acknowledged after", "ms"),
    Figure("burst_acknowledged_cpu", "Burst: processor time until then", "s"),
    Figure("burst_late", "Burst: acknowledged too late for Discord", ""),
    Figure("burst_answered", "Burst: answered", ""),
    Figure("burst_busy", "Burst: said to be busy", ""),
    Figure("burst_silent", "Burst: without a reply", ""),
    Figure("burst_reply_p99", "Burst: to the reply, p99", "ms"),
    Figure("burst_gap", "Burst: longest gap of the event loop", "ms"),
    Figure("stop_seconds", "To the end of the stopped bot", "s"),
    Figure("asked_in_all", "Questions answered in all", ""),
    Figure("rows_lost", "Of these, lost to the query log", ""),
)

STARTS = (
    Figure("start_version", "`kutip --version`", "s"),
    Figure("start_help", "`kutip --help`", "s"),
    Figure("start_ask", "`kutip ask`", "s"),
)

MEANING = (
    Figure("meaning_load_cpu", "Load the encoder", "s"),
    Figure("meaning_encode_cpu", "Encode 1,000 passages", "s"),
    Figure("meaning_sure_cpu", "Added to a question that words are sure of, p50", "ms"),
    Figure("meaning_unsure_cpu", "Added to one that they are unsure of, p50", "ms"),
    Figure("meaning_resident", "Resident, the encoder", "MB"),
    Figure("meaning_vectors", "Resident, 10,000 passages", "MB"),
)
"""What answers by meaning cost."""


def number(value: float) -> str:
    """Return a figure with three digits that count, without an exponent."""
    if value == 0 or value >= 100 or value == int(value):
        return f"{value:,.0f}"
    digits = 2 if value >= 1 else 3
    return f"{value:.{digits}f}" if value < 10 else f"{value:.1f}"
