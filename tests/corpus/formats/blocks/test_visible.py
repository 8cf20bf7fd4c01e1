import pytest

from corpus.article import Kind
from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html


def read(html: str) -> list[tuple[Kind | None, str]]:
    root = parse_html(html)
    assert root is not None
    return [(block.kind, block.text) for block in blocks_of(root)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>Rp1</span>",
        "<span hidden=''>Rp1</span>",
        "<span style='display: none'>Rp1</span>",
        "<span style='DISPLAY:none; color: red'>Rp1</span>",
        "<span style='visibility:hidden'>Rp1</span>",
        "<span style='mso-hide: all'>Rp1</span>",
        "<span style='opacity: 0'>Rp1</span>",
        "<span style='color:red; opacity:0.0;'>Rp1</span>",
        "<span style='position: absolute; left: -9999px'>Rp1</span>",
        "<span style='position:fixed;top:-100em'>Rp1</span>",
        "<span style='text-indent:-999em'>Rp1</span>",
        "<span style='position:absolute;clip:rect(0, 0, 0, 0)'>Rp1</span>",
        "<span style='font-size:0'>Rp1</span>",
        "<span style='font-size: 0px; line-height: 0'><b>Rp1</b></span>",
        "<span class='sr-only'>Rp1</span>",
        "<span class='teks visually-hidden'>Rp1</span>",
        "<i class=ikon aria-hidden=true>home</i>",
        "<dialog><p>Rp1</p></dialog>",
        "<button>Salin</button>",
        "<template>Rp1</template>",
        "<noscript>Aktifkan JavaScript.</noscript>",
        "<select><option>Rp1</select>",
        "<label for=n>Nama lengkap Anda</label><input id=n>",
    ],
)
def test_what_readers_do_not_see_is_left_out(hidden: str) -> None:
    assert read(f"<div>Harga {hidden}Rp5.000</div><p>per orang</p>") == [
        (Kind.PARAGRAPH, "Harga Rp5.000"),
        (Kind.PARAGRAPH, "per orang"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div hidden=until-found>Rp5.000</div>",
        "<div aria-hidden=true>Rp5.000 per orang, dan separuhnya bagi anak-anak.</div>",
        "<body style='visibility: hidden'><p>Rp5.000</p></body>",
        "<div id=app style='display: none'><p>Rp5.000</p></div>",
        f"<noscript><p>Rp5.000</p><p>{'Ayam berkokok. ' * 30}</p></noscript>",
        "<dialog open>Rp5.000</dialog>",
        "<div style='opacity:.5'>Rp5.000</div>",
        "<div style='opacity:0;transform:translateY(20px)'>Rp5.000</div>",
        "<div style='margin-left:-1000px'>Rp5.000</div>",
        "<div style='left:-10px'>Rp5.000</div>",
        "<div style='font-size:0.9em'>Rp5.000</div>",
        "<div style='font-size:0'><span style='font-size:16px'>Rp5.000</span></div>",
        "<div style='font-size:0'><span class=kolom>Rp5.000</span></div>",
    ],
)
def test_what_browsers_show_or_find_is_kept(html: str) -> None:
    assert "Rp5.000" in read(html)[0][1]


@pytest.mark.parametrize(
    "html",
    [
        "<h3><button aria-expanded=false>{q}</button></h3><div hidden><p>{a}</p></div>",
        "<h2><button data-bs-toggle=collapse data-bs-target='#c'>{q}</button></h2>"
        "<div><p>-</p></div><div id=c class=collapse style='display:none'>{a}</div>",
        "<h3><a href='#c' data-toggle=collapse role=button>{q}</a></h3><div id=c>{a}</div>",
        "<button aria-controls=c aria-expanded=false>{q}</button><div id=c"
        " aria-hidden=true>{a}</div>",
        "<button class=tanya>{q}<svg></svg></button><div class=jawab>{a}</div>",
        "<div class=kepala><button class=tanya>{q}</button></div><div class=jawab>{a}</div>",
        "<input type=checkbox id=x><label for=x>{q}</label><div class=isi><p>{a}</p></div>",
        "<details><summary>{q}</summary>{a}</details>",
        "<dl><dt><button type=button>{q}</button></dt><dd><p>{a}</p></dd></dl>",
        "<div onclick='buka()'>{q}</div><div style='display: none'>{a}</div>",
    ],
)
def test_a_question_that_opens_its_answer_is_its_heading(html: str) -> None:
    found = read(html.format(q="Apakah ada parkir?", a="Ada, di belakang."))

    assert [each for each in found if each[1] != "-"] == [
        (Kind.HEADING, "Apakah ada parkir?"),
        (Kind.PARAGRAPH, "Ada, di belakang."),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tekan <button>Simpan</button>lalu <a role=button href=x>Kirim</a>.</p>",
        "<p>Tekan lalu <a aria-expanded=false href=x>Kirim</a>.</p>",
        "<button>Salin</button><p>Tekan lalu Kirim.</p>",
    ],
)
def test_a_button_that_opens_no_text_is_no_heading(html: str) -> None:
    assert read(html) == [(Kind.PARAGRAPH, "Tekan lalu Kirim.")]
