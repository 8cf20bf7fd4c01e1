"""The animated picture of asking."""

import re
import runpy
from xml.etree import ElementTree as ET

from tests.lock import ROOT

DOCS = ROOT / "docs"
ANIMATION = runpy.run_path(str(DOCS / "animation.py"))
ANSWER = (DOCS / "reply.png").read_bytes()


def test_the_animation_shows_the_question_over_its_whole_answer() -> None:
    root = ET.fromstring(ANIMATION["animated"](ANSWER, "Mana <A> & B?"))

    assert [each.text for each in root.iter() if each.tag.endswith("text")] == [
        "/ask question: Mana <A> & B?"
    ]
    (image,) = (each for each in root.iter() if each.tag.endswith("image"))
    assert int(root.get("height", 0)) == int(image.get("height", 0)) + ANIMATION["BAR"]


def test_the_animation_loads_nothing_from_elsewhere() -> None:
    links = re.findall(r'(?:href|src)="([^"]{5})|url\((.)', (DOCS / "asking.svg").read_text())

    assert {start or place for start, place in links} == {"data:", "#"}


def test_the_animation_is_of_the_picture_in_the_docs() -> None:
    drawn = ANIMATION["animated"](ANSWER, ANIMATION["QUESTION"])

    assert (DOCS / "asking.svg").read_text() == drawn, "run `make picture`"
