import pytest

from corpus.article import Kind
from corpus.formats import read
from corpus.formats.discord_markup import read_discord
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.media_types import DISCORD_MESSAGE


def blocks_of(message: str) -> list[tuple[str, Kind | None]]:
    return [(block.text, block.kind) for block in read_discord(message).blocks]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Turnamen catur dimulai <t:1767252600:F> di kanal suara.",
            "Turnamen catur dimulai Kamis, 1 Januari 2026 pukul 07.30 UTC di kanal suara.",
        ),
        ("Kita mulai <t:1767252600:t> besok pagi", "Kita mulai 07.30 UTC besok pagi"),
        ("Kita mulai <t:1767252600:T> besok pagi", "Kita mulai 07.30.00 UTC besok pagi"),
        ("Ditutup pada hari <t:1767252600:D> ya", "Ditutup pada hari 1 Januari 2026 (UTC) ya"),
        (
            "The match of both teams starts <t:1767252600:R>.",
            "The match of both teams starts 1 January 2026 at 07:30 UTC.",
        ),
        (
            "The match of both teams starts <t:-86400:F>.",
            "The match of both teams starts Wednesday, 31 December 1969 at 00:00 UTC.",
        ),
        (
            "会議は<t:1767252600>から市役所で始まります。",
            "会議は2026-01-01 07:30 UTCから市役所で始まります。",
        ),
        ("jauh <t:9999999999999:F>", "jauh <t:9999999999999:F>"),
    ],
)
def test_times_are_shown_in_the_words_of_the_message(message: str, expected: str) -> None:
    assert read_discord(message).body == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("lencana <:juara:112233> dan <a:joget_x:44>", "lencana :juara: dan :joget_x:"),
        ("pakai </daftar tim:9988> ya", "pakai /daftar tim ya"),
        (
            "tanya <@12>, <@!34>, <@&56> di <#78>",
            "tanya @unknown-user, @unknown-user, @unknown-role di #unknown",
        ),
        ("buka <id:customize>", "buka Channels & Roles"),
        ("lihat <https://x.example/a_b_c>", "lihat https://x.example/a_b_c"),
        ("lihat [panduan *baru*](https://x.example/a_b)", "lihat panduan baru"),
        (
            "**tebal** *miring* _miring_ __garis__ ***keduanya***",
            "tebal miring miring garis keduanya",
        ),
        ("hari ~~Rabu~~ Kamis", "hari ~~Rabu~~ Kamis"),
        (
            "`<t:1:F> **x** ||y||` \\*bukan\\* snake_case 3 < 4",
            "<t:1:F> **x** ||y|| *bukan* snake_case 3 < 4",
        ),
    ],
)
def test_marks_within_lines_are_read(message: str, expected: str) -> None:
    assert read_discord(message).body == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("pelakunya ||tukang *kebun*|| itu", "pelakunya [spoiler] itu"),
        ("satu ||dua\ntiga|| empat", "satu [spoiler] empat"),
        ("kode ||```py\nx = 1\n```|| selesai", "kode [spoiler] selesai"),
        ("kode ||`x`|| dan ||y||", "kode [spoiler] dan [spoiler]"),
        ("satu || dua", "satu || dua"),
        ("kosong |||| saja", "kosong |||| saja"),
    ],
)
def test_spoilers_stay_hidden(message: str, expected: str) -> None:
    assert read_discord(message).body == expected


def test_a_message_of_spoilers_has_no_text() -> None:
    with pytest.raises(UnreadableError) as raised:
        read(b"||tukang kebun|| ||dia||", media_type=DISCORD_MESSAGE)

    assert raised.value.reason is Unreadable.NO_TEXT


def test_blocks_keep_their_meaning() -> None:
    message = (
        "# Turnamen **catur**\n-# kecil\nBaris satu\nbaris dua\n> kutip\n> lagi\n"
        "1. satu\n1. dua\n  - dalam\n3 bukan\n\n```py\nx = 1\n```\n>>> akhir\nsekali"
    )

    assert blocks_of(message) == [
        ("Turnamen catur", Kind.HEADING),
        ("kecil", Kind.NOTE),
        ("Baris satu\nbaris dua", None),
        ("kutip\nlagi", Kind.QUOTATION),
        ("1. satu", Kind.LIST_ITEM),
        ("2. dua", Kind.LIST_ITEM),
        ("• dalam", Kind.LIST_ITEM),
        ("3 bukan", None),
        ("x = 1", Kind.CODE),
        ("akhir\nsekali", Kind.QUOTATION),
    ]
    assert read_discord(message).title == "Turnamen catur"


def test_numbers_are_kept_as_typed() -> None:
    assert blocks_of("2. dua\n4. empat") == [
        ("2. dua", Kind.LIST_ITEM),
        ("4. empat", Kind.LIST_ITEM),
    ]


def test_a_table_in_a_code_block_is_rows() -> None:
    assert blocks_of("```\nHari   | Jam\nSelasa | 10.00\n```\nselesai") == [
        ("Hari | Jam", Kind.TABLE_ROW),
        ("Selasa | 10.00", Kind.TABLE_ROW),
        ("selesai", None),
    ]


@pytest.mark.parametrize(
    "message", ["<html><b>x</b> ayam", "%PDF-1.4 ayam", "---\na: b\n---\nayam"]
)
def test_a_message_is_a_message_whatever_it_begins_with(message: str) -> None:
    assert read(message.encode(), media_type=DISCORD_MESSAGE).body == message


@pytest.mark.parametrize(
    "message", ["||", "`", "```", "<t:", "**a", "~~", "> a\n", "- a\n", "[a](", "\\"]
)
def test_endless_marks_are_read(message: str) -> None:
    assert read_discord(message * 20_000 + "\n\nayam").body.endswith("ayam")
