"""References: "Pasal 4 ayat (2)" in a question means the section so headed, not mentions of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from corpus.article import Article, Passage
from corpus.paragraphs import LIST_ITEM
from index.reading.analysis import Analyzer
from index.reading.headings import introduces, is_item
from index.reading.question import Question, Reference, references

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Section:
    """Where in its article a passage is."""

    headings: frozenset[Reference] = frozenset()
    """The numbered headings that it is under, such as those of a chapter and of a clause."""
    items: frozenset[str] = frozenset()
    """The numbers and letters of its items, and of those that they are part of."""


@dataclass(slots=True)
class Sections:
    """Follows the numbered headings and items of an article, passage by passage."""

    article: Article
    analyzer: Analyzer
    _headings: dict[str, str] = field(default_factory=dict)
    _items: list[tuple[str, str]] = field(default_factory=list)
    """The innermost item last, each with the way in which it is numbered."""

    def of(self, passage: Passage) -> Section:
        """Return the section of the passage after the last one."""
        found: set[str] = set()
        for sentence in passage.sentences:
            if is_item(self.article, sentence):
                self._begin_item(sentence.of(self.article.body))
                found.update(number for _, number in self._items)
            elif introduces(self.article, sentence):
                self._begin_section(sentence.of(self.article.body))
        found.update(number for _, number in self._items)
        return Section(frozenset(self._headings.items()), frozenset(found))

    def _begin_section(self, heading: str) -> None:
        first = [token.term for token in self.analyzer.tokens(heading)][:2]
        for label, number in references(first):
            self._headings[label] = number
            self._items.clear()

    def _begin_item(self, written: str) -> None:
        marker = LIST_ITEM.match(written)
        if marker is None:
            return
        number = "".join(filter(str.isalnum, marker[0]))
        if not number:
            return
        style = marker[0].strip().replace(number, "1" if number.isdigit() else "a")
        styles = [each for each, _ in self._items]
        if style in styles:
            del self._items[styles.index(style) :]
        self._items.append((style, number))


def refers_to(question: Question, section: Section, title: Collection[str], items: Words) -> bool:
    """Return whether a question names a section and all of its items that it names by number.

    Where it names only items, by a label in `items` ("huruf b"), the title or a heading must have
    another of its terms.
    """
    asked = question.references
    labels = {label for label, _ in section.headings}
    named = [each for each in asked if each[0] in labels]
    if not named:
        if not asked or any(label not in items for label, _ in asked):
            return False
        about = {term.term for term in question.terms} - {part for each in asked for part in each}
        if about.isdisjoint(title):
            return False
    return all(
        each in section.headings if each in named else each[1] in section.items for each in asked
    )
