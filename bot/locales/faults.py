"""What is told of a text, link or change that can't be: what is wrong, and what to do."""

from dataclasses import dataclass

from corpus.addresses import LinkError, LinkFault
from corpus.errors import (
    ChangedMeanwhileError,
    KutipError,
    NoArticleError,
    NoPassagesError,
    NoVersionError,
    SameTextError,
    ShelfError,
    TitleError,
    TitleTakenError,
)
from corpus.formats.errors import Unreadable, UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultTexts:
    """A sentence for each fault, for `str.format` where it names something in braces."""

    unreadable: dict[Unreadable, str]
    link: dict[LinkFault, str]
    """May name the `status` that the page's server answered with."""
    shelf: dict[type[ShelfError], str]
    """May name what the error does: the `title` of an article, the `version` asked for."""

    def of(self, error: KutipError) -> str | None:
        """Return the sentence for an error of texts, links and shelves; None for another error."""
        match error:
            case UnreadableError():
                return self.unreadable[error.reason]
            case LinkError():
                return self.link[error.reason].format(status=error.status)
            case ShelfError():
                return self.shelf[type(error)].format(**vars(error))
            case _:
                return None


FAULTS_IN_ENGLISH = FaultTexts(
    unreadable={
        Unreadable.EMPTY: "This is empty. Give me something with text in it.",
        Unreadable.NO_TEXT: "I found no words to quote in this. Give me a text, or paste it.",
        Unreadable.BINARY: (
            "This isn't text. Give me a text, Markdown, HTML, PDF, Word (.docx) or EPUB file."
        ),
        Unreadable.UNKNOWN_FORMAT: (
            "I can't read this kind of file. Save it as PDF, .docx, .epub, .html, .md or .txt."
        ),
        Unreadable.ENCRYPTED: "This file is locked. Save it without a password, then try again.",
        Unreadable.SCANNED: (
            "This PDF holds pictures of text; run text recognition (OCR) on it, or paste the text."
        ),
        Unreadable.DAMAGED: "This file is damaged or incomplete. Save or download it again.",
        Unreadable.TOO_MANY_BYTES: "This is larger than 25 MB. Split it, or save the text alone.",
        Unreadable.TOO_MANY_CHARACTERS: (
            "This is longer than 2,000,000 characters. Split it into several articles."
        ),
        Unreadable.TOO_BIG_INSIDE: (
            "This file unpacks to far more than it should. Save the text alone, as .txt or PDF."
        ),
        Unreadable.TOO_LONG_TO_READ: (
            "Reading this took too long. Split it, or save the text alone as .txt."
        ),
        Unreadable.TOO_MUCH_MEMORY: (
            "This is too heavy for me to read. Split it, or save the text alone as .txt."
        ),
    },
    link={
        LinkFault.NOT_A_LINK: "That isn't a link. Copy the whole address, with https:// in front.",
        LinkFault.SCHEME: "I only follow links that begin with http:// or https://.",
        LinkFault.CREDENTIALS: "Give me the link without a user name and password in it.",
        LinkFault.PORT: "I only follow links to the usual ports, 80 and 443.",
        LinkFault.PRIVATE_ADDRESS: "That link leads into a private network; I don't go there.",
        LinkFault.UNKNOWN_HOST: "I can't find that site. Is the address spelt right?",
        LinkFault.UNREACHABLE: "That site doesn't answer. Try again later, or paste the text.",
        LinkFault.TIMEOUT: "That page takes too long. Try again later, or paste the text.",
        LinkFault.TOO_MANY_REDIRECTS: (
            "That link passes me on too often. Open it yourself and copy the last address."
        ),
        LinkFault.NOT_FOUND: "There is no page there (any more). Check the link.",
        LinkFault.FORBIDDEN: "That site doesn't let me in. Paste the text, or give me a file.",
        LinkFault.SERVER_ERROR: "That site has a problem ({status}). Try again later.",
        LinkFault.STATUS: "That site answered oddly ({status}). Paste the text, or give me a file.",
        LinkFault.WRONG_TYPE: "That link holds no article: give me a page, PDF, .docx or .epub.",
        LinkFault.TOO_LARGE: "That page is larger than 25 MB. Give me a smaller one.",
        LinkFault.BROKEN: "That page arrived damaged. Try again later, or paste the text.",
    },
    shelf={
        NoArticleError: "I don't have that article (any more). Choose one from the list.",
        NoVersionError: "That article never had a version {version}. Look at its history.",
        NoPassagesError: "There is nothing in this to quote. Give me a text with sentences.",
        TitleError: "A title has 1 to 200 characters. Please give another.",
        TitleTakenError: "There already is an article “{title}” here. Choose another title.",
        SameTextError: "“{title}” already has this text, or nearly the same.",
        ChangedMeanwhileError: "Somebody else just changed “{title}”. Look at it, then try again.",
    },
)

