"""What Discord's client sends for what people typed: options of commands, and forms."""

from typing import TypeAlias

from tests.discord.components import Kind, walk
from tests.discord.messages import File, Messages
from tests.discord.payloads import JSON

Value: TypeAlias = str | int | float | bool | File | JSON
"""The value of an option: a channel, role or user is its payload."""
Resolved: TypeAlias = dict[str, dict[str, JSON]]
"""What values refer to, by kind and id."""
_PLACES = {6: "users", 7: "channels", 8: "roles", 11: "attachments"}
"""Where what an option of a type refers to is found."""
SUBCOMMAND, GROUP = 1, 2


def fill_options(
    path: str, command: JSON, given: dict[str, Value], messages: Messages, focused: str | None
) -> tuple[list[JSON], Resolved]:
    """Return the options of a command, named by its path, and what they refer to.

    In keywords, `_` stands for the `-` of options. Raise AssertionError if there is no such option.
    """
    known = {each["name"].replace("-", "_"): each for each in command.get("options", [])}
    assert set(given) <= set(known), f"{path} has only the options {set(known)}"
    resolved: Resolved = {}
    options: list[JSON] = []
    for key, value in given.items():
        kind = known[key]["type"]
        option = {"name": known[key]["name"], "type": kind}
        options.append(option | {"value": _referred(value, kind, messages, resolved)})
        if key == focused:
            options[-1]["focused"] = True
    kind = SUBCOMMAND
    for name in reversed(path.split(" ")[1:]):
        options = [{"name": name, "type": kind, "options": options}]
        kind = GROUP
    return options, resolved


def missing_options(command: JSON, given: dict[str, Value]) -> set[str]:
    """Return the names of required options that were not given."""
    return {
        each["name"]
        for each in command.get("options", [])
        if each.get("required") and each["name"].replace("-", "_") not in given
    }


def fill_form(
    form: JSON, values: dict[str, str | File], messages: Messages, *, forging: bool
) -> JSON:
    """Return a form as it is submitted; what is not among the values is left as it was.

    Raise AssertionError if there is no such field, or unless `forging`, a value doesn't fit.
    """
    fields = {each["custom_id"] for each in walk(form["components"]) if "custom_id" in each}
    assert set(values) <= fields, f"the form has only {fields}"
    resolved: Resolved = {}

    def filled(part: JSON) -> JSON:
        sent: JSON = {key: part[key] for key in ("type", "id", "custom_id") if key in part}
        if "component" in part:
            sent["component"] = filled(part["component"])
        elif "components" in part:
            sent["components"] = [filled(each) for each in part["components"]]
        elif "custom_id" in part:
            value = values.get(part["custom_id"], part.get("value") or "")
            assert forging or _fits(part, value), f"{part['custom_id']} does not take {value!r}"
            if part["type"] == Kind.TEXT_INPUT:
                sent["value"] = value
            else:
                kind = 11 if part["type"] == Kind.FILE_UPLOAD else 3
                sent["values"] = [_referred(value, kind, messages, resolved)] if value else []
        return sent

    components = [filled(each) for each in form["components"]]
    return {"custom_id": form["custom_id"], "components": components, "resolved": resolved}


def _fits(field: JSON, value: str | File) -> bool:
    """Return whether Discord's client lets people submit a value."""
    if not value:
        return not field.get("required", True)
    if field["type"] != Kind.TEXT_INPUT:
        return True
    return isinstance(value, str) and (
        field.get("min_length", 0) <= len(value) <= field.get("max_length", 4000)
    )


def _referred(value: Value, kind: int, messages: Messages, resolved: Resolved) -> Value:
    """Return the value, or the id of what it is, which is added to what is resolved."""
    if isinstance(value, File):
        value = messages.attach(value)
    if not isinstance(value, dict):
        return value
    resolved.setdefault(_PLACES[kind], {})[value["id"]] = value
    return str(value["id"])
