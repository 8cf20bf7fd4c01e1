from bot.discord.render.limits import MESSAGE_BYTES, MESSAGE_TEXT, size, units


def test_text_is_counted_in_utf_16_code_units() -> None:
    assert units("") == 0
    assert units("aé字") == 3
    assert units("😀") == 2
    assert units("\ud800") == 1


def test_text_takes_more_room_where_its_bytes_reach_their_limit_first() -> None:
    assert size("") == 0
    assert size("a" * MESSAGE_TEXT) == MESSAGE_TEXT
    assert size("é" * MESSAGE_TEXT) == MESSAGE_TEXT
    for letter in ("字", "ห", "😀", "\ud800"):
        most = next(n for n in range(MESSAGE_TEXT, 0, -1) if size(letter * n) <= MESSAGE_TEXT)
        length = len((letter * most).encode("utf-8", "surrogatepass"))
        assert MESSAGE_BYTES - 4 < length <= MESSAGE_BYTES or units(letter * most) == MESSAGE_TEXT
    assert size("字" * 10) + size("a" * 10) >= size("字" * 10 + "a" * 10)
