import pytest
from discord import app_commands

from bot.discord.failures import explain
from bot.errors import UserError
from bot.locales import ENGLISH
from tests.bot.indonesian import INDONESIAN


def test_a_users_mistake_gets_its_sentence_in_the_users_language() -> None:
    error = UserError("answer.not_yours")

    assert explain(error, INDONESIAN) == INDONESIAN("answer.not_yours")
    assert str(error) == ENGLISH("answer.not_yours")


def test_who_may_not_use_a_command_is_told_so(caplog: pytest.LogCaptureFixture) -> None:
    assert explain(app_commands.MissingPermissions(["ban"]), ENGLISH) == ENGLISH(
        "fault.not_allowed"
    )
    assert not caplog.records
