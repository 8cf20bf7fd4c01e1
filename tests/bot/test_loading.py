import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.loading import load, loaded_when_called


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module of the name `fresh_module`, which nothing has imported."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "fresh_module.py"
    sys.modules.pop("fresh_module", None)
    gc.unfreeze()


def test_no_garbage_is_collected_while_a_module_is_imported(module: Path) -> None:
    module.write_text("import gc\ncollects = gc.isenabled()\n")

    assert load("fresh_module:collects") is False
    assert gc.isenabled()


def test_later_collections_leave_out_what_was_imported(module: Path) -> None:
    module.write_text("things = [[]]\n")

    things = load("fresh_module:things")

    assert not any(each is things for each in gc.get_objects())


def test_a_module_is_frozen_only_when_it_is_imported(module: Path) -> None:
    module.write_text("things = []\n")
    load("fresh_module:things")
    gc.unfreeze()

    load("fresh_module:things")

    assert gc.get_freeze_count() == 0


def test_garbage_is_collected_again_after_an_import_that_fails(module: Path) -> None:
    module.write_text("raise OSError('no')\n")

    with pytest.raises(OSError, match="no"):
        load("fresh_module:things")

    assert gc.isenabled()


def test_a_function_is_imported_when_it_is_called(module: Path) -> None:
    module.write_text("def add(one, other=1):\n    return one + other\n")

    add = loaded_when_called("fresh_module:add")

    assert "fresh_module" not in sys.modules
    assert (add(1), add(1, other=2)) == (2, 3)
