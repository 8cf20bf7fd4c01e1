"""Animates the picture of an answer, as SVG: the question is typed, then the answer appears."""

import base64
import struct
import sys
from html import escape
from pathlib import Path

QUESTION = "When does the slow boat to Sabang leave?"
"""That of reply.png."""
WIDTH, BAR = 720, 56
"""In CSS pixels: the width of the pictures of picture.py, the height of the line to type in."""
SECONDS, TYPED, SHOWN = 9, 30, 36
"""How long a round takes; the percentage at which the question is typed, and the answer shown."""
LETTER = 8.4
"""Width of a letter, fixed so that the question can be uncovered letter by letter."""

STYLE = """\
.typed {{ animation: type {seconds}s steps({letters}) infinite }}
.answer {{ animation: show {seconds}s infinite }}
@keyframes type {{
  0%, 6% {{ width: 0 }} {typed}%, {shown}% {{ width: {line}px }} {cleared}%, 100% {{ width: 0 }}
}}
@keyframes show {{
  0%, {typed}% {{ opacity: 0 }} {shown}%, 97% {{ opacity: 1 }} 100% {{ opacity: 0 }}
}}
@media (prefers-reduced-motion) {{ .typed, .answer {{ animation: none }} }}
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"
  height="{height}" role="img" aria-label="{label}">
<style>
{style}</style>
<rect width="{width}" height="{height}" fill="#323339"/>
<image class="answer" width="{width}" height="{answer}" href="data:image/png;base64,{picture}"/>
<g transform="translate(16 {answer})">
<rect width="{box}" height="40" rx="8" fill="#383a40"/>
<clipPath id="line"><rect class="typed" width="{line}" height="40"/></clipPath>
<text x="14" y="26" clip-path="url(#line)" fill="#dbdee1" font-family="monospace" font-size="14"
  textLength="{length}">{text}</text>
</g>
</svg>
"""


def animated(picture: bytes, question: str) -> str:
    """Return an SVG in which the question is typed, and the picture of its answer (PNG) appears."""
    text = f"/ask question: {question}"
    width, height = struct.unpack_from(">II", picture, 16)  # of PNG's first chunk
    answer = round(height * WIDTH / width)
    line = round(14 + len(text) * LETTER)
    style = STYLE.format(
        seconds=SECONDS,
        letters=len(text),
        typed=TYPED,
        shown=SHOWN,
        cleared=SHOWN + 1,
        line=line,
    )
    return DRAWING.format(
        width=WIDTH,
        height=answer + BAR,
        answer=answer,
        box=WIDTH - 32,
        label=escape(f"{text}: Kutip answers with a quoted passage"),
        style=style,
        line=line,
        length=round(len(text) * LETTER),
        text=escape(text),
        picture=base64.b64encode(picture).decode(),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    svg = animated((folder / "reply.png").read_bytes(), QUESTION)
    (folder / "asking.svg").write_text(svg, encoding="utf-8")
