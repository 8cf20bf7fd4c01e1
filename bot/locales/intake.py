"""What is said while an article is added or changed."""

from dataclasses import dataclass

from corpus.formats.reading import ReadingWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_add: str
    """The command of the group `/article` for a new article."""
    command_add_description: str
    command_edit: str
    """The one that changes an article's title, source and text by hand."""
    command_edit_description: str
    command_replace: str
    """The one that gives an article the text of another file or link."""
    command_replace_description: str
    command_refresh: str
    """The one that fetches an article's link again."""
    command_refresh_description: str
    option_link: str
    """The option for a page to fetch."""
    option_link_description: str
    option_file: str
    """The option for a file."""
    option_file_description: str
    option_article: str
    """The option that says which article."""
    option_article_description: str
    menu_add: str
    """The entry in a message's menu that takes the message for an article."""

    form_add: str
    """Above the form for a new article."""
    form_edit: str
    """Above the form for an article that is there."""
    form_names: str
    """Above the form for title and source alone."""
    label_title: str
    label_title_description: str
    """Under it, where a title may be left out."""
    label_source: str
    label_source_description: str
    label_language: str
    """Before a language that changed."""
    label_link: str
    """Before a link that changed."""
    label_text: str
    label_file: str
    label_file_description: str
    """Under it: instead of a text, and which."""

    button_publish: str
    button_names: str
    """Opens the form for title and source."""
    button_replace: str
    """Replaces the article that already has this text."""
    button_cancel: str

    preview_new: str
    """Above a new article that is not published yet."""
    preview_change: str
    """Above a new version of the article with this `title` that is not published yet."""
    paragraphs: str
    """How many an article has: a `number`."""
    first_paragraph: str
    """Above the first paragraph as it will be quoted, if there are several."""
    last_paragraph: str
    only_paragraph: str
    """Above the first paragraph if it is the last too."""
    counts: str
    """How many paragraphs `changed`, `came` and `went`."""
    same_paragraphs: str
    """When no paragraph changed, came or went."""
    more_changes: str
    """Under the changes that are shown: the `number` of those that are not."""
    long_text: str
    """In the form for an article whose text is too long for it: how that is changed."""
    message_link: str
    """On the link to the message that was taken."""
    no_source: str
    """In place of a source that is not known."""
    title_taken: str
    """Under the sentence that a title is taken: what to do."""
    same_text: str
    """Under the sentence that an article has the same text: what to do, if it can be replaced."""
    warning: dict[ReadingWarning, str]
    language: dict[str, str]
    """What languages are called, by their codes; the codes stand for those that are not here."""

    published: str
    """Once a new article can be asked about: its `title`, the `number` of its paragraphs."""
    changed: str
    """Once a new `version` of an article can be: its `title`, the `number` of its paragraphs."""
    cancelled: str
    """Once a draft is thrown away."""
    unchanged: str
    """When an article would stay as it is."""
    draft_gone: str
    """When a button belongs to a draft that was published, cancelled or forgotten."""
    give_one: str
    """When a link or file, or a text, is needed and there is none."""
    give_only_one: str
    """When there are several of them."""
    file_gone: str
    """When Discord no longer has the file, or doesn't give it."""
    message_gone: str
    """When the message was deleted."""
    message_blank: str
    """When a message has no text, link or file to read."""
    no_link: str
    """When an article to fetch again did not come from a link."""


