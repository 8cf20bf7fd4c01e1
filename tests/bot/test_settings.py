from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import SETTINGS, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_without_settings_the_defaults_apply(env_file: Path) -> None:
    settings = load_settings({"PATH": "/bin"}, env_file)

    assert settings.discord_token is None
    assert settings.database == Path("data/kutip.db")
    assert settings.secret == Path("data/kutip.secret")
    assert (settings.language, settings.min_confidence, settings.log_level) == (None, 0.2, "info")
    assert (settings.keep, settings.keep_left) == (timedelta(days=180), timedelta(days=30))
    assert (settings.log_format, settings.metrics_port) == ("text", None)
    assert settings.review_password is None


def test_the_file_is_read_and_the_environment_wins(env_file: Path) -> None:
    env_file.write_text('# ours\nKUTIP_LANGUAGE=en\nKUTIP_DATA_DIR="my data"\n\nOTHER=1\n')

    settings = load_settings({"KUTIP_LANGUAGE": "id"}, env_file)

    assert (settings.language, settings.data_dir) == ("id", Path("my data"))


def test_choices_may_be_written_in_any_case(env_file: Path) -> None:
    given = {"KUTIP_LANGUAGE": "EN", "KUTIP_LOG_LEVEL": "Debug", "KUTIP_LOG_FORMAT": "JSON"}
    settings = load_settings(given, env_file)

    assert (settings.language, settings.log_level, settings.log_format) == ("en", "debug", "json")


def test_an_empty_value_counts_as_unset(env_file: Path) -> None:
    env_file.write_text("DISCORD_TOKEN=\nKUTIP_LANGUAGE=\n")

    settings = load_settings({"DISCORD_TOKEN": " ", "KUTIP_LOG_LEVEL": ""}, env_file)

    assert (settings.discord_token, settings.language) == (None, None)
    assert settings.log_level == "info"


def test_the_shipped_example_is_the_defaults(env_file: Path) -> None:
    assert load_settings({}, ROOT / ".env.example") == load_settings({}, env_file)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("DISCORD_TOKEN=x\nthis is no setting\n", 2),
        ("\n\n\n=x\n", 4),
        ("KUTIP_LANGUAGE\n", 1),
        ('KUTIP_LANGUAGE="id\n', 1),
    ],
)
def test_a_malformed_line_is_named_by_its_number_and_not_shown(
    env_file: Path, text: str, line: int
) -> None:
    env_file.write_text(text)

    with pytest.raises(SettingsError, match=rf"\.env, line {line}: .*NAME=value") as caught:
        load_settings({}, env_file)
    assert "no setting\n" not in str(caught.value)


def test_a_file_that_is_not_text_is_named(env_file: Path) -> None:
    env_file.write_bytes(b"KUTIP_LANGUAGE=\xff\xfe")

    with pytest.raises(SettingsError, match=r"Can't read .*\.env as UTF-8"):
        load_settings({}, env_file)


def test_a_mark_before_the_first_setting_of_an_env_file_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("\ufeffKUTIP_KEEP_DAYS=7\n".encode())

    assert load_settings({}, tmp_path / ".env").keep.days == 7


def test_an_unknown_setting_is_named_with_the_nearest_known(env_file: Path) -> None:
    env_file.write_text("KUTIP_LANGUGE=id")

    with pytest.raises(SettingsError, match=r"KUTIP_LANGUGE, in .*\.env, .*KUTIP_LANGUAGE\?"):
        load_settings({}, env_file)
    env_file.write_text("DISCORD_TOKN=x")
    with pytest.raises(SettingsError, match=r"DISCORD_TOKN, .*DISCORD_TOKEN\?"):
        load_settings({}, env_file)
    with pytest.raises(SettingsError, match=r"KUTIP_X, in the environment"):
        load_settings({"KUTIP_X": "1"}, Path("missing"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KUTIP_LANGUAGE", "fr"),
        ("KUTIP_MIN_CONFIDENCE", "1.01"),
        ("KUTIP_MIN_CONFIDENCE", "-0.1"),
        ("KUTIP_MIN_CONFIDENCE", "nan"),
        ("KUTIP_MIN_CONFIDENCE", "often"),
        ("KUTIP_KEEP_LEFT_DAYS", "-1"),
        ("KUTIP_KEEP_LEFT_DAYS", "3651"),
        ("KUTIP_KEEP_LEFT_DAYS", "a month"),
        ("KUTIP_KEEP_LEFT_DAYS", "²"),
        ("KUTIP_KEEP_DAYS", "3651"),
        ("KUTIP_KEEP_DAYS", "9" * 5000),
        ("KUTIP_METRICS_PORT", "9" * 5000),
        ("KUTIP_LOG_LEVEL", "loud"),
        ("KUTIP_LOG_FORMAT", "xml"),
        ("KUTIP_METRICS_PORT", "0"),
        ("KUTIP_METRICS_PORT", "65536"),
        ("KUTIP_METRICS_PORT", "http"),
        ("KUTIP_REVIEW_PASSWORD", "elevenchars"),
        ("KUTIP_DATA_DIR", "a\x00b"),
    ],
)
def test_an_invalid_value_is_named_with_the_allowed_ones(
    env_file: Path, name: str, value: str
) -> None:
    (setting,) = [setting for setting in SETTINGS if setting.name == name]

    with pytest.raises(SettingsError) as caught:
        load_settings({name: value}, env_file)

    assert name in str(caught.value)
    assert setting.allowed in str(caught.value)


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "KUTIP_REVIEW_PASSWORD"])
def test_an_error_never_contains_a_secret(env_file: Path, name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({name: "secret\x07token"}, env_file)

    assert "secret\x07" not in str(caught.value)


def test_secrets_are_not_shown_with_the_settings(env_file: Path) -> None:
    given = {"DISCORD_TOKEN": "rahasia", "KUTIP_REVIEW_PASSWORD": "rahasia sekali"}
    settings = load_settings(given, env_file)

    assert (settings.discord_token, settings.review_password) == tuple(given.values())
    assert "rahasia" not in repr(settings)
