import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IMODE

import pytest
from discord.http import Route
from sqlalchemy import URL, delete

from bot.errors import OtherBotError
from bot.installed import from_checkout, setup_command
from bot.invite import invite_link
from bot.owner import check_owner, hand_over
from bot.shards.group import Process, join
from corpus.database import open_database, writing
from corpus.postgresql import shown
from corpus.schema import shard_processes
from tests.bot.terminal.shelf import Kutip
from tests.discord.in_a_thread import discord_in_a_thread
from tests.discord.payloads import APPLICATION_ID
from tests.discord.wire import TOKEN, rest_url

BOT, OTHER = int(APPLICATION_ID), 42
LINK = invite_link(BOT)
AYAM = "# Ayam\n\nAyam berkokok pada pagi hari yang cerah. Lalu ia diam sebentar di kandang.\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with discord_in_a_thread() as port:
        yield port


@pytest.fixture(autouse=True)
def _this_discord(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", rest_url(port))


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "artikel"
    (folder / "hewan").mkdir(parents=True)
    (folder / "hewan" / "ayam.md").write_text(AYAM)
    return folder


@pytest.fixture
def token_in(tmp_path: Path) -> Callable[[str], Path]:
    def token_in(token: str) -> Path:
        (tmp_path / "token").write_text(f"{token}\n")
        return tmp_path / "token"

    return token_in


def test_who_answers_each_step_has_a_bot_to_invite_that_answers_from_their_articles(
    kutip: Kutip, env_file: Path, folder: Path
) -> None:
    result = kutip("setup", typed=f"{TOKEN}\n{folder}\n", KUTIP_LANGUAGE="id")

    assert (result.exit_code, result.stderr) == (0, "")
    assert env_file.read_text() == f"DISCORD_TOKEN={TOKEN}\n"
    assert S_IMODE(env_file.stat().st_mode) == 0o600
    assert f"\n{LINK}\n" in result.stdout
    assert "Izin yang diminta: Lihat Channel, Kirim Pesan, Baca Riwayat Pesan" in result.stdout
    assert (
        "ditambahkan: Ayam (1 paragraf, bahasa Indonesia, Markdown), dari ayam.md" in result.stdout
    )
    assert TOKEN not in result.output
    start = "make run" if from_checkout() else "kutip run"
    assert f"jalankan bot dengan `{start}`" in result.stdout.splitlines()[-1]
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0


@pytest.mark.parametrize("owner_only", [True, False])
def test_it_says_that_only_its_owner_can_read_the_token_only_where_that_is_so(
    kutip: Kutip,
    token_in: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    owner_only: bool,
) -> None:
    for module in ("setup", "check"):
        monkeypatch.setattr(f"bot.terminal.{module}.OWNER_ONLY", owner_only)
    kutip("ask", "x")

    stored = " ".join(
        kutip("setup", "--token-file", token_in(TOKEN), "--skip-articles").stdout.split()
    )

    assert ("which only you can read" in stored) is owner_only
    assert ("Whoever can read its folder can read it" in stored) is not owner_only
    assert ("readable only by its owner" in kutip("check").stdout) is owner_only


def test_each_step_can_be_skipped(kutip: Kutip, env_file: Path, data_dir: Path) -> None:
    for arguments, typed in (((), "\n\n"), (("--skip-token", "--skip-articles"), "")):
        result = kutip("setup", *arguments, typed=typed)

        assert result.exit_code == 0
        assert "no bot to invite yet" in result.stdout
        assert "type /ask" not in result.stdout
        assert not env_file.exists()
        assert not data_dir.exists()


def test_with_every_option_nothing_is_asked(
    kutip: Kutip, env_file: Path, folder: Path, token_in: Callable[[str], Path]
) -> None:
    result = kutip("setup", "--token-file", token_in(TOKEN), "--articles", folder, "--guild", "7")

    assert result.exit_code == 0
    assert f"DISCORD_TOKEN={TOKEN}" in env_file.read_text()
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 1
    assert kutip("ask", "Kapan ayam berkokok?", "--guild", "7").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("--token-file", "-", "--skip-token"), ("--articles", ".", "--skip-articles")],
)
def test_a_step_cant_be_given_and_skipped(kutip: Kutip, arguments: tuple[str, ...]) -> None:
    assert kutip("setup", *arguments).exit_code == 2


