"""What an index shows of the package; `make build` builds it whole, and asks it a question."""

import email
import shutil
import subprocess
import sys
import tomllib
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
URLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]
REPOSITORY = URLS["Repository"]
PREPARE = (
    "from setuptools import build_meta; print(build_meta.prepare_metadata_for_build_wheel('.'))"
)


@pytest.fixture(scope="module")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> Message:
    """The metadata that is made of the project, without its code."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    made = subprocess.run(
        [sys.executable, "-c", PREPARE], cwd=folder, capture_output=True, text=True, check=True
    )
    return email.message_from_string(
        (folder / made.stdout.splitlines()[-1] / "METADATA").read_text()
    )


def test_it_names_its_places_and_nobody(metadata: Message) -> None:
    assert metadata["Name"] == "kutip"
    assert metadata["Keywords"]
    assert dict(each.split(", ") for each in metadata.get_all("Project-URL") or []) == URLS
    assert not {"Author", "Author-email", "Maintainer", "Maintainer-email"} & set(metadata)


def test_every_place_is_in_the_repository() -> None:
    assert all(url.startswith(REPOSITORY) for url in URLS.values())


def test_its_description_is_the_readme_with_links_and_pictures_that_lead_somewhere(
    metadata: Message,
) -> None:
    description = str(metadata.get_payload())
    targets = [part.partition(")")[0] for part in description.split("](")[1:]]

    assert metadata["Description-Content-Type"] == "text/markdown"
    assert description.startswith("# Kutip\n")
    assert targets
    for target in targets:
        assert target.startswith(("https://", "#")), target
        for kind in ("blob", "raw"):
            path = target.partition("#")[0].removeprefix(f"{REPOSITORY}/{kind}/HEAD/")
            assert path.startswith(("https://", "#")) or (ROOT / path).exists() or not path, target


def test_the_readme_is_cloned_from_there() -> None:
    assert f"git clone {REPOSITORY}" in (ROOT / "README.md").read_text()