FAULTS_IN_INDONESIAN = FaultTexts(
    unreadable={
        Unreadable.EMPTY: "Ini kosong. Beri aku sesuatu yang ada teksnya, ya.",
        Unreadable.NO_TEXT: (
            "Aku tidak menemukan kata untuk dikutip di sini. Beri aku teks, atau tempelkan teksnya."
        ),
        Unreadable.BINARY: (
            "Ini bukan teks. Beri aku berkas teks, Markdown, HTML, PDF, Word (.docx), atau EPUB."
        ),
        Unreadable.UNKNOWN_FORMAT: (
            "Jenis berkas ini belum bisa kubaca. Simpan sebagai PDF, .docx, .epub, .html, .md, "
            "atau .txt."
        ),
        Unreadable.ENCRYPTED: ("Berkas ini terkunci. Simpan tanpa kata sandi, lalu coba lagi."),
        Unreadable.SCANNED: (
            "PDF ini berisi gambar tulisan; jalankan pengenal teks (OCR) dulu, atau tempelkan "
            "teksnya."
        ),
        Unreadable.DAMAGED: "Berkas ini rusak atau tidak utuh. Simpan atau unduh sekali lagi.",
        Unreadable.TOO_MANY_BYTES: (
            "Ini lebih besar dari 25 MB. Bagi dulu, atau simpan teksnya saja."
        ),
        Unreadable.TOO_MANY_CHARACTERS: (
            "Ini lebih panjang dari 2.000.000 karakter. Bagi menjadi beberapa artikel."
        ),
        Unreadable.TOO_BIG_INSIDE: (
            "Isi berkas ini jauh lebih besar dari seharusnya. Simpan teksnya saja, sebagai .txt "
            "atau PDF."
        ),
        Unreadable.TOO_LONG_TO_READ: (
            "Membaca ini terlalu lama. Bagi dulu, atau simpan teksnya saja sebagai .txt."
        ),
        Unreadable.TOO_MUCH_MEMORY: (
            "Ini terlalu berat untuk kubaca. Bagi dulu, atau simpan teksnya saja sebagai .txt."
        ),
    },
    link={
        LinkFault.NOT_A_LINK: (
            "Itu bukan tautan. Salin alamat lengkapnya, dengan https:// di depan."
        ),
        LinkFault.SCHEME: "Aku hanya membuka tautan yang diawali http:// atau https://.",
        LinkFault.CREDENTIALS: "Beri aku tautannya tanpa nama pengguna dan kata sandi.",
        LinkFault.PORT: "Aku hanya membuka tautan ke port biasa, 80 dan 443.",
        LinkFault.PRIVATE_ADDRESS: "Tautan itu menuju jaringan pribadi; aku tidak ke sana.",
        LinkFault.UNKNOWN_HOST: "Situs itu tidak kutemukan. Apakah alamatnya sudah benar?",
        LinkFault.UNREACHABLE: (
            "Situs itu tidak menjawab. Coba lagi nanti, atau tempelkan teksnya."
        ),
        LinkFault.TIMEOUT: "Halaman itu terlalu lambat. Coba lagi nanti, atau tempelkan teksnya.",
        LinkFault.TOO_MANY_REDIRECTS: (
            "Tautan itu terlalu sering mengalihkanku. Buka sendiri, lalu salin alamat akhirnya."
        ),
        LinkFault.NOT_FOUND: "Halaman itu tidak ada (lagi). Periksa tautannya, ya.",
        LinkFault.FORBIDDEN: (
            "Situs itu tidak mengizinkanku masuk. Tempelkan teksnya, atau beri aku berkasnya."
        ),
        LinkFault.SERVER_ERROR: "Situs itu sedang bermasalah ({status}). Coba lagi nanti.",
        LinkFault.STATUS: (
            "Jawaban situs itu aneh ({status}). Tempelkan teksnya, atau beri aku berkasnya."
        ),
        LinkFault.WRONG_TYPE: (
            "Tautan itu bukan artikel: beri aku halaman web, PDF, .docx, atau .epub."
        ),
        LinkFault.TOO_LARGE: "Halaman itu lebih besar dari 25 MB. Beri aku yang lebih kecil.",
        LinkFault.BROKEN: (
            "Halaman itu tiba dalam keadaan rusak. Coba lagi nanti, atau tempelkan teksnya."
        ),
    },
    shelf={
        NoArticleError: "Aku tidak punya artikel itu (lagi). Pilih dari daftarnya, ya.",
        NoVersionError: "Artikel itu tidak punya versi {version}. Lihat riwayatnya.",
        NoPassagesError: "Tidak ada yang bisa dikutip di sini. Beri aku teks yang berisi kalimat.",
        TitleError: "Judul terdiri atas 1 sampai 200 karakter. Beri judul lain, ya.",
        TitleTakenError: "Sudah ada artikel “{title}” di sini. Beri judul lain untuk yang ini.",
        SameTextError: "“{title}” sudah memuat teks ini, atau yang hampir sama.",
        ChangedMeanwhileError: "“{title}” baru saja diubah orang lain. Lihat dulu, lalu coba lagi.",
    },
)
