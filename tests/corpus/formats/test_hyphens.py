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


def test_a_line_that_is_one_long_word_does_not_hang() -> None:
    line = "a" * 1_000_000 + "-"

    assert Hyphens([line]).join(line, "b") == line[:-1]
