"""Requests that a description of the API forbids are found; tried with a small description."""

import json
from pathlib import Path

import aiohttp
import pytest

from tests.discord import openapi
from tests.discord.openapi import Description
from tests.discord.payloads import JSON
from tests.discord.wire import WireDiscord, rest_url

DESCRIPTION: JSON = {
    "paths": {
        "/users/{user_id}": {"get": {}},
        "/users/@me": {"get": {}, "patch": {"requestBody": {"content": {}, "required": True}}},
        "/channels/{channel_id}/messages": {
            "post": {
                "parameters": [{"name": "wait", "in": "query"}],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Message"}}
                    },
                },
            }
        },
    },
    "components": {
        "schemas": {
            "SnowflakeType": {"type": "string", "pattern": "^[0-9]+$"},
            "Message": {
                "type": "object",
                "properties": {
                    "content": {"type": "string", "maxLength": 4000},
                    "nonce": {"oneOf": [{"type": "null"}, {"type": "integer"}]},
                    "parent": {"$ref": "#/components/schemas/SnowflakeType"},
                    "kind": {"type": "integer", "oneOf": [{"const": 0}, {"const": 5}]},
                    "components": {
                        "type": "array",
                        "items": {
                            "oneOf": [
                                {"$ref": "#/components/schemas/Button"},
                                {"$ref": "#/components/schemas/Text"},
                            ]
                        },
                    },
                },
            },
            "Button": {
                "type": "object",
                "properties": {
                    "type": {"const": 2},
                    "label": {"type": "string", "maxLength": 80},
                },
                "required": ["type", "label"],
            },
            "Text": {
                "type": "object",
                "properties": {"type": {"const": 10}, "content": {"type": "string"}},
                "required": ["type", "content"],
            },
        }
    },
}
SAY = "POST /channels/{channel_id}/messages"


@pytest.fixture
def description() -> Description:
    return Description(json.loads(json.dumps(DESCRIPTION)))


def said(description: Description, body: object, **query: str) -> list[str]:
    return description.violations("POST", "/channels/1/messages", query, body)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"content": "x" * 4001}, "content: '"),
        ({"content": 1}, "content: 1 is not of type 'string'"),
        ({"kind": 3}, "kind: 3 is not allowed"),
        ({"parent": "x"}, "parent: 'x' does not match"),
        ({"components": [{"type": 2, "label": "x" * 81}]}, "components.0.label: '"),
        ({"components": [{"type": 10}]}, "components.0: 'content' is a required property"),
        ({"colour": 1}, ": Additional properties are not allowed ('colour' was unexpected)"),
        (None, "needs a body"),
    ],
    ids=["long", "type", "value", "pattern", "nested", "missing", "unknown", "nothing"],
)
def test_a_body_that_is_forbidden_is_found(
    description: Description, body: object, wrong: str
) -> None:
    [found] = said(description, body)
    assert found.startswith(f"{SAY}: {wrong}")


def test_what_is_described_is_allowed(description: Description) -> None:
    text = {"type": 10, "content": "x"}
    assert not said(description, {"content": "", "nonce": 1, "components": [text]}, wait="true")
    assert not said(description, {"parent": 1, "kind": 5, "tts": False})
    assert not description.violations("GET", "/users/@me", {}, None)


def test_unknown_paths_queries_and_bodies_are_found(description: Description) -> None:
    assert said(description, {}, colour="red") == [f"{SAY}: ?colour= is unknown"]
    assert description.violations("GET", "/x", {}, None) == ["GET /x is unknown"]
    assert description.violations("GET", "/users/1", {}, {}) == [
        "GET /users/{user_id}: takes no body"
    ]


async def test_the_stand_in_checks_each_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(DESCRIPTION))
    monkeypatch.setenv(openapi.VARIABLE, str(path))
    openapi.discords_own.cache_clear()
    try:
        async with WireDiscord() as wire, aiohttp.ClientSession() as session:
            url = f"{rest_url(wire.port)}/channels/1/messages"
            await session.post(url, json={"content": 1})
            assert wire.violations == [f"{SAY}: content: 1 is not of type 'string'"]
    finally:
        openapi.discords_own.cache_clear()


def test_without_a_description_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(openapi.VARIABLE, str(tmp_path / "missing.json"))
    openapi.discords_own.cache_clear()
    try:
        assert openapi.discords_own() is None
    finally:
        openapi.discords_own.cache_clear()
