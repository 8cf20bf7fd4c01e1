"""The words that turn a question round or narrow it: before or after, from or to, not, other, only.

Most function words make no difference to what is asked. These do, and so does what they stand
before: "dari A ke B" is not "dari B ke A". The words of each language are in its file, under
`turning`; those that make no difference, under `empty`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from index.reading.languages import Kind, language
from index.searching.common_words import common_words

ASKED_FOR = "?"
"""What a word is about if that is asked for: "dari mana"."""
LONGEST = 3
"""Words of the longest phrase."""
NEGATIONS = frozenset({"not", "not_yet"})
"""Names of the words that reverse what is asked."""
FOREIGN_LENGTH = 4
"""The fewest letters of a word in another language than the question's; shorter ones are often
words of both."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


THEN = "then"
"""Name of the words between what happens first and what happens next."""

REVERSING = _listed(
    """
    before after since until without except from to into by than other only some less least
    over under
    """
)
"""Names of further words that keep questions apart whose other words are the same."""
_BINDING = _listed(
    """
    before after since until during without except from to into by than not not_yet already more
    less most least only every or become too over under then
    """
)
"""Names of the words that say something about the next word with content."""
_ASKING = _listed("apa siapa mana kapan berapa bagaimana mengapa kenapa who what which")
_TAGGED = _listed("bisa dapat boleh ada mau bakal sudah apa atau masih pernah jadi")
"""Words after which a negation only asks: "bisa gak refund?" is "bisa refund?"."""
_CLAUSE = _listed(
    "kalau jika bila apabila saat ketika waktu pas selama sebelum setelah sesudah habis"
)
"""Words that begin another clause, so that a negation before one ends what is asked: "uangnya
kembali gak kalau batal?" is "kalau batal uangnya kembali?"."""
_POSSIBLE = _listed("bisa dapat boleh mau ada jadi")
"""Words after a negation that does more: "login gak bisa"."""
_COMPARING = _listed("lebih kurang kalah")
_EXCHANGING = _listed(
    """
    tukar tukarkan menukar menukarkan ditukar barter ganti mengganti diganti gantikan
    menggantikan swap exchange trade replace convert substitute
    """
)
_EXCHANGED_FOR = _listed("dengan sama untuk ke jadi menjadi with for by to into")
"""The words before what one gets: "tukar koin dengan gem"."""
_FROM = _listed("dari from")
_OF = _listed(
    """
    harga biaya tarif arti makna definisi pengertian maksud syarat persyaratan cara isi
    jadwal nama judul tujuan manfaat fungsi lokasi letak alamat satu bagian ciri contoh
    jumlah hasil daftar jenis kegunaan kepanjangan singkatan
    """
)
"""Nouns after which "dari" is no more than "of"."""
_BEFORE_VERB = _listed(
    """
    want wants need needs able allowed going like required requirement requirements okay
    supposed try trying way ways place time long free easy hard possible steps step chance
    deadline ability right permission eligible age
    """
)
"""Words after which "to" stands before a verb."""
_KIN = _listed(
    """
    ayah bapak papa ibu mama anak kakak adik suami istri pacar teman sahabat bos atasan
    bawahan guru murid lawan musuh pengganti penerus pendahulu wakil asisten
    """
)
_INITIALS = {"p": "mem", "t": "men", "k": "meng", "s": "meny"}
"""What "me-" makes of these initials."""
_VERBAL = ("me", "di", "nge", "ny")
"""How verbs with prefixes begin."""
_SUBJECTS = _listed("who what which")
_DO = _listed("do does did")
_BE = _listed("is are was were be")


@dataclass(frozen=True, slots=True)
class Turn:
    """A word that turns a question round or narrows it."""

    name: str
    """The same in all languages; words without one are their own."""
    about: tuple[str, ...] = ()
    """The words that it says something about, or ASKED_FOR."""
    taken: frozenset[str] = frozenset()
    """Words with content that it consists of."""


@dataclass(frozen=True, slots=True)
class Turns:
    """All of these words in a question."""

    named: tuple[Turn, ...]
    """Those that the languages list, apart from negations."""
    others: tuple[Turn, ...]
    """Negations, other function words that make a difference, and who does it to whom."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A listed phrase in a question: a half-open range of word numbers, and its name."""

    start: int
    end: int
    name: str


def turns_of(words: Sequence[str], content: frozenset[str], kind: Kind, code: str) -> Turns:
    """Return the words of a question that turn it round.

    `words` are all of its words in order, in standard spelling, and `content` those with content;
    `code` is the language that it is asked in.
    """
    places = list(_places(words, content, code))
    within = {number for place in places for number in range(place.start, place.end)}
    left = content - {words[number] for number in within}
    last = max((number for number, word in enumerate(words) if word in left), default=0)
    named: list[Turn] = []
    others: list[Turn] = []
    for place, about in zip(places, _abouts(words, left, places), strict=True):
        of = content.intersection(words[place.start : place.end])
        if place.name not in NEGATIONS:
            named.append(Turn(place.name, about, of))
        elif not _only_asks(words, place, last):
            # "login gak bisa" is "gak bisa login".
            before = [word for word in words[: place.start] if word in left][-1:]
            others.append(Turn(place.name, about or tuple(before), of))
    others += [
        Turn(word)
        for number, word in enumerate(words)
        if number not in within and word not in left and not _is_empty(word, code)
    ]
    return Turns(tuple(named), (*others, *_roles(words, left, kind, code)))


