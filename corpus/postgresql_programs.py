"""PostgreSQL's own programs, run for one database.

What they need to know to connect is in a file that only its owner may read, and the password in
their environment: command lines can be read by every user of the machine.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE

from sqlalchemy.engine import URL

from corpus import child_processes
from corpus.errors import MissingProgramError
from corpus.postgresql import NETWORK

SERVICE = "service=kutip"
"""How the programs are told which database to connect to."""
_VERSION = re.compile(rb"\(PostgreSQL\) (\d+)")
_BEFORE_REASON = re.compile(r"^.*?(?:error|ERROR|FATAL): +")


class FailedError(Exception):
    """A program failed; the message is its reason, in English."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs, which are at least as new as the server."""

    server: int
    """The server's version."""
    environment: Mapping[str, str]

    async def check(self, *names: str) -> None:
        """Raise MissingProgramError if one is missing or too old."""
        for name in names:
            if shutil.which(name, path=self.environment.get("PATH")) is None:
                raise MissingProgramError(
                    "Can't find {program}: install PostgreSQL's client programs, version {version} "
                    "or later (on Debian: apt-get install postgresql-client).",
                    program=name,
                    version=self.server,
                )
            found = _VERSION.search(await self.run(name, "--version"))
            if found is None or int(found[1]) < self.server:
                raise MissingProgramError(
                    "{program} is too old ({found}): install PostgreSQL's client programs, version "
                    "{version} or later.",
                    program=name,
                    found=int(found[1]) if found else "?",
                    version=self.server,
                )

    async def run(self, name: str, *arguments: str | Path) -> bytes:
        """Run a program; return what it printed. Raise FailedError if it fails.

        If the caller is cancelled, it is killed.
        """
        status, output, errors = await child_processes.run(
            name, *arguments, env=self.environment, stdin=DEVNULL, stdout=PIPE
        )
        if status:
            # The lines after the first may have values of rows.
            first = errors.decode(errors="replace").strip().partition("\n")[0]
            reason = _BEFORE_REASON.sub("", first) or f"{name}: {status}"
            raise FailedError(reason.rstrip("."))
        return output


@contextmanager
def programs(url: URL, server: int) -> Iterator[Programs]:
    """Yield the programs for the database at `url`, whose server has this version."""
    own = {**url.translate_connect_args(username="user", database="dbname"), **url.query}
    password = own.pop("password", None)
    with tempfile.TemporaryDirectory(prefix="kutip-") as folder:
        file = Path(folder) / "service"
        file.touch(mode=0o600)
        lines = [f"{name}={value}\n" for name, value in {**NETWORK, **own}.items()]
        file.write_text("[kutip]\n" + "".join(lines), encoding="utf-8")
        environment = child_processes.without_settings()
        # In English, as all reasons that libraries give.
        environment |= {"LC_ALL": "C.UTF-8", "PGSERVICEFILE": str(file)}
        if password is not None:
            environment["PGPASSWORD"] = str(password)
        yield Programs(server, environment)
