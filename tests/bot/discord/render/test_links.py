import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.render.limits import BUTTON_ADDRESS
from bot.discord.render.links import ADDRESS_SHOWN, LONGEST_ADDRESS, button_address, linked_title
from corpus.article import Article, Span
from tests.bot.sample_articles import TEXT

BODY = "Awal.\nIsi dua."
SENTENCE = Span(6, 14)


def article(title: str = "Judul", url: str | None = "https://a.b/c") -> Article:
    return Article("a", 1, title, "Reuters", url, "id", BODY, ())


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.b/c", "https://a.b/c#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://a.b/c#d", "https://a.b/c#d:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://a.b/c#:~:text=x", "https://a.b/c#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://a.b/é (1)?q=%C3%A9", "https://a.b/%C3%A9%20%281%29?q=%C3%A9#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://discord.com/channels/1/2/3", "https://discord.com/channels/1/2/3"),
    ],
)  # fmt: skip
def test_a_title_is_linked_to_a_sentence_of_its_page(url: str, address: str) -> None:
    assert linked_title(article(url=url), SENTENCE) == (f"[Judul]({address})",)


def test_a_title_is_linked_to_its_page_without_a_sentence() -> None:
    assert linked_title(article(url="https://a.b/(1)#d")) == ("[Judul](https://a.b/%281%29#d)",)


def test_markdown_in_a_title_is_not_part_of_the_link() -> None:
    assert linked_title(article("A [b] *c*")) == (r"[A (b) \*c\*](https://a.b/c)",)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https:///x", "C:\\x"])
def test_a_title_is_linked_to_web_pages_only(url: str | None) -> None:
    assert linked_title(article(url=url), SENTENCE) == ("Judul",)


@pytest.mark.parametrize(
    "title",
    ["Kopi ☕ Gayo", "Juara 1️⃣", "🇮🇩 merdeka", "Merek™", "Lihat https://x.y/z", "HTTP://x.y"],
)
def test_a_title_that_cannot_be_a_label_has_its_link_on_a_line_below(title: str) -> None:
    shown, link = linked_title(article(title, "https://user@www.a.b:80/c"))

    assert shown.replace("\\", "") == title
    assert "](" not in shown
    assert link == "[www.a.b](https://user@www.a.b:80/c)"


@pytest.mark.parametrize("title", ["10:30 di kompas.com", "50 % #1 *", "Rp5.000–6.000 → naik", "é"])
def test_other_titles_are_labels(title: str) -> None:
    assert len(linked_title(article(title))) == 1


def test_a_long_address_opens_the_page_without_the_sentence() -> None:
    url = f"https://a.b/{'x' * ADDRESS_SHOWN}"
    longer = f"https://a.b/{'x' * LONGEST_ADDRESS}"

    assert linked_title(article(url=url), SENTENCE) == (f"[Judul]({url})",)
    assert linked_title(article(url=longer), SENTENCE) == ("Judul",)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/c", "https://a.example/c#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://A-B.example", "https://A-B.example#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        ("https://discord.com/channels/1/2/3", "https://discord.com/channels/1/2/3"),
        ("https://a.example/é", "https://a.example/%C3%A9#:~:text=Awal.-,Isi,dua&text=Isi%20dua"),
        (None, None),
        ("https://user@a.example/", None),
        ("https://a.example:80/", None),
        ("https://localhost/", None),
        ("https://127.0.0.1/", None),
        ("https://é.example/", None),
        ("https://a..example/", None),
        ("file:///c", None),
    ],
)
def test_a_button_has_a_usual_address(url: str | None, address: str | None) -> None:
    assert button_address(article(url=url), SENTENCE) == address


def test_a_long_address_is_a_button_without_the_sentence_or_not_at_all() -> None:
    page = "https://a.example/".ljust(BUTTON_ADDRESS, "x")

    assert button_address(article(url=page), SENTENCE) == page
    assert button_address(article(url=f"{page}x"), SENTENCE) is None


@given(TEXT, st.booleans())
def test_any_title_of_a_page_comes_with_a_link(title: str, to_sentence: bool) -> None:
    *_, link = linked_title(article(title), SENTENCE if to_sentence else None)

    assert "](https://a.b/c" in link
    assert "\n" not in link
