"""Notes, tabs and the like in the forms of many site generators."""

import pytest

from corpus.article import Kind
from corpus.formats.markdown import read_markdown

H, N, P, L = Kind.HEADING, Kind.NOTE, Kind.PARAGRAPH, Kind.LIST_ITEM


def blocks_of(markdown: str) -> list[tuple[str, Kind | None]]:
    return [(block.text, block.kind) for block in read_markdown(markdown).blocks]


@pytest.mark.parametrize(
    "markdown",
    [
        ":::note Awas\nApi *panas*.\n:::",
        "::: warning Awas\n\nApi panas.\n\n:::",
        ":::caution[Awas]{.besar}\nApi panas.\n:::",
        '::: {.callout-tip title="Awas"}\nApi panas.\n:::',
        ":::{admonition} Awas\n:class: tip\nApi panas.\n:::",
        '!!! note "Awas"\n    Api panas.',
        '??? danger "Awas"\n\n    Api panas.',
        '???+ info "Awas"\n    Api\n    panas.',
        "/// note | Awas\nApi panas.\n///",
        "> [!tip] Awas\n> Api panas.",
        "> [!faq]- Awas\n>\n> Api panas.",
        '```warn header="Awas"\nApi **panas**.\n```',
        "```{note} Awas\n:class: x\nApi panas.\n```",
        "```ad-tip\ntitle: Awas\nApi panas.\n```",
        '{% callout type="note" title="Awas" %}\nApi panas.\n{% /callout %}',
        '{{< notice warning "Awas" >}}\nApi panas.\n{{< /notice >}}',
        '{{% alert title="Awas" color="warning" %}}\nApi panas.\n{{% /alert %}}',
        '<Callout type="info" title={"Awas"}>\n  Api **panas**.\n</Callout>',
        '<Admonition\n  type="tip"\n  title="Awas"\n>\n\nApi panas.\n\n</Admonition>',
        '<Tip title="Awas">Api panas.</Tip>',
    ],
)
def test_a_note_keeps_its_title(markdown: str) -> None:
    assert blocks_of(markdown + "\n\nLain.") == [("Awas", H), ("Api panas.", N), ("Lain.", P)]


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        (":::note\nApi panas.\n:::", "Note"),
        ("!!! danger\n    Api panas.", "Danger"),
        ("> [!IMPORTANT]\n> Api panas.", "Important"),
        ("> **Warning**\n> Api panas.", "Warning"),
        ('{% hint style="info" %}\nApi panas.\n{% endhint %}', "Info"),
        ("{{% notice tip %}}\nApi panas.\n{{% /notice %}}", "Tip"),
        ("{: .note }\nApi panas.", "Note"),
        ("```note\nApi panas.\n```", "Note"),
    ],
)
def test_a_note_without_a_title_has_the_name_of_its_kind(markdown: str, title: str) -> None:
    assert blocks_of(markdown + "\n\nLain.") == [(title, H), ("Api panas.", N), ("Lain.", P)]


@pytest.mark.parametrize(
    "markdown",
    ['!!! note ""\n    Api panas.', "Api panas.\n{:.alert .alert-warning}"],
)
def test_a_note_may_have_no_title(markdown: str) -> None:
    assert blocks_of(markdown + "\n\nLain.") == [("Api panas.", N), ("Lain.", P)]


@pytest.mark.parametrize(
    "markdown",
    [
        '=== "Linux"\n\n    Ketik ini.\n\n',
        '{% tab title="Linux" %}\nKetik ini.\n{% endtab %}',
        '{{< tab "Linux" >}}\nKetik ini.\n{{< /tab >}}',
        '<TabItem value="x" label="Linux">\n\nKetik ini.\n\n</TabItem>',
        '<Accordion title="Linux">\n  Ketik ini.\n</Accordion>',
        "::: details Linux\nKetik ini.\n:::",
        "<details>\n<summary>Linux</summary>\n\nKetik ini.\n\n</details>",
    ],
)
def test_what_can_be_opened_keeps_its_title_as_heading(markdown: str) -> None:
    assert blocks_of(markdown + "\n\nLain.") == [("Linux", H), ("Ketik ini.", P), ("Lain.", P)]


def test_notes_may_be_nested_and_have_lists_and_code() -> None:
    markdown = "::::note\nSatu\n\n:::tip\n- dua\n:::\n\n```\nx = 1\n```\n::::\nTiga"

    assert blocks_of(markdown) == [
        ("Note", H),
        ("Satu", N),
        ("Tip", H),
        ("• dua", L),
        ("x = 1", Kind.CODE),
        ("Tiga", P),
    ]


def test_a_note_within_a_list_does_not_end_it() -> None:
    markdown = "1. Satu\n\n    !!! tip\n        Awas.\n\n2. Dua"

    assert blocks_of(markdown) == [("1. Satu", L), ("Tip", H), ("Awas.", N), ("2. Dua", L)]


@pytest.mark.parametrize("markdown", [":::note\nSatu\n\nDua", "{% hint %}\nSatu\n\nDua"])
def test_a_note_that_is_never_closed_has_no_content(markdown: str) -> None:
    assert blocks_of(markdown)[-2:] == [("Satu", P), ("Dua", P)]


@pytest.mark.parametrize(
    "markdown", ["Satu\n:::\n\nDua", "Satu\n\n</Tip>\n\nDua", "Satu\n\n{% endif %}\n\nDua"]
)
def test_an_end_without_a_beginning_is_left_out(markdown: str) -> None:
    assert blocks_of(markdown) == [("Satu", P), ("Dua", P)]


@pytest.mark.parametrize(
    "tag",
    [
        '{% include important.html content="Api *panas*." %}',
        "{% include note.html text='Api *panas*.' %}",
        '{% include_cached alert.html message="Api *panas*." type="warning" %}',
        '{% include_relative notes/tip.html body="Api *panas*." %}',
    ],
)
def test_of_an_included_note_what_is_written_is_read_and_nothing_added(tag: str) -> None:
    assert blocks_of(f"{tag}\n\nLain.") == [("Api panas.", N), ("Lain.", P)]


def test_of_another_included_file_the_title_and_text_are_read() -> None:
    tag = '{% include kotak.html title="Awas" text="Api panas." %}'

    assert blocks_of(f"{tag}\n\nLain.") == [("Awas", H), ("Api panas.", P), ("Lain.", P)]
