"""Checks of the first passage: which words of the question it lacks, and how others were read."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np

from corpus.article import Kind
from corpus.placeholders import placeholders
from index.ranking.doubts import Doubts
from index.ranking.matches import is_name
from index.ranking.ranking import Ranked
from index.reading import languages
from index.reading.analysis import analyzer
from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.settled import Support

SHORTEST = 3
"""Letters of the shortest word, other than a name, that may not be missing."""
NEAR = 2
"""Words between a number and what it counts or names, at most: "pemilu 2024", "versi Java 1.21"."""
HEAVY = 0.2
"""The least share of a question, in 0..1, of a word that may not be missing everywhere."""
# Plain integers, because comparing Mark members takes long.
_NUMBER, _UNIT = int(Mark.NUMBER), int(Mark.UNIT)


def check(
    index: PassageIndex, found: Candidates, ranked: Sequence[Ranked], question: str
) -> Doubts:
    """Return how the words of a question were read, and which the first passage lacks.

    A name or a number that it lacks is a doubt, and so is any other word with much of the weight of
    the question that no passage has.
    """
    total = sum(term.weight for term in found.terms)
    position = int(found.positions[ranked[0].candidate]) if ranked else None
    said = _said(index, found, position)
    referred = position is not None and index.is_named(found.question, position)
    if referred:
        # The headings above the passage and the number of its item say these.
        said = said.union(*found.question.references)
    support = found.support.get(-1 if position is None else position, Support())
    in_own_language = found.question.language == index.analyzer.language.code
    measured = _measured(index, found, ranked)

    def is_missing(term: ExpandedTerm) -> bool:
        by_text = any(alternative in said for alternative, _ in term.alternatives)
        if by_text or term.asked.term in support.said:
            return False
        if term.asked.marks & _NUMBER:
            return term.asked.term[0].isdigit()
        if is_name(index, term):
            return True
        counts = term.asked.marks & _UNIT or term.asked.term in measured
        if counts or len(term.asked.word) < SHORTEST:
            return False
        # Who names a clause by its number also says what is not in it: "isi", "bunyi".
        heavy = not term.known and term.weight >= HEAVY * total
        return in_own_language and heavy and not referred

    corrected = [term for term in found.terms if term.correction is not None]
    missing = [term for term in found.terms if is_missing(term)]
    doubts = Doubts(unfilled=_has_placeholder(index, found, ranked))
    if corrected or missing:
        doubts = _with_words(doubts, index, position, question, found.terms, corrected, missing)
    return doubts


def _with_words(  # noqa: PLR0913, PLR0917
    doubts: Doubts,
    index: PassageIndex,
    position: int | None,
    question: str,
    terms: Sequence[ExpandedTerm],
    corrected: Sequence[ExpandedTerm],
    missing: Sequence[ExpandedTerm],
) -> Doubts:
    """Return the doubts with those terms that stand in the question, as they are typed there.

    Others are of the question that it follows up, or what an abbreviation stands for.
    """
    written = {token.word: token.span.of(question) for token in index.analyzer.tokens(question)}
    own = [term for term in terms if term.asked.word in written]
    corrected = [term for term in own if term in corrected]
    missing = [term for term in own if term in missing]
    words = [] if position is None else index.words_of(position)
    return replace(
        doubts,
        corrected=tuple((written[term.asked.word], str(term.correction)) for term in corrected),
        renamed=any(is_name(index, term) for term in corrected),
        missing=tuple(written[term.asked.word] for term in missing),
        contradicted=any(
            _has_other_number(words, own, number)
            for number, term in enumerate(own)
            if term in missing and term.asked.marks & _NUMBER
        ),
    )


def _said(index: PassageIndex, found: Candidates, position: int | None) -> frozenset[str]:
    """Return which of the terms that the question looks for a passage or its title says."""
    if position is None:
        return frozenset()
    ids = index.term_ids
    wanted = {term for each in found.terms for term, _ in each.alternatives}
    place = np.array([position])
    inside = set(index.words_at(place).terms.tolist())
    inside.update(index.passages.titles(place).values.tolist())
    # Terms that no passage has are in no passage.
    return frozenset(term for term in wanted if ids.get(term) in inside)


def _measured(index: PassageIndex, found: Candidates, ranked: Sequence[Ranked]) -> frozenset[str]:
    """Return the terms that say which amount is asked for, if the first sentence has an amount.

    After "berapa lama", a sentence that says "lima hari" need not say "lama".
    """
    if not _has_amount(index, found, ranked):
        return frozenset()
    asking, measures = _asking_amounts(index.analyzer.language.code)
    beside = (
        index.analyzer.term(word)
        for before, word in pairwise(found.question.words)
        if index.analyzer.bare(before) in asking
    )
    return measures.intersection(beside)


@cache
def _asking_amounts(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a language that ask for an amount, and the terms that say of what."""
    language, term = languages.language(code), analyzer(code).term
    asking = (
        phrase[-1] for phrase, kind in language.questions.items() if kind is languages.Kind.NUMBER
    )
    asked_for = {noun for noun, kind in language.asks.items() if kind is languages.Kind.NUMBER}
    return frozenset(asking), frozenset(map(term, language.measures | asked_for))


def _has_amount(index: PassageIndex, found: Candidates, ranked: Sequence[Ranked]) -> bool:
    """Return whether the first sentence has a number or a unit."""
    if not ranked:
        return False
    position = found.positions[[ranked[0].candidate]]
    columns = index.words_at(position).columns
    marks = columns[2][columns[3] == ranked[0].sentence]
    return bool((marks & (_NUMBER | _UNIT)).any())


def _has_placeholder(index: PassageIndex, found: Candidates, ranked: Sequence[Ranked]) -> bool:
    """Return whether the first sentence has a place that nobody filled in, and is no code."""
    if not ranked:
        return False
    article, passage = index.passages[int(found.positions[ranked[0].candidate])]
    sentence = passage.sentences[ranked[0].sentence]
    is_code = article.kind_at(sentence.start) is Kind.CODE
    return not is_code and bool(placeholders(sentence.of(article.body)))


def _has_other_number(
    words: Sequence[tuple[str, int]], asked: Sequence[ExpandedTerm], number: int
) -> bool:
    """Return whether the passage has another number beside a word that the question's is beside."""
    beside = {
        term
        for neighbour in (*asked[max(number - 1, 0) : number], *asked[number + 1 : number + 2])
        for term, _ in neighbour.alternatives
    }
    places = [place for place, (term, _) in enumerate(words) if term in beside]
    return any(
        marks & _NUMBER and term[:1].isdigit()
        for place in places
        for term, marks in words[max(place - NEAR, 0) : place + NEAR + 1]
    )
