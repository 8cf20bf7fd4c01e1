from bot.discord.render.limits import units


def test_text_is_counted_in_utf_16_code_units() -> None:
    assert units("") == 0
    assert units("aé字") == 3
    assert units("😀") == 2
    assert units("\ud800") == 1
