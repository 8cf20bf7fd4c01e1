"""The page of licences has every package that is installed to run Kutip."""

import runpy

from tests.lock import ROOT

LICENCES = runpy.run_path(str(ROOT / "docs" / "licences.py"))


def test_the_page_lists_every_package() -> None:
    rows = (ROOT / "docs" / "licences.md").read_text().splitlines()
    listed = {row.split(" | ")[0].removeprefix("| ") for row in rows if row.startswith("| ")}

    # Not their licences: other versions, for another Python, may word the same one otherwise.
    assert LICENCES["licences"]().keys() - listed == set(), "run `make licences`"


def test_no_licence_asks_for_more_than_a_notice() -> None:
    """Kutip itself is under the MIT licence."""
    for name, licence in LICENCES["licences"]().items():
        assert "GPL" not in licence, name
