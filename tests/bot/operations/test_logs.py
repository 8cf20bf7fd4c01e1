import json
import logging
import sys
import threading
import warnings

import pytest

from bot.operations.logs import RedactingHandler, log_to_standard_error, redact

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs-abc"
PASSWORD = "tiga ekor itik"
log = logging.getLogger("bot.operations.test")


@pytest.fixture(scope="module")
def _program_ran() -> None:
    """Configure logging as a program does that a module's fixture runs in this process."""
    log_to_standard_error("error", "text", [])


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    """How the log is written, which knows the password."""
    log_to_standard_error("info", str(request.param), [PASSWORD])
    return str(request.param)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"token {TOKEN}!", "token ***!"),
        (f"Authorization: Bot {TOKEN}", "Authorization: ***"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: ***"),
        ("Authorization: pisang-ambon\nHost: x", "Authorization: ***\nHost: x"),
        ("{'authorization': 'Token pisang', 'a': 1}", "{'authorization': ***, 'a': 1}"),
        ("Set-Cookie: ds_actor=pisang; Path=/", "Set-Cookie: ***"),
        ("curl -H 'Cookie: ds_actor=pisang' x", "curl -H 'Cookie: ***' x"),
        (f"'x\\n{TOKEN}'", "'x\\n***'"),
        (f"token_{TOKEN}", "token_***"),
        (f"?a=%20{TOKEN}", "?a=%20***"),
        ("bearer abc.def-ghi", "bearer ***"),
        ("password: pisang-ambon", "password: ***"),
        ("X-Api-Key: pisang-ambon", "X-Api-Key: ***"),
        ('{"password": "a\\"b, c"}', '{"password": ***}'),
        ("api%2Fwebhooks%2F123%2FaB-c_9", "api%2Fwebhooks%2F123%2F***"),
        ("https://sari:pi@sang@example.org/x", "https://***@example.org/x"),
        ("Basic dXNlcjpwYXNz==", "Basic ***"),
        (
            "POST https://discord.com/api/webhooks/123/aB-c_9/messages failed",
            "POST https://discord.com/api/webhooks/123/***/messages failed",
        ),
        ("/interactions/123/aW50ZXJhY3Rpb246/callback", "/interactions/123/***/callback"),
        ("https://sari:pisang@example.org/x", "https://***@example.org/x"),
        ("?password=pisang&a=1", "?password=***&a=1"),
        ("KUTIP_REVIEW_PASSWORD='pi sang' x", "KUTIP_REVIEW_PASSWORD=*** x"),
        ("{'api_key': 'pisang', 'a': 1}", "{'api_key': ***, 'a': 1}"),
        ('{"token": "pisang"}', '{"token": ***}'),
    ],
)
def test_text_shaped_like_a_secret_is_redacted(text: str, left: str) -> None:
    assert redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "data/kutip.secret: the secret for users' pseudonyms can't be read",
        "sqlalchemy.engine.connection.exceptions.OperationalError",
        "https://example.org:8080/a@b",
        "DISCORD_TOKEN: its value is not allowed",
        "a bot is running, basically",
        "Could not log query 0123456789abcdef0123456789abcdef, will retry",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("secret", [TOKEN, PASSWORD])
def test_no_secret_is_in_a_message_its_arguments_or_its_traceback(
    capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    log.warning("message: " + secret)
    log.warning("arguments: %s %r", secret, {"of": secret})
    error = RuntimeError(secret)
    error.__cause__ = OSError(secret)
    log.error("traceback:", exc_info=error, stack_info=True)

    written = capsys.readouterr().err
    assert secret not in written
    for kept in ("message: ***", "arguments: ***", "RuntimeError: ***", "OSError: ***"):
        assert kept in written


@pytest.mark.usefixtures("form")
def test_no_message_that_quotes_a_value_is_in_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    errors = [
        ValueError("mantan"),
        KeyError("mantan"),
        UnicodeEncodeError("utf-8", "mantan", 0, 1, "x"),
    ]
    error: Exception = OSError("disk full")
    for each in errors:
        each.__context__ = error
        error = each
    error = ExceptionGroup("both", [error, IndexError("mantan")])
    log.error("failed: <Task exception=%r>", errors[0], exc_info=error)

    written = capsys.readouterr().err
    assert "mantan" not in written
    for kept in ("ValueError: ***", "KeyError: ***", "exception=ValueError(***)", "disk full"):
        assert kept in written


@pytest.mark.usefixtures("form")
def test_other_handlers_get_records_as_they_were(caplog: pytest.LogCaptureFixture) -> None:
    log.warning("%s", PASSWORD)

    assert caplog.messages == [PASSWORD]


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_standard_error("info", "json", [])
    log.info("dua\nbaris: %s", "é")
    log.error("gagal", exc_info=OSError("salah"))

    first, second = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert first.pop("time").endswith("+00:00")
    assert first == {"level": "INFO", "logger": log.name, "message": "dua\nbaris: é"}
    assert second["exc_info"].endswith("OSError: salah")


def test_the_level_applies_to_our_packages_only(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_standard_error("debug", "text", [])
    log.debug("ours")
    logging.getLogger("discord").info("a library's")

    assert [line.split(": ")[-1] for line in capsys.readouterr().err.splitlines()] == ["ours"]


def test_a_second_set_up_replaces_the_first() -> None:
    log_to_standard_error("info", "text", [])
    log_to_standard_error("info", "json", [])

    handlers = logging.getLogger().handlers
    assert len([each for each in handlers if isinstance(each, RedactingHandler)]) == 1


@pytest.mark.usefixtures("form")
def test_an_uncaught_exception_is_logged_without_secrets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = RuntimeError(PASSWORD)
    sys.excepthook(type(error), error, None)

    written = capsys.readouterr().err
    assert "RuntimeError: ***" in written
    assert PASSWORD not in written


@pytest.mark.usefixtures("form")
def test_thread_and_unraisable_exceptions_are_logged_without_secrets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise RuntimeError(PASSWORD)

    class Failing:
        def __del__(self) -> None:
            fail()

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Failing()

    written = capsys.readouterr().err
    assert written.count("RuntimeError: ***") == 2
    assert PASSWORD not in written


@pytest.mark.usefixtures("form")
def test_warnings_are_logged_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(f"password={PASSWORD}", stacklevel=1)

    written = capsys.readouterr().err
    assert "UserWarning" in written
    assert PASSWORD not in written


def test_extra_attributes_are_logged_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_standard_error("info", "json", [PASSWORD])
    log.info("besides", extra={"given": {"a": PASSWORD, "token": TOKEN}})

    assert json.loads(capsys.readouterr().err)["given"] == "{'a': '***', 'token': ***}"


def test_a_record_that_cant_be_written_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    record = logging.makeLogRecord({"name": "of.somebody", "msg": "%d", "args": (PASSWORD,)})
    RedactingHandler([PASSWORD]).emit(record)

    written = capsys.readouterr().err
    assert written == "Could not write a log record of of.somebody: <class 'TypeError'>.\n"


@pytest.mark.usefixtures("_program_ran")
def test_no_program_that_ran_before_decides_what_a_test_sees(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)

    log.info("seen")

    assert caplog.messages == ["seen"]
    assert capsys.readouterr().err == ""
