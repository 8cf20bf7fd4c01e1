"""Discord's own description of its HTTP API, where it lies, and what in a request it forbids."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.discord.payloads import JSON

VARIABLE = "DISCORD_OPENAPI"
"""The environment variable with the path of the file."""
_PLACE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
_URI = "urn:discord"
_FROM_DISCORD_PY = ("nsfw", "tts")
"""Fields that are not described, but which discord.py always sends and Discord takes."""
_LONGEST = 300
"""Characters of a violation that are shown."""


class Description:
    """A document in OpenAPI 3.1 that describes an HTTP API."""

    def __init__(self, document: JSON) -> None:
        _forbid_unknown_properties(document)
        schemas = document.get("components", {}).get("schemas", {})
        # As discord.py sends them, and Discord takes them.
        schemas.get("SnowflakeType", {}).update({"type": ["string", "integer"]})
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource(_URI, resource)
        # Those with the fewest placeholders come first, so that `@me` is not the id of a user.
        self._paths = [
            (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path, item)
            for path, item in sorted(
                document["paths"].items(), key=lambda each: str(each[0]).count("{")
            )
        ]
        self._validators: dict[str, Draft202012Validator] = {}

    def violations(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """Return what is wrong with a request, each in a line."""
        found = [
            (template, item[method.lower()])
            for pattern, template, item in self._paths
            if pattern.fullmatch(path) and method.lower() in item
        ]
        if not found:
            return [f"{method} {path} is unknown"]
        template, operation = found[0]
        where = f"{method} {template}"
        known = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
        wrong = [f"{where}: ?{name}= is unknown" for name in query if name not in known]
        described = operation.get("requestBody")
        if described is None:
            return wrong if body is None else [*wrong, f"{where}: takes no body"]
        if body is None:
            return [*wrong, f"{where}: needs a body"] if described.get("required") else wrong
        validator = self._validator(template, method.lower())
        return [*wrong, *(f"{where}: {_said(each)}" for each in validator.iter_errors(body))]

    def _validator(self, template: str, method: str) -> Draft202012Validator:
        path = quote(template.replace("~", "~0").replace("/", "~1"), safe="~@")
        pointer = f"/paths/{path}/{method}/requestBody/content/application~1json/schema"
        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"{_URI}#{pointer}"}, registry=self._registry
            )
        return self._validators[pointer]


@cache
def discords_own() -> Description | None:
    """Return Discord's description, if it lies where VARIABLE says or beside this project."""
    path = Path(os.environ.get(VARIABLE) or _PLACE)
    return Description(json.loads(path.read_bytes())) if path.exists() else None


def _forbid_unknown_properties(part: object) -> None:
    """Let no object have other properties than those described, which OpenAPI allows."""
    if isinstance(part, dict):
        combined = {"allOf", "anyOf", "oneOf"} & part.keys()
        if part.get("type") == "object" and part.get("properties") and not combined:
            part["properties"] |= dict.fromkeys(_FROM_DISCORD_PY, True)
            part.setdefault("additionalProperties", False)
        for each in part.values():
            _forbid_unknown_properties(each)
    elif isinstance(part, list):
        for each in part:
            _forbid_unknown_properties(each)


def _said(error: ValidationError) -> str:
    """Return what an error says, of the alternative that was meant if there are several."""
    path = [str(each) for each in error.path]
    # Where each alternative is one value, none of them was meant.
    while error.context and any(each.validator != "const" for each in error.context):
        alternatives: dict[str | int, list[ValidationError]] = {}
        for each in error.context:
            alternatives.setdefault(each.relative_schema_path[0], []).append(each)
        error = min(alternatives.values(), key=_unlike)[0]
        path += [str(each) for each in error.relative_path]
    said = f"{error.instance!r} is not allowed" if error.context else error.message
    return f"{'.'.join(path)}: {said}"[:_LONGEST]


def _unlike(errors: list[ValidationError]) -> tuple[bool, int]:
    """Return how far an alternative is from what was meant: of another type, with more errors."""
    places = [list(each.relative_path) for each in errors]
    kinds = [each.relative_schema_path[-1] for each in errors]
    other = ["type"] in places or any(
        not place and kind == "type" for place, kind in zip(places, kinds, strict=True)
    )
    return other, len(errors)
