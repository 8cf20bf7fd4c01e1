"""Whatever stands in a file, a custom id or on the command line, only errors of ours come of it.

Files that articles are made of are in tests/corpus/formats/test_damaged_files.py, stored indexes in
tests/index/stored/, and backups in tests/corpus/test_restore.py.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bot.discord.client  # noqa: F401 - registers all buttons and menus
from bot.discord.components.pressed import Pressed
from bot.errors import SettingsError
from bot.querylog.record import QueryRecord
from bot.querylog.unwritten import find_kept, keep
from bot.settings import SETTINGS, load_settings
from corpus.errors import KutipError
from corpus.restore import restore
from tests.bot.querylog.test_log import some
from tests.bot.terminal.shelf import Kutip

ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
KINDS = {kind.__name__: kind for kind in Pressed.kinds if kind.__module__.startswith("bot.")}
NAMES = [setting.name for setting in SETTINGS]
NAMED = st.sampled_from([*NAMES, "KUTIP_", "export KUTIP_LANGUAGE", "PATH"])
LINES = st.lists(st.builds("{}={}".format, NAMED, st.text()) | st.text()).map("\n".join)
COMMANDS = "ask articles log add remove put-back export purge backup restore"
OPTIONS = """--guild --since --until --outcome --text --csv --json --user --top --force -- - 1 -1 0
x %s {0} 2024-13-45 999999999999999999999999 /dev/null"""
# Without a way to other folders than the test's own.
WORD = st.sampled_from([*OPTIONS.split(), ""]) | st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=20
)


@pytest.fixture
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let relative paths lead into a folder of the test."""
    (tmp_path / "place").mkdir()
    monkeypatch.chdir(tmp_path / "place")


@ANY
@given(content=LINES.map(str.encode) | st.binary())
def test_any_settings_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    with suppress(SettingsError):
        load_settings({}, tmp_path / ".env")


@ANY
@given(st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_any_environment_is_read_or_refused(tmp_path: Path, environment: dict[str, str]) -> None:
    with suppress(SettingsError):
        load_settings(environment, tmp_path / ".env")


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_custom_id_is_read_as_it_was_written_and_by_one_kind(
    name: str, data: st.DataObject
) -> None:
    codec = KINDS[name]._codec
    custom_id = data.draw(st.from_regex(codec.pattern, fullmatch=True))

    match = codec.pattern.fullmatch(custom_id)
    assert match is not None
    values = codec.parse(match)
    written = codec.format(values)
    # But for leading zeros of numbers.
    again = codec.pattern.fullmatch(written)
    assert again is not None
    assert codec.parse(again) == values
    assert len(written) <= len(custom_id)
    others = [kind for kind in KINDS.values() if kind._codec.pattern.fullmatch(custom_id)]
    assert others == [KINDS[name]]


@given(st.text() | st.from_regex(r"kutip:[a-z-]+(:[0-9a-z-]*){0,5}\n?", fullmatch=True))
def test_any_text_is_at_most_one_custom_id(text: str) -> None:
    matching = [kind for kind in KINDS.values() if kind._codec.pattern.fullmatch(text)]

    assert len(matching) <= 1


@ANY
@given(data=st.data())
def test_any_file_of_questions_is_read(tmp_path: Path, data: st.DataObject) -> None:
    database = tmp_path / "kutip.db"
    for old in tmp_path.iterdir():
        old.unlink()
    record: QueryRecord = some(1)[0]
    keep(database, [record])
    [path] = tmp_path.iterdir()
    line = path.read_bytes()
    row: dict[str, Any] = json.loads(line)
    names = st.sampled_from(sorted(row["query"]))
    wrong = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=4,
    )
    row["query"] |= data.draw(st.dictionaries(names, wrong, max_size=2))
    start = data.draw(st.integers(0, len(line)))
    others = [json.dumps(row).encode(), data.draw(st.binary()), line[start:], line[:start]]
    path.write_bytes(b"\n".join([*data.draw(st.permutations(others)), line]))

    kept = find_kept(database, record.id)

    assert kept is None or kept.id == record.id


@ANY
@given(
    st.binary(max_size=200)
    | st.binary(max_size=50).map(lambda end: b"SQLite format 3\0" + end)
    | st.binary(max_size=50).map(lambda end: b"PK\x03\x04" + end)
)
def test_any_backup_is_restored_or_refused(tmp_path: Path, content: bytes) -> None:
    source, folder = tmp_path / "backup", tmp_path / "data"
    source.write_bytes(content)

    with pytest.raises(KutipError):
        restore(source, folder / "kutip.db", folder / "kutip.secret", force=True)

    assert not list(folder.iterdir())


@pytest.mark.usefixtures("_own_place")
@ANY
@given(st.sampled_from(COMMANDS.split()), st.lists(WORD, max_size=4))
def test_any_arguments_end_with_a_status_and_without_a_traceback(
    kutip: Kutip, command: str, words: list[str]
) -> None:
    result = kutip(command, *words)

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in {0, 1, 2, 66, 69, 73, 74, 78}
    assert "Traceback" not in result.output
