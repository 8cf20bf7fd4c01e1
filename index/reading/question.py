"""Question analysis: what kind of answer is asked for, and which terms to search for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise

from index.reading.amounts import in_other_units
from index.reading.analysis import APOSTROPHES, Analyzer
from index.reading.languages import Kind, Language, Mark, fold
from index.reading.token import Token

FOCUS_WEIGHT = 0.4
"""Weight of the noun in "which town" or "what year": the passage names the town or the year, and
need not contain the noun."""
EARLIER_WEIGHT = 0.4
"""Weight of the earlier question's terms in a follow-up question."""
SHORTEST_REDUPLICATED = 3
"""The fewest letters of a word that a 2 repeats, as in "anak2"."""
KIND_WEIGHT = 2
"""Weight of a question word, in function words, when the language of a question is guessed."""
# Plain integers, because combining Mark members is as slow as reading a word.
_CAPITAL, _NUMBER, _SINGLE = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.SINGLE)
_STOP, _UNIT, _PLACE_NOUN = int(Mark.STOP), int(Mark.UNIT), int(Mark.PLACE_NOUN)
VAGUE = (Kind.WHAT, Kind.NONE)
"""Kinds that say little about the answer; a question word of any other kind takes precedence."""


Reference = tuple[str, str]
"""The terms of a label and a number: `("pasal", "4")`."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term of a question."""

    term: str
    word: str
    weight: float
    """In 0..1; the words of an expanded abbreviation share one weight."""
    marks: int
    """Marks of the word, combined with `|`."""
    distance: int
    """Distance from the question word, in words; 1 next to it."""
    equal: tuple[str, ...] = ()
    """Terms that say the same amount in other units."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as one analyzer reads it."""

    kind: Kind
    asks_time: bool
    """Whether it asks for a time of day, which is of Kind.WHEN."""
    asks_whether: bool
    """Whether it asks for a yes or no."""
    language: str
    """The ISO 639-1 code of the language that it is asked in."""
    terms: tuple[QueryTerm, ...]
    """The terms to search for, in the order of the question, each once."""
    words: tuple[str, ...]
    """All words in order, function words included, with colloquial spellings replaced."""
    content: frozenset[str]
    """The words that carry content, from which the terms are made."""
    references: tuple[Reference, ...] = ()
    """The numbers that are named, as in "pasal 4 ayat 2", each with its label."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A question word or phrase: a half-open range of token numbers and what it asks for."""

    start: int
    end: int
    kind: Kind


def read_question(text: str, analyzer: Analyzer, languages: Sequence[Language]) -> Question:
    """Analyse a question in the analyzer's language or in one of the given languages.

    >>> from index.reading.analysis import analyzer
    >>> question = read_question("Kapan perang Korea berakhir?", analyzer("id"), [])
    >>> question.kind, [term.word for term in question.terms]
    (<Kind.WHEN: 'when'>, ['perang', 'korea', 'berakhir'])
    """
    tokens = _in_standard_spelling(analyzer.tokens(text), analyzer.language, analyzer)
    bare = [analyzer.bare(token.word) for token in tokens]
    asked_in = _guess_language(tokens, bare, analyzer, languages)
    if asked_in is not analyzer.language:
        tokens = _in_standard_spelling(
            _without_endings(tokens, text, asked_in, analyzer), asked_in, analyzer
        )
        bare = [analyzer.bare(token.word) for token in tokens]
    if asked_in.unspaced_questions:
        phrases = _unspaced_phrases(tokens, text, asked_in)
    else:
        phrases = _phrases(bare, asked_in)
    asking = _most_specific(phrases)
    in_phrases = {number for phrase in phrases for number in range(phrase.start, phrase.end)}
    # Somebody who types no capitals may mean any short name. The first letter is no evidence.
    uncapitalised = not any(map(str.isupper, text[1:]))
    acronyms = analyzer.language.acronyms
    kept = [
        (number, token)
        for number, token in enumerate(tokens)
        if not _is_dropped(
            token,
            asked_in.marks.get(token.word, 0) | asked_in.marks.get(bare[number], 0),
            asks=number in in_phrases,
            # "AS", Indonesian for the United States, is not the English "as"; "US" is not "us".
            is_short_name=_written(token, text) in acronyms,
        )
    ]
    amounts = in_other_units(tokens, analyzer.language.numbers)
    terms: dict[str, QueryTerm] = {}
    for number, token in kept:
        full = _full_name(token, text, analyzer.language, any_case=uncapitalised)
        parts = analyzer.expanded(token, full) if full else [token]
        distance = max(asking.start - number, number - asking.end + 1, 0)
        for part in parts:
            # The first word has a capital whether or not it is a name.
            marks = part.marks & ~_CAPITAL if number == 0 else part.marks
            # Divided by the root, so that the squares of the parts' weights add up to one word's.
            weight = _weight(asking.kind, marks, distance) / len(parts) ** 0.5
            equal = tuple(map(analyzer.term, amounts.get(part.term, ())))
            terms.setdefault(
                part.term, QueryTerm(part.term, part.word, weight, marks, distance, equal)
            )
    words = tuple(token.word for token in tokens if not token.marks & _SINGLE)
    content = frozenset(token.word for _, token in kept)
    phrase = {token.word for token in tokens[asking.start : asking.end]}
    asks_time = asking.kind is Kind.WHEN and bool(phrase & asked_in.numbers.asks_time)
    return Question(
        kind=asking.kind,
        asks_time=asks_time,
        asks_whether=_asks_whether(asking.kind, words, asked_in),
        language=asked_in.code,
        terms=tuple(terms.values()),
        words=words,
        content=content,
        references=tuple(references([token.term for token in tokens])),
    )


