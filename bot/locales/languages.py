"""The languages that Kutip speaks, one for each catalogue in this folder."""

import sys
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent
DOMAIN = "kutip"
"""The name of the compiled catalogues, which lie where gettext looks for them."""
LANGUAGES = tuple(
    sorted(path.parents[1].name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
)
"""By the names of their folders, such as `id` or `pt_BR`."""
FALLBACK = "en"
"""For locales without a catalogue, and for texts that a catalogue lacks."""

_BY_NAME = {language.lower(): language for language in LANGUAGES}
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of them that is set decides, as POSIX has it."""


def catalogue_path(language: str) -> Path:
    """Return the path of the compiled catalogue of one of LANGUAGES."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def language_of(locale: str) -> str | None:
    """Return the language for a locale such as `id`, `en-GB` or `pt_BR.UTF-8`, if it has one."""
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    return _BY_NAME.get(name) or _BY_NAME.get(name.partition("_")[0])


def terminal_language(environment: Mapping[str, str], setting: str | None) -> str:
    """Return the language of a terminal: what is set, else what its locale asks for, else English.

    >>> terminal_language({"LANG": "id_ID.UTF-8"}, None)
    'id'
    >>> terminal_language({"LANG": "id_ID.UTF-8", "LC_ALL": "C.UTF-8"}, None)
    'en'
    """
    values = (environment.get(variable) for variable in _LOCALE_VARIABLES)
    locale = setting or next((value for value in values if value), None) or _language_of_windows()
    return language_of(locale) or FALLBACK


def _language_of_windows() -> str:
    """Return the locale in which Windows shows its menus; on other systems, an empty string."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415
        import locale  # noqa: PLC0415

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    else:  # noqa: RET505 - for mypy, which sees one of the two branches
        return ""
