from importlib import resources
from pathlib import Path

import pytest

from corpus.language import detect_language

EVERYDAY = Path(__file__).parent.parent / "quality" / "everyday" / "articles"
LIBRARY = EVERYDAY / "perpustakaan-taman-kenanga.md"
TEXTS = {
    "id": "Kucing itu tidur di atas atap, sedangkan ayam berkokok karena hari sudah pagi.",
    "en": "The rooster crows early in the morning, while the cat sleeps on the roof.",
    "de": "Der Hahn kräht früh am Morgen, während die Katze auf dem Dach schläft.",
    "th": "ไก่ขันในตอนเช้าตรู่ ส่วนแมวนอนอยู่บนหลังคา",
    "zh": "公鸡在清晨打鸣，而猫在屋顶上睡觉。",
    "ja": "雄鶏は朝早く鳴き、猫は屋根の上で眠ります。",
    "ko": "수탉은 아침 일찍 울고 고양이는 지붕 위에서 잡니다.",
    "ru": "Петух кричит рано утром, а кошка спит на крыше, потому что ещё темно.",
    "ar": "يصيح الديك في الصباح الباكر بينما تنام القطة على السطح.",
    "jv": "Aku ora ngerti apa sing kudu dakkandhakake marang kowe sedulurku kabeh.",
    "ms": "Kerajaan mengumumkan bahawa kereta itu boleh dibeli oleh orang ramai kerana harganya.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence_is_detected(code: str) -> None:
    detected = detect_language(TEXTS[code])

    assert (detected.code, detected.confident) == (code, True)


def test_the_shipped_articles_are_indonesian() -> None:
    for article in resources.files("corpus").joinpath("articles").iterdir():
        if article.name.endswith(".txt"):
            detected = detect_language(article.read_text(encoding="utf-8"))

            assert (detected.code, detected.confident) == ("id", True)


def test_a_plain_indonesian_sentence_is_not_taken_for_malay() -> None:
    """The model gives Malay 0.8 here."""
    text = "Presiden mengatakan pemerintah akan memberi bantuan kepada rakyat"

    assert detect_language(text).code == "id"


def test_a_long_malay_text_with_many_shared_words_is_malay() -> None:
    """The model gives Malay 0.93 here, too little for a sentence."""
    assert detect_language(LIBRARY.read_text(encoding="utf-8")).code == "ms"


@pytest.mark.parametrize("text", ["", "12345", "ok", "!?"])
def test_a_text_without_words_gets_a_code_without_confidence(text: str) -> None:
    detected = detect_language(text)

    assert len(detected.code) == 2
    assert not detected.confident


def test_a_dialect_counts_as_its_language() -> None:
    """Cantonese, for which ISO 639-1 has no code."""
    assert detect_language("佢哋喺屋頂瞓覺,唔知點解嗰隻雞咁早就嗌。").code == "zh"