def test_the_other_lines_of_the_settings_stay(
    kutip: Kutip, env_file: Path, token_in: Callable[[str], Path]
) -> None:
    env_file.write_text("# ours\nKUTIP_KEEP_DAYS=90  # a quarter\n\nDISCORD_TOKEN=old.one.x\nA='b'")
    env_file.chmod(0o644)

    result = kutip("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    assert result.exit_code == 0
    assert env_file.read_text() == (
        f"# ours\nKUTIP_KEEP_DAYS=90  # a quarter\n\nDISCORD_TOKEN={TOKEN}\nA='b'"
    )
    assert S_IMODE(env_file.stat().st_mode) == 0o600


def test_a_token_that_works_is_kept_unless_another_is_typed(kutip: Kutip, env_file: Path) -> None:
    env_file.write_text(f"DISCORD_TOKEN={TOKEN}\n")

    result = kutip("setup", typed="\n\n")

    assert "The token of kutip is stored already" in result.stdout
    assert LINK in result.stdout
    assert env_file.read_text() == f"DISCORD_TOKEN={TOKEN}\n"


def test_a_wrong_token_is_asked_for_again(kutip: Kutip, env_file: Path) -> None:
    result = kutip("setup", typed=f"a.wrong.token\nno token\n{TOKEN}\n\n")

    assert result.exit_code == 0
    assert [line[:40] for line in result.stderr.splitlines()] == [
        "kutip: Discord doesn't know this token: ",
        "kutip: That is not a bot token, which ha",
    ]
    assert env_file.read_text() == f"DISCORD_TOKEN={TOKEN}\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_token_and_settings_that_were_written_on_windows_are_read(
    kutip: Kutip, env_file: Path, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\r\n", encoding=encoding)
    env_file.write_bytes(b"\xef\xbb\xbfDISCORD_TOKEN=old.one.x\r\n")

    result = kutip("setup", "--token-file", tmp_path / "token", "--skip-articles")

    assert (result.exit_code, result.stderr) == (0, "")
    assert env_file.read_bytes() == f"DISCORD_TOKEN={TOKEN}\r\n".encode()


def test_a_token_file_that_is_no_text_is_refused_in_a_sentence(
    kutip: Kutip, env_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe\xfd\x00\xd8 \x80")

    result = kutip("setup", "--token-file", tmp_path / "token", "--skip-articles")

    assert (result.exit_code, len(result.stderr.splitlines())) == (77, 1)
    assert not env_file.exists()


@pytest.mark.parametrize("token", ["a.wrong.token", "two\nlines", "", "a'b"])
def test_a_wrong_token_in_a_file_changes_nothing(
    kutip: Kutip, env_file: Path, token_in: Callable[[str], Path], token: str
) -> None:
    env_file.write_text("DISCORD_TOKEN=old.one.x\n")

    result = kutip("setup", "--token-file", token_in(token), "--skip-articles")

    assert result.exit_code == 77
    assert len(result.stderr.splitlines()) == 1
    assert env_file.read_text() == "DISCORD_TOKEN=old.one.x\n"


def test_without_a_network_a_token_in_a_file_changes_nothing(
    kutip: Kutip,
    env_file: Path,
    token_in: Callable[[str], Path],
    unused_tcp_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Route, "BASE", rest_url(unused_tcp_port))

    result = kutip("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    assert result.exit_code == 69
    assert result.stderr.startswith("kutip: Discord can't be reached")
    assert not env_file.exists()


def test_without_a_network_the_other_steps_can_be_done(
    kutip: Kutip,
    env_file: Path,
    folder: Path,
    unused_tcp_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Route, "BASE", rest_url(unused_tcp_port))

    result = kutip("setup", typed=f"{TOKEN}\n\n{folder}\n")

    assert "can't be reached" in result.stderr
    assert (result.exit_code, env_file.exists()) == (0, False)
    assert "1 added" in result.stdout


def test_without_a_network_a_stored_token_is_not_said_to_be_missing(
    kutip: Kutip, env_file: Path, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file.write_text(f"DISCORD_TOKEN={TOKEN}\n")
    monkeypatch.setattr(Route, "BASE", rest_url(unused_tcp_port))

    result = kutip("setup", "--skip-token", "--skip-articles")

    assert "can't be reached" in result.stderr
    assert "Without a token" not in result.stdout
    assert "There is no link yet" in result.stdout


def test_settings_that_cant_be_written_are_reported(
    kutip: Kutip, env_file: Path, token_in: Callable[[str], Path]
) -> None:
    env_file.symlink_to("/proc/no/folder/.env")

    result = kutip("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    assert result.exit_code == 73
    assert result.stderr.startswith(f"kutip: Can't write {env_file}: ")
    assert len(result.stderr.splitlines()) == 1


def test_the_token_of_another_bot_than_the_datas_is_refused_until_that_is_wanted(
    kutip: Kutip, env_file: Path, data_dir: Path, token_in: Callable[[str], Path]
) -> None:
    kutip("ask", "x")
    hand_over(data_dir, OTHER)
    arguments = ("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    refused = kutip(*arguments)

    assert refused.exit_code == 78
    assert len(refused.stderr.splitlines()) == 1
    for part in (str(data_dir), str(OTHER), str(BOT), "--other-bot"):
        assert part in refused.stderr
    assert not env_file.exists()
    assert kutip(*arguments, "--other-bot").exit_code == 0
    assert f"DISCORD_TOKEN={TOKEN}" in env_file.read_text()
    check_owner(data_dir, BOT)
    with pytest.raises(OtherBotError):
        check_owner(data_dir, OTHER)


@pytest.mark.parametrize("arguments", [("--skip-token",), ()])
def test_a_stored_token_of_another_bot_invites_nobody_until_the_data_are_handed_over(
    kutip: Kutip, env_file: Path, data_dir: Path, arguments: tuple[str, ...]
) -> None:
    kutip("ask", "x")
    hand_over(data_dir, OTHER)
    env_file.write_text(f"DISCORD_TOKEN={TOKEN}\n")
    arguments = ("setup", "--skip-articles", *arguments)

    refused = kutip(*arguments, typed="\n")
    assert "--other-bot" in refused.stderr
    assert LINK not in refused.stdout

    handed_over = kutip(*arguments, "--other-bot", typed="\n")
    assert (handed_over.exit_code, handed_over.stderr) == (0, "")
    assert LINK in handed_over.stdout
    check_owner(data_dir, BOT)


async def _founded(url: URL, path: Path) -> None:
    async with open_database(path, url) as engine:
        await join(engine, Process("first", "1", OTHER, "s"), None, 1)


async def _ended(url: URL, path: Path) -> None:
    async with open_database(path, url) as engine, writing(engine) as connection:
        await connection.execute(delete(shard_processes))


@pytest.mark.databases("postgresql")
def test_on_postgresql_another_bots_token_is_refused_until_the_data_are_handed_over(
    kutip: Kutip,
    env_file: Path,
    database_path: Path,
    database_url: URL,
    token_in: Callable[[str], Path],
) -> None:
    asyncio.run(_founded(database_url, database_path))
    url = {"KUTIP_DATABASE_URL": database_url.render_as_string(hide_password=False)}
    arguments = ("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    refused = kutip(*arguments, **url)

    assert refused.exit_code == 78
    assert len(refused.stderr.splitlines()) == 1
    for part in (shown(database_url), str(OTHER), str(BOT), "--other-bot", "KUTIP_DATABASE_URL"):
        assert part in refused.stderr
    assert not env_file.exists()
    running = kutip(*arguments, "--other-bot", **url)
    assert "Kutip runs with the database" in running.stderr
    asyncio.run(_ended(database_url, database_path))
    assert kutip(*arguments, "--other-bot", **url).exit_code == 0
    assert kutip(*arguments, **url).exit_code == 0


def test_data_belongs_to_the_bot_whose_token_there_was_if_nothing_else_is_known(
    kutip: Kutip, env_file: Path, token_in: Callable[[str], Path]
) -> None:
    kutip("ask", "x")
    env_file.write_text("DISCORD_TOKEN=NDI.one.x\n")  # of bot 42

    result = kutip("setup", "--token-file", token_in(TOKEN), "--skip-articles")

    assert result.exit_code == 78
    assert env_file.read_text() == "DISCORD_TOKEN=NDI.one.x\n"


def test_a_token_in_the_environment_is_pointed_out(
    kutip: Kutip, token_in: Callable[[str], Path]
) -> None:
    result = kutip(
        *("setup", "--token-file", token_in(TOKEN), "--skip-articles"), DISCORD_TOKEN="another"
    )

    assert result.exit_code == 0
    assert "another token in the environment" in result.stderr


def test_a_folder_that_is_not_there_is_asked_for_again(
    kutip: Kutip, tmp_path: Path, folder: Path
) -> None:
    result = kutip("setup", "--skip-token", typed=f"{tmp_path / 'artikle'}\n{folder}\n")

    assert result.exit_code == 0
    assert result.stderr.endswith("artikle: There is no such folder or file.\n")
    assert "1 added" in result.stdout


def test_the_link_alone_is_printed_for_a_token(kutip: Kutip) -> None:
    assert kutip("invite", DISCORD_TOKEN=TOKEN).stdout == f"{LINK}\n"


def test_there_is_no_link_without_a_token(kutip: Kutip) -> None:
    result = kutip("invite")

    assert (result.exit_code, result.stdout) == (78, "")
    assert f"`{setup_command()}`" in result.stderr
