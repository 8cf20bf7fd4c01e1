"""Pages of articles, as the programs of news sites lay them out."""

from dataclasses import dataclass

TITLE = "Jembatan Melur Ditutup Sebelas Hari untuk Perbaikan"
SITE = "Harian Melur"
PARAGRAPHS = (
    "Pemerintah Kota Melur menutup sementara jembatan itu mulai Selasa untuk mengganti kabel.",
    "Kendaraan dialihkan lewat Jalan Kenanga dan Jalan Cempaka selama penutupan berlangsung.",
    "“Kami minta warga berangkat lebih awal,” kata Kepala Dinas Perhubungan, Satrio Wibawa.",
    "Biaya perbaikan diperkirakan mencapai Rp4,2 miliar dan ditanggung oleh pemerintah kota.",
    "Pejalan kaki tetap boleh melintas pada siang hari, kecuali pada hari Sabtu dan Minggu.",
)
_RELATED = "Berapa Biaya Perbaikan Jembatan di Kota Kenanga?"
_NAVIGATION = (
    '<header><nav><ul><li><a href="/">Beranda</a></li><li><a href="/kota">Kota</a></li></ul></nav>'
    "</header>"
)
_SIDEBAR = (
    '<div class="sidebar"><h3>Terpopuler</h3><ul><li><a href="/1">Harga Cabai Naik Lagi</a></li>'
    '<li><a href="/2">Angklung Melur Juara</a></li></ul></div>'
)
_FOOTER = '<div class="footer"><p>Hak cipta 2026 Harian Melur. Dilarang mengutip.</p></div>'


@dataclass(frozen=True, slots=True)
class Layout:
    """Parts of a page: what is above the article, its text, and what is below."""

    above: str
    text: str
    below: str

    def page(self) -> str:
        """Return the page with the paragraphs in place of {0}, {1} and so on."""
        text = self.text.format(*PARAGRAPHS, related=_RELATED)
        head = (
            f"<head><title>{TITLE} - {SITE}</title><meta property='og:title' content='{TITLE}'>"
            f"<meta property='og:site_name' content='{SITE}'>"
            "<meta name='author' content='Sari Contoh'>"
            "<meta property='article:published_time' content='2026-03-02T10:15:00+07:00'></head>"
        )
        above = self.above.format(title=TITLE)
        return (
            f"<!doctype html><html lang=id>{head}<body>{_NAVIGATION}{above}{text}{self.below}"
            f"{_SIDEBAR}{_FOOTER}</body></html>"
        )


