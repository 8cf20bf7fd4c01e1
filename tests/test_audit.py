import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.audit import FOUND, NO_SOURCE, main
from tests.lock import RUNTIME, locked

VULNERABLE = {"click"}


class Source(BaseHTTPRequestHandler):
    """Answers like OSV's batch query."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        queries = json.loads(self.rfile.read(length))["queries"]
        results = [
            {"vulns": [{"id": "GHSA-x"}]} if each["package"]["name"] in VULNERABLE else {}
            for each in queries
        ]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def source() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Source) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/querybatch"
        server.shutdown()
        thread.join()


def test_a_known_vulnerability_is_named(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(source) == FOUND

    named, total = capsys.readouterr().out.splitlines()
    assert named.startswith("click ")
    assert named.endswith(": GHSA-x")
    assert total == f"{len(list(locked(RUNTIME)))} packages audited, 1 with known vulnerabilities."


def test_without_a_source_nothing_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert main(f"http://127.0.0.1:{port}/") == NO_SOURCE

    assert capsys.readouterr().out.startswith("Not audited: http://127.0.0.1:")
