import asyncio
import json
import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.answering import open_assistant
from bot.cli import Commands, cli
from bot.composition import assemble
from bot.locales import ENGLISH, texts_in
from bot.settings import Settings
from bot.shards.pinned import Pinned
from bot.terminal.language import speaking
from bot.terminal.program import Program
from corpus.shipped import shipped_articles
from tests.bot.terminal.shelf import Kutip, in_a_process, start


def logged(data_dir: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(data_dir / "kutip.db") as database:
        rows = database.execute("SELECT way_in, question, outcome FROM queries").fetchall()
    database.close()
    return rows


def test_an_answered_question_exits_with_0_and_quotes_with_source_and_place(kutip: Kutip) -> None:
    result = kutip("ask", "Siapa Vipin Narang?")

    assert result.exit_code == 0
    assert "Vipin Narang, pelaksana tugas asisten menteri pertahanan A.S." in result.stdout
    assert "Reuters · paragraph 3 of 9" in result.stdout
    assert result.stderr == ""


def test_a_refused_question_exits_with_1_and_names_the_articles(kutip: Kutip) -> None:
    result = kutip("ask", "Bagaimana cara memasak rendang?")

    assert result.exit_code == 1
    assert "Korea Selatan dan A.S. mengembangkan strategi bersama" in result.stdout


def test_the_words_of_a_question_need_no_quotes(kutip: Kutip, data_dir: Path) -> None:
    assert kutip("ask", "Siapa", "Vipin", "Narang?").exit_code == 0
    assert logged(data_dir) == [("terminal", "Siapa Vipin Narang?", "answered")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--top", "0", "x"],
        ["ask", "--top", "many", "x"],
        ["ask", "--nonsense", "x"],
        ["nonsense"],
    ],
)
def test_misuse_exits_with_2_and_an_error_message(kutip: Kutip, arguments: list[str]) -> None:
    result = kutip(*arguments)

    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_json_has_spans_into_the_shipped_body(kutip: Kutip) -> None:
    body = Path("corpus/articles/strategi-nuklir-korea.txt").read_text()

    answer = json.loads(kutip("ask", "--json", "kapan satelit diluncurkan?").stdout)

    assert set(answer) == {
        "question",
        "answered",
        "confidence",
        "doubtful",
        "corrected",
        "missing",
        "unread",
        "hits",
    }
    assert answer["answered"] is True
    assert 0 <= answer["confidence"] <= 1
    hit = answer["hits"][0]
    assert (hit["article_id"], hit["source"]) == ("strategi-nuklir-korea", "Reuters")
    assert (hit["passage"], hit["passages"]) == (7, 9)
    for span in (hit, hit["sentence"], *hit["matched"]):
        assert body[span["start"] : span["end"]] == span["text"]
    assert [word["text"] for word in hit["matched"]] == ["peluncuran", "satelit", "peluncurannya"]


def test_json_of_a_refusal_has_no_hits(kutip: Kutip) -> None:
    result = kutip("ask", "--json", "What is the capital of Australia?")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["hits"] == []


def test_top_limits_the_hits(kutip: Kutip) -> None:
    hits = [
        len(json.loads(kutip("ask", "--json", "--top", top, "nuklir Korea Utara").stdout)["hits"])
        for top in ("1", "2", "20")
    ]

    assert hits == [1, 2, 9]


@pytest.mark.parametrize(
    "question",
    ["", "   ", "🙂", "?!…", "\u200b\u202e", "x" * 4000, "@everyone", "'; DROP TABLE queries;--"],
)
def test_odd_questions_are_refused_and_logged_once(
    kutip: Kutip, data_dir: Path, question: str
) -> None:
    result = kutip("ask", "--", question)

    assert result.exit_code == 1
    assert result.stdout.strip()
    assert logged(data_dir) == [("terminal", question, "refused")]


