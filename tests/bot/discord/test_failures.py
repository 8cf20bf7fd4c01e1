import pytest
from discord import app_commands

from bot.discord.failures import explain
from bot.errors import UserError
from bot.locales import ENGLISH
from tests.bot.indonesian import INDONESIAN


def test_a_user_error_is_explained_in_the_users_language() -> None:
    error = UserError("answer.not_yours")

    assert explain(error, INDONESIAN) == INDONESIAN("answer.not_yours")
    assert str(error) == ENGLISH("answer.not_yours")


def test_a_failed_permission_check_is_explained_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert explain(app_commands.MissingPermissions(["ban"]), ENGLISH) == ENGLISH(
        "fault.not_allowed"
    )
    assert not caplog.records
