import asyncio
import os
import stat
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from corpus.database import open_database, writing
from corpus.errors import BackupError, DatabaseUnavailableError, MissingProgramError
from corpus.postgresql_backup import back_up
from tests.corpus.backups import SECRET
from tests.corpus.dumps import Programs
from tests.postgresql import programs

pytest_plugins = ["tests.corpus.dump_fixtures"]
pytestmark = [pytest.mark.databases("postgresql"), pytest.mark.usefixtures("replaced")]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where to write a backup, in a folder with nothing else."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "backup"


async def test_a_backup_without_the_secret_is_a_dump_in_pg_dumps_custom_format(
    filled: URL, database_path: Path, target: Path
) -> None:
    await back_up(filled, database_path, target, None)

    assert target.read_bytes().startswith(b"PGDMP")
    assert stat.filemode(target.stat().st_mode) == "-rw-------"
    assert list(target.parent.iterdir()) == [target]


async def test_a_backup_with_the_secret_holds_both(
    filled: URL, database_path: Path, target: Path
) -> None:
    await back_up(filled, database_path, target, SECRET)

    with zipfile.ZipFile(target) as pack:
        assert pack.namelist() == ["kutip.dump", "kutip.secret"]
        assert pack.read("kutip.secret") == SECRET
    assert stat.filemode(target.stat().st_mode) == "-rw-------"
    assert list(target.parent.iterdir()) == [target]


async def test_a_backup_neither_waits_for_nor_includes_an_uncommitted_write(
    filled: URL, database_path: Path, target: Path
) -> None:
    await back_up(filled, database_path, target, None)
    async with (
        open_database(database_path, filled) as engine,
        writing(engine) as connection,
    ):
        await connection.execute(text("UPDATE article_versions SET title = 'x'"))
        await back_up(filled, database_path, target.with_name("meanwhile"), None)

    assert len(rows(target)) > 0
    assert rows(target) == rows(target.with_name("meanwhile"))


def rows(dump: Path) -> str:
    """Return a dump's titles as SQL."""
    options = "--data-only --table=article_versions --file=-"
    with os.popen(f"{programs() / 'pg_restore'} {options} {dump}") as script:
        return "".join(line for line in script if "restrict" not in line)


async def test_no_file_is_overwritten(filled: URL, database_path: Path, target: Path) -> None:
    target.write_text("Dear reader")

    with pytest.raises(BackupError, match="already exists"):
        await back_up(filled, database_path, target, SECRET)
    assert target.read_text() == "Dear reader"


async def test_without_tables_there_is_nothing_to_back_up(
    empty: URL, database_path: Path, target: Path
) -> None:
    with pytest.raises(DatabaseUnavailableError, match=r"Can't back up .*not a Kutip database"):
        await back_up(empty, database_path, target, None)

    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["pg_dump", "pg_restore"])
async def test_programs_that_are_too_old_are_named_with_what_to_install(
    filled: URL, database_path: Path, target: Path, replaced: Programs, name: str
) -> None:
    replaced.replace(name, f"echo '{name} (PostgreSQL) 9.6.24'")

    with pytest.raises(MissingProgramError, match=rf"{name} is too old \(9\): install .* 15 or"):
        await back_up(filled, database_path, target, None)
    assert list(target.parent.iterdir()) == []


async def test_programs_that_are_missing_are_named_with_what_to_install(
    filled: URL, database_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(target.parent))

    with pytest.raises(MissingProgramError, match=r"Can't find pg_dump: install .*apt-get install"):
        await back_up(filled, database_path, target, None)
    assert list(target.parent.iterdir()) == []


async def test_no_command_line_has_a_password(
    filled: URL,
    database_path: Path,
    target: Path,
    replaced: Programs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "rahasia")
    seen = tmp_path / "seen"
    see = f'echo "$0 $*" >> {seen}; env | grep -v ^PGPASSWORD= >> {seen}; exec $REAL "$@"'
    for name in ("pg_dump", "pg_restore"):
        replaced.replace(name, see)
    url = filled.set(password="rahasia ").update_query_dict({"sslpassword": "rahasia"})

    await back_up(url, database_path, target, None)

    assert "pg_dump" in seen.read_text()
    assert "rahasia" not in seen.read_text()


async def test_what_connects_is_taken_from_the_url(
    filled: URL, database_path: Path, target: Path, replaced: Programs, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    replaced.replace(
        "pg_dump", f'cat $PGSERVICEFILE > {seen}; echo "password=$PGPASSWORD" >> {seen}; $REAL "$@"'
    )
    url = filled.set(password="raha=sia ").update_query_dict({"sslmode": "prefer"})

    await back_up(url, database_path, target, None)

    assert {"user=kutip", f"dbname={filled.database}", "sslmode=prefer", "password=raha=sia "} <= {
        *seen.read_text().splitlines()
    }


async def test_a_dump_that_lacks_its_end_is_not_kept(
    filled: URL, database_path: Path, target: Path, replaced: Programs
) -> None:
    replaced.replace(
        "pg_dump",
        '$REAL "$@"; for each; do case $each in --file=*) truncate -s -999 ${each#*=};; esac; done',
    )

    with pytest.raises(DatabaseUnavailableError, match=r"Can't back up .*; nothing was written"):
        await back_up(filled, database_path, target, None)
    assert list(target.parent.iterdir()) == []


async def test_the_reason_of_pg_dump_is_given_without_what_follows(
    filled: URL, database_path: Path, target: Path, replaced: Programs
) -> None:
    replaced.replace(
        "pg_dump",
        'test "$1" = --version && exec $REAL "$@"\n'
        'echo "pg_dump: error: No space left on device.\npg_dump: detail: Ani" >&2; exit 1',
    )

    with pytest.raises(DatabaseUnavailableError) as caught:
        await back_up(filled, database_path, target, None)
    assert str(caught.value).endswith(": No space left on device; nothing was written.")


async def test_an_interrupted_backup_leaves_neither_a_file_nor_a_program(
    filled: URL, database_path: Path, target: Path, replaced: Programs
) -> None:
    pipe = replaced.hang("pg_dump", when="--file=")
    backing_up = asyncio.create_task(back_up(filled, database_path, target, SECRET))
    pid = int(await asyncio.to_thread(pipe.read_text))
    backing_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await backing_up

    assert list(target.parent.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