def _only_asks(words: Sequence[str], negation: _Place, last: int) -> bool:
    """Return whether a negation only asks: "bisa ikut gak?" and "bisa gak ikut?" are "bisa ikut?".

    `last` is the number of the last word with content.
    """
    if words[max(negation.start - 1, 0)] in _TAGGED:
        return True
    if negation.start and not _CLAUSE.isdisjoint(words[negation.end : negation.end + 1]):
        return True
    return negation.start > last and _POSSIBLE.isdisjoint(words[negation.end : negation.end + 1])


def _is_empty(word: str, code: str) -> bool:
    """Return whether a question means the same without a function word."""
    spoken = (language("id"), language(code))
    return any(word in each.empty or (word,) in each.turning for each in spoken)


def _places(words: Sequence[str], content: Set[str], code: str) -> Iterator[_Place]:
    number = 0
    while number < len(words):
        for length in range(min(LONGEST, len(words) - number), 0, -1):
            name = _name(tuple(words[number : number + length]), code)
            if length == 1:
                name = _where_it_stands(name, words, number, content)
            if name:
                yield _Place(number, number + length, name)
                number += length
                break
        else:
            number += 1


def _name(phrase: tuple[str, ...], code: str) -> str | None:
    own, other = language(code), language("en" if code == "id" else "id")
    if phrase in own.turning:
        return own.turning[phrase]
    foreign = all(len(word) >= FOREIGN_LENGTH and word not in own.marks for word in phrase)
    return other.turning.get(phrase) if foreign else None


def _where_it_stands(
    name: str | None, words: Sequence[str], number: int, content: Set[str]
) -> str | None:
    """Return the name of a word that means several things, by the words around it."""
    word, before = words[number], words[number - 1] if number else ""
    after = words[number + 1] if number + 1 < len(words) else ""
    if word in _EXCHANGED_FOR and not _EXCHANGING.isdisjoint(words[:number]):
        return "into"
    if name == "until" and not _FROM.isdisjoint(words[:number]):
        return "to"  # "dari Senin sampai Rabu" is "dari Senin ke Rabu"
    if word == "dari" and not _COMPARING.isdisjoint(words[:number]):
        return "than"
    says_little = {
        "dari": before in _OF,
        "habis": after not in content,  # "habis bayar", but "stok habis"
        "lagi": after in content and before not in _ASKING,  # "lagi maintenance": under way
        "oleh": before.startswith("di") or after in _ASKING,  # "dibuat (oleh) siapa"
        "saja": before in _ASKING or before in {"ini", "itu", "begitu", "begini"},  # "apa saja"
        "terus": before not in content or after not in content,  # "putus terus": all the time
        "to": before not in content or before in _BEFORE_VERB,
    }
    return None if says_little.get(word) else name


def _abouts(
    words: Sequence[str], content: Set[str], places: Sequence[_Place]
) -> list[tuple[str, ...]]:
    """Return what each phrase says something about."""
    nexts = [_next(words, content, place) for place in places]
    times = Counter(words)
    found: list[tuple[str, ...]] = []
    for place, number in zip(places, nexts, strict=True):
        if place.name not in _BINDING:
            found.append(())
            continue
        if number is None:
            found.append((ASKED_FOR,) if _ASKING & set(words[place.end : place.end + 1]) else ())
            continue
        # The first word will do, unless that says too little: "dari level 5 ke level 10".
        second = words[number + 1 : number + 2]
        exact = bool(second) and second[0] in content
        exact = exact and (second[0][0].isdigit() or times[words[number]] > 1)
        found.append((words[number], *second) if exact else (words[number],))
    return found


def _next(words: Sequence[str], content: Set[str], place: _Place) -> int | None:
    """Return the number of the next word with content, None if there is none or it is asked for."""
    if words[place.end : place.end + 1] and words[place.end] in _ASKING:
        return None
    numbers = range(place.end, len(words))
    return next((number for number in numbers if words[number] in content), None)


def _roles(words: Sequence[str], content: Set[str], kind: Kind, code: str) -> Iterator[Turn]:
    """Yield who does it to whom: "siapa memukul Budi" is not "Budi memukul siapa"."""
    if code == "en":
        if not _SUBJECTS.isdisjoint(words) and not _DO.isdisjoint(words):
            yield Turn("do")
        if kind is Kind.WHO and _BE.isdisjoint(words):
            yield from [Turn("who", (word,)) for word in words if word in content][:1]
        return
    for number, word in enumerate(words):
        after = [each for each in words[number + 1 : number + 4] if each != "oleh"]
        relative = number > 0 and words[number - 1] == "yang"
        if word not in content or relative or after[1:2] == ["yang"]:
            continue
        who = after[:1] == ["siapa"] and (_is_verb(word) or word in _KIN)
        what = after[:1] in (["apa"], ["mana"]) and word.startswith(_VERBAL)
        if who or what:
            yield Turn(word, (ASKED_FOR,))


@lru_cache(maxsize=2**12)
def _is_verb(word: str) -> bool:
    """Return whether an Indonesian word is likely to be a verb that takes an object."""
    common = common_words("id")
    if word.startswith(_VERBAL):
        return True
    if word.endswith("in") and word not in common:
        return word.removesuffix("in") in common
    active = [f"{prefix}{word}" for prefix in ("me", "mem", "men", "meng")]
    if word[0] in _INITIALS:
        active.append(_INITIALS[word[0]] + word[1:])
    return not common.isdisjoint(active)
