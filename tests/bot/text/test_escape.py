import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.escape import escape, one_line, unescape

MARKDOWN = st.text(st.sampled_from("*_~`|<>[]()@#:/-+.!\\&123 ab\n\t\r\u200b\u202eé字😀"))
"""A soup of all that means something to Discord."""


@given(MARKDOWN | st.text())
@example("- a\n  + b\n12. c\n-# d\n# e\n> f")
@example("\\*")
def test_escaped_text_reads_back_as_it_was(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ ~~c~~ ||d|| `e`", r"\*a\* \_b\_ \~\~c\~\~ \|\|d\|\| \`e\`"),
        ("# a\n-# b\n> c", "\\# a\n\\-\\# b\n\\> c"),
        ("- a\n + b\n1. c", "\\- a\n \\+ b\n1\\. c"),
        ("@everyone <@1> <#2> <t:3:R>", r"\@everyone \<\@1\> \<\#2\> \<t\:3:R\>"),
        ("[a](https://b.c)", r"\[a\](https\://b.c)"),
        (":smile: 10:30", r"\:smile: 10:30"),
        ("C:\\a", r"C:\\a"),
        ("mata-mata, 3.5% (A.S.)", "mata-mata, 3.5% (A.S.)"),
    ],
)
def test_only_markdown_syntax_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_one_line_has_no_breaks_and_nothing_unseen() -> None:
    assert one_line(" a\n\tb\u202e\u2067\u200b\x00\u2028c ") == "a b c"


def test_one_line_keeps_the_joiners_of_emoji_and_scripts() -> None:
    assert one_line("👩\u200d🔬 می\u200cخواهم") == "👩\u200d🔬 می\u200cخواهم"
