"""`make week` plays its script through the real client."""

from week.play import play
from week.script import File, Question, Week

RULES = b"""# Aturan kolam

Kolam renang dibuka pukul 08.00 dan ditutup pukul 17.00 setiap hari kecuali Senin.

Barang yang tertinggal disimpan di loket selama tujuh hari, lalu diberikan kepada yayasan.
"""
PRICES = b"""# Harga tiket

Tiket masuk anak di bawah dua belas tahun berharga Rp5.000, dan Rp10.000 untuk orang dewasa.
"""
LEFT_BEHIND = "Barang yang tertinggal disimpan di loket"
TICKET = "Tiket masuk anak di bawah dua belas tahun"


def question(number: int, day: int, text: str, article: str, quote: str) -> Question:
    return Question(
        f"q-{number}",
        day,
        "sari",
        text,
        follows=None,
        intent=article,
        kind="first",
        article=article,
        quote=quote,
        unlike=None,
        reacts=True,
    )


async def test_the_moderator_settles_what_is_listed_and_those_who_ask_again_see_it() -> None:
    week = Week(
        "kolam",
        (File("aturan.md", RULES),),
        (File("harga.md", PRICES),),
        (
            question(1, 1, "crocs gw raib min", "aturan", LEFT_BEHIND),
            question(2, 2, "bocil bayar brp duit?", "harga", TICKET),
            question(3, 4, "crocs gw raib min", "aturan", LEFT_BEHIND),
            question(4, 4, "tiket masuk anak berapa?", "harga", TICKET),
        ),
    )

    played = await play(week, settling=True)

    settled = {(one.question.id, one.chosen) for one in played.settled}
    assert settled == {("q-1", True), ("q-2", False)}
    assert [one.right for one in played.shown] == [False, False, True, True]
    assert not played.missed
    assert played.presses > 0
