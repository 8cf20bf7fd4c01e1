"""The finder: answers questions about a set of articles. Everything else in index/ serves it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import Self

from corpus.article import Article
from index.answer import Answer, Refusal
from index.explanation import Explanation, explain
from index.found import Found, is_rejected
from index.ranking.brief import BriefConfidence
from index.ranking.checks import check
from index.ranking.confidence import Confidence
from index.ranking.doubts import Doubts
from index.ranking.ranking import MISSING_KNOWN, Ranker
from index.reading.analysis import has_words
from index.reading.languages import Language, language
from index.reading.question import Question
from index.searching.retrieval import PassageIndex
from index.searching.settled import NEAR_MISS, SettledField
from index.semantic.encoder import EncoderError
from index.semantic.meaning import Meaning
from index.semantic.second import LISTENED, ByWords, SecondRanker
from index.settled import NOTHING_SETTLED, SettledQuestions

SHOWN = 3
"""The most hits of an answer, by default."""
NEAREST = 3
"""The most articles that a refusal names."""
DOUBT = 0.4
"""An answer whose confidence exceeds the minimum by less than this is shown with a warning."""
MOST_IN_DOUBT = 0.4
MOST_CONTRADICTED = 0.15
"""The highest confidence where there are doubts, such as a name that the passage lacks, and where
it has another number in the place of the question's (docs/retrieval.md)."""
SAME = 0.64
"""The confidence by settled questions alone, in 0..1, from which no other answer is better."""
LACKING, MOST_LACKING = 0.1, 0.55
"""A passage that lacks more than this share of the question's words that other passages have is at
most so sure, in 0..1, unless a settled question says all that is asked: near misses share most of
their words."""
ASKED_IN = ("id", "en")
"""Languages that questions may be in, whatever the articles are in."""


