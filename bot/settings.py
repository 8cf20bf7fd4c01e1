"""All settings: name, default, description and allowed values.

Settings come from the environment and from `.env` in the working directory; the environment takes
precedence. An empty value counts as unset.
"""

import difflib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.asked import LONGEST_QUESTION
from bot.errors import SettingsError
from bot.installed import data_folder
from bot.locales import LANGUAGES, language_of
from corpus.data_folder import DATABASE_NAME, HISTORY_NAME, SECRET_NAME
from corpus.errors import Phrase

PREFIXES_IN_FILE = ("KUTIP_", "DISCORD_")
PREFIXES_IN_ENVIRONMENT = ("KUTIP_",)
"""Names with these prefixes must be known settings; anything else is a typo."""
MAX_DAYS = 3650
"""Of retention settings: ten years."""
MAX_DIGITS = 5
"""Of a number of days or a port."""
LENGTHS = range(100, 6001)
"""Code points that the longest question may have; Discord's commands let 6,000 through."""
MIN_PASSWORD_LENGTH = 12
"""Characters of a password that may be exposed to the internet."""
MOST_SHARDS = 16384
"""More than any bot has; its servers would be 40 million."""
LOOPBACK = "127.0.0.1"
"""Where health and metrics are served: only to this machine."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings table."""

    name: str
    default: str
    """As written in `.env`; empty if there is none."""
    help: str
    allowed: str
    """The accepted values, in English."""
    accepts: Callable[[str], bool]
    secret: bool = False
    """Whether its value must never be shown."""


def _is_share(value: str) -> bool:
    try:
        return 0 <= float(value) <= 1
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    """Whether it is a whole number of few digits; Python refuses to parse very long ones."""
    return value.isdecimal() and value.isascii() and len(value) <= MAX_DIGITS


def _is_length(value: str) -> bool:
    return _is_number(value) and int(value) in LENGTHS


def _is_days(value: str) -> bool:
    return _is_number(value) and int(value) <= MAX_DAYS


def _is_port(value: str) -> bool:
    return _is_number(value) and 1 <= int(value) <= 65535


def _is_shards(value: str) -> bool:
    return _is_number(value) and 1 <= int(value) <= MOST_SHARDS


def _is_password(value: str) -> bool:
    return value.isprintable() and len(value) >= MIN_PASSWORD_LENGTH


