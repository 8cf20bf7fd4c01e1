from pathlib import Path

import pytest

from bot.terminal import embed, semantic_check
from index.semantic.encoder import Encoder, EncoderError
from tests.bot.terminal.shelf import Kutip
from tests.index.semantic.encoders import FailingEncoder, TinyEncoder

BROKEN = FailingEncoder()
BROKEN.broken = True


def not_installed() -> Encoder:
    raise EncoderError("it is not installed")


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (embed, semantic_check):
        monkeypatch.setattr(module, "UniversalEncoder", TinyEncoder)


def about_semantic(kutip: Kutip, setting: str) -> list[str]:
    output = kutip("check", KUTIP_SEMANTIC=setting).stdout
    return [line for line in output.splitlines() if line[7:].startswith("semantic")]


@pytest.mark.usefixtures("tiny")
def test_embed_encodes_each_passage_of_each_shelf_once(kutip: Kutip, tmp_path: Path) -> None:
    (tmp_path / "parkir.txt").write_text("Parkir sepeda motor gratis sampai pukul tujuh.")
    kutip("add", "--guild", "7", str(tmp_path / "parkir.txt"))

    first, second = kutip("embed"), kutip("embed", "--guild", "7")

    assert first.exit_code == second.exit_code == 0
    shared, own = first.stdout.splitlines()
    assert shared.startswith("Server 0: ")
    assert own == "Server 7: 1 passage encoded."
    assert second.stdout == "Server 7: 0 passages encoded.\n"


@pytest.mark.usefixtures("tiny")
def test_embed_refuses_a_server_that_it_does_not_know(kutip: Kutip) -> None:
    assert "no server 12345" in kutip("embed", "--guild", "12345").stderr


def test_embed_says_how_to_install_what_is_missing(
    kutip: Kutip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "is_installed", lambda: False)

    result = kutip("embed")

    assert result.exit_code == 69
    assert "[semantic]" in result.stderr


def test_embed_with_a_broken_encoder_says_so(kutip: Kutip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "UniversalEncoder", lambda: BROKEN)

    result = kutip("embed")

    assert result.exit_code == 69
    assert "it is broken" in result.stderr


def test_check_says_nothing_of_meaning_where_it_is_off(kutip: Kutip) -> None:
    assert about_semantic(kutip, "off") == []


@pytest.mark.usefixtures("tiny")
def test_check_says_which_encoder_is_asked_and_finds_damaged_vectors(
    kutip: Kutip, data_dir: Path
) -> None:
    kutip("embed")
    (line,) = about_semantic(kutip, "on")
    assert line.startswith("ok")
    assert "tiny 1" in line

    (vectors,) = (data_dir / "kutip.db.index").glob("*.vectors")
    vectors.write_bytes(vectors.read_bytes()[:50])

    (line,) = about_semantic(kutip, "on")
    assert line.startswith("FAILED")
    assert "kutip embed`" in line


@pytest.mark.parametrize(
    ("setting", "encoder", "state", "words"),
    [
        ("on", not_installed, "FAILED", "[semantic]"),
        ("auto", not_installed, "ok", "not installed"),
        ("auto", lambda: BROKEN, "FAILED", "it is broken"),
    ],
)
def test_check_says_what_to_do_about_the_encoder(
    kutip: Kutip,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    encoder: object,
    state: str,
    words: str,
) -> None:
    monkeypatch.setattr(semantic_check, "UniversalEncoder", encoder)

    (line,) = about_semantic(kutip, setting)

    assert line.startswith(state)
    assert words in line


def test_what_the_real_encoder_embedded_is_found_by_meaning(kutip: Kutip, tmp_path: Path) -> None:
    sentences = {
        "parkir": "Sepeda motor boleh diparkir gratis sampai pukul tujuh malam.",
        "kantin": "Kantin menjual nasi goreng, soto, dan es teh setiap hari kerja.",
        "kolam": "Kolam renang dibersihkan pada hari Senin, jadi tidak ada pengunjung.",
    }
    for name, sentence in sentences.items():
        (tmp_path / f"{name}.txt").write_text(sentence)
        kutip("add", "--guild", "7", str(tmp_path / f"{name}.txt"))
    ask = ("ask", "--guild", "7", "--explain", "Où puis-je garer ma moto gratuitement ?")

    embedded = kutip("embed", "--guild", "7", KUTIP_SEMANTIC="on")
    by_words, by_meaning = kutip(*ask, KUTIP_SEMANTIC="off"), kutip(*ask, KUTIP_SEMANTIC="on")

    assert embedded.stdout == "Server 7: 3 passages encoded.\n"
    assert "moved first" in by_meaning.stdout
    first_by_words, first_by_meaning = (
        each.stdout.split("\n1. ")[1].split("\n2. ")[0] for each in (by_words, by_meaning)
    )
    assert sentences["kantin"] in first_by_words
    assert sentences["parkir"] in first_by_meaning
