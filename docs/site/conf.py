"""The documentation as a site: Sphinx over the Markdown files of the repository, as they are."""

from pathlib import Path

project = "Kutip"
author = "Kutip contributors"
copyright = "Kutip contributors"  # noqa: A001 - Sphinx's name
extensions = ["myst_parser"]

# The whole repository is the source, so that links between pages work here and there.
root_doc = "docs/index"
include_patterns = ["docs/*.md", "docs/decisions/*.md", "[A-Z]*.md"]
exclude_patterns = ["README*.md", "docs/site", ".*", "**/.*"]

myst_heading_anchors = 3

html_theme = "furo"
html_title = "Kutip"
html_extra_path = [str(Path(__file__).parent / "index.html")]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
