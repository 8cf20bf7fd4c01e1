"""What a reply is, told apart at a glance: by the colour of its stripe, an icon and a word."""

from enum import StrEnum

from bot.locales import Texts
from index.answer import Answer


class Tone(StrEnum):
    """How sure a reply is; each differs from the others without its colour, too."""

    ANSWER = "answer"
    CORRECTION = "correction"
    """An answer to the question as it was read, because a word seemed to be misspelt."""
    DOUBT = "doubt"
    REFUSAL = "refusal"

    @classmethod
    def of(cls, answer: Answer) -> "Tone":
        """Return the tone of an answer; a doubt or a refusal goes before a correction."""
        if not answer.answered:
            return cls.REFUSAL
        if answer.doubtful:
            return cls.DOUBT
        return cls.CORRECTION if answer.doubts.corrected else cls.ANSWER

    @property
    def colour(self) -> int:
        """The colour of its stripe, 0xRRGGBB."""
        return _COLOURS[self]

    def head(self, texts: Texts) -> str:
        """Return its icon and its word, the first line of a reply."""
        return f"{_ICONS[self]} **{texts(f'answer.tone.{self}')}**"


_COLOURS = {
    Tone.ANSWER: 0x3FB27F,
    Tone.CORRECTION: 0x5B9CF5,
    Tone.DOUBT: 0xF0883E,
    Tone.REFUSAL: 0x8D93A1,
}
_ICONS = {
    Tone.ANSWER: "✅",
    Tone.CORRECTION: "✏️",
    Tone.DOUBT: "🤔",
    Tone.REFUSAL: "🔍",
}
