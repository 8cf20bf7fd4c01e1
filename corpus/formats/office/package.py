"""The parts of an Office Open XML package, which its relationships name."""

import posixpath
from dataclasses import dataclass

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.archive import Archive
from corpus.formats.office.elements import attribute, children

_PROPERTIES = "docProps/core.xml"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part that belongs to another."""

    id: str
    kind: str
    """E.g. `styles`."""
    path: str


class Package:
    """A document in its archive, whose main part is here unless the package says otherwise."""

    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        named = self.kinds("").get("officeDocument")
        self.main = named if named in archive.names else main
        self._parts = self.kinds(self.main)
        has_properties = _PROPERTIES in archive.names
        self._properties = archive.xml(_PROPERTIES) if has_properties else None

    def xml(self, path: str) -> etree._Element:
        """Return a part; raise UnreadableError (DAMAGED) if there is none."""
        return self._archive.xml(path)

    def part(self, kind: str) -> etree._Element | None:
        """Return a part that belongs to the main part, e.g. `styles`; None if there is none."""
        beside = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        path = self._parts.get(kind, beside)
        return self._archive.xml(path) if path in self._archive.names else None

    def property(self, name: str) -> str:
        """Return the title, creator or the like of the document; empty if there is none."""
        if self._properties is None:
            return ""
        return (self._properties.findtext(f"{_DUBLIN_CORE}{name}") or "").strip()

    def kinds(self, part: str) -> dict[str, str]:
        """Return the paths of the parts that belong to one, by their kind; of several, the last."""
        return {each.kind: each.path for each in self.related(part)}

    def related(self, part: str) -> list[Relationship]:
        """Return the parts that belong to one, in order; the package's own for an empty path."""
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._archive.names:
            return []
        return [
            Relationship(
                id=attribute(element, "Id") or "",
                kind=(attribute(element, "Type") or "").rpartition("/")[2],
                path=_path(folder, attribute(element, "Target") or ""),
            )
            for element in children(self._archive.xml(path), "Relationship")
        ]


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
