from collections.abc import Awaitable, Callable

import pytest
from simcord.env import Env
from simcord.results import InteractionResult

from bot.discord.components import typed
from bot.locales import ENGLISH
from corpus.web import Web
from tests.bot.desk import FERRY, Desk
from tests.bot.discord_client import button, response, texts_of
from tests.failing import failing_at

pytest_plugins = ["tests.bot.desk_fixtures"]

FILE = ("ferry.txt", FERRY.encode())
FOLLOW_UP = "/webhooks/*/*"


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "PAUSES", (0, 0))


async def given_back(result: InteractionResult) -> dict[str, str]:
    """Return the files of the private messages that follow a form, by name."""
    # Reading the errors marks them as expected for SimCord.
    _ = result._env.errors
    files: dict[str, bytes] = {}
    for message in (result.response, *result.followups):
        if message is not None and message.attachments:
            assert message.ephemeral
            files |= {file.filename: await file.read() for file in message.attachments}
    return {name: data.decode() for name, data in files.items()}


async def paste(desk: Desk) -> InteractionResult:
    return await desk.fill(await desk.command("add"), title="The ferry", source="", text=FERRY)


async def rename(desk: Desk) -> InteractionResult:
    form = await desk.press(await desk.card("add", file=FILE), ENGLISH("intake.button_names"))
    with failing_at(desk.parts.engine, 1, "UPDATE drafts"):
        return await desk.fill(form, title="ferry", source="The *Ferry* Post")


async def edit(desk: Desk) -> InteractionResult:
    form = await desk.command("edit", article=(await desk.have_ferry()).id)
    assert form.modal is not None
    values = {
        part["component"]["custom_id"]: part["component"] for part in form.modal["components"]
    }
    kept = {name: part.get("value", "") for name, part in values.items()}
    with failing_at(desk.parts.engine, 1, "INSERT INTO drafts"):
        return await desk.fill(form, **kept | {"text": f"{FERRY}\n\n{'And more. ' * 50}"})


async def comment(desk: Desk) -> InteractionResult:
    await desk.have_ferry()
    asked = await desk.moderator.slash(desk.channel, "ask", question="What does a ticket cost?")
    answer = response(asked)
    thanks = await desk.moderator.click(answer, custom_id=button(answer, "👎"))
    form = await desk.moderator.select(response(thanks), ["other"])
    with failing_at(desk.parts.engine, 1, "UPDATE feedback"):
        return await desk.fill(form, comment="@everyone: ```it``` is 😀 *outdated*")


@pytest.mark.parametrize(
    ("fill", "files"),
    [
        (rename, {"source.txt": "The *Ferry* Post"}),
        (edit, {"text.txt": f"{FERRY}\n\n{'And more. ' * 50}"}),
        (comment, {"comment.txt": "@everyone: ```it``` is 😀 *outdated*"}),
    ],
)
async def test_what_was_typed_is_given_back_if_the_database_fails(
    desk: Desk, fill: Callable[[Desk], Awaitable[InteractionResult]], files: dict[str, str]
) -> None:
    assert await given_back(await fill(desk)) == files


async def test_what_was_typed_is_given_back_if_it_cant_be_taken(desk: Desk) -> None:
    form = await desk.command("add")

    result = await desk.fill(form, title="The ferry", text=FERRY, file=FILE)

    assert ENGLISH("intake.give_only_one") in texts_of(result.response)
    assert await given_back(result) == {"title.txt": "The ferry", "text.txt": FERRY}


async def test_what_was_typed_is_given_back_if_discord_fails(
    desk: Desk, simcord_env: Env, caplog: pytest.LogCaptureFixture
) -> None:
    # The preview can't be shown, and neither can the first messages about that.
    simcord_env.inject_error("PATCH", f"{FOLLOW_UP}/messages/@original", times=None)
    simcord_env.inject_error("POST", FOLLOW_UP, status=400, times=2)

    result = await paste(desk)

    assert await given_back(result) == {"title.txt": "The ferry", "text.txt": FERRY}
    assert FERRY not in caplog.text


async def test_nothing_is_given_back_for_a_form_that_nobody_changed(desk: Desk) -> None:
    result = await desk.fill(await desk.command("add"), title="", text="")

    assert await given_back(result) == {}


async def test_a_form_that_discord_keeps_open_is_given_back_only_there(
    desk: Desk, simcord_env: Env
) -> None:
    form = await desk.command("add")
    callback = "/interactions/*/callback"
    simcord_env.inject_error("POST", callback, status=404, code=10062, times=None)
    simcord_env.inject_error("POST", FOLLOW_UP, status=404, code=10015, times=None)

    result = await desk.fill(form, title="The ferry", source="", text=FERRY)

    assert not result.acknowledged
    assert await given_back(result) == {}