def references(terms: Sequence[str]) -> list[Reference]:
    """Return each number among the terms of a text, with the word before it.

    >>> references(["isi", "pasal", "4", "ayat", "2", "huruf", "b"])
    [('pasal', '4'), ('ayat', '2'), ('huruf', 'b')]
    """
    return [
        (label, number)
        for label, number in pairwise(terms)
        if label.isalpha() and (number[0].isdigit() or len(number) == 1)
    ]


def follow_up(question: Question, earlier: Question) -> Question:
    """Return the question with the terms of an earlier one added at EARLIER_WEIGHT."""
    known = {term.term for term in question.terms}
    added = tuple(
        replace(term, weight=EARLIER_WEIGHT * term.weight)
        for term in earlier.terms
        if term.term not in known
    )
    return replace(question, terms=question.terms + added)


def _guess_language(
    tokens: Sequence[Token], bare: Sequence[str], analyzer: Analyzer, languages: Sequence[Language]
) -> Language:
    """Return the language with the most function words among the tokens, of bare words.

    The analyzer's own language wins ties.
    """
    words = {
        word
        for number, (word, token) in enumerate(zip(bare, tokens, strict=True))
        if number == 0 or not token.marks & _CAPITAL
    }

    def familiar(language: Language) -> int:
        asking = words & language.question_words
        return len((words & language.function_words) - asking) + KIND_WEIGHT * len(asking)

    return max((analyzer.language, *languages), key=familiar)


def _weight(kind: Kind, marks: int, distance: int) -> float:
    if kind is Kind.WHERE and distance <= 1 and marks & _PLACE_NOUN:
        return FOCUS_WEIGHT
    if kind is Kind.WHEN and marks & _UNIT:
        return FOCUS_WEIGHT
    return 1.0


def _without_endings(
    tokens: Sequence[Token], text: str, asked_in: Language, analyzer: Analyzer
) -> list[Token]:
    """Cut off what follows an apostrophe, as in "what's", if it is no part of the word."""
    if asked_in.joins_apostrophes:
        return list(tokens)
    found = []
    for token in tokens:
        before, mark, _ = APOSTROPHES.sub("'", token.span.of(text)).partition("'")
        word = fold(before)
        is_cut = bool(mark) and before.isalpha()
        found.append(Token(analyzer.term(word), word, token.span, token.marks) if is_cut else token)
    return found


