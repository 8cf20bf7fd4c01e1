"""What the benchmark of flipped bits tries on every table, for a few places."""

import pytest
from reliability.flips import COMMANDS, LOST, Flip, Trial, choose

from corpus.data_folder import DATABASE_NAME

FLIPS = 25


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    (ask, *_), articles, check = COMMANDS[:3], COMMANDS[3], COMMANDS[-1]
    return Trial(tmp_path_factory.mktemp("flips"), (ask, articles, check))


@pytest.fixture(scope="module")
def flips(trial: Trial) -> list[Flip]:
    return choose(trial.sound / DATABASE_NAME, FLIPS, seed=7)


def test_there_is_a_flip_of_every_table(flips: list[Flip]) -> None:
    assert len({flip.table for flip in flips}) == FLIPS


@pytest.mark.parametrize("number", range(FLIPS))
def test_a_flipped_bit_ends_in_no_traceback_no_wrong_quote_and_no_silent_loss(
    trial: Trial, flips: list[Flip], number: int
) -> None:
    came = trial.try_(flips[number])

    assert came.outcome != LOST, came