def test_a_question_is_logged_though_another_program_holds_the_database_for_seconds(
    kutip: Kutip, data_dir: Path
) -> None:
    kutip("ask", "masak rendang")
    with closing(sqlite3.connect(data_dir / "kutip.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asking = start(data_dir, "ask", "Siapa Vipin Narang?", patient=False)
        assert asking.stderr is not None
        # It warns each time that SQLite has given up after two seconds.
        for _ in range(2):
            assert "database is locked" in asking.stderr.readline()
        other.execute("ROLLBACK")
    out, err = asking.communicate()

    assert (asking.returncode, err) == (0, "")
    assert "Vipin Narang" in out
    assert logged(data_dir)[1:] == [("terminal", "Siapa Vipin Narang?", "answered")]


def test_english_is_spoken_where_it_is_set(kutip: Kutip) -> None:
    result = kutip("ask", "Who is Vipin Narang?", KUTIP_LANGUAGE="en")

    assert "paragraph 3 of 9" in result.stdout


def test_control_characters_never_reach_the_terminal(
    kutip: Kutip, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kutip("articles")
    article = replace(shipped_articles()[0], title="a\x1b[31mb")
    with sqlite3.connect(data_dir / "kutip.db") as database:
        database.execute(
            "UPDATE article_versions SET title = ?, sha256 = ?", (article.title, article.sha256)
        )
    database.close()
    monkeypatch.setattr("corpus.library.shipped_articles", tuple)

    result = kutip("ask", "Siapa Vipin Narang?")

    assert "a\N{REPLACEMENT CHARACTER}[31mb" in result.stdout
    assert "\x1b" not in result.stdout


def test_explain_prints_the_terms_and_why_passages_are_shown(kutip: Kutip, data_dir: Path) -> None:
    result = kutip("ask", "--explain", "knp roket korut meledak?")

    assert result.exit_code == 0
    assert "Asks for: why" in result.stdout
    assert "meledak" in result.stdout
    assert "1. paragraph 7 of strategi-nuklir-korea" in result.stdout
    assert "BM25" in result.stdout
    assert "threshold 0.20: shown." in result.stdout
    assert logged(data_dir) == []


@pytest.mark.parametrize("question", ["masak rendang", "", "🙂"])
def test_explain_prints_why_nothing_is_shown(kutip: Kutip, question: str) -> None:
    result = kutip("ask", "--explain", "--", question)

    assert "Confidence 0.00, threshold 0.20: not shown." in result.stdout


def test_explain_and_json_exclude_each_other(kutip: Kutip) -> None:
    assert kutip("ask", "--explain", "--json", "x").exit_code == 2


def test_unwritable_output_exits_with_74_and_one_line(data_dir: Path) -> None:
    with Path("/dev/full").open("w") as full:
        # Python buffers output and retries the write at exit, unless the program prevents that.
        result = in_a_process(
            data_dir, "ask", "Siapa Vipin Narang?", stdout=full, PYTHONUNBUFFERED=""
        )

    assert result.returncode == 74
    assert result.stderr.splitlines() == [
        "kutip: The output can't be written: No space left on device."
    ]


def test_a_closed_pipe_exits_with_141_silently(data_dir: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        result = in_a_process(data_dir, "ask", "Siapa Vipin Narang?", stdout=closed)

    assert (result.returncode, result.stderr) == (141, "")


def test_characters_that_the_encoding_lacks_become_question_marks(data_dir: Path) -> None:
    result = in_a_process(data_dir, "ask", "apa isi pedoman", PYTHONIOENCODING="ascii")

    assert (result.returncode, result.stderr) == (0, "")
    assert "?Pedoman itu mencakup" in result.stdout


def test_a_doubtful_answer_comes_with_a_warning(kutip: Kutip) -> None:
    result = kutip("ask", "Siapa Vipin Narang?", KUTIP_MIN_CONFIDENCE="0.6")

    assert result.stdout.startswith(ENGLISH("answer.doubtful") + "\n")


def test_a_chat_answers_line_by_line_until_the_end_of_input(kutip: Kutip, data_dir: Path) -> None:
    result = kutip("chat", typed="Siapa Vipin Narang?\n\nmasak rendang\n")

    assert result.exit_code == 0
    assert [outcome for _, _, outcome in logged(data_dir)] == ["answered", "refused", "refused"]


def test_run_without_a_token_chats_and_says_how_to_connect(kutip: Kutip) -> None:
    result = kutip("run", typed="Siapa Vipin Narang?\n")

    assert result.exit_code == 0
    assert "DISCORD_TOKEN" in result.stdout.splitlines()[0]
    assert "paragraph 3 of 9" in result.stdout


def test_an_invalid_setting_exits_with_78_and_one_line(kutip: Kutip) -> None:
    result = kutip("ask", "x", KUTIP_LANGUAGE="fr")

    assert result.exit_code == 78
    assert result.stderr.splitlines() == [
        "kutip: KUTIP_LANGUAGE: “fr” is not a valid value; allowed: `en`, `id`."
    ]


def test_a_file_that_is_no_database_exits_with_65_and_one_line(
    kutip: Kutip, data_dir: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "kutip.db").write_text("no database, but long enough to be taken for one" * 50)

    result = kutip("ask", "x")

    assert result.exit_code == 65
    assert len(result.stderr.splitlines()) == 1
    assert "kutip.db" in result.stderr


def test_a_damaged_secret_exits_with_65_and_one_line(kutip: Kutip, data_dir: Path) -> None:
    kutip("ask", "x")
    (data_dir / "kutip.secret").write_text("short")

    result = kutip("ask", "x")

    assert (result.exit_code, len(result.stderr.splitlines())) == (65, 1)


def test_a_token_makes_run_serve_discord(data_dir: Path, tmp_path: Path) -> None:
    served = []

    async def serve(settings: Settings, token: str, shards: Pinned | None = None) -> None:
        served.append((settings.data_dir, token, shards))

    environment = {"DISCORD_TOKEN": "abc", "KUTIP_DATA_DIR": str(data_dir)}
    program = Program(environment, tmp_path / ".env", open_assistant, assemble, serve)
    results = [
        CliRunner().invoke(cli, ["run", *shards], obj=program)
        for shards in ([], ["--shards", "0-1/3"])
    ]

    assert [result.exit_code for result in results] == [0, 0]
    assert served == [(data_dir, "abc", None), (data_dir, "abc", Pinned((0, 1), 3))]


@pytest.mark.parametrize("language", ["en", "id"])
def test_in_a_terminal_a_bot_says_first_where_it_goes_and_how_to_stop_it(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    async def serve(settings: Settings, token: str, shards: Pinned | None = None) -> None:
        click.echo(f"{settings.data_dir} {token} {shards}")

    environment = {"DISCORD_TOKEN": "abc", "KUTIP_DATA_DIR": str(data_dir)}
    program = Program(environment, tmp_path / ".env", open_assistant, assemble, serve)
    monkeypatch.setattr("bot.terminal.run.is_for_people", lambda: True)
    with speaking(language):
        result = CliRunner().invoke(cli, ["run"], obj=program)

    said, served = result.stdout.splitlines()
    assert said == texts_in(language)("terminal.on_discord")
    assert served == f"{data_dir} abc None"


@pytest.mark.parametrize(
    ("shards", "reason"),
    [("", "such as 0-3/16"), ("3/3", "no shards 3 of 3"), ("0/1", "set DISCORD_TOKEN")],
)
def test_shards_that_can_not_be_run_exit_with_78_and_one_line(
    kutip: Kutip, shards: str, reason: str
) -> None:
    result = kutip("run", "--shards", shards)

    assert (result.exit_code, len(result.stderr.splitlines())) == (78, 1)
    assert reason in result.stderr


def test_the_list_of_commands_shows_whole_summaries(
    kutip: Kutip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = kutip("--help").stdout

    assert "..." not in shown.partition("Commands:")[2]
    for command in cli.commands.values():
        first = str(command.help).partition("\n\n")[0].partition(". ")[0].removesuffix(".")
        assert "".join(first.split()) in "".join(shown.split())  # It may break at a hyphen.


def test_the_version_is_printed(kutip: Kutip) -> None:
    assert kutip("--version").stdout.startswith("kutip ")


def test_no_error_shows_a_secret(kutip: Kutip) -> None:
    result = kutip("restore", "backup?token=pisang")

    assert result.exit_code == 66
    assert result.stderr == "kutip: Can't read backup?token=*** No such file or directory.\n"


def test_an_interrupted_command_exits_with_130() -> None:
    @click.group(cls=Commands)
    def group() -> None:
        pass

    @group.command()
    def wait() -> None:
        raise KeyboardInterrupt

    assert CliRunner().invoke(group, ["wait"]).exit_code == 130


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_cancels_its_tasks(number: signal.Signals) -> None:
    ended = []

    async def part() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("part")

    async def work() -> None:
        running = asyncio.create_task(part())
        asyncio.get_running_loop().call_soon(signal.raise_signal, number)
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(10):
                await asyncio.sleep(0)
            ended.append("work")
            running.cancel()
            await asyncio.wait([running])

    @click.group(cls=Commands)
    def group() -> None:
        pass

    @group.command()
    def wait() -> None:
        asyncio.run(work())

    assert CliRunner().invoke(group, ["wait"]).exit_code == 130
    assert ended == ["work", "part"]


def test_sigterm_ends_a_command_that_ignores_ctrl_c() -> None:
    @click.group(cls=Commands)
    def group() -> None:
        pass

    @group.command()
    def wait() -> None:
        signal.raise_signal(signal.SIGTERM)

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert CliRunner().invoke(group, ["wait"]).exit_code == 130
    finally:
        signal.signal(signal.SIGINT, before)


def test_json_is_utf8_whatever_the_locale(data_dir: Path) -> None:
    asked = in_a_process(data_dir, "ask", "--json", "日本語", PYTHONIOENCODING="latin-1")

    assert json.loads(asked.stdout)["question"] == "日本語"


def test_a_folder_without_its_database_is_refused_until_the_loss_is_accepted(
    kutip: Kutip, data_dir: Path
) -> None:
    kutip("ask", "x")
    (data_dir / "kutip.db").unlink()

    for arguments in (["ask", "x"], ["articles"], ["log"], ["run"], ["chat"], ["check"]):
        result = kutip(*arguments)
        assert "kutip run --accept-loss" in result.output, arguments
        assert not (data_dir / "kutip.db").exists(), arguments
    accepted = kutip("run", "--accept-loss")
    assert accepted.exit_code == 0
    (aside,) = data_dir.glob("replaced-*")
    assert f"what was left of the earlier data is in {aside}" in accepted.stdout
    assert kutip("run").exit_code == 0


@pytest.mark.parametrize("setting", ["", "PRAGMA journal_mode = WAL"])
def test_accepting_a_loss_does_not_keep_a_database_without_tables_from_being_filled(
    kutip: Kutip, data_dir: Path, setting: str
) -> None:
    data_dir.mkdir()
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database:
        database.execute(setting)  # As of a first start that was killed.
    (data_dir / "kutip.db").touch()

    assert kutip("run", "--accept-loss").exit_code == 0


def test_a_lost_secret_is_made_anew_once_that_is_accepted(kutip: Kutip, data_dir: Path) -> None:
    kutip("ask", "x")
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database, database:
        database.execute("UPDATE queries SET asker = 'a'")
    (data_dir / "kutip.secret").unlink()

    refused = kutip("ask", "x")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (65, 1)
    accepted = kutip("run", "--accept-loss")
    assert f"Made a new secret, {data_dir / 'kutip.secret'}" in accepted.stdout
    assert kutip("ask", "Siapa Vipin Narang?").exit_code == 0
