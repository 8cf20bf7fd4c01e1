"""Generated articles, each with a question that only it answers, and the words of the answer."""

import random
from dataclasses import dataclass

_SYLLABLES = [first + second for first in "bdgjklmnprstw" for second in "aiueo"]
UNANSWERABLE = "Berapa harga"
"""How the questions begin that no article answers."""
_OPENINGS = ("Menurut catatan", "Setiap musim", "Pada pagi hari", "Sejak lama", "Di dekat dermaga")
_MIDDLES = ("warga mengumpulkan", "anak-anak menghitung", "penjaga menyusun", "tamu menggambar")
_PLACES = ("di halaman belakang", "di bawah menara", "sepanjang jalan setapak", "di ruang arsip")


@dataclass(frozen=True, slots=True)
class Story:
    """An article, and what to ask about it."""

    title: str
    body: str
    question: str
    answer: str
    """Letters and blanks of the sentence that answers the question."""


def word(draw: random.Random, syllables: int = 4) -> str:
    """Return an invented word."""
    return "".join(draw.choices(_SYLLABLES, k=syllables))


_WORDS = tuple(word(random.Random(number)) for number in range(2000))  # noqa: S311
"""What all articles are written with, besides what each is about: most words of a text are known
by then, so that what the bot remembers of words doesn't grow for ever."""


def story(draw: random.Random, name: str | None = None) -> Story:
    """Return an article about something invented: a new one, or another version by its name."""
    name = name or word(draw).capitalize()
    answer = f"{name} adalah {word(draw)} {word(draw)} buatan {word(draw).capitalize()}"
    rest = [
        "{} {}, {} {} {} {} bersama {} {}.".format(
            draw.choice(_OPENINGS),
            draw.choice(_WORDS),
            draw.choice(_MIDDLES),
            *draw.choices(_WORDS, k=2),
            draw.choice(_PLACES),
            *draw.choices(_WORDS, k=2),
        )
        for _ in range(4)
    ]
    body = f"{answer}.\n\n" + "\n\n".join(rest)
    return Story(name, body, f"Apa itu {name}?", answer)


def unanswerable(draw: random.Random) -> str:
    """Return a question that no article answers."""
    return f"{UNANSWERABLE} {word(draw)} {word(draw)}?"


def answer_in(body: str) -> str:
    """Return the answer of a story, given its text as it was stored."""
    return body.partition(".")[0].rpartition("\n")[2]
