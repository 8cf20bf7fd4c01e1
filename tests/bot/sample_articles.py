"""Articles of any text, for property tests."""

from hypothesis import strategies as st

from corpus.article import Article, Passage, Span

MARKUP = "*_~`|<>[]()@#:/-+.!\\&12 ab\n\u200b\u202e\u2069é字😀"
TEXT = st.text(st.sampled_from(MARKUP), min_size=1) | st.text(min_size=1)
SENTENCE = TEXT.filter(lambda text: bool(text.strip())).map(str.strip)
LONG = st.builds(lambda text, times: text * times, SENTENCE, st.integers(1, 1500))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Generate articles with consecutive passages of one to four sentences each."""
    body = ""
    passages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        sentences = []
        for text in draw(st.lists(SENTENCE | LONG, min_size=1, max_size=4)):
            sentences.append(Span(len(body), len(body) + len(text)))
            body += f"{text} "
        span = Span(sentences[0].start, sentences[-1].end)
        passages.append(Passage(number, span, tuple(sentences)))
        body += "\n"
    return Article(
        id="any",
        version=1,
        title=draw(TEXT | LONG),
        source=draw(TEXT | LONG),
        url=draw(st.none() | st.just("https://news.example/a_(b)?c=*d*#e") | LONG.map(_address)),
        language="id",
        body=body,
        passages=tuple(passages),
    )


def _address(text: str) -> str:
    return f"https://news.example/{text}"
