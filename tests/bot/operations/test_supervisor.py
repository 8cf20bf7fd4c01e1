import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operations.supervisor import State, notify


@pytest.fixture(params=["a path", "an abstract name"])
def systemd(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[socket.socket]:
    """The socket on which systemd listens."""
    name = str(tmp_path / "notify") if request.param == "a path" else f"@{tmp_path}"
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0"))
        yield listening


def test_systemd_is_notified_of_each_state(systemd: socket.socket) -> None:
    for state in State:
        notify(state)

    assert [systemd.recv(100) for _ in State] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


def test_without_systemd_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setattr(socket, "socket", None)

    notify(State.READY)


def test_a_systemd_that_does_not_listen_is_logged_not_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))

    notify(State.ALIVE)

    assert "Could not notify systemd of ALIVE" in caplog.text
