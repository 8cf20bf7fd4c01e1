"""Groups of questions that mean the same: by their words, and by the passages found for both.

Two questions are as alike as the share of their words that match, each weighted by how rare it is
among the questions. Words match if they are of one family, synonyms, translations or misspellings.
Questions are never alike if they ask for something else, or if a name, a number, a day, a negation
or one of two antonyms sets them apart.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.finder import Finder
from index.grouping.gist import WHAT, Gist, families, gist_of, is_light
from index.grouping.linkage import Linkage
from index.reading.languages import Kind
from index.sameness import SAME_START, is_misspelt, is_word

MOST = 1000
"""Questions compared by meaning; the pairs of more take too long."""
ALIKE = 0.5
"""From this likeness on, in 0..1, two questions mean the same."""
CANDIDATES = 8
"""Passages found for a question."""
MAX_HELD = 1024
"""Questions whose candidates are kept in memory for each finder, as long as it is in use; the least
recently used are dropped."""
MOST_SPELT = 300
"""Words with one beginning of which misspellings are looked for."""
_RELATED, _ABBREVIATED = 0.95, 0.9
"""How well words match that are synonyms or misspellings, or of which one begins the other."""
_LIGHT, _IN_TITLE = 0.25, 0.4
"""What the weight of a word is multiplied by that says little, or that is in an article's title."""
_SMOOTHING = 30
"""Questions added when the rarity of words is estimated."""
_SAME_PASSAGES, _SAME_DIRECTION = 0.08, 0.95
"""What is added if the best passage of both is one, and their candidates are this similar."""
_ONE_WORD = 0.1
"""What is subtracted if the questions have one word in common, and others besides."""
_INSTEAD = 1.3
"""What the weights of words that stand in the place of each other are multiplied by."""
_UNSAID = 0.1
"""What is subtracted if one does not say what it asks for."""
_UNSAID_KIND, _OTHER_KIND, _ALL_BUT = 0.5, 0.4, 0.9
"""How alike kinds of question are, in 0..1; the share of words that must match if they differ."""
_SHORTEST_BEGINNING = 5
"""Letters of the shortest word that abbreviates another by its beginning."""
_COMPATIBLE = frozenset(
    frozenset(pair)
    for pair in (
        (WHAT, Kind.NUMBER.value),
        (WHAT, Kind.WHERE.value),
        (Kind.HOW.value, Kind.WHERE.value),
    )
)
"""Kinds of question that may be the same one."""

Floats = NDArray[np.float64]
Passages = Mapping[tuple[str, int], float]

_held: WeakKeyDictionary[Finder, OrderedDict[str, Passages]] = WeakKeyDictionary()
_lock = Lock()


