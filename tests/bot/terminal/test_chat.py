import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.bot.terminal.shelf import Kutip

UP = "\x1b[A"
QUESTION = "Siapa Vipin Narang?"


class Terminal:
    """A chat in a terminal."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self._own, other = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.patient", "chat"],
            stdin=other,
            stdout=other,
            stderr=other,
            env={
                **os.environ,
                "KUTIP_DATA_DIR": str(data_dir),
                "KUTIP_LANGUAGE": "en",
                "TERM": "xterm",
                "INPUTRC": os.devnull,
                **environment,
            },
        )
        os.close(other)
        self.shown = ""
        self._prompts = 0

    def types(self, text: str) -> None:
        """Type a text at the next prompt."""
        self._prompts += 1
        while self.shown.count("You: ") < self._prompts:
            self.shown += os.read(self._own, 4096).decode()
        os.write(self._own, text.encode())

    def end(self) -> str:
        """End the input, wait for the end, and return everything that was shown."""
        self.types("\x04")
        try:
            while part := os.read(self._own, 4096):
                self.shown += part.decode()
        except OSError:  # as Linux reports that nobody has the terminal open any more
            pass
        assert self._process.wait() == 0
        return self.shown

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._own)


@pytest.fixture
def history(data_dir: Path) -> Path:
    return data_dir / "kutip.history"


@pytest.fixture
def chats() -> Iterator[list[Terminal]]:
    chats: list[Terminal] = []
    yield chats
    for chat in chats:
        chat.close()


def test_a_chat_offers_questions_that_the_articles_answer(kutip: Kutip) -> None:
    offered = kutip("chat").stdout.splitlines()[1:5]

    assert offered[0] == "For example (type its number to ask it):"
    assert [line[:5] for line in offered[1:]] == ["  1  ", "  2  ", "  3  "]
    for line in offered[1:]:
        assert kutip("ask", line[5:]).exit_code == 0
    asked = kutip("chat", typed="2\n").stdout
    assert kutip("ask", offered[2][5:]).stdout.splitlines()[0] in asked


def test_what_was_typed_comes_back_in_the_next_chat(
    data_dir: Path, history: Path, chats: list[Terminal]
) -> None:
    chats.append(Terminal(data_dir))
    chats[0].types(f"{QUESTION}\n")
    chats[0].end()
    chats.append(Terminal(data_dir))
    chats[1].types(f"{UP}\n")
    second = chats[1].end()

    assert second.count("paragraph 3 of 9") == 1
    assert history.read_text() == f"{QUESTION}\n"
    assert S_IMODE(history.stat().st_mode) == 0o600


def test_nothing_typed_is_kept_if_that_is_switched_off(
    data_dir: Path, history: Path, chats: list[Terminal]
) -> None:
    chats.append(Terminal(data_dir, KUTIP_CHAT_HISTORY="off"))
    chats[0].types(f"{QUESTION}\n")
    shown = chats[0].end()

    assert "paragraph 3 of 9" in shown
    assert not history.exists()


def test_a_history_that_cant_be_used_keeps_nobody_from_asking(
    data_dir: Path, history: Path, chats: list[Terminal]
) -> None:
    history.mkdir(parents=True)
    chats.append(Terminal(data_dir))
    chats[0].types(f"{QUESTION}\n")
    shown = chats[0].end()

    assert "What is typed is not kept" in shown
    assert "paragraph 3 of 9" in shown