def _in_standard_spelling(
    tokens: Sequence[Token], asked_in: Language, analyzer: Analyzer
) -> list[Token]:
    """Replace colloquial spellings with standard ones, and leave out the 2 of "anak2"."""
    found: list[Token] = []
    for token in tokens:
        if asked_in.confixes and token.word == "2" and _ends_word(token, found):
            continue
        standard = asked_in.colloquial.get(token.word)
        if standard is None:
            found.append(token)
        else:
            marks = analyzer.language.marks
            found += [
                Token(analyzer.term(word), word, token.span, marks.get(word, 0))
                for word in standard
            ]
    return found


def _ends_word(token: Token, before: Sequence[Token]) -> bool:
    """Return whether the token directly follows a word of letters."""
    return (
        bool(before)
        and before[-1].span.end == token.span.start
        and before[-1].word.isalpha()
        and len(before[-1].word) >= SHORTEST_REDUPLICATED
    )


def _phrases(words: Sequence[str], asked_in: Language) -> list[_Phrase]:
    """Return the question phrases among the words, the longest at each position."""
    found: list[_Phrase] = []
    number = 0
    while number < len(words):
        longest = asked_in.phrase_lengths.get(words[number], 0)
        for length in range(min(longest, len(words) - number), 0, -1):
            kind = asked_in.questions.get(tuple(words[number : number + length]))
            if kind:
                found.append(_Phrase(number, number + length, kind))
                number += length
                break
        else:
            number += 1
    return found


def _unspaced_phrases(tokens: Sequence[Token], text: str, asked_in: Language) -> list[_Phrase]:
    """Return the question phrases in an unspaced text, the longest first and none overlapping."""
    # Folding may turn one character into several, so each keeps the position it comes from.
    folded = [(part, place) for place, letter in enumerate(text) for part in fold(letter)]
    letters = "".join(part for part, _ in folded)
    # The first and the last of the tokens that have each character.
    first = [len(tokens)] * len(text)
    last = [-1] * len(text)
    for number, token in enumerate(tokens):
        for place in range(token.span.start, token.span.end):
            first[place] = min(first[place], number)
            last[place] = number
    found: list[_Phrase] = []
    taken: set[int] = set()
    for phrase, kind in asked_in.unspaced_questions:
        end = 0
        while (start := letters.find(phrase, end)) >= 0:
            end = start + len(phrase)
            characters = range(folded[start][1], folded[end - 1][1] + 1)
            begins = min(first[place] for place in characters)
            ends = max(last[place] for place in characters)
            if ends >= 0 and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(_Phrase(begins, ends + 1, kind))
    return found


def _asks_whether(kind: Kind, words: Sequence[str], asked_in: Language) -> bool:
    """Return whether a question asks for a yes or no, by its first, last and modal words."""
    if kind not in VAGUE:
        return False
    small = asked_in.function_words - asked_in.question_words - asked_in.whether
    core = list(dropwhile(small.__contains__, words))
    if not core:
        return False
    if core[0] in asked_in.whether or kind is not Kind.NONE:
        return core[0] in asked_in.whether
    last = next(word for word in reversed(core) if word not in small)
    return last in asked_in.whether or not asked_in.allowing.isdisjoint(core)


def _most_specific(phrases: Sequence[_Phrase]) -> _Phrase:
    """Return the phrase that says most about the answer: not vague, long, early."""
    return max(
        phrases,
        key=lambda phrase: (
            phrase.kind not in VAGUE,
            phrase.end - phrase.start,
            -phrase.start,
        ),
        default=_Phrase(0, 0, Kind.NONE),
    )


def _is_dropped(token: Token, marks: int, *, asks: bool, is_short_name: bool) -> bool:
    """Return whether a word with these Marks in the question's language carries no content."""
    if token.marks & _NUMBER:
        if token.word[:1].isdigit():
            return False
        if token.marks & _STOP:
            return True  # a multiplier, which the number before it has taken in: 1,5 juta
    if asks:
        return not marks & _PLACE_NOUN
    return bool(marks & _STOP) and not is_short_name


def _full_name(
    token: Token, text: str, language: Language, *, any_case: bool
) -> tuple[str, ...] | None:
    written = _written(token, text)
    return language.acronyms.get(written.upper() if any_case else written) or language.names.get(
        token.word
    )


def _written(token: Token, text: str) -> str:
    return token.span.of(text).replace(".", "")