class Meaning:
    """Groups the questions of one server by their meaning."""

    def __init__(self, finder: Finder | None = None) -> None:
        """Take the finder whose passages are compared as well, if any."""
        self._finder = finder

    def groups(
        self,
        questions: Sequence[str],
        same: Iterable[tuple[int, int]] = (),
        labels: Sequence[str | None] = (),
        alone: Collection[int] = (),
    ) -> list[list[int]]:
        """Return the numbers of the questions that mean the same, each group in order.

        The groups are in the order of their first questions. `same` are pairs known to mean the
        same; questions with the same label are one group, and those with different ones never are;
        those of `alone` are in no other's. Only the first MOST are compared by meaning.
        """
        linkage = Linkage(labels or [None] * len(questions), alone)
        linkage.join_same(same)
        linkage.join_alike(self.likeness(questions[:MOST]), ALIKE)
        return linkage.groups()

    def likeness(self, questions: Sequence[str]) -> Floats:
        """Return how alike the questions are, in 0..1; shape `(questions, questions)`."""
        gists = [gist_of(question) for question in questions]
        if not gists:
            return np.zeros((0, 0))
        words = _words(gists)
        matches = _matches(words)
        shares, matched = _shares(gists, words, matches, self._title_stems())
        asked = _asked(gists)
        likeness = np.where(asked == 1, shares, shares - _UNSAID)
        likeness -= _ONE_WORD * ((matched < 2) & (shares < 1))
        likeness += _SAME_PASSAGES * self._same_passages(questions)
        # A single word does not say which of the questions about it is meant, nor do most words.
        vague = (asked < 1) & (matched < 2)
        vague |= (asked < _UNSAID_KIND) & (shares < _ALL_BUT)
        never = (asked == 0) | vague | _set_apart(gists) | _other_names(gists, matches)
        likeness = np.clip(np.where(never, 0.0, likeness), 0.0, 1.0)
        for one, other in np.argwhere(np.triu(likeness >= ALIKE, 1)).tolist():
            if gists[one].turned(gists[other]):
                likeness[one, other] = likeness[other, one] = 0.0
        return likeness

    def _same_passages(self, questions: Sequence[str]) -> NDArray[np.bool_]:
        """Return for which questions the same passages are found, the same one first."""
        size = len(questions)
        if self._finder is None:
            return np.zeros((size, size), np.bool_)
        found = _candidates(self._finder, questions)
        places = {place: number for number, place in enumerate({p for each in found for p in each})}
        scores = np.zeros((size, len(places)))
        for number, each in enumerate(found):
            for place, score in each.items():
                scores[number, places[place]] = score
        lengths = np.linalg.norm(scores, axis=1, keepdims=True)
        unit = scores / np.where(lengths > 0, lengths, 1.0)
        best = np.array([scores_of.argmax() if scores_of.any() else -1 for scores_of in scores])
        same = (best[:, None] == best[None, :]) & (best >= 0)[:, None]
        result: NDArray[np.bool_] = same & (unit @ unit.T > _SAME_DIRECTION)
        return result

    def _title_stems(self) -> frozenset[str]:
        words = self._finder.title_words() if self._finder else ()
        return frozenset(stem for word in words for stem in families(word, frozenset())[0])


def _candidates(finder: Finder, questions: Sequence[str]) -> list[Passages]:
    """Return what the finder finds for each question, from memory if it was asked before."""
    with _lock:
        held = _held.setdefault(finder, OrderedDict())
        known = {question: held[question] for question in questions if question in held}
    new = {
        question: finder.candidates(question, CANDIDATES)
        for question in questions
        if question not in known
    }
    with _lock:
        held.update({**known, **new})
        for question in questions:
            held.move_to_end(question)
        while len(held) > MAX_HELD:
            held.popitem(last=False)
    return [known[question] if question in known else new[question] for question in questions]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of some of the questions."""

    direct: frozenset[str]
    wide: frozenset[str]


def _words(gists: Sequence[Gist]) -> dict[str, _Word]:
    vocabulary = frozenset(word for gist in gists for word in gist.words)
    return {word: _Word(*families(word, vocabulary)) for word in sorted(vocabulary)}


def _shares(
    gists: Sequence[Gist],
    words: Mapping[str, _Word],
    matches: Mapping[str, Mapping[str, float]],
    titles: frozenset[str],
) -> tuple[Floats, Floats]:
    """Return the weighted share of words that match, and how many do, for each two questions."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, gist in enumerate(gists):
        for word in gist.words:
            having[word].append(number)
    size = len(gists)
    total, matched = np.zeros(size), np.zeros((size, size))
    counted, unmatched = np.zeros((size, size)), np.zeros((size, size))
    for word, found in words.items():
        strengths = np.zeros(size)
        for other, strength in matches[word].items():
            strengths[having[other]] = np.maximum(strengths[having[other]], strength)
        weight = np.log1p((size + _SMOOTHING) / (1 + np.count_nonzero(strengths == 1.0)))
        if is_light(word):
            weight *= _LIGHT
        elif not found.direct.isdisjoint(titles):
            weight *= _IN_TITLE
        rows = having[word]
        total[rows] += weight
        matched[rows] += weight * strengths
        counted[rows] += (strengths > 0) & (not is_light(word))
        unmatched[rows] += weight * (strengths == 0)
    of_both = (matched + matched.T) / 2
    # A word in the place of another says more than a further word.
    further, instead = np.abs(unmatched - unmatched.T), np.minimum(unmatched, unmatched.T)
    all_of_both = of_both + further / 2 + _INSTEAD * instead
    shares = np.divide(of_both, all_of_both, out=np.zeros_like(of_both), where=all_of_both > 0)
    return shares, np.minimum(counted, counted.T)


