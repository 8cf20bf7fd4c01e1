"""The gate for grouping: questions of invented servers, by what they ask for, and floors."""

import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.split import split
from index.finder import Finder
from index.grouping.meaning import Meaning

FOLDER = Path(__file__).parents[2] / "quality" / "intents"


def asked(half: str) -> dict[str, dict[str, str]]:
    """Return, by article, what each of the questions on its server asks for."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in (FOLDER / f"questions.{half}.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        found[one["article"]][one["text"]] = one["intent"]
    return found


def finder(name: str) -> Finder:
    body = (FOLDER / "articles" / f"{name}.md").read_text(encoding="utf-8")
    title = body.partition("\n")[0].removeprefix("# ")
    return Finder([Article(name, 1, title, "", None, "id", body, split(body))])


def pairs(half: str) -> tuple[int, int, int, int]:
    """Return how many pairs have one intent, how many have not, and how many of each are merged."""
    one = other = merged = wrongly = 0
    for article, intents in asked(half).items():
        questions = list(intents)
        group_of = {
            questions[number]: place
            for place, group in enumerate(Meaning(finder(article)).groups(questions))
            for number in group
        }
        for first, second in combinations(questions, 2):
            together = group_of[first] == group_of[second]
            if intents[first] == intents[second]:
                one, merged = one + 1, merged + together
            else:
                other, wrongly = other + 1, wrongly + together
    return one, other, merged, wrongly


@pytest.mark.parametrize(("half", "floor"), [("tuning", 0.6), ("held-out", 0.63)])
def test_most_pairs_with_one_intent_are_merged_and_hardly_any_other(
    half: str, floor: float
) -> None:
    one, other, merged, wrongly = pairs(half)

    assert one >= 120
    assert other >= 200
    assert merged / one >= floor
    assert wrongly <= 1
