"""Training the models on judged sets and writing them, for `kutip train`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot.faults import sentence
from bot.terminal.language import current_texts, texts
from corpus.article import Article
from index.finder import ASKED_IN
from index.learning.circumstances import confidence_examples
from index.learning.examples import TrainingSet, halves, ranking_examples
from index.learning.judged import JudgedQuestion, JudgedSet, read_questions, read_set
from index.learning.training import train_confidence, train_ranker
from index.ranking.trees import Trees
from index.reading.analysis import analyzer
from index.reading.languages import language
from index.searching.common_roots import count_families
from index.searching.common_words import (
    common_words,
    count_common_words,
    count_names,
    known_names,
)

QUESTIONS = "queries.train.jsonl"
"""The training file of each set; the others are held out for evaluation."""


def train_models(folders: Sequence[Path], into: Path) -> None:
    """Train the ranking and confidence models on these judged sets, and write them to `into`.

    Raises JudgedSetError if a set can't be used.
    """
    judged = [_read(folder) for folder in folders]
    into.mkdir(parents=True, exist_ok=True)
    # First, because the features depend on the common words and names.
    _write_words([each for each, _ in judged], into)
    common_words.cache_clear()
    known_names.cache_clear()
    sets = [
        TrainingSet.of(each, questions, [language(code) for code in (each.language, *ASKED_IN)])
        for each, questions in judged
    ]
    examples = ranking_examples(sets)
    click.echo(texts("terminal.train_ranking", count=len(examples)), err=True)
    ranker = train_ranker(examples)
    write_model(
        into / "ranking.json",
        {"sentence": ranker.sentence.to_json(), "passage": ranker.elsewhere.to_json()},
    )
    _write_trees(into / "ranking_trees.json", ranker.passage)
    first, second = (train_ranker(ranking_examples(half)) for half in halves(sets))
    more = confidence_examples(sets, (second, first))
    click.echo(texts("terminal.train_confidence", count=len(more.rows)), err=True)
    without_trees = replace(second, trees_in=frozenset()), replace(first, trees_in=frozenset())
    elsewhere = confidence_examples(sets, without_trees)
    confidence = train_confidence(more, elsewhere)
    write_model(into / "confidence.json", {"confidence": confidence.elsewhere.to_json()})
    _write_trees(into / "confidence_trees.json", confidence.trees)
    click.echo(texts("terminal.trained", folder=into))


def _read(folder: Path) -> tuple[JudgedSet, Sequence[JudgedQuestion]]:
    judged = read_set(folder)
    file = read_questions(folder / QUESTIONS, judged)
    for complaint in (*judged.complaints, *file.complaints):
        click.echo(f"kutip: {sentence(complaint, current_texts())}", err=True)
    return judged, file.questions


def _write_words(sets: Sequence[JudgedSet], into: Path) -> None:
    articles: dict[str, list[Article]] = {}
    for judged in sets:
        articles.setdefault(judged.language, []).extend(judged.articles)
    for code, of_language in articles.items():
        common = count_common_words(of_language, analyzer(code))
        families = count_families(common).items()
        _write_lines(into / f"common_words.{code}.txt", common)
        _write_lines(into / f"families.{code}.txt", (f"{base} {size}" for base, size in families))
        _write_lines(into / f"names.{code}.txt", count_names(of_language, analyzer(code)))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _write_trees(path: Path, trees: Trees) -> None:
    """Write one tree per line."""
    lines = (json.dumps(tree, separators=(",", ":")) for tree in trees.to_json())
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def write_model(path: Path, data: dict[str, Any]) -> None:
    """Write a linear model, or several by name."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