INTAKE_IN_ENGLISH = IntakeTexts(
    command_add="add",
    command_add_description="Add an article: give a link or a file, or neither and paste its text",
    command_edit="edit",
    command_edit_description="Change an article's title, source or text",
    command_replace="replace",
    command_replace_description="Give an article a new text from a file or link",
    command_refresh="refresh",
    command_refresh_description="Fetch an article's link again and see what changed",
    option_link="link",
    option_link_description="The page's address, with https:// in front",
    option_file="file",
    option_file_description="A text, Markdown, HTML, PDF, Word (.docx) or EPUB file, up to 25 MB",
    option_article="article",
    option_article_description="Which article? Type a part of its title",
    menu_add="Add to Kutip",
    form_add="Add an article",
    form_edit="Edit the article",
    form_names="Edit title and source",
    label_title="Title",
    label_title_description="Leave it empty, and I take it from the text",
    label_source="Source",
    label_source_description="Who wrote or published it; shown under every quote",
    label_language="Language",
    label_link="Link",
    label_text="Text",
    label_file="Or a file",
    label_file_description="Instead of the text: .txt, .md, .html, .pdf, .docx or .epub",
    button_publish="Publish",
    button_names="Edit title and source",
    button_replace="Replace it",
    button_cancel="Cancel",
    preview_new="Preview: not published yet",
    preview_change="Preview of the changes to “{title}”: not published yet",
    paragraphs="paragraphs: {number}",
    first_paragraph="The first paragraph, as I will quote it:",
    last_paragraph="The last one:",
    only_paragraph="Its only paragraph, as I will quote it:",
    counts="Paragraphs changed: {changed} · new: {came} · gone: {went}",
    same_paragraphs="The paragraphs stay the same.",
    more_changes="… and {number} more",
    long_text="Its text is too long for a form; to change that, use `/article replace`.",
    message_link="the message",
    no_source="no source",
    title_taken=(
        "Press “Edit title and source” for that; to change that article instead, use "
        "`/article replace`."
    ),
    same_text="Press “Replace it” to see what would change there.",
    warning={
        ReadingWarning.FEW_LETTERS: "Most of this is digits and signs. Is it the right text?",
        ReadingWarning.UNSURE_LANGUAGE: "I'm not sure which language this is in.",
        ReadingWarning.OTHER_ENCODING: (
            "I had to guess how the letters are encoded. Do they look right?"
        ),
        ReadingWarning.PAGES_WITHOUT_TEXT: (
            "Some pages hold only pictures; I can't read what is in those."
        ),
    },
    language={
        "id": "Indonesian",
        "en": "English",
        "ms": "Malay",
        "jv": "Javanese",
        "su": "Sundanese",
        "ar": "Arabic",
        "zh": "Chinese",
        "ja": "Japanese",
        "ko": "Korean",
        "nl": "Dutch",
        "de": "German",
        "fr": "French",
        "es": "Spanish",
        "pt": "Portuguese",
        "ru": "Russian",
        "th": "Thai",
        "vi": "Vietnamese",
    },
    published="Published: “{title}” can be asked about now, try `/ask`. Paragraphs: {number}.",
    changed="Published: version {version} of “{title}” can be asked about now. "
    "Paragraphs: {number}.",
    cancelled="Cancelled; nothing was changed.",
    unchanged="Unchanged: “{title}” is the same as before.",
    draft_gone="This draft is no longer there: it was published or cancelled, or is too old.",
    give_one="I need something to read: give me a link or a file, or paste the text.",
    give_only_one="Give me just one thing to read: a link, a file, or a text.",
    file_gone="I can't get that file from Discord; it may be deleted. Upload it again.",
    message_gone="That message was deleted, so I leave it alone.",
    message_blank="There is no text, link or file in that message that I could read.",
    no_link="“{title}” didn't come from a link. To give it a new text, use `/article replace`.",
)

