"""Any damage to a file leads to its text or to an error of ours, and never to a fault of our code.

Small files of each format are cut, filled in and flipped, those that are archives within, too.
Libraries may fail on them in their own ways: `corpus.reader` takes those for damaged files.
"""

import io
import traceback
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus.formats
from corpus.formats import read
from corpus.formats.errors import UnreadableError
from corpus.formats.reading import Reading
from tests.corpus.formats.documents import (
    archive,
    docx,
    epub,
    odt,
    paragraphs_on_page,
    pdf,
    pptx,
    slide_shape,
    word_paragraph,
    word_run,
    word_table,
)

SENTENCE = "Ayam bertelur hampir setiap pagi di kandang belakang rumah."
HTML = f"""<!doctype html><html lang="id"><head><title>Ayam</title>
<meta property="og:title" content="Ayam"><script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "Ayam", "datePublished": "2024-03-05"}}</script></head><body>
<nav><a href="/">Beranda</a></nav><article><h1>Ayam</h1><p>{SENTENCE}</p><ul><li>satu<li>dua</ul>
<table><tr><th>Hari<th>Telur<tr><td>Senin<td>3</table><p>{SENTENCE} &amp; &#233;</p></article>"""
MARKDOWN = f"""---
title: Ayam
date: 2024-03-05
---
# Ayam

{SENTENCE} *Miring* dan **tebal**, [tautan](https://example.org)[^1].

| Hari | Telur |
|------|------:|
| Senin | 3 |

1. satu
   - dua

> {SENTENCE}

```
kode
```

[^1]: {SENTENCE}
"""
MAIL = f"""From: sari@example.org
Subject: =?utf-8?q?Ayam?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{SENTENCE}=20

--b
Content-Type: text/html

<p>{SENTENCE}</p>
--b--
"""
RTF = (
    r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\title Ayam}}\f0\b Ayam\b0\par "
    + SENTENCE
    + r"\'e9\u233?\par}"
)
FILES = {
    "ayam.txt": SENTENCE.encode(),
    "ayam.md": MARKDOWN.encode(),
    "ayam.html": HTML.encode(),
    "ayam.csv": f'Hari,Telur,Catatan\nSenin,3,"{SENTENCE}"\n'.encode(),
    "ayam.eml": MAIL.encode(),
    "ayam.rtf": RTF.encode(),
    "ayam.pdf": pdf([paragraphs_on_page([SENTENCE, SENTENCE])], title="Ayam"),
    "ayam.docx": docx(
        word_paragraph(word_run("Ayam"))
        + word_paragraph(SENTENCE)
        + word_table([["Hari", "Telur"], ["Senin", "3"]])
    ),
    "ayam.odt": odt(f"<text:h text:outline-level='1'>Ayam</text:h><text:p>{SENTENCE}</text:p>"),
    "ayam.pptx": pptx(
        [slide_shape(["Ayam"], "title") + slide_shape([SENTENCE])], {1: slide_shape([SENTENCE])}
    ),
    "ayam.epub": epub({"satu.xhtml": f"<html><body><h1>Ayam</h1><p>{SENTENCE}</p></body></html>"}),
}
OURS = str(Path(corpus.formats.__file__).parent)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw bytes that differ from these in one to four places."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        part = data[start:end]
        put = draw(
            st.sampled_from([b"", part * 2, part[::-1], bytes(byte ^ 0x20 for byte in part)])
            | st.binary(max_size=8)
        )
        data = data[:start] + put + data[end:]
    return data


@st.composite
def damaged_file(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw a damaged file; of an archive, either itself or one of its members is damaged."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or draw(st.integers(0, 3)) == 0:
        return draw(damaged(data))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    name = draw(st.sampled_from(sorted(members)))
    content = members[name]
    assert isinstance(content, bytes)
    return archive(members | {name: draw(damaged(content))})


def test_the_files_are_whole() -> None:
    for name, data in FILES.items():
        assert SENTENCE in read(data, name).body.replace("\n", " "), name


@pytest.mark.parametrize("name", FILES)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    file = data.draw(damaged_file(FILES[name]))
    try:
        reading = read(file, data.draw(st.sampled_from([name, None])))
    except UnreadableError:
        return
    except Exception as error:
        # A library may fail; our own code may not.
        if traceback.extract_tb(error.__traceback__)[-1].filename.startswith(OURS):
            raise
        return
    assert isinstance(reading, Reading)
    assert reading.body.strip()