class Finder:
    """Finds the passages in a set of articles that answer a question.

    Instances are immutable, so any number of threads may share one.

    >>> from corpus.split import split
    >>> body = "Perang berakhir pada 1953. Roket meledak."
    >>> finder = Finder([Article("perang", 1, "Perang", "", None, "id", body, split(body))])
    >>> answer = finder.find("Kapan perang berakhir?", min_confidence=0.2)
    >>> [hit.sentence.of(hit.article.body) for hit in answer.hits]
    ['Perang berakhir pada 1953.']
    >>> finder.find("Siapa presiden?", min_confidence=0.2).refusal
    <Refusal.NO_MATCH: 'no match'>
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        """Index articles with unique ids. Hits with equal scores are in their order."""
        self._take({}, {})
        self._change((), articles)

    @classmethod
    def of(cls, language_of: Mapping[str, str], indexes: Mapping[str, PassageIndex]) -> Self:
        """Return a finder of articles that are indexed already.

        It takes the language of each article by its id, in the order of the articles, and the index
        of each language.
        """
        finder = cls.__new__(cls)
        finder._take(language_of, indexes)
        return finder

    def _take(self, language_of: Mapping[str, str], indexes: Mapping[str, PassageIndex]) -> None:
        self._ranker = Ranker.shipped()
        self._confidence = Confidence.shipped()
        self._brief = BriefConfidence.shipped()
        self._second: SecondRanker | None = None
        self.meaning: Meaning | None = None
        """The vectors of the passages, which are asked where words are unsure; None: they aren't.
        """
        self.language_of = dict(language_of)
        """The language of each article by its id, in the order of the articles."""
        asked_in = _asked_in(indexes)
        self.indexes = {code: each.changed((), (), asked_in) for code, each in indexes.items()}
        """The index of each language."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are searched, in order. Reading them all may take seconds."""
        return tuple(map(self._article, self.language_of))

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id; None if it is not searched."""
        return self._article(article_id) if article_id in self.language_of else None

    def title_words(self) -> Iterator[str]:
        """Yield the folded words of the titles of all articles."""
        for index in self.indexes.values():
            yield from index.title_words()

    def knows(self, word: str) -> bool:
        """Return whether a folded word occurs in any passage."""
        return any(index.has_word(word) for index in self.indexes.values())

    def changed(self, added: Sequence[Article], removed: Collection[str]) -> Self:
        """Return a finder without the articles with the `removed` ids and with the `added` ones.

        Added articles come last; they replace those with the same id. The new finder answers
        exactly as one made from scratch would, and this one is not changed.
        """
        other = copy(self)
        other._change({*removed, *(article.id for article in added)}, added)
        return other

    def folded(self) -> Self:
        """Return a finder that answers the same, with each index in one standing part."""
        other = copy(self)
        other.indexes = {code: index.folded() for code, index in self.indexes.items()}
        other._place_vectors()
        return other

    def meaning_with(self, meaning: Meaning | None) -> Self:
        """Return a finder that asks these vectors, too, where words are unsure; None for none."""
        other = copy(self)
        other._second = SecondRanker.shipped() if meaning is not None else None
        other.meaning = meaning
        other._place_vectors()
        return other

    @property
    def passages(self) -> int:
        """How many passages are searched, removed ones that are not yet folded away included."""
        return sum(len(index.passages) for index in self.indexes.values())

    @property
    def nbytes(self) -> int:
        """The size of the indexes in bytes."""
        return sum(index.nbytes for index in self.indexes.values())

    @property
    def should_fold(self) -> bool:
        """Whether so much has changed that each further change takes longer than after folding."""
        return any(index.passages.should_fold for index in self.indexes.values())

    def find(
        self,
        question: str,
        min_confidence: float,
        most: int = SHOWN,
        earlier: str | None = None,
        settled: SettledQuestions = NOTHING_SETTLED,
    ) -> Answer:
        """Answer a question, which may be any text, with at most `most` hits.

        Answers whose confidence is below `min_confidence`, in 0..1, become refusals. `earlier` is
        the question that this one follows up, if any. `settled` are questions whose words count as
        words of the passages that answer them. The same arguments give the same answer.
        """
        if not has_words(question):
            return self._refuse(question, Refusal.BLANK)
        if not self.language_of:
            return self._refuse(question, Refusal.NO_ARTICLES)
        found = self._search(question, earlier, settled)
        doubtful = bool(found.doubts) or is_doubtful(found.confidence, min_confidence)
        if (
            not found.ranked
            or found.confidence < min_confidence
            # A moderator said that no passage answers this; only a sure answer may differ.
            or (found.rejected and doubtful)
        ):
            return self._refuse(question, Refusal.NO_MATCH, found)
        return Answer(
            question,
            tuple(islice(found.hits(), most)),
            found.confidence,
            doubtful=doubtful,
            doubts=found.doubts,
        )

    def candidates(self, question: str, most: int) -> dict[tuple[str, int], float]:
        """Return the passages with the best BM25 scores, by article id and passage number.

        Scores are shares of roughly the best one possible. This takes about a millisecond, because
        nothing is ranked.
        """
        best: dict[tuple[str, int], float] = {}
        for index in self.indexes.values():
            candidates = index.candidates(index.read(question))
            for position, score in zip(candidates.positions, candidates.scores, strict=True):
                place = index.passages.place(int(position))
                best[place] = max(best.get(place, 0.0), float(score) / candidates.ideal)
        return dict(sorted(best.items(), key=lambda each: -each[1])[:most])

    def explain(
        self,
        question: str,
        min_confidence: float,
        most: int = SHOWN,
        settled: SettledQuestions = NOTHING_SETTLED,
    ) -> Explanation:
        """Explain how the question is read, and how the passages of its answer are scored."""
        if not has_words(question) or not self.language_of:
            return Explanation.empty(min_confidence)
        found = self._search(question, None, settled)
        return explain(
            found.index,
            found.candidates,
            found.ranked[:most],
            self._ranker,
            found.confidence,
            min_confidence,
            found.meant,
        )

    def _change(self, removed: Collection[str], added: Sequence[Article]) -> None:
        kept = {key: code for key, code in self.language_of.items() if key not in removed}
        self.language_of = kept | {article.id: article.language for article in added}
        codes = dict.fromkeys(self.language_of.values())
        asked_in = _asked_in(codes)
        new = {code: [each for each in added if each.language == code] for code in codes}
        self.indexes = {
            code: self.indexes[code].changed(new[code], removed, asked_in)
            if code in self.indexes
            else PassageIndex(new[code], code, asked_in)
            for code in codes
        }
        self._place_vectors()

    def _place_vectors(self) -> None:
        if self.meaning is not None:
            self.meaning = self.meaning.over(self.indexes)

    def _article(self, article_id: str) -> Article:
        article = self.indexes[self.language_of[article_id]].passages.article(article_id)
        assert article is not None  # the index of its language has it
        return article

    def searched_by_words(
        self, question: str, earlier: str | None = None
    ) -> tuple[Found, Sequence[Found]]:
        """Return what words found, without what was settled, and that of each language.

        It is what the second ranker is trained on.
        """
        return self._search_all(question, earlier, NOTHING_SETTLED)

    def _search(self, question: str, earlier: str | None, settled: SettledQuestions) -> Found:
        """Search by words, and where they are unsure, by meaning."""
        found, every = self._search_by_words(question, earlier, settled)
        meaning, second = self.meaning, self._second
        if meaning is None or second is None or not _is_unsure(found) or meaning.is_empty:
            return self._in_brief(found)
        try:
            meant = second.reconsider(meaning, question, every, found, self.by_words)
        except EncoderError:  # Logged by the encoder.
            return self._in_brief(found)
        return self.checked(meant, question)

    def _in_brief(self, found: Found) -> Found:
        """Return the result with the confidence that it has where passages are brief.

        Where settled questions speak for or against a passage, they say how sure it is.
        """
        if found.rejected or found.candidates.support:
            return found
        confidence = self._brief.of(
            found.index,
            found.candidates,
            found.ranked,
            found.by_trees,
            found.confidence,
            found.doubts,
        )
        return replace(found, confidence=confidence)

    def _search_by_words(
        self, question: str, earlier: str | None, settled: SettledQuestions
    ) -> tuple[Found, Sequence[Found]]:
        """Search with what was settled, unless that leads away from a better answer."""
        found, every = self._search_all(question, earlier, settled)
        if not found.candidates.support or found.rejected or found.evidence >= SAME:
            return found, every
        alone, every_alone = self._search_all(question, earlier, NOTHING_SETTLED)
        if not alone.ranked or alone.first == found.first or found.evidence > alone.confidence:
            # Words of other questions alone make nothing sure that wasn't.
            most = max(MOST_LACKING, alone.confidence if alone.first == found.first else 0.0)
            return replace(found, confidence=min(found.confidence, most)), every
        return alone, every_alone

    def _search_all(
        self, question: str, earlier: str | None, settled: SettledQuestions
    ) -> tuple[Found, Sequence[Found]]:
        """Search each language; return the result that says most of the question, and every one.

        Confidences of different languages are not comparable; they decide between equals.
        """
        every = [
            self._search_one(index, index.read(question, earlier), settled.field(index))
            for index in self.indexes.values()
        ]
        found = max(every, key=lambda each: (each.coverage, each.confidence))
        return self.checked(found, question), every

    @staticmethod
    def checked(found: Found, question: str) -> Found:
        """Return the result with the doubts about it, which bound the confidence."""
        doubts = check(found.index, found.candidates, found.ranked, question)
        most = MOST_CONTRADICTED if doubts.contradicted else MOST_IN_DOUBT if doubts else 1.0
        return replace(found, confidence=min(found.confidence, most), doubts=doubts)

    @property
    def by_words(self) -> ByWords:
        """What describes a passage by its words, however it was found."""
        return ByWords(
            self._ranker,
            lambda found: self._confidence.of(found.index, found.candidates, found.ranked),
        )

    def _search_one(
        self, index: PassageIndex, question: Question, field: SettledField | None
    ) -> Found:
        candidates = index.candidates(question, settled=field)
        ranked = self._ranker.rank(index, candidates)
        kept = [each for each in ranked if not is_rejected(candidates, each)]
        confidence = self._confidence.of(index, candidates, kept)
        found = Found(
            index, candidates, kept, confidence, confidence, rejected=len(kept) < len(ranked)
        )
        if not found.support.said:
            return found
        confidence = max(confidence, found.evidence)
        lacks = float(kept[0].features[MISSING_KNOWN]) > LACKING
        lacks = found.support.likeness <= NEAR_MISS and (lacks or not found.support.likeness)
        return replace(found, confidence=min(confidence, MOST_LACKING) if lacks else confidence)

    def _refuse(self, question: str, refusal: Refusal, found: Found | None = None) -> Answer:
        near = list(islice(dict.fromkeys(found.article_ids()), NEAREST)) if found else []
        first = [] if near else islice(self.language_of, NEAREST)
        return Answer(
            question,
            (),
            found.confidence if found is not None else 0.0,
            refusal,
            nearest=tuple(map(self._article, near)),
            titles=tuple(map(self._article, first)),
            doubts=found.doubts if found is not None else Doubts(),
        )


def _is_unsure(found: Found) -> bool:
    """Return whether meaning is asked about what words found, which nothing settled speaks for."""
    settled = found.rejected or bool(found.candidates.support)
    return found.confidence < LISTENED and not settled


def _asked_in(codes: Iterable[str]) -> list[Language]:
    """Return the languages that questions may be in, given those of the articles."""
    return [language(code) for code in dict.fromkeys([*codes, *ASKED_IN])]


def is_doubtful(confidence: float, min_confidence: float) -> bool:
    """Return whether an answer with this confidence is shown with a warning."""
    return confidence < min_confidence + DOUBT
