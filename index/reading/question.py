"""A question taken apart: what it asks for, and which of its words are to be looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from index.reading.analysis import Analyzer, Token, is_dense
from index.reading.languages import Kind, Language, Mark, fold

FOCUS_WEIGHT = 0.4
"""What the noun of "which town", or "what year", counts: a passage names the town and need not say
that it is one."""
EARLIER_WEIGHT = 0.4
"""What the words of the question before count in one that follows it up."""
VAGUE = (Kind.WHAT, Kind.NONE)
"""Kinds that say little of the answer; any other question word outweighs them."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term to look for."""

    term: str
    word: str
    weight: float
    """How much it counts, in 0..1; the words that one abbreviation stands for share its weight."""
    marks: int
    """What is known of the word: Marks, or-ed."""
    distance: int
    """How many words it stands from the question word; 1 beside it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as one analyzer reads it."""

    kind: Kind
    terms: tuple[QueryTerm, ...]
    """In the order of the question, each term once."""
    words: tuple[str, ...]
    """All its words in order, question and function words too, colloquial ones in plain words."""
    content: frozenset[str]
    """Those of them that say what to look for."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A question word, or several that ask together, by the numbers of their tokens."""

    start: int
    end: int
    kind: Kind


def read_question(text: str, analyzer: Analyzer, languages: Sequence[Language]) -> Question:
    """Take a question apart that may be in one of these languages or in the analyzer's own."""
    tokens = _in_plain_words(list(analyzer.tokens(text)), analyzer)
    asked_in = guess_language(tokens, analyzer, languages)
    phrases = _phrases(tokens, text, analyzer, asked_in)
    asking = _most_telling(phrases)
    asked = {number for phrase in phrases for number in range(phrase.start, phrase.end)}
    # Who writes no capital at all may mean any short name.
    small = not any(character.isupper() for character in text[1:])
    kept = [
        (number, token)
        for number, token in enumerate(tokens)
        if not _is_dropped(token, text, analyzer, asked_in, asks=number in asked)
    ]
    terms: dict[str, QueryTerm] = {}
    for number, token in kept:
        full = _full_name(token, text, analyzer.language, small=small)
        parts = analyzer.written_out(token, full) if full else [token]
        distance = max(asking.start - number, number - asking.end + 1, 0)
        for part in parts:
            # The first word of a question has its capital from there.
            marks = part.marks & ~Mark.CAPITAL if number == 0 else part.marks
            weight = _weight(asking.kind, marks, distance) / len(parts) ** 0.5
            terms.setdefault(part.term, QueryTerm(part.term, part.word, weight, marks, distance))
    words = tuple(token.word for token in tokens if not token.marks & Mark.SINGLE)
    content = frozenset(token.word for _, token in kept)
    return Question(asking.kind, tuple(terms.values()), words, content)


def following(question: Question, earlier: Question) -> Question:
    """Return the question as one that follows up another, whose terms count too, but less."""
    known = {term.term for term in question.terms}
    added = tuple(
        replace(term, weight=EARLIER_WEIGHT * term.weight)
        for term in earlier.terms
        if term.term not in known
    )
    return replace(question, terms=question.terms + added)


def guess_language(
    tokens: Sequence[Token], analyzer: Analyzer, languages: Sequence[Language]
) -> Language:
    """Return the language most of whose function words stand there; in doubt the analyzer's."""
    words = {
        analyzer.bare(token.word)
        for number, token in enumerate(tokens)
        if number == 0 or not token.marks & Mark.CAPITAL
    }

    def familiar(language: Language) -> int:
        asking = sum((word,) in language.questions for word in words)
        return len(words & language.function_words) + 2 * asking

    return max((analyzer.language, *languages), key=familiar)


def _weight(kind: Kind, marks: int, distance: int) -> float:
    if kind is Kind.WHERE and distance <= 1 and marks & Mark.PLACE_NOUN:
        return FOCUS_WEIGHT
    if kind is Kind.WHEN and marks & Mark.UNIT:
        return FOCUS_WEIGHT
    return 1.0


def _in_plain_words(tokens: Sequence[Token], analyzer: Analyzer) -> list[Token]:
    """Replace colloquial spellings by what they stand for."""
    found = []
    for token in tokens:
        said = analyzer.language.colloquial.get(token.word)
        if said is None:
            found.append(token)
        else:
            marks = analyzer.language.marks
            found += [
                Token(analyzer.term(word), word, token.span, marks.get(word, 0)) for word in said
            ]
    return found


def _phrases(
    tokens: Sequence[Token], text: str, analyzer: Analyzer, asked_in: Language
) -> list[_Phrase]:
    """Return where the question words stand, the longest phrase at each place."""
    if any(is_dense(phrase[0]) for phrase in asked_in.questions):
        return _phrases_anywhere(tokens, text, asked_in)
    words = [analyzer.bare(token.word) for token in tokens]
    longest = max((len(phrase) for phrase in asked_in.questions), default=0)
    found: list[_Phrase] = []
    number = 0
    while number < len(words):
        for length in range(min(longest, len(words) - number), 0, -1):
            kind = asked_in.questions.get(tuple(words[number : number + length]))
            if kind:
                found.append(_Phrase(number, number + length, kind))
                number += length
                break
        else:
            number += 1
    return found


def _phrases_anywhere(tokens: Sequence[Token], text: str, asked_in: Language) -> list[_Phrase]:
    """Return the phrases in a text without spaces between words, no two in one place."""
    # Folding lengthens some characters, so each folded one remembers the place it comes from.
    folded = [(part, place) for place, letter in enumerate(text) for part in fold(letter)]
    letters = "".join(part for part, _ in folded)
    found: list[_Phrase] = []
    taken: set[int] = set()
    for phrase, kind in sorted(asked_in.questions.items(), key=lambda item: -len(item[0][0])):
        for match in re.finditer(re.escape(" ".join(phrase)), letters):
            place = Span(folded[match.start()][1], folded[match.end() - 1][1] + 1)
            inside = [
                number
                for number, token in enumerate(tokens)
                if token.span.start < place.end and token.span.end > place.start
            ]
            if inside and taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append(_Phrase(inside[0], inside[-1] + 1, kind))
    return found


def _most_telling(phrases: Sequence[_Phrase]) -> _Phrase:
    return max(
        phrases,
        key=lambda phrase: (
            phrase.kind not in VAGUE,
            phrase.end - phrase.start,
            -phrase.start,
        ),
        default=_Phrase(0, 0, Kind.NONE),
    )


def _is_dropped(
    token: Token, text: str, analyzer: Analyzer, asked_in: Language, *, asks: bool
) -> bool:
    """Tell whether a word carries no content in the question."""
    if token.marks & Mark.NUMBER and token.word[:1].isdigit():
        return False
    bare = analyzer.bare(token.word)
    marks = asked_in.marks.get(token.word, 0) | asked_in.marks.get(bare, 0)
    if asks:
        return not marks & Mark.PLACE_NOUN
    # "AS", the United States in Indonesian, is not the English "as", nor is "US" its "us".
    is_short_name = _written(token, text) in analyzer.language.acronyms
    return bool(marks & Mark.STOP) and not is_short_name


def _full_name(
    token: Token, text: str, language: Language, *, small: bool
) -> tuple[str, ...] | None:
    written = _written(token, text)
    return language.acronyms.get(written.upper() if small else written) or language.names.get(
        token.word
    )


def _written(token: Token, text: str) -> str:
    return token.span.of(text).replace(".", "")