def is_database_url(value: str) -> bool:
    """Return whether this is the URL of a database on PostgreSQL."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return False
    is_whole = parts.scheme == "postgresql" and len(parts.path) > 1
    return is_whole and parts.netloc.count("@") <= 1 and value.isprintable() and " " not in value


def _one_of(*values: str) -> tuple[str, Callable[[str], bool]]:
    known = {value.lower() for value in values}
    return ", ".join(f"`{value}`" for value in values), lambda value: value.lower() in known


SETTINGS = (
    Setting(
        "DISCORD_TOKEN",
        "",
        "Bot token from Discord's developer portal; without it, Kutip runs in the terminal.",
        "a token",
        str.isprintable,
        secret=True,
    ),
    Setting(
        "KUTIP_DATA_DIR",
        "data",
        "Folder of the database and the secret; created on first start. Where Kutip is "
        "installed as a package, the default is the user's data folder.",
        "a folder",
        str.isprintable,
    ),
    Setting(
        "KUTIP_DATABASE_URL",
        "",
        "PostgreSQL database that several processes share, by the extra `postgresql`; if unset, "
        "the database is a file in the data folder.",
        "a URL such as `postgresql://user:password@host/database`, with `@` in a password as `%40`",
        is_database_url,
        secret=True,
    ),
    Setting(
        "KUTIP_SECRET_FILE",
        "",
        "The secret by which askers are recognized; if unset, a file in the data folder. One for "
        "all processes of a bot.",
        "a file",
        str.isprintable,
    ),
    Setting(
        "KUTIP_SHARDS",
        "",
        "How many shards the bot has, where processes share them; if unset, as many as Discord "
        "recommends when the first one starts.",
        "a whole number from 1 to 16384",
        _is_shards,
    ),
    Setting(
        "KUTIP_LANGUAGE",
        "",
        "Language of the terminal, and of Discord where it reports no locale; if unset, the "
        "terminal's locale decides, and Indonesian is the language on Discord.",
        *_one_of(*LANGUAGES),
    ),
    Setting(
        "KUTIP_MIN_CONFIDENCE",
        "0.2",
        "Minimum confidence of an answer; below it, Kutip says that it found none.",
        "a number from 0 to 1",
        _is_share,
    ),
    Setting(
        "KUTIP_SEMANTIC",
        "off",
        "Whether meaning is asked where words are unsure, by the extra `semantic`; auto: if it is "
        "installed.",
        *_one_of("off", "on", "auto"),
    ),
    Setting(
        "KUTIP_COOLDOWN_QUESTIONS",
        "5",
        "Questions that one person may ask on a server within 10 seconds; 0: any number.",
        "a whole number",
        _is_number,
    ),
    Setting(
        "KUTIP_LONGEST_QUESTION",
        str(LONGEST_QUESTION),
        "Letters of the longest question that is read whole; of a longer one, the beginning is.",
        "a whole number from 100 to 6000",
        _is_length,
    ),
    Setting(
        "KUTIP_MESSAGE_CONTENT",
        "off",
        "Whether Kutip reads messages, to answer every question in channels that a server chooses; "
        "needs the Message Content Intent in Discord's developer portal.",
        *_one_of("on", "off"),
    ),
    Setting(
        "KUTIP_KEEP_DAYS",
        "180",
        "How long questions and votes are kept before they are deleted.",
        "a whole number of days, up to 3650",
        _is_days,
    ),
    Setting(
        "KUTIP_KEEP_LEFT_DAYS",
        "30",
        "How long a server's data is kept after Kutip leaves it.",
        "a whole number of days, up to 3650",
        _is_days,
    ),
    Setting(
        "KUTIP_REFRESH_DAYS",
        "7",
        "How often the pages of articles from links are looked at for changes; 0: never.",
        "a whole number of days, up to 3650",
        _is_days,
    ),
    Setting(
        "KUTIP_CHAT_HISTORY",
        "on",
        "Whether what is typed in a chat in the terminal is kept in the data folder, to be brought "
        "back with the arrow keys.",
        *_one_of("on", "off"),
    ),
    Setting(
        "KUTIP_LOG_LEVEL",
        "info",
        "Level of the log on standard error.",
        *_one_of("debug", "info", "warning", "error"),
    ),
    Setting(
        "KUTIP_LOG_FORMAT",
        "text",
        "Format of the log: lines of text, or one JSON object per line.",
        *_one_of("text", "json"),
    ),
    Setting(
        "KUTIP_METRICS_PORT",
        "",
        "Port on 127.0.0.1 for `/health` and `/metrics`; off if unset.",
        "a port from 1 to 65535",
        _is_port,
    ),
    Setting(
        "KUTIP_REVIEW_PASSWORD",
        "",
        "Password for `kutip review`; required to serve it to other machines.",
        "a password of at least 12 characters",
        _is_password,
        secret=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    discord_token: str | None = field(repr=False)
    data_dir: Path
    database_url: str | None = field(repr=False)
    """Of the database on PostgreSQL; None: it is the file `database`."""
    secret_file: Path | None
    """None: in the data folder."""
    shards: int | None
    """How many the bot has; None: as Discord recommends."""
    language: str | None
    """One of LANGUAGES; None: the language depends on the terminal or on Discord."""
    min_confidence: float
    """In 0..1."""
    semantic: str
    """`off`, `on` or `auto`."""
    cooldown_questions: int
    """Questions that one person may ask on a server within 10 seconds; 0: any number."""
    longest_question: int
    """Code points of the longest question that is read whole."""
    message_content: bool
    """Whether to ask Discord for the text of all messages."""
    keep: timedelta
    """How long questions and votes are kept."""
    keep_left: timedelta
    """How long a server's data is kept after Kutip leaves it."""
    refresh: timedelta | None
    """How often the pages of articles from links are looked at; None: never."""
    chat_history: bool
    """Whether what is typed in a chat in the terminal is kept."""
    log_level: str
    """`debug`, `info`, `warning` or `error`."""
    log_format: str
    """`text` or `json`."""
    metrics_port: int | None
    """In 1..65535; None: no endpoint."""
    review_password: str | None = field(repr=False)
    """At least MIN_PASSWORD_LENGTH characters; None: no password."""

    @property
    def database(self) -> Path:
        """The path of the database; where it is on PostgreSQL, of what is kept beside it."""
        return self.data_dir / DATABASE_NAME

    @property
    def secret(self) -> Path:
        """The path of the secret for pseudonyms."""
        return self.secret_file or self.data_dir / SECRET_NAME

    @property
    def history(self) -> Path | None:
        """The path of what was typed in the terminal's chats; None if that is not kept."""
        return self.data_dir / HISTORY_NAME if self.chat_history else None


