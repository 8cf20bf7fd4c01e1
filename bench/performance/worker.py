"""A process that holds one system: `python -m performance.worker NAME`.

Requests and results are lines of JSON on standard input and output; what libraries print goes to
standard error.
"""

import json
import os
import sys
from importlib import import_module

MODULES = {
    "kutip": ("performance.kutip", "Kutip"),
    "rank_bm25": ("performance.peers", "RankBM25"),
    "bm25s": ("performance.peers", "Bm25s"),
    "tantivy": ("performance.peers", "Tantivy"),
    "fts5": ("performance.peers", "Fts5"),
}
"""Where each system is, imported only in its own process."""


def main() -> None:
    """Serve until standard input ends."""
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    module, name = MODULES[sys.argv[1]]
    system = getattr(import_module(module), name)()
    for line in sys.stdin:
        request = json.loads(line)
        result = getattr(system, request["call"])(*request["arguments"])
        print(json.dumps(result), file=results, flush=True)
    system.close()


if __name__ == "__main__":
    main()
