"""Writes documents with the programs and packages for such files that are installed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from libraries import write_fpdf2, write_python_docx, write_reportlab
from markup import html, markdown, typst
from playwright.sync_api import sync_playwright
from truth import Truth

LIBREOFFICE_WRITES = ("odt", "rtf", "docx", "pdf", "html")
PANDOC_WRITES = {
    "html": "html",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "epub": "epub",
    "md": "gfm",  # its own Markdown has straight quotation marks, for a reader to curl
}
"""The format for each ending."""
PATIENCE = 300
"""Seconds for a run of a program."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the files that producers start from."""

    name: str
    truth: Truth
    folder: Path

    def path(self, ending: str) -> Path:
        """Return its file with an ending: `html`, `md` or `typ`."""
        return self.folder / f"{self.name}.{ending}"


Write = Callable[[Sequence[Source], Path], None]
"""Writes `NAME.PRODUCER.ENDING` for each document into a folder."""


@dataclass(frozen=True, slots=True)
class Producer:
    """What writes files."""

    name: str
    write: Write
    programs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether it can be run here."""
        return all(map(shutil.which, self.programs)) and all(map(find_spec, self.packages))


def write_sources(documents: dict[str, Truth], folder: Path) -> list[Source]:
    """Write what the producers start from; return the documents."""
    sources = [Source(name, truth, folder) for name, truth in documents.items()]
    for source in sources:
        for ending, write in (("html", html), ("md", markdown), ("typ", typst)):
            source.path(ending).write_text(write(source.truth), encoding="utf-8")
    return sources


def _by_hand(sources: Sequence[Source], folder: Path) -> None:
    for source in sources:
        for ending in ("html", "md"):
            shutil.copy(source.path(ending), folder / f"{source.name}.hand.{ending}")


def _chromium(sources: Sequence[Source], folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            # Its sandbox doesn't work for root, e.g. in a container.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        for source in sources:
            page = browser.new_page()
            page.goto(source.path("html").as_uri())
            page.pdf(path=folder / f"{source.name}.chromium.pdf", format="A4")
            page.pdf(
                path=folder / f"{source.name}.chromium-header.pdf",
                format="A4",
                display_header_footer=True,
                margin={"top": "2cm", "bottom": "2cm"},
            )
            session = page.context.new_cdp_session(page)
            snapshot = session.send("Page.captureSnapshot", {"format": "mhtml"})
            saved = folder / f"{source.name}.chromium.mhtml"
            saved.write_bytes(snapshot["data"].encode())
        browser.close()


def _libreoffice(sources: Sequence[Source], folder: Path) -> None:
    pages = [source.path("html") for source in sources]
    with TemporaryDirectory() as made:
        profile = f"-env:UserInstallation={Path(made, 'profile').as_uri()}"
        reader = "--infilter=HTML (StarWriter)"  # else a page becomes a document of Writer/Web
        for ending in LIBREOFFICE_WRITES:
            convert = ("--headless", reader, "--convert-to", ending, "--outdir", made)
            _run("soffice", profile, *convert, *pages)
            for source in sources:
                written = Path(made, f"{source.name}.{ending}")
                shutil.move(written, folder / f"{source.name}.libreoffice.{ending}")


def _pandoc(sources: Sequence[Source], folder: Path) -> None:
    for source in sources:
        for ending, kind in PANDOC_WRITES.items():
            written = folder / f"{source.name}.pandoc.{ending}"
            _run("pandoc", "--standalone", "--to", kind, source.path("md"), "--output", written)


def _xelatex(sources: Sequence[Source], folder: Path) -> None:
    for source in sources:
        written = folder / f"{source.name}.xelatex.pdf"
        _run("pandoc", "--pdf-engine=xelatex", source.path("md"), "--output", written)


def _weasyprint(sources: Sequence[Source], folder: Path) -> None:
    for source in sources:
        _run("weasyprint", source.path("html"), folder / f"{source.name}.weasyprint.pdf")


def _typst(sources: Sequence[Source], folder: Path) -> None:
    for source in sources:
        _run("typst", "compile", source.path("typ"), folder / f"{source.name}.typst.pdf")


def _with_library(
    write: Callable[[Truth, Path], None], ending: str, sources: Sequence[Source], folder: Path
) -> None:
    for source in sources:
        write(source.truth, folder / f"{source.name}.{ending}")


def _run(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program)
    assert found is not None
    subprocess.run(  # noqa: S603
        [found, *arguments], check=True, capture_output=True, timeout=PATIENCE
    )


PRODUCERS = (
    Producer("hand", _by_hand),
    Producer("chromium", _chromium, programs=("chromium",)),
    Producer("libreoffice", _libreoffice, programs=("soffice",)),
    Producer("pandoc", _pandoc, programs=("pandoc",)),
    Producer("xelatex", _xelatex, programs=("pandoc", "xelatex")),
    Producer("weasyprint", _weasyprint, programs=("weasyprint",)),
    Producer("typst", _typst, programs=("typst",)),
    Producer(
        "reportlab",
        partial(_with_library, write_reportlab, "reportlab.pdf"),
        packages=("reportlab",),
    ),
    Producer("fpdf2", partial(_with_library, write_fpdf2, "fpdf2.pdf"), packages=("fpdf",)),
    Producer(
        "python-docx",
        partial(_with_library, write_python_docx, "python-docx.docx"),
        packages=("docx",),
    ),
)


def produce(sources: Sequence[Source], folder: Path) -> Iterator[str]:
    """Write the files of the producers that are installed; yield the others, and which failed."""
    for producer in PRODUCERS:
        if not producer.installed:
            yield f"{producer.name}: not installed"
            continue
        try:
            producer.write(sources, folder)
        except Exception as error:  # whatever a producer does, the others are measured
            yield f"{producer.name}: {error}"
