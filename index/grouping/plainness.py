"""How plain a question is: complete, in standard spelling, without chat, and not long."""

from index.finder import ASKED_IN
from index.reading.analysis import analyzer
from index.reading.languages import Kind, language
from index.sameness import READ_AS, is_word, read_wording

FEWEST, MOST = 3, 12
"""How many words a plain question has."""
_CHAT = frozenset(
    (
        *("min", "kak", "gan", "bro", "bang", "guys", "dong", "sih", "deh", "nih", "tuh", "ya"),
        *("yah", "woi", "cuy", "halo", "hai", "plis", "tolong", "mohon", "hi", "hey", "pls"),
    )
)


def plainness(question: str) -> float:
    """Return how plain a question is, around 0..5; more is plainer.

    >>> plainness("Kapan turnamen dimulai?") > plainness("turnamen mulai kpn sih min")
    True
    """
    words = [token.word for token in analyzer(READ_AS).tokens(question)]
    if not words:
        return 0.0
    kind = read_wording(question).kind
    standard = sum(map(_is_standard, words)) / len(words)
    chat = sum(word in _CHAT for word in words)
    too_long, too_short = max(len(words) - MOST, 0), max(FEWEST - len(words), 0)
    shouted = question.isupper() and len(words) > 1
    return (
        3 * standard
        + (kind is not Kind.NONE)
        + 0.5 * question.rstrip().endswith("?")
        + 0.25 * question.lstrip()[:1].isupper()
        - 0.3 * chat
        - 0.2 * too_long
        - 0.5 * too_short
        - shouted
    )


def _is_standard(word: str) -> bool:
    """Return whether a word is spelt as in articles, not as in chats."""
    languages = [language(code) for code in ASKED_IN]
    if any(word in each.colloquial for each in languages):
        return False
    return word[0].isdigit() or any(word in each.marks for each in languages) or is_word(word)
