"""Units: the parts of a passage that are ranked by themselves."""

from collections.abc import Iterator

from corpus.article import Article, Passage, Span
from corpus.split import SHORT_PASSAGE
from index.reading.headings import is_item


def units(article: Article, passage: Passage) -> Iterator[Passage]:
    """Yield the parts of a passage that are ranked by themselves, in order.

    Of a list or table, that is each item or row, the first with the lines that introduce it, and
    short ones with the next; of anything else, the whole passage. A list is quoted as a whole, but
    as a whole it says so many words that it would match too many questions.
    """
    starts = [0]
    listed = False
    for number, sentence in enumerate(passage.sentences):
        if is_item(article, sentence):
            previous = passage.sentences[starts[-1]]
            if listed and sentence.start - previous.start > SHORT_PASSAGE:
                starts.append(number)
            listed = True
    for start, end in zip(starts, [*starts[1:], len(passage.sentences)], strict=True):
        sentences = passage.sentences[start:end]
        yield Passage(passage.number, Span(sentences[0].start, sentences[-1].end), sentences)
