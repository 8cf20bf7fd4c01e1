import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answering import open_assistant
from bot.cli import cli
from bot.composition import assemble, serve_discord
from bot.terminal.program import Program
from index.learning.tree_training import CHANCES, RANKING, SETTINGS
from index.ranking.brief import BRIEF_FEATURES
from index.ranking.confidence import CONFIDENCE_FEATURES, PORTABLE_CONFIDENCE_FEATURES
from index.ranking.features import SENTENCE_FEATURES
from index.ranking.ranking import PORTABLE_FEATURES, RANKING_FEATURES
from index.ranking.trees import Trees
from tests.bot.terminal.shelf import in_a_process

TOWNS = (
    "Bandung",
    "Medan",
    "Solo",
    "Ambon",
    "Manado",
    "Padang",
    "Malang",
    "Kupang",
    "Palu",
    "Jambi",
)


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture(scope="module", autouse=True)
def _a_little_is_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.learning.circumstances.SMALL_CORPORA", {1: 4, 2: 4, 9: 2})
        patch.setitem(SETTINGS, "min_data_in_leaf", 1)
        patch.setitem(RANKING, "num_iterations", 20)
        patch.setitem(CHANCES, "num_iterations", 20)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of a passage and a question for each town."""
    folder = tmp_path_factory.mktemp("judged") / "towns"
    folder.mkdir()
    write_lines(
        folder / "passages.jsonl",
        [
            {
                "id": f"p{number}",
                "article_id": f"a{number}",
                "title": "",
                "text": "Wali kota bertemu warga dan membuka pameran; pembukaan itu ramai. "
                f"Jembatan {town} dibuka tahun {1990 + number}.",
            }
            for number, town in enumerate(TOWNS)
        ],
    )
    write_lines(
        folder / "queries.train.jsonl",
        [
            {
                "id": f"q{number}",
                "text": f"Kapan jembatan {town} dibuka?",
                "answerable": True,
                "answers": [str(1990 + number)],
                "relevant": [f"p{number}"],
            }
            for number, town in enumerate(TOWNS)
        ],
    )
    return folder


def kutip(*arguments: str) -> Result:
    program = Program({}, Path("no.env"), open_assistant, assemble, serve_discord)
    return CliRunner().invoke(cli, arguments, obj=program)


@pytest.fixture(scope="module")
def models(folder: Path) -> Path:
    """What was learnt from it."""
    models = folder.parent / "models"
    result = kutip("train", str(folder), "--into", str(models))
    assert result.exit_code == 0, result.output
    return models


def test_training_writes_readable_weights_for_every_feature(models: Path) -> None:
    ranking = json.loads((models / "ranking.json").read_text())
    assert tuple(ranking["sentence"]) == SENTENCE_FEATURES
    assert tuple(ranking["passage"]) == PORTABLE_FEATURES
    confidence = json.loads((models / "confidence.json").read_text())
    assert tuple(confidence["confidence"]) == PORTABLE_CONFIDENCE_FEATURES


def test_the_same_questions_give_the_same_weights(
    folder: Path, models: Path, tmp_path: Path
) -> None:
    kutip("train", str(folder), "--into", str(tmp_path))

    for name in ("ranking.json", "ranking_trees.json", "confidence.json", "confidence_trees.json"):
        assert (tmp_path / name).read_text() == (models / name).read_text()


def test_trees_are_written_one_a_line(models: Path) -> None:
    for name, features in (
        ("ranking_trees.json", RANKING_FEATURES),
        ("confidence_trees.json", CONFIDENCE_FEATURES),
    ):
        text = (models / name).read_text()
        first, *_, last = text.splitlines()
        assert (first, last) == ("[", "]")
        assert len(text.splitlines()) == len(json.loads(text)) + 2
        assert Trees.from_json(json.loads(text), features).trees


def test_a_library_of_the_system_that_is_missing_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "lightgbm.py").write_text("raise OSError('libgomp.so.1: cannot open it')")

    ended = in_a_process(tmp_path, "train", str(folder), PYTHONPATH=str(tmp_path))

    assert ended.returncode == 69
    assert ended.stderr == (
        "kutip: `kutip train` can't load a library: libgomp.so.1: cannot open it; on Debian, "
        "install it with: apt-get install libgomp1\n"
    )


def test_a_set_without_questions_to_learn_from_is_named(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "passages.jsonl", tmp_path)

    result = kutip("train", str(tmp_path))

    assert result.exit_code == 66
    assert "queries.train.jsonl" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_training_writes_common_words_with_their_families(models: Path) -> None:
    words = (models / "common_words.id.txt").read_text().split()

    assert {"dibuka", "membuka", "pembukaan"} <= set(words)
    assert (models / "families.id.txt").read_text() == "buka 3\n"


def test_the_confidence_in_brief_passages_is_trained_by_itself(
    folder: Path, tmp_path: Path
) -> None:
    judged, elsewhere = tmp_path / "judged", tmp_path / "elsewhere"
    for made in (judged, elsewhere):
        made.mkdir()
    for name, source in (
        ("passages.jsonl", "passages.jsonl"),
        ("queries.tuning.jsonl", "queries.train.jsonl"),
    ):
        (judged / name).write_bytes((folder / source).read_bytes())
    unanswerable = {"id": "u", "text": "siapa wali kota", "answerable": False}
    with (judged / "queries.tuning.jsonl").open("a") as file:
        file.write(json.dumps({**unanswerable, "answers": [], "relevant": []}) + "\n")
    write_lines(elsewhere / "questions.tuning.jsonl", [{"text": "berapa harga jembatan"}])

    result = kutip("train", "--brief", str(judged), str(elsewhere), "--into", str(tmp_path))

    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "brief.json").read_text())
    assert tuple(written["confidence"]) == BRIEF_FEATURES
    assert not (tmp_path / "ranking.json").exists()
