from importlib.resources import files

import pytest

from index.stored import fingerprint as fingerprint_module
from index.stored.fingerprint import fingerprint


def test_the_fingerprint_stays_the_same() -> None:
    assert fingerprint() == fingerprint.__wrapped__()


def test_a_changed_file_changes_the_fingerprint(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("index")
    for part in fingerprint_module.PARTS:
        (folder / part / "languages").mkdir(parents=True)
    changed = folder / "reading" / "languages" / "id.toml"
    changed.write_text('name = "Indonesia"')
    monkeypatch.setattr(fingerprint_module, "files", lambda _: folder)
    before = fingerprint.__wrapped__()

    changed.write_text('name = "Indonesian"')

    assert fingerprint.__wrapped__() != before


def test_the_models_and_languages_are_part_of_it() -> None:
    listed = {
        each.name
        for part in fingerprint_module.PARTS
        for each in fingerprint_module._files(files("index") / part)
    }

    assert {"id.toml", "ranking_trees.json", "analysis.py", "part.py", "array_file.py"} <= listed
