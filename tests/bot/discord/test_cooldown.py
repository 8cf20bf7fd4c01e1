import pytest

from bot.asked import Asked, WayIn
from bot.discord.cooldown import SECONDS, Cooldown
from bot.errors import NotTakenError
from bot.locales import ENGLISH
from tests.bot.indonesian import INDONESIAN
from tests.moved_clock import MovedClock


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


SARI = Asked("Siapa?", WayIn.SLASH, guild_id=7, asker_id=1)


async def test_a_person_may_ask_so_many_questions_and_again_after_a_while(
    clock: MovedClock,
) -> None:
    cooldown = Cooldown(2, clock)
    cooldown.check(SARI)
    clock.move(1)
    cooldown.check(SARI)
    with pytest.raises(NotTakenError) as caught:
        cooldown.check(SARI)
    assert caught.value.sentence(INDONESIAN) == (
        f"Pelan-pelan, ya! Kamu bisa bertanya lagi dalam {SECONDS - 1} detik."
    )

    clock.move(SECONDS - 1.5)
    with pytest.raises(NotTakenError) as caught:
        cooldown.check(SARI)
    assert caught.value.sentence(ENGLISH).endswith("again in 1 second.")

    clock.move(1)
    cooldown.check(SARI)


async def test_ways_in_count_together_but_not_people_and_servers(clock: MovedClock) -> None:
    cooldown = Cooldown(1, clock)
    cooldown.check(SARI)

    with pytest.raises(NotTakenError):
        cooldown.check(Asked("Siapa?", WayIn.MENTION, guild_id=7, asker_id=1))
    cooldown.check(Asked("Siapa?", WayIn.SLASH, guild_id=7, asker_id=2))
    cooldown.check(Asked("Siapa?", WayIn.SLASH, guild_id=8, asker_id=1))
    cooldown.check(Asked("Siapa?", WayIn.DM, asker_id=1))


async def test_without_a_number_any_number_is_allowed(clock: MovedClock) -> None:
    cooldown = Cooldown(0, clock)

    for _ in range(100):
        cooldown.check(SARI)


async def test_a_person_is_notified_in_public_once_in_a_while(clock: MovedClock) -> None:
    cooldown = Cooldown(0, clock)

    assert [cooldown.may_notify(SARI) for _ in range(3)] == [True, False, False]
    clock.move(SECONDS + 1)
    assert cooldown.may_notify(SARI)


async def test_only_people_who_asked_a_moment_ago_are_remembered(clock: MovedClock) -> None:
    cooldown = Cooldown(1, clock)
    for asker in range(1000):
        cooldown.check(Asked("Siapa?", WayIn.SLASH, guild_id=7, asker_id=asker))
        clock.move(SECONDS / 10)

    assert len(cooldown._questions._held) <= 11
