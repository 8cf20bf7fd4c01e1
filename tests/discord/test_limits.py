"""What is over a limit of Discord's is refused, with Discord's code, and nothing else."""

from typing import Any

import pytest

from tests.discord import payloads
from tests.discord.answers import RefusedError
from tests.discord.commands import Commands
from tests.discord.limits import COMPONENTS_V2, check_choices, check_form, check_message
from tests.discord.messages import Messages
from tests.discord.payloads import JSON


def text(content: str = "text") -> JSON:
    return {"type": 10, "content": content}


def button(custom_id: str = "id", **other: Any) -> JSON:  # noqa: ANN401
    return {"type": 2, "label": "Press", "custom_id": custom_id} | other


def row(*components: JSON) -> JSON:
    return {"type": 1, "components": list(components)}


def menu(*values: str) -> JSON:
    options = [{"label": "label", "value": value} for value in values]
    return {"type": 3, "custom_id": "menu", "options": options}


V2: JSON = {"flags": COMPONENTS_V2}
FITS: dict[str, JSON] = {
    "content": {"content": "x" * 2000},
    "embeds": {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2000}]},
    "rows": {"content": "x", "components": [row(button(str(each))) for each in range(5)]},
    "components": V2 | {"components": [text("x" * 100) for _ in range(40)]},
    "a menu": {"components": [row(menu(*map(str, range(25))))]},
}
OVER: dict[str, JSON] = {
    "content": {"content": "x" * 2001},
    "nothing": {"content": ""},
    "an embed": {"embeds": [{"description": "x" * 4097}]},
    "all embeds": {"embeds": [{"description": "x" * 4000}, {"footer": {"text": "x" * 2001}}]},
    "eleven embeds": {"embeds": [{"title": "x"}] * 11},
    "rows": {"content": "x", "components": [row(button(str(each))) for each in range(6)]},
    "a row": {"components": [row(*(button(str(each)) for each in range(6)))]},
    "an empty row": {"components": [row()]},
    "a label": {"components": [row(button(label="x" * 81))]},
    "a custom id": {"components": [row(button("x" * 101))]},
    "the same custom id": {"components": [row(button(), button())]},
    "no label": {"components": [row(button(label=None))]},
    "a menu": {"components": [row(menu(*map(str, range(26))))]},
    "the same value": {"components": [row(menu("a", "a"))]},
    "41 components": V2 | {"components": [text() for _ in range(41)]},
    "all texts": V2 | {"components": [text("x" * 2001) for _ in range(2)]},
    "an empty text": V2 | {"components": [text("")]},
    "content beside components": V2 | {"content": "x", "components": [text()]},
    "components without their flag": {"components": [text()]},
}


@pytest.mark.parametrize("name", FITS)
def test_a_message_at_the_limit_is_shown(name: str) -> None:
    check_message(payloads.message("1", "2", payloads.BOT) | FITS[name])


@pytest.mark.parametrize("name", OVER)
def test_a_message_over_a_limit_is_refused(name: str) -> None:
    with pytest.raises(RefusedError):
        check_message(payloads.message("1", "2", payloads.BOT) | OVER[name])


@pytest.mark.parametrize(
    "changed",
    [{"title": "x" * 46}, {"custom_id": ""}, {"components": []}, {"components": [text()] * 6}],
    ids=["title", "custom id", "no components", "six components"],
)
def test_a_form_over_a_limit_is_refused(changed: JSON) -> None:
    form = {"title": "Form", "custom_id": "form", "components": [text()]}
    check_form(form)
    with pytest.raises(RefusedError):
        check_form(form | changed)


def test_too_many_or_too_long_choices_are_refused() -> None:
    choice = {"name": "x" * 100, "value": 1}
    check_choices([choice] * 25)
    for choices in ([choice] * 26, [choice | {"name": "x" * 101}], [choice | {"value": ""}]):
        with pytest.raises(RefusedError):
            check_choices(choices)


COMMAND: JSON = {"name": "ask", "description": "Ask"}
OPTION: JSON = {"type": 3, "name": "what", "description": "What"}


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Ask"},
        {"name": "x" * 33},
        {"description": ""},
        {"description": "x" * 101},
        {"name_localizations": {"ar": "x"}},
        {"name_localizations": {"id": "X"}},
        {"options": [OPTION, OPTION | {"name": "other", "required": True}]},
        {"options": [OPTION, OPTION]},
        {"options": [OPTION | {"choices": [{"name": "x", "value": 1}] * 26}]},
    ],
    ids=str,
)
def test_commands_over_a_limit_are_refused(changed: JSON) -> None:
    commands = Commands()
    commands.replace([COMMAND])
    with pytest.raises(RefusedError):
        commands.replace([COMMAND | changed])
    with pytest.raises(RefusedError):
        commands.replace([COMMAND, COMMAND])
    assert [each["name"] for each in commands.stored] == ["ask"]


def test_commands_keep_their_ids_and_are_listed_without_translations() -> None:
    commands = Commands()
    translated = COMMAND | {"name_localizations": {"id": "tanya"}, "options": [OPTION]}
    [before] = commands.replace([translated])
    [after] = commands.replace([translated])
    assert after["id"] == before["id"]
    assert after["version"] != before["version"]
    [listed] = commands.listed(with_localizations=False)
    assert "name_localizations" not in listed
    assert commands.listed(with_localizations=True)[0]["name_localizations"] == {"id": "tanya"}


def test_a_message_pings_only_whom_it_may() -> None:
    messages = Messages()
    content = {"content": "<@1> <@2> <@&3> @everyone"}
    free = messages.create("1", content, [])
    assert [each["id"] for each in free["mentions"]] == ["1", "2"]
    assert free["mention_roles"] == ["3"]
    assert free["mention_everyone"]
    only = content | {"allowed_mentions": {"parse": [], "users": ["2"]}}
    one = messages.create("1", only, [])
    assert [each["id"] for each in one["mentions"]] == ["2"]
    assert not one["mention_roles"]
    assert not one["mention_everyone"]


def test_fields_that_discord_does_not_know_are_noted() -> None:
    messages = Messages()
    messages.create("1", {"content": "x", "colour": 1}, [])
    assert messages.unknown == ["colour"]
