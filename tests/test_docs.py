"""What the documents say is what the program does."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from click.testing import CliRunner

from bot.cli import cli
from bot.locales import texts_in
from bot.settings import SETTINGS
from bot.terminal.failures import EXIT_STATUS

ROOT = Path(__file__).parents[1]
SETTINGS_PAGE = (ROOT / "docs/settings.md").read_text()
MAINTAINERS = (ROOT / "docs/maintainers.md").read_text()
READMES = ("README.md", "README.id.md")


def test_the_docs_list_every_setting_as_the_code_has_it() -> None:
    table = SETTINGS_PAGE.split("<!-- settings")[1].split("<!-- /settings")[0].splitlines()[3:]

    assert [row for row in table if row] == [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else '—'} "
        f"| {setting.allowed} | {setting.help} |"
        for setting in SETTINGS
    ]


def test_the_example_of_an_env_file_lists_every_setting_as_the_code_has_it() -> None:
    _, *entries = (ROOT / ".env.example").read_text().split("\n\n")

    assert [entry.strip() for entry in entries] == [
        f"# {setting.help}\n# Allowed: {setting.allowed}.\n{setting.name}={setting.default}"
        for setting in SETTINGS
    ]


def test_the_docs_name_every_command_and_exit_status() -> None:
    for command in cli.commands:
        assert f"`kutip {command}" in MAINTAINERS
    for status in EXIT_STATUS.values():
        assert str(status) in MAINTAINERS


def test_every_command_has_help() -> None:
    for command in cli.commands:
        result = CliRunner().invoke(cli, [command, "--help"])
        assert result.exit_code == 0
        assert cli.commands[command].help


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text()
    verbs = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))

    described = (ROOT / "CONTRIBUTING.md").read_text()
    assert [
        verb for verb in sorted(verbs - {"help", "clean"}) if f"make {verb}" not in described
    ] == []


def test_contributors_have_the_packages_of_every_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    groups = project["dependency-groups"]
    for extra, packages in project["project"]["optional-dependencies"].items():
        # What is apart from dev is in the group of the same name, with a lock of its own.
        assert set(packages) <= {*groups["dev"], *groups.get(extra, ())}


def test_no_lock_names_a_registry_or_a_path() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        assert not re.search(r"https?:|file:|--index|--find", lock.read_text())


def test_contributing_names_only_files_and_folders_that_exist() -> None:
    house = (ROOT / "CONTRIBUTING.md").read_text().split("```")[1]
    places = {
        path.name for floor in ("bot", "index", "corpus") for path in (ROOT / floor).rglob("*")
    }

    assert [name for name in re.findall(r"\b\w+\.py\b", house) if name not in places] == []
    assert [
        name for name in re.findall(r"^  +(\w+)/", house, re.MULTILINE) if name not in places
    ] == []


def test_the_gallery_shows_every_screen_in_both_languages_and_widths() -> None:
    shown = {}
    for page, language in (("screens.md", "en"), ("screens.id.md", "id")):
        named = re.findall(r"\]\((screens/[^)]+)\)", (ROOT / "docs" / page).read_text())
        drawn = (ROOT / "docs/screens" / language).glob("*.webp")
        assert sorted(named) == sorted(f"screens/{language}/{path.name}" for path in drawn)
        shown[language] = [name.rpartition("/")[2] for name in named]
    assert shown["en"] == shown["id"]


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/reliability.md"])
def test_every_test_that_a_promise_names_exists(page: str) -> None:
    named = re.findall(r"`([\w/]*test_\w+\.py)`", (ROOT / page).read_text())
    assert named
    assert [
        path for path in named if not list((ROOT / "tests").rglob(path.removeprefix("tests/")))
    ] == []


def structure(page: str) -> list[str]:
    """Return what a page is made of, line by line: headings, items, rows, code and links."""
    shape = []
    for line in (ROOT / page).read_text().splitlines():
        if found := re.match(r"#+ |- |\d\. |\||```|make \w+|git .*", line):
            shape.append(found[0])
        shape += re.findall(r"\]\((?!README|docs/(?:quick-start|mulai)\.md)(.*?)\)", line)
    return shape


@pytest.mark.parametrize("page", ["quick-start.md", "upgrade.md", "uninstall.md"])
def test_who_installed_a_package_is_told_how_to_come_and_go(page: str) -> None:
    text = (ROOT / "docs" / page).read_text()

    assert re.search(r"uv\s+tool\s+(un)?install", text)
    assert re.search(r"pipx\s+(un)?install", text)


def test_the_readme_is_built_alike_in_both_languages() -> None:
    english, indonesian = map(structure, READMES)

    assert indonesian == english


@pytest.mark.parametrize("page", READMES)
def test_every_link_of_a_readme_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!http)(.*?)\)", (ROOT / page).read_text())

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", ["README.id.md", "docs/mulai.md"])
def test_the_indonesian_pages_name_commands_as_discord_shows_them(page: str) -> None:
    keys = re.findall(r'"(\w+\.command_\w+)"', (ROOT / "bot/locales/id.po").read_text())
    names = {texts_in("id")(key) for key in keys if not key.endswith("_description")}
    named = re.findall(r"`/([\w-]+)(?: ([\w-]+)(?!:))?[ `]", (ROOT / page).read_text())

    assert named
    assert {word for words in named for word in words if word} - names - {"ask"} == set()


@pytest.mark.parametrize("form", ["bug.yml", "idea.yml"])
def test_a_form_for_issues_names_each_field_once_and_requires_one(form: str) -> None:
    found = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / form).read_text())
    fields = [field for field in found["body"] if field["type"] != "markdown"]

    assert {"name", "description"} <= set(found)
    assert len({field["id"] for field in fields}) == len(fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_changelog_has_the_version_with_its_date() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$",
        (ROOT / "CHANGELOG.md").read_text(),
        re.MULTILINE,
    )
