import pytest

from corpus.formats.hyphens import Hyphens


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("adalah bina-", "tang buas", "adalah binatang buas"),
        ("the inter-", "national law", "the international law"),
        ("banyak anak-", "anak bermain", "banyak anak-anak bermain"),
        ("kebijakan-", "kebijakannya", "kebijakan-kebijakannya"),
        ("bertahun-", "tahun", "bertahun-tahun"),
        ("kehijau-", "hijauan", "kehijau-hijauan"),
        ("sayur-", "mayur", "sayur-mayur"),
        ("saling tolong-", "menolong", "saling tolong-menolong"),
        ("Korea-", "Utara", "Korea-Utara"),
        ("tahun 2020-", "an itu", "tahun 2020-an itu"),
        ("COVID-", "19 lagi", "COVID-19 lagi"),
        ("katanya -", "lalu diam", "katanya - lalu diam"),
        ("lalu-", "(diam)", "lalu-(diam)"),
    ],
)
def test_a_hyphen_is_removed_only_if_it_divides_a_word(
    line: str, following: str, expected: str
) -> None:
    assert Hyphens([line, following]).join(line, following) + following == expected


def test_a_word_hyphenated_within_a_line_keeps_its_hyphen() -> None:
    hyphens = Hyphens(["a well-known man", "the well-"])

    assert hyphens.join("the well-", "known") == "the well-"


@pytest.mark.parametrize("hyphen", ["\u2010", "\u00ad"])
@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("mempertahankan dan me", "ningkatkan", "mempertahankan dan meningkatkan"),
        ("tanda-tan", "da bahwa", "tanda-tanda bahwa"),
        ("pada Kore", "A.", "pada KoreA."),
        ("anak", "anak ayam", "anakanak ayam"),
    ],
)
def test_a_hyphen_that_only_divides_words_is_removed(
    hyphen: str, line: str, following: str, expected: str
) -> None:
    divided = line + hyphen

    assert Hyphens([divided, following]).join(divided, following) + following == expected


def test_a_typographic_hyphen_that_is_also_within_lines_may_belong_to_a_word() -> None:
    hyphens = Hyphens(["banyak anak\u2010anak", "di desa anak\u2010"])

    assert hyphens.join("di desa anak\u2010", "anak ayam") == "di desa anak\u2010"
    assert hyphens.join("ayam berte\u2010", "lur") == "ayam berte"


def test_a_line_that_is_one_long_word_does_not_hang() -> None:
    line = "a" * 1_000_000 + "-"

    assert Hyphens([line]).join(line, "b") == line[:-1]
