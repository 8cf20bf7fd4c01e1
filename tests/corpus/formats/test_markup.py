import pytest

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.markup import parse_html, parse_xml


@pytest.mark.parametrize(
    "xml",
    ["", "ayam", "<a>", "<a>&b;</a>", "<a>" * 100_000, '<?xml version="1.0" encoding="x"?><a/>'],
)
def test_malformed_xml_is_damaged(xml: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        parse_xml(xml.encode())

    assert raised.value.reason is Unreadable.DAMAGED


def test_entities_of_xml_stay_unresolved() -> None:
    root = parse_xml(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>b&x;c</a>')

    assert "".join(root.itertext("a")) == "b"


def test_a_page_nested_too_deeply_is_damaged_rather_than_truncated() -> None:
    with pytest.raises(UnreadableError) as raised:
        parse_html("<div>" * 10_000 + "ayam")

    assert raised.value.reason is Unreadable.DAMAGED


def test_control_characters_do_not_end_a_page() -> None:
    root = parse_html("<p>Ayam\x00 ber\x1bkokok</p><p>lalu diam</p>")

    assert root is not None
    assert root.text_content() == "Ayam berkokoklalu diam"


@pytest.mark.parametrize("page", ["", " ", "<!-- ayam -->", "\x00"])
def test_an_empty_page_has_no_root(page: str) -> None:
    assert parse_html(page) is None