def load_settings(environment: Mapping[str, str], env_file: Path) -> Settings:
    """Return the settings; raise SettingsError, naming the setting or line, if one is invalid."""
    values = {setting.name: setting.default for setting in SETTINGS}
    values["KUTIP_DATA_DIR"] = str(data_folder())
    for origin, given, prefixes in (
        (str(env_file), _read_env_file(env_file), PREFIXES_IN_FILE),
        (Phrase("the environment"), environment, PREFIXES_IN_ENVIRONMENT),
    ):
        for name, value in given.items():
            if name in values:
                values[name] = value.strip() or values[name]
            elif name.startswith(prefixes):
                raise _unknown(name, origin)
    for setting in SETTINGS:
        value = values[setting.name]
        if value and not setting.accepts(value):
            raise SettingsError(
                "{name}: “{value}” is not a valid value; allowed: {allowed}.",
                name=setting.name,
                value="***" if setting.secret else value,
                allowed=Phrase(setting.allowed),
            )
    return Settings(
        discord_token=values["DISCORD_TOKEN"] or None,
        data_dir=Path(values["KUTIP_DATA_DIR"]),
        database_url=values["KUTIP_DATABASE_URL"] or None,
        secret_file=Path(values["KUTIP_SECRET_FILE"]) if values["KUTIP_SECRET_FILE"] else None,
        shards=int(values["KUTIP_SHARDS"]) if values["KUTIP_SHARDS"] else None,
        language=language_of(values["KUTIP_LANGUAGE"]),
        min_confidence=float(values["KUTIP_MIN_CONFIDENCE"]),
        semantic=values["KUTIP_SEMANTIC"].lower(),
        cooldown_questions=int(values["KUTIP_COOLDOWN_QUESTIONS"]),
        longest_question=int(values["KUTIP_LONGEST_QUESTION"]),
        message_content=values["KUTIP_MESSAGE_CONTENT"].lower() == "on",
        keep=timedelta(days=int(values["KUTIP_KEEP_DAYS"])),
        keep_left=timedelta(days=int(values["KUTIP_KEEP_LEFT_DAYS"])),
        refresh=timedelta(days=int(values["KUTIP_REFRESH_DAYS"])) or None,
        chat_history=values["KUTIP_CHAT_HISTORY"].lower() == "on",
        log_level=values["KUTIP_LOG_LEVEL"].lower(),
        log_format=values["KUTIP_LOG_FORMAT"].lower(),
        metrics_port=int(values["KUTIP_METRICS_PORT"]) if values["KUTIP_METRICS_PORT"] else None,
        review_password=values["KUTIP_REVIEW_PASSWORD"] or None,
    )


def language_setting(environment: Mapping[str, str], env_file: Path) -> str | None:
    """Return KUTIP_LANGUAGE as one of LANGUAGES; None if it is unset or invalid.

    Unlike `load_settings` it never fails, so that its errors can be shown in this language.
    """
    try:
        in_file = _read_env_file(env_file)
    except SettingsError:
        in_file = {}
    given = environment.get("KUTIP_LANGUAGE", "").strip() or in_file.get("KUTIP_LANGUAGE", "")
    return language_of(given.strip())


def _read_env_file(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")  # Some editors on Windows write a mark.
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "Can't read {path} as UTF-8 text: {reason}.", path=path, reason=error
        ) from error
    # Imported here, because there may be no file, and these imports take longer than `--version`.
    from dotenv import dotenv_values  # noqa: PLC0415
    from dotenv.parser import parse_stream  # noqa: PLC0415

    for binding in parse_stream(io.StringIO(text)):
        # The line itself is not shown: it may contain the token.
        if binding.error or (binding.key and binding.value is None):
            blank_lines = len(binding.original.string) - len(binding.original.string.lstrip("\n"))
            raise SettingsError(
                "{path}, line {line}: not a setting; write NAME=value, with # before a comment.",
                path=path,
                line=binding.original.line + blank_lines,
            )
    return {name: value or "" for name, value in dotenv_values(stream=io.StringIO(text)).items()}


def _unknown(name: str, origin: str) -> SettingsError:
    known = [setting.name for setting in SETTINGS]
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return SettingsError(
            "{name}, in {origin}, is not a Kutip setting; did you mean {nearest}?",
            name=name,
            origin=origin,
            nearest=near[0],
        )
    return SettingsError(
        "{name}, in {origin}, is not a Kutip setting; the settings are {known}.",
        name=name,
        origin=origin,
        known=", ".join(known),
    )