def _matches(words: Mapping[str, _Word]) -> dict[str, dict[str, float]]:
    """Return, for each word, those that it matches and how well, in 0..1."""
    found: dict[str, dict[str, float]] = {word: {word: 1.0} for word in words}
    wide = {word: each.wide for word, each in words.items()}
    direct = {word: each.direct for word, each in words.items()}
    for stems, strength in ((wide, _RELATED), (direct, 1.0)):
        for same in _by_stem(stems):
            for word in same:
                found[word].update(dict.fromkeys(same, strength))
    beginnings = ({word[:SAME_START]} for word in words)
    by_beginning = _by_stem(dict(zip(words, beginnings, strict=True)))
    for same in (each for each in by_beginning if len(each) <= MOST_SPELT):
        unknown = [word for word in same if word.isalpha() and not is_word(word)]
        for word, other in product(unknown, same):
            strength = max(_spelt_alike(word, other), found[word].get(other, 0.0))
            if strength:
                found[word][other] = found[other][word] = strength
    return found


def _by_stem(stems: Mapping[str, Set[str]]) -> list[list[str]]:
    """Return the words that share a stem, for each stem."""
    having: dict[str, list[str]] = defaultdict(list)
    for word, of_word in stems.items():
        for stem in of_word:
            having[stem].append(word)
    return list(having.values())


def _spelt_alike(unknown: str, other: str) -> float:
    shorter, longer = sorted((unknown, other), key=len)
    if is_misspelt(unknown, other):
        return _RELATED
    if len(shorter) == len(longer) == _SHORTEST_BEGINNING and is_word(other):
        differences = sum(one != two for one, two in zip(unknown, other, strict=True))
        return _ABBREVIATED if differences == 1 and unknown[:3] == other[:3] else 0.0
    if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
        return _ABBREVIATED
    return 0.0


def _asked(gists: Sequence[Gist]) -> Floats:
    """Return 1 where both ask for the same, 0 where for something else.

    In between are _UNSAID_KIND, where one does not say what it asks for, and _OTHER_KIND, where
    kinds differ that may be one.
    """
    kinds = {asks: number for number, asks in enumerate({gist.asks for gist in gists})}
    table = np.array([[_asks_the_same(one, other) for other in kinds] for one in kinds])
    numbers = np.array([kinds[gist.asks] for gist in gists])
    result: Floats = table[np.ix_(numbers, numbers)]
    return result


def _asks_the_same(one: frozenset[str], other: frozenset[str]) -> float:
    if one & other:
        return 1.0
    if not one or not other:
        return _UNSAID_KIND
    pairs = (frozenset({first, second}) for first in one for second in other)
    return _OTHER_KIND if any(pair in _COMPATIBLE for pair in pairs) else 0.0


def _set_apart(gists: Sequence[Gist]) -> NDArray[np.bool_]:
    """Return which questions can't mean the same, because of a number, a negation, an antonym."""
    kinds = {apart: number for number, apart in enumerate({gist.apart for gist in gists})}
    numbers = np.array([kinds[gist.apart] for gist in gists])
    pairs = Counter(pair for gist in gists for pair, _ in gist.sides)
    places = {pair: place for place, pair in enumerate(pairs)}
    sides = np.zeros((2, len(gists), len(places)), np.int64)
    for number, gist in enumerate(gists):
        for pair, side in gist.sides:
            sides[side, number, places[pair]] = 1
    only = sides * (1 - sides[::-1])
    opposite = only[0] @ only[1].T
    differ = numbers[:, None] != numbers[None, :]
    result: NDArray[np.bool_] = differ | (opposite + opposite.T > 0)
    return result


def _other_names(
    gists: Sequence[Gist], matches: Mapping[str, Mapping[str, float]]
) -> NDArray[np.bool_]:
    """Return which two questions each have a name that the other has in no form or spelling."""
    named = sorted(frozenset[str]().union(*(gist.names for gist in gists)))
    places = {name: place for place, name in enumerate(named)}
    has, lacks = np.zeros((2, len(gists), len(places)), np.int64)
    for number, gist in enumerate(gists):
        matched = frozenset[str]().union(*(matches[word] for word in gist.words))
        has[number, [places[name] for name in gist.names]] = 1
        lacks[number, [places[name] for name in places.keys() - matched]] = 1
    missing = has @ lacks.T > 0
    result: NDArray[np.bool_] = missing & missing.T
    return result