INTAKE_IN_INDONESIAN = IntakeTexts(
    command_add="tambah",
    command_add_description="Tambah artikel: beri tautan atau berkas, atau tempelkan teksnya",
    command_edit="ubah",
    command_edit_description="Ubah judul, sumber, atau teks sebuah artikel",
    command_replace="ganti",
    command_replace_description="Ganti teks sebuah artikel dengan berkas atau tautan",
    command_refresh="segarkan",
    command_refresh_description="Ambil lagi tautan sebuah artikel dan lihat apa yang berubah",
    option_link="tautan",
    option_link_description="Alamat halamannya, dengan https:// di depan",
    option_file="berkas",
    option_file_description="Berkas teks, Markdown, HTML, PDF, .docx, atau EPUB, maks. 25 MB",
    option_article="artikel",
    option_article_description="Artikel yang mana? Ketik sebagian judulnya",
    menu_add="Tambahkan ke Kutip",
    form_add="Tambah artikel",
    form_edit="Ubah artikel",
    form_names="Ubah judul dan sumber",
    label_title="Judul",
    label_title_description="Kalau kosong, kuambil dari teksnya",
    label_source="Sumber",
    label_source_description="Penulis atau penerbitnya; tampil di bawah setiap kutipan",
    label_language="Bahasa",
    label_link="Tautan",
    label_text="Teks",
    label_file="Atau berkas",
    label_file_description="Sebagai ganti teks: .txt, .md, .html, .pdf, .docx, atau .epub",
    button_publish="Terbitkan",
    button_names="Ubah judul dan sumber",
    button_replace="Ganti artikel itu",
    button_cancel="Batal",
    preview_new="Pratinjau: belum diterbitkan",
    preview_change="Pratinjau perubahan “{title}”: belum diterbitkan",
    paragraphs="paragraf: {number}",
    first_paragraph="Paragraf pertama, seperti yang akan kukutip:",
    last_paragraph="Paragraf terakhir:",
    only_paragraph="Satu-satunya paragraf, seperti yang akan kukutip:",
    counts="Paragraf berubah: {changed} · baru: {came} · hilang: {went}",
    same_paragraphs="Paragrafnya tetap sama.",
    more_changes="… dan {number} lagi",
    long_text="Teksnya terlalu panjang untuk formulir; untuk mengubahnya, pakai `/artikel ganti`.",
    message_link="pesannya",
    no_source="tanpa sumber",
    title_taken=(
        "Tekan “Ubah judul dan sumber” untuk itu; kalau mau mengubah artikel yang sudah ada, pakai "
        "`/artikel ganti`."
    ),
    same_text="Tekan “Ganti artikel itu” untuk melihat apa yang akan berubah di sana.",
    warning={
        ReadingWarning.FEW_LETTERS: "Isinya kebanyakan angka dan tanda. Apa ini teks yang benar?",
        ReadingWarning.UNSURE_LANGUAGE: "Aku kurang yakin ini bahasa apa.",
        ReadingWarning.OTHER_ENCODING: (
            "Aku harus menebak pengodean hurufnya. Apa hurufnya tampil benar?"
        ),
        ReadingWarning.PAGES_WITHOUT_TEXT: (
            "Sebagian halaman hanya berisi gambar; isinya tidak bisa kubaca."
        ),
    },
    language={
        "id": "bahasa Indonesia",
        "en": "bahasa Inggris",
        "ms": "bahasa Melayu",
        "jv": "bahasa Jawa",
        "su": "bahasa Sunda",
        "ar": "bahasa Arab",
        "zh": "bahasa Tionghoa",
        "ja": "bahasa Jepang",
        "ko": "bahasa Korea",
        "nl": "bahasa Belanda",
        "de": "bahasa Jerman",
        "fr": "bahasa Prancis",
        "es": "bahasa Spanyol",
        "pt": "bahasa Portugis",
        "ru": "bahasa Rusia",
        "th": "bahasa Thai",
        "vi": "bahasa Vietnam",
    },
    published="Terbit: “{title}” sudah bisa ditanyakan, coba `/tanya`. Paragraf: {number}.",
    changed="Terbit: versi {version} dari “{title}” sudah bisa ditanyakan. Paragraf: {number}.",
    cancelled="Dibatalkan; tidak ada yang berubah.",
    unchanged="Tidak berubah: “{title}” masih sama seperti sebelumnya.",
    draft_gone="Draf ini sudah tidak ada: sudah terbit, dibatalkan, atau terlalu lama.",
    give_one="Aku butuh sesuatu untuk dibaca: beri tautan atau berkas, atau tempelkan teksnya.",
    give_only_one="Beri satu saja untuk kubaca: tautan, berkas, atau teks.",
    file_gone="Berkas itu tidak bisa kuambil dari Discord; mungkin sudah dihapus. Unggah lagi, ya.",
    message_gone="Pesan itu sudah dihapus, jadi kubiarkan saja.",
    message_blank="Di pesan itu tidak ada teks, tautan, atau berkas yang bisa kubaca.",
    no_link="“{title}” bukan dari tautan. Untuk mengganti teksnya, pakai `/artikel ganti`.",
)
