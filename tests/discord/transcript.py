"""A transcript of the bot's requests, with waiting for further ones."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeVar

from tests.discord.payloads import JSON

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Request:
    """A request or gateway event from the bot."""

    method: str
    """The HTTP method, or GATEWAY for events over the WebSocket."""
    path: str
    """The path below the API's root, without the query; for the gateway, e.g. `/identify`."""
    body: JSON | list[JSON] | None = None
    status: int | None = None
    """The status of the answer; None until there is one, or if the bot was gone before."""

    @property
    def message(self) -> JSON | None:
        """The message that the request shows to people, if any."""
        if not isinstance(self.body, dict):
            return None
        match self.method, self.path.split("/")[1:]:
            case "POST", ["interactions", _, _, "callback"] if self.body["type"] == 4:
                data: JSON = self.body["data"]
                return data
            case ("POST", ["channels", _, "messages"] | ["webhooks", _, _]) | (
                "PATCH",
                ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _],
            ):
                return self.body
        return None

    def __str__(self) -> str:
        status = "unanswered" if self.status is None else self.status
        return f"{self.method} {self.path} -> {status} {self.body or ''}"


Wanted = Callable[[Request], bool]


def to(method: str, path: str) -> Wanted:
    """Match requests by method and path, where `*` stands for any text."""
    return lambda request: request.method == method and fnmatchcase(request.path, path)


def shows_message(request: Request) -> bool:
    """Match requests that show people a message."""
    return request.message is not None


class Transcript:
    """All requests so far; each is returned at most once by `next`."""

    def __init__(self, seconds: float) -> None:
        self.requests: list[Request] = []
        self._fresh: list[Request] = []
        self._seconds = seconds
        self._news = asyncio.Condition()

    async def record(self, request: Request) -> None:
        self.requests.append(request)
        self._fresh.append(request)
        async with self._news:
            self._news.notify_all()

    async def record_answer(self, request: Request, status: int | None) -> None:
        """Record the status of an answer, or that the bot was gone before."""
        request.status = status
        async with self._news:
            self._news.notify_all()

    def forget(self) -> None:
        """Forget all requests, which otherwise fill the memory in a long run."""
        self.requests.clear()
        self._fresh.clear()

    async def next(self, wanted: Wanted) -> Request:
        """Return the earliest wanted request not returned before, waiting for it if necessary."""
        found = await self.wait_for(lambda: next(filter(wanted, self._fresh), None))
        self._fresh.remove(found)
        return found

    async def answer_to(self, request: Request) -> int:
        """Wait until a request is answered; return the status."""
        return await self.wait_for(lambda: request.status)

    async def wait_for(self, find: Callable[[], T | None]) -> T:
        """Return what `find` finds, once it does; it is called again at each news."""
        try:
            async with asyncio.timeout(self._seconds), self._news:
                while (found := find()) is None:
                    await self._news.wait()
        except TimeoutError:
            seen = "\n".join(map(str, self.requests)) or "nothing"
            raise AssertionError(f"Not seen in {self._seconds} s. Seen instead:\n{seen}") from None
        return found
