import hashlib
import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import LostSecretError, SecretError
from bot.pseudonyms import Pseudonyms
from corpus.database import open_database, writing
from corpus.schema import feedback, judgements, queries
from tests.corpus.filled import fill

pytestmark = pytest.mark.databases("sqlite", "postgresql")


def test_a_pseudonym_is_the_hmac_of_the_id() -> None:
    expected = hmac.new(b"k" * 32, b"123", hashlib.sha256).hexdigest()

    assert Pseudonyms(b"k" * 32).of(123) == expected


def test_no_digest_of_a_text_is_a_pseudonym() -> None:
    pseudonyms = Pseudonyms(b"k" * 32)

    assert pseudonyms.digest("123") != pseudonyms.of(123)
    assert pseudonyms.digest("123") == Pseudonyms(b"k" * 32).digest("123")
    assert pseudonyms.digest("123") != Pseudonyms(b"l" * 32).digest("123")


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "kutip.secret"

    assert Pseudonyms.load(path).of(1) == Pseudonyms.load(path).of(1)
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_may_read_the_secret(tmp_path: Path) -> None:
    Pseudonyms.load(tmp_path / "kutip.secret")

    assert stat.S_IMODE((tmp_path / "kutip.secret").stat().st_mode) == 0o600


def test_pseudonyms_differ_between_installations(tmp_path: Path) -> None:
    assert Pseudonyms.load(tmp_path / "a").of(1) != Pseudonyms.load(tmp_path / "b").of(1)


def test_concurrent_first_starts_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(Pseudonyms.load, [tmp_path / "kutip.secret"] * 8))

    assert len({pseudonyms.of(1) for pseudonyms in loaded}) == 1


def test_a_damaged_secret_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "kutip.secret"
    path.write_bytes(b"short")

    with pytest.raises(SecretError, match=r"kutip\.secret: not a secret of 32 bytes"):
        Pseudonyms.load(path)
    assert path.read_bytes() == b"short"


def test_a_secret_that_cant_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match=r"missing.kutip\.secret: .* can't be read or created"):
        Pseudonyms.load(tmp_path / "missing" / "kutip.secret")


async def test_without_askers_a_new_secret_is_made(engine: AsyncEngine, tmp_path: Path) -> None:
    pseudonyms = await Pseudonyms.open(tmp_path / "kutip.secret", engine)

    assert pseudonyms.of(1) == Pseudonyms.load(tmp_path / "kutip.secret").of(1)


@pytest.mark.parametrize("table", ["queries", "feedback", "judgements"])
async def test_a_secret_by_which_askers_are_known_is_not_replaced(
    database_path: Path, tmp_path: Path, table: str
) -> None:
    await fill(database_path)
    async with open_database(database_path) as engine:
        async with writing(engine) as connection:
            for column in (queries.c.asker, feedback.c.voter, judgements.c.asker):
                if column.table.name == table:
                    continue
                if column.nullable:
                    await connection.execute(update(column.table).values({column: None}))
                else:
                    await connection.execute(delete(column.table))
        with pytest.raises(LostSecretError, match=r"`kutip run --accept-loss`"):
            await Pseudonyms.open(tmp_path / "kutip.secret", engine)
        assert not (tmp_path / "kutip.secret").exists()

        Pseudonyms.load(tmp_path / "kutip.secret")
        await Pseudonyms.open(tmp_path / "kutip.secret", engine)
