import pytest

from corpus.formats.markdown import read_markdown

CODE = "{% if x %}\n{{ y }}\n::: z\n{: .a}\nimport a from 'b'\n[TOC]\n!!! note\n<Foo a={b}>"


@pytest.mark.parametrize(
    "mark",
    [
        "{: .kelas #id}",
        "{:.wrap}",
        "{#id .kelas}",
        "{ .annotate }",
        "{% capture x %}",
        "{% include tabs.html\n   index=0 %}",
        "{%- if a > b -%}",
        "{{< youtube abc >}}",
        "<Toc />",
        "<Foo\n  a={[1, 2]}\n  b='c'\n/>",
        "<>",
        "[TOC]",
        "[[_TOC_]]",
        "[[toc]]",
        "* TOC\n{:toc}",
        "1. Daftar isi\n{: toc }",
        "<!-- toc -->\n\n- [Satu](#satu) dua\n\n<!-- tocstop -->",
        "<!-- START doctoc -->\n- [Satu](#satu) dua\n<!-- END doctoc -->",
        '--8<-- "berkas.md"',
        "{!berkas.md!}",
        "[!INCLUDE [a](b.md)]",
        "*[HTML]: Hyper Text",
        "::toc{max=2}",
        "::: code-group",
        ":::",
        "^blok-1",
        "\\newpage",
        "{% comment %}\nrahasia\n{% endcomment %}",
        "[komentar]: # (rahasia)",
        "<!-- rahasia -->",
    ],
)
def test_marks_on_lines_of_their_own_are_left_out(mark: str) -> None:
    assert read_markdown(f"Satu.\n\n{mark}\n\nDua.").body == "Satu.\n\nDua."


@pytest.mark.parametrize("mark", ["{: .kelas}", "{% endif %}", ":::", "</Tip>", "[TOC]"])
def test_marks_interrupt_paragraphs(mark: str) -> None:
    assert read_markdown(f"Satu\n{mark}\nDua").body == "Satu\n\nDua"


@pytest.mark.parametrize(
    "lines",
    [
        "import Tabs from '@theme/Tabs';",
        "import './gaya.css'",
        "import {\n  A,\n  B,\n} from './x';",
        "export const judul = 'x';",
        "export default ({children}) => (\n  <div>{children}</div>\n);",
    ],
)
def test_imports_and_exports_are_left_out(lines: str) -> None:
    assert read_markdown(f"{lines}\n\nDua.").body == "Dua."


def test_prose_about_imports_is_kept() -> None:
    text = "import beras dari Vietnam naik.\n\nexport karet turun."

    assert read_markdown(text).body == text


@pytest.mark.parametrize(
    "code",
    [
        f"```\n{CODE}\n```",
        f"~~~js\n{CODE}\n~~~",
        "\n".join(f"    {line}" for line in CODE.split("\n")),
    ],
)
def test_code_is_left_as_it_is(code: str) -> None:
    assert read_markdown(f"Satu\n\n{code}").body == f"Satu\n\n{CODE}"


def test_highlighted_code_is_code() -> None:
    [block] = read_markdown("{% highlight ruby %}\nputs **1**\n{% endhighlight %}").blocks

    assert (block.text, block.kind) == ("puts **1**", "code")


def test_a_table_ends_at_its_attributes() -> None:
    assert read_markdown("| A | B |\n|---|---|\n| 1 | 2 |\n{: .tabel}\n").body == "A: 1 | B: 2"


def test_markdown_within_an_element_that_asks_for_it_is_read() -> None:
    assert read_markdown('<div class="a" markdown="1">\nSatu **dua**\n</div>').body == "Satu dua"


def test_a_variable_with_a_known_value_is_replaced() -> None:
    markdown = (
        "---\ntitle: Ayam\nversi: 3\n---\n{% assign kota = 'Bogor' %}\n"
        "{{ page.title }} {{ page.versi }} di {{ kota }} pada {{ hari }}."
    )

    assert read_markdown(markdown).body == "Ayam 3 di Bogor pada {{ hari }}."


@pytest.mark.parametrize(
    "text", ["Kepada <NAMA>\ndi <ALAMAT LENGKAP>.", "<NAMA>", "List<String> x", "Map<K, V> y"]
)
def test_what_is_no_element_is_kept(text: str) -> None:
    assert read_markdown(text).body == text.replace("\n", " ")
