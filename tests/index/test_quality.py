"""The quality gate: questions of our own about the shipped article, and floors under the figures.

A floor is a number of questions, one or two below what was reached when it was set. Raise it with
the figures, and lower it only with a reason.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.terminal.measuring import SHIPPED_THRESHOLD
from corpus.article import Span
from index.answer import Answer
from index.finder import Finder, is_doubtful
from tests.index.articles import shipped

QUESTIONS = Path(__file__).parent.parent / "quality" / "article.jsonl"
(ARTICLE,) = shipped()
UNANSWERABLE = {"out-of-scope", "near-miss"}
KINDS = UNANSWERABLE | {
    "formal",
    "colloquial",
    "typo",
    "keywords",
    "abbreviations",
    "english",
    "two-step",
    "follow-up",
}


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    kind: str
    answerable: bool
    answers: tuple[str, ...]
    passage: tuple[int, ...]
    earlier: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question and its answer, whatever the confidence."""

    question: Question
    answer: Answer

    @property
    def first(self) -> bool:
        return any(hit.passage.number in self.question.passage for hit in self.answer.hits[:1])

    @property
    def sentence(self) -> bool:
        return self._answered_by(hit.sentence for hit in self.answer.hits[:1])

    @property
    def shown(self) -> bool:
        return self._answered_by(hit.shown for hit in self.answer.hits[:1])

    @property
    def kept(self) -> bool:
        return self.answer.confidence >= SHIPPED_THRESHOLD

    @property
    def refused(self) -> bool:
        return not self.kept

    @property
    def unsure(self) -> bool:
        """Whether it is refused, or shown with a warning."""
        doubtful = is_doubtful(self.answer.confidence, SHIPPED_THRESHOLD)
        return doubtful or bool(self.answer.doubts)

    def _answered_by(self, spans: Iterable[Span]) -> bool:
        """Return whether the spans contain an answer, and not by chance in a wrong passage."""
        texts = [span.of(ARTICLE.body) for span in spans]
        return self.first and any(gold in text for gold in self.question.answers for text in texts)

    def __str__(self) -> str:
        right = " or ".join(map(str, self.question.passage)) or "none"
        found = ", ".join(str(hit.passage.number) for hit in self.answer.hits) or "none"
        return (
            f"{self.question.id}: {self.question.text!r} is answered in {right}; "
            f"found {found} at {self.answer.confidence:.2f}"
        )


def read() -> list[Question]:
    rows = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [
        Question(**{**row, "answers": tuple(row["answers"]), "passage": tuple(row["passage"])})
        for row in rows
    ]


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    finder = Finder([ARTICLE])
    return [Asked(one, finder.find(one.text, 0.0, earlier=one.earlier)) for one in read()]


def table(asked: list[Asked]) -> str:
    """Return, for each kind of question, how many were asked and how many passed by each figure."""
    figures = ("first", "sentence", "shown", "kept", "refused")
    lines = [f"{'':14}{'asked':>9}" + "".join(f"{name:>9}" for name in figures)]
    for kind in dict.fromkeys(one.question.kind for one in asked):
        of_kind = [one for one in asked if one.question.kind == kind]
        counts = (sum(getattr(one, name) for one in of_kind) for name in figures)
        lines.append(f"{kind:14}{len(of_kind):9}" + "".join(f"{count:9}" for count in counts))
    return "\n".join(lines)


def answerable(one: Asked) -> bool:
    return one.question.answerable


def of_kind(kind: str) -> Callable[[Asked], bool]:
    return lambda one: one.question.kind == kind


@pytest.mark.parametrize(
    ("figure", "chosen", "floor"),
    [
        pytest.param("first", answerable, 72, id="right passage first"),
        pytest.param("sentence", answerable, 72, id="answer in the sentence"),
        pytest.param("shown", answerable, 72, id="answer in what is shown"),
        # Two fewer than with weighted sums, by which half as many near misses were refused.
        pytest.param("kept", answerable, 77, id="answerable kept"),
        pytest.param("first", of_kind("follow-up"), 7, id="follow-ups right"),
        # Two fewer than before everyday questions were learnt from, by which a fifth more of those
        # are answered; all of these come with a warning.
        pytest.param("refused", of_kind("out-of-scope"), 14, id="out of scope refused"),
        pytest.param("unsure", of_kind("out-of-scope"), 17, id="out of scope warned about"),
        pytest.param("unsure", of_kind("near-miss"), 12, id="near misses warned about"),
    ],
)
def test_the_shipped_article_is_answered_no_worse_than_before(
    asked: list[Asked], figure: str, chosen: Callable[[Asked], bool], floor: int
) -> None:
    judged = [one for one in asked if chosen(one)]
    failing = [one for one in judged if not getattr(one, figure)]

    passed = len(judged) - len(failing)
    report = "\n".join([table(asked), "", *map(str, failing)])
    assert passed >= floor, f"{passed} of {len(judged)}, at least {floor} wanted\n{report}"


def test_the_questions_are_of_every_kind_and_each_asked_once() -> None:
    questions = read()

    assert len(questions) >= 60
    assert {one.kind for one in questions} == KINDS
    assert len({one.id for one in questions}) == len(questions)
    assert len({(one.earlier, one.text.casefold()) for one in questions}) == len(questions)
    assert {one.kind for one in questions if not one.answerable} == UNANSWERABLE
    assert {one.kind for one in questions if one.earlier} == {"follow-up"}


def test_the_judged_passages_contain_the_answers() -> None:
    texts = {one.number: one.span.of(ARTICLE.body) for one in ARTICLE.passages}

    for one in read():
        assert one.answerable == bool(one.answers) == bool(one.passage), one.id
        answering = [texts[number] for number in one.passage]
        assert all(any(answer in text for text in answering) for answer in one.answers), one.id
        assert all(any(answer in text for answer in one.answers) for text in answering), one.id