LAYOUTS = {
    "lead outside of paragraphs": Layout(
        '<div class="container"><article class="detail"><div class="detail__header">'
        '<h1 class="detail__title">{title}</h1><div class="detail__author">Sari Contoh - '
        '<span>Harian Melur</span></div><div class="detail__date">Senin, 02 Mar 2026 10:15'
        " WIB</div>"
        '</div><div class="detail__body"><div class="detail__body-text itp_bodycontent">',
        "<strong>Melur</strong> - <p>{0}</p><p>{1}</p>"
        '<div class="parallaxindetail"><div class="para_caption">ADVERTISEMENT</div>'
        '<div class="para_caption2">SCROLL TO CONTINUE WITH CONTENT</div></div><p>{2}</p>'
        '<table class="linksisip"><tbody><tr><td><div class="lihatjg"><strong>Baca juga: </strong>'
        '<a href="/x">{related}</a></div></td></tr></tbody></table><p>{3}</p>'
        "<p>[Gambas:Video 20melur]</p><p>{4}</p><strong>(sar/tri)</strong>",
        '</div><div class="detail__anchor">Halaman <a>1</a> <a>2</a> <a>Selanjutnya</a></div></div>'
        '<div class="detail__body-tag"><a href="/t">jembatan</a></div></article></div>',
    ),
    "links between paragraphs": Layout(
        '<div class="container clearfix"><h1 class="read__title">{title}</h1><div'
        ' class="read__time">'
        'Melur.example - 02/03/2026, 10:15 WIB</div><div class="photo"><img src="a.jpg">'
        '<div class="photo__caption">Jembatan Melur saat sore hari (dok. Harian Melur)</div></div>'
        '<div class="read__content"><div class="clearfix">',
        "<p><strong>MELUR, HARIAN MELUR -</strong> {0}</p><p>{1}</p>"
        '<p><strong>Baca juga: <a href="/b">{related}</a></strong></p><p>{2}</p>'
        '<div class="ads-partner-wrap">ADVERTISEMENT</div><p>{3} <strong>Baca juga:</strong> '
        '<a href="/c">{related}</a></p><p>{4}</p><p><em>Simak berita kami di ponselmu lewat '
        'WhatsApp Channel: <a href="https://w">https://example.com/channel/0029</a>.</em></p>',
        '</div></div><div class="tag"><ul><li><a href="/t">jembatan</a></li></ul></div></div>',
    ),
    "table of links": Layout(
        '<div class="left"><h1 class="mb-2">{title}</h1><div class="text-grey">Sari Contoh |'
        " Harian "
        'Melur</div><div class="text-grey">Senin, 02 Mar 2026 10:15 WIB</div>'
        '<div class="detail-wrap flex"><div class="detail-text text-sm">',
        "<p><strong>Melur, Harian Melur</strong> -- {0}</p><p>{1}</p>"
        '<div class="paradetail"><div class="parallax">ADVERTISEMENT</div>'
        "<p>SCROLL TO CONTINUE WITH CONTENT</p></div><p>{2}</p>"
        '<table class="linksisip"><tr><td>Pilihan Redaksi</td></tr><tr><td><ul>'
        '<li><a href="/1">{related}</a></li><li><a href="/2">{related}</a></li></ul></td>'
        "</tr></table>"
        "<p>{3}</p><p>{4}</p><p>[Gambas:Video Melur]</p><p><strong>(sar/tri)</strong></p>",
        "</div></div></div>",
    ),
    "credits in two places": Layout(
        '<div id="article"><h1 id="arttitle">{title}</h1><div class="grey bdr3"><time class="grey">'
        '<span>Tayang: Senin, 2 Maret 2026 10:15 WIB</span></time></div><div class="credit">'
        '<div id="penulis">Penulis: <a href="/p">Sari Contoh</a></div><div id="editor">Editor: '
        '<a href="/e">Tri Contoh</a></div></div><div id="artimg"><div class="pb20"><img'
        ' src="a.jpg">'
        '<div class="arial f12">Jembatan Melur dilihat dari tepi sungai, Senin (2/3/2026).'
        "</div></div>"
        '</div><div class="txt-article" id="article_con">',
        "<p><strong>HARIANMELUR.COM, MELUR -</strong> {0}</p><p>{1}</p>"
        '<p class="baca">Baca juga: <a href="/x">{related}</a></p><p>{2}</p>'
        '<div id="inarticle" class="iklan"><span>Advertisement</span></div><p>{3}</p>'
        '<p><strong>Baca: <a href="/y">{related}</a></strong></p><p>{4}</p>'
        "<p>(Harianmelur.com/Sari Contoh)</p><p><em>Baca berita Harian Melur lainnya di "
        '<a href="https://news.example">Google News</a></em></p>'
        '<p>Artikel ini telah tayang di <a href="/z">Harianmelur.com</a> dengan judul lain</p>',
        '</div><div id="paging">Halaman <b>1</b>/<a href="?page=2">2</a></div>'
        '<h5 class="tagcloud3"><a href="/t">jembatan</a></h5></div>',
    ),
    "cards of other articles": Layout(
        '<main><article class="detail-in"><h1 class="title">{title}</h1><div'
        ' class="box-avatar"><div '
        'class="avatar"><p>Reporter</p><p class="title"><a href="/p">Sari Contoh</a></p>'
        "</div></div>"
        '<p class="date">Senin, 2 Maret 2026 10:15 WIB</p><figure><img src="a.jpg"><figcaption>'
        "Jembatan Melur pada malam hari. Harian Melur/Tri Contoh</figcaption></figure>"
        '<div class="detail-konten">',
        "<p><strong>MELUR.CO</strong>, <strong>Melur</strong> - {0}</p><p>{1}</p>"
        '<div class="box-iklan"><p>Iklan</p></div><p>Scroll Untuk Melanjutkan</p><p>{2}</p>'
        '<p><strong>Baca Juga: <a href="/b">{related}</a></strong></p><p>{3}</p><p>{4}</p>'
        '<p>SARI CONTOH | TRI CONTOH</p><p><strong>Pilihan Editor: <a href="/c">{related}</a>'
        "</strong>"
        "</p>",
        '</div></article><section class="artikel-terkait"><h3>Rekomendasi Artikel</h3>'
        '<div class="card"><a href="/1"><h2>Harga Cabai Naik</h2></a><p>Harga cabai naik dua kali '
        "lipat karena hujan yang turun terus sejak awal bulan.</p></div></section></main>",
    ),
    "labels apart from links": Layout(
        '<div class="container"><div class="title"><h1>{title}</h1></div><div class="namerep">'
        "Sari Contoh, Jurnalis <span>·</span> <b>Senin 02 Maret 2026 10:15 WIB</b></div>"
        '<div class="sosmed-share"><a href="#">Share</a></div><div class="detail-img"><figure>'
        '<img src="a.jpg"><div class="caption">Jembatan Melur (Foto: Tri Contoh)</div>'
        "</figure></div>"
        '<div id="contentx" class="read">',
        '<p><strong>MELUR</strong> - {0}</p><p>{1}</p><div class="detail-adv"><span>Advertisement'
        '</span></div><p>{2}</p><p><strong>BACA JUGA:</strong></p><div class="x"><a'
        ' href="/b">{related}'
        "</a></div><p>{3}</p><h3><strong>Baca Juga:&nbsp;<a href='/c'>{related}</a></strong></h3>"
        "<p>{4}</p><p>(sar)</p>",
        '</div><div class="gnews"><p>Follow Berita Harian Melur di <a href="/g">Google News</a></p>'
        '</div><div class="detail-tag"><ul><li><a href="/t">jembatan</a></li></ul></div>'
        '<div class="komentar" id="komentar"><h3>Komentar</h3><p>Semoga perbaikan jembatan'
        " itu cepat "
        "selesai, karena jalan lain sudah macet.</p></div></div>",
    ),
    "paragraphs by line breaks": Layout(
        '<main id="main"><article class="post-wrapper"><header class="post-header"><p'
        ' class="share">'
        '<a href="/k">Kota</a></p><h1 class="post-title">{title}</h1><p class="share"><span>'
        'Senin, 2 Maret 2026 10:15 WIB</span></p></header><div class="wp-caption"><img src="a.jpg">'
        '<p class="wp-caption-text">Jembatan Melur ditutup sejak Selasa. Harian Melur/Tri'
        " Contoh</p>"
        '</div><div class="post-content">',
        "Melur (HARIAN) - {0}<br><br>{1}<br /><br />{2}<br><br><span class='baca-juga'>"
        "<b>Baca juga: "
        "<a href='/b'>{related}</a></b></span><br><br>{3}<br><br><b>Baca juga: <a"
        " href='/c'>{related}"
        "</a></b><br><b>Baca juga: <a href='/d'>{related}</a></b><br><br>{4}"
        "<p class='text-muted'>Pewarta: Sari Contoh<br>Editor: Tri Contoh<br><strong>Copyright © "
        "HARIAN MELUR 2026</strong></p><p class='text-muted'>Dilarang keras mengambil konten tanpa "
        "izin tertulis.</p>",
        '</div><footer class="post-meta"><h5>Tags:</h5><ul><li><a href="/t">jembatan</a></li></ul>'
        "</footer></article></main>",
    ),
}
