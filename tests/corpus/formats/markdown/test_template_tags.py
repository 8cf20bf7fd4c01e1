import pytest

from corpus.formats.markdown.template_tags import Tag, tag_at


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("{% endhint %}", Tag("hint", True, 13, "liquid")),
        ("{%- /callout -%}", Tag("callout", True, 16, "liquid")),
        (
            '{% include note.html content="50% jadi" %}',
            Tag("include", False, 42, "liquid", {"content": "50% jadi"}, ("note.html",)),
        ),
        ("{{% /notice %}}", Tag("notice", True, 15, "hugo")),
        ("{{< icon />}}", Tag("icon", False, 13, "hugo", alone=True)),
        (
            '{{< notice tip "Satu dua" >}}',
            Tag("notice", False, 29, "hugo", words=("tip", "Satu dua")),
        ),
        ('<Card title={"Awas"} />', Tag("card", False, 23, "jsx", {"title": "Awas"}, alone=True)),
        ("<Tabs a={[{b: '>'}]}>", Tag("tabs", False, 21, "jsx", words=("a",))),
        ("</Foo.Bar>", Tag("foo.bar", True, 10, "jsx")),
        ("<></>", Tag("", False, 2, "jsx")),
    ],
)
def test_tags_are_parsed(text: str, tag: Tag) -> None:
    found = tag_at(text + " lain", 0)

    assert found is not None
    assert (found.name, found.closing, found.end) == (tag.name, tag.closing, tag.end)
    assert found.language == tag.language
    assert found.alone == tag.alone
    assert tag.attributes.items() <= found.attributes.items()
    assert found.language == "jsx" or found.words == tag.words


@pytest.mark.parametrize(
    "text", ["<b>", "<a href='x'>", "{{ x }}", "{x}", "< 3", "{% %}", "{% a", "<A b={", "<K, V>"]
)
def test_other_text_is_no_tag(text: str) -> None:
    assert tag_at(text, 0) is None
